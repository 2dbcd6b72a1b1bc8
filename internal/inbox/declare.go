package inbox

import (
	"cmp"
	"context"
	"log/slog"
	"strings"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/markdown"
	"github.com/pmtracker/pmtracker/internal/store"
	"github.com/pmtracker/pmtracker/internal/tracker"
)

// declare opens an incident, which the channel then means, unless each incident
// gets a channel of its own.
func (r *Receiver) declare(ctx context.Context, asked slackRequest, words []string) (string, error) {
	d, err := declarationOf(words)
	if err != nil {
		return "", err
	}
	ownChannel := r.tracker.Config.Slack.Channels
	if !ownChannel {
		if err := r.tracker.ChannelFree(ctx, asked.Actor, asked.Channel); err != nil {
			return "", err
		}
	}
	in, err := r.tracker.Declare(ctx, asked.Actor, d)
	if err != nil {
		return "", err
	}
	alike := r.earlierLike(ctx, asked.Actor, in)
	if ownChannel {
		return in.Lang.Say("**%s** is declared as %s: %s\n\nIts channel, #%s, is being made. %s", "**%s** を %s で宣言しました: %s\n\n対応用チャンネル #%s を作成します。%s",
			in.Key, in.Severity, markdown.Escape(in.Title), strings.ToLower(in.Key), d.Impact.FirstStep(in.Lang)) + alike, nil
	}
	if err := r.tracker.BindChannel(ctx, asked.Actor, asked.Channel, in.Key); err != nil {
		return "", err
	}
	return in.Lang.Say("**%s** is declared as %s: %s\n\nThis channel is its room. %s", "**%s** を %s で宣言しました: %s\n\nこのチャンネルで対応します。%s",
		in.Key, in.Severity, markdown.Escape(in.Title), d.Impact.FirstStep(in.Lang)) + alike, nil
}

// earlierLike says in Markdown which earlier incidents are like a new one, with the action
// items that should have prevented it and what became of them; empty where none is. The
// incident is declared whether they can be read or not.
func (r *Receiver) earlierLike(ctx context.Context, a tracker.Actor, in store.Incident) string {
	found, err := r.tracker.Similar(ctx, a, in.Key, "", 3)
	if err != nil {
		slog.WarnContext(ctx, "earlier incidents like a new one could not be read", "incident", in.Key, "error", err)
	}
	if len(found) == 0 {
		return ""
	}
	lines := []string{"", "", in.Lang.Say("Earlier incidents like this:", "似た過去のインシデント:"), ""}
	for _, earlier := range found {
		lines = append(lines, "- **"+earlier.Key+"** "+markdown.Escape(earlier.Title))
		for _, it := range earlier.Items {
			what := strings.Join(strings.Fields(it.Standing(r.tracker.Today(), in.Lang)+" "+it.Owner+" "+it.Get(incident.FieldDue)), " ")
			lines = append(lines, "  - "+it.ID+" "+markdown.Escape(it.Title+in.Lang.Say(" (", "（")+what+in.Lang.Say(")", "）")))
		}
	}
	return strings.Join(lines, "\n")
}

// declarationOf reads a declaration: its title, the severity before or behind it, and the
// named harm before it. The P1 to P4 of other tools counts where nothing else says how bad
// it is: a P2 can begin a name, and then it stays in the title. Without a severity the named
// harm proposes it. The error is Invalid where there is neither, or no such severity: nobody
// declares by a guess.
func declarationOf(words []string) (tracker.Declaration, error) {
	var d tracker.Declaration
	number, words := beforeTitle(&d, words)
	if number == "" {
		number, words = severityLast(words)
	}
	if number == "" {
		number = severityInSentence(strings.Join(words, " "))
	}
	if priority, behind := priorityFirst(strings.Join(words, " ")); priority != "" && number == "" && !d.Impact.Named() {
		number, words = beforeTitle(&d, strings.Fields(behind))
		number = cmp.Or(number, priority)
	}
	return titled(d, number, words)
}

// beforeTitle reads what goes before a title, in any order: a severity, of which it gives
// the number, data-at-risk and customers=partial, which it writes into the declaration.
func beforeTitle(d *tracker.Declaration, words []string) (number string, title []string) {
	for len(words) > 0 {
		word := strings.ToLower(words[0])
		customers, isImpact := strings.CutPrefix(word, "customers=")
		if n, rest := severityFirst(strings.Join(words, " ")); n != "" && number == "" {
			number, words = n, strings.Fields(rest)
			continue
		}
		switch {
		case word == "data-at-risk":
			d.Impact.DataAtRisk = true
		case isImpact:
			d.Impact.Customers = incident.CustomerImpact(customers)
		default:
			return number, words
		}
		words = words[1:]
	}
	return number, words
}

// severityLast reads the number of the severity that stands behind a title; empty: none does.
func severityLast(words []string) (number string, title []string) {
	for n := min(2, len(words)-1); n > 0; n-- {
		if at, rest := severityFirst(strings.Join(words[len(words)-n:], " ")); at != "" && rest == "" {
			return at, words[:len(words)-n]
		}
	}
	return "", words
}

// titled completes a declaration with its title and the number of its severity.
func titled(d tracker.Declaration, number string, words []string) (tracker.Declaration, error) {
	d.Title = strings.TrimRight(strings.Join(words, " "), ",:、：")
	if err := d.Impact.Check(); err != nil {
		return d, err
	}
	if number == "" && d.Title != "" && !d.Impact.Named() {
		return d, incident.Tell(incident.Invalid, "the severity is missing; put SEV1 (the worst) to SEV4 before the title: /incident declare %[2]s %[1]s", "重大度がありません。題名の前に SEV1（最も重い）〜 SEV4 を付けてください: /incident declare %[2]s %[1]s", d.Title, severityIn(d.Title))
	}
	if number != "" {
		if d.Severity = incident.Severity("SEV" + number); !d.Severity.Valid() {
			return d, incident.Tell(incident.Invalid, "there is no severity %[1]q; use SEV1 (the worst) to SEV4: /incident declare %[3]s %[2]s", "重大度 %[1]q はありません。SEV1（最も重い）〜 SEV4 を使ってください: /incident declare %[3]s %[2]s", d.Severity, d.Title, nearest(number))
		}
	}
	return d, nil
}
