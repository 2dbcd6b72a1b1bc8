package digest

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
)

// The limits of a Slack message: blocks, and characters of a section.
// https://docs.slack.dev/reference/block-kit/blocks
const (
	slackBlocks  = 50
	slackSection = 3000
)

type slackText struct {
	Type string `json:"type"`
	Text string `json:"text"`
}

type slackBlock struct {
	Type string    `json:"type"`
	Text slackText `json:"text"`
}

// WriteSlack writes the digest as the body of an incoming webhook, which is also
// that of chat.postMessage without the channel. What does not fit into one
// message is counted in its last line.
func (d Digest) WriteSlack(w io.Writer) error {
	sections := []string{"*" + slackEscape(d.title()) + "*\n" + slackEscape(d.summary())}
	for _, g := range d.groups() {
		heading := "*" + slackEscape(g.heading) + "*"
		if p, ok := d.People.Find(g.owner); ok && p.Slack != "" {
			heading = "<@" + p.Slack + ">"
		}
		sections = append(sections, d.slackSections(heading, g.entries)...)
	}
	if len(d.Escalated) > 0 {
		entries := make([]Entry, len(d.Escalated))
		for i, e := range d.Escalated {
			entries[i] = e.Entry
		}
		sections = append(sections, d.slackSections("*"+slackEscape(d.escalation())+"*", entries)...)
	}
	if left := len(sections) - slackBlocks; left > 0 {
		sections = append(sections[:slackBlocks-1], slackEscape(d.Lang.Say("… and more; run pmtracker digest for the rest", "…ほかは pmtracker digest で確認してください")))
	}
	out := struct {
		Text   string       `json:"text"`
		Blocks []slackBlock `json:"blocks"`
	}{Text: d.title() + ": " + d.summary()}
	for _, s := range sections {
		out.Blocks = append(out.Blocks, slackBlock{"section", slackText{"mrkdwn", s}})
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	return enc.Encode(out)
}

// slackSections puts a list into as many sections as it needs.
func (d Digest) slackSections(heading string, entries []Entry) []string {
	var sections []string
	b := heading
	for _, e := range entries {
		line := fmt.Sprintf("\n• *%s* %s %s: %s", slackEscape(d.when(e)), slackEscape(e.Incident), e.ID, slackEscape(shorten(e.Title)))
		if link := safeLink(e.Ticket); link != "" && !strings.Contains(link, "|") {
			line += " <" + slackEscape(link) + ">"
		}
		if len(b)+len(line) > slackSection {
			sections = append(sections, b)
			b = strings.TrimPrefix(line, "\n")
			continue
		}
		b += line
	}
	return append(sections, b)
}

// shorten keeps a title to what fits a line of a message.
func shorten(title string) string {
	r := []rune(title)
	if len(r) > 300 {
		return string(r[:300]) + "…"
	}
	return title
}

// slackEscape writes a text so that Slack shows it and addresses nobody.
func slackEscape(text string) string {
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;").Replace(plain(strings.Join(strings.Fields(text), " ")))
}
