package postmortem

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"github.com/pmtracker/pmtracker/internal/columns"
	"github.com/pmtracker/pmtracker/internal/diagnostic"
	"github.com/pmtracker/pmtracker/internal/incident"
)

// likelySeverity gives the severity that another spelling means: "sev-2", "Sev 2".
func likelySeverity(text string) (string, bool) {
	s := incident.SeverityNamed(text)
	return string(s), s.Valid()
}

// likelyStatus gives the status that another spelling means: "In Review".
func likelyStatus(text string) (string, bool) {
	word := strings.NewReplacer(" ", "-", "_", "-").Replace(plain(text))
	for _, s := range []Status{StatusDraft, StatusInReview, StatusClosed} {
		if word == string(s) || strings.ReplaceAll(word, "-", "") == strings.ReplaceAll(string(s), "-", "") {
			return string(s), true
		}
	}
	return "", false
}

// likelyLang gives the language that another spelling means: "JA", "en-US".
func likelyLang(text string) (string, bool) {
	word, _, _ := strings.Cut(strings.ReplaceAll(plain(text), "_", "-"), "-")
	switch word {
	case "en", "english":
		return string(incident.English), true
	case "ja", "jp", "japanese", "日本語":
		return string(incident.Japanese), true
	}
	return "", false
}

// likelyKind gives the kind of action item that another word means, in either
// language.
func likelyKind(text string) (incident.ActionKind, bool) {
	switch plain(text) {
	case "prevention", "preventive", "予防":
		return "prevent", true
	case "detection", "検知", "検出":
		return "detect", true
	case "mitigation", "緩和":
		return "mitigate", true
	case "procedure", "processes", "手順", "プロセス":
		return "process", true
	case "game day", "gameday", "game_day", "演習":
		return "game-day", true
	case "training", "教育":
		return "education", true
	}
	return "", false
}

func plain(text string) string { return strings.ToLower(strings.TrimSpace(norm.NFKC.String(text))) }

// valueEdit replaces the value of a front matter key, between its quotes where it
// has some. It is nil where the value is not written as itself.
func (d *Document) valueEdit(e frontEntry, value string) []diagnostic.Edit {
	at := e.valueAt
	if at < len(d.Source) && (d.Source[at] == '"' || d.Source[at] == '\'') {
		at++
		at += len(d.whole[at:]) - len(strings.TrimLeftFunc(d.whole[at:], unicode.IsSpace))
	}
	end := at + len(e.value)
	if e.value == "" || end > len(d.Source) || d.text(Span{at, end}) != e.value {
		return nil
	}
	return []diagnostic.Edit{{Start: at, End: end, Text: value}}
}

// misspelt is a key of an action item by which its field is not read: it is one slip
// away from the field's, or it begins a line that stands in no list.
type misspelt struct {
	at    Span
	field incident.Field

	line Span // outside a list: the line; else empty
}

// nearestField gives the field of whose English key a word is a slip.
func nearestField(key string) (incident.Field, bool) {
	word := strings.Join(strings.Fields(plain(key)), " ")
	for _, f := range incident.Fields() {
		if label := strings.ToLower(f.Label(incident.English)); len(label) > 4 && oneSlip(word, label) {
			return f, true
		}
	}
	return "", false
}

// missing completes a finding about a field that is not written: where its key is
// misspelt the finding stands there and can be corrected, otherwise a line can be
// added for a person to fill in.
func (c *checker) missing(it *Item, f incident.Field) {
	found := &c.found[len(c.found)-1]
	if _, ok := it.Fields[f]; ok {
		return
	}
	i := slices.IndexFunc(it.slips, func(s misspelt) bool { return s.field == f })
	if i < 0 {
		if it.row == nil {
			offer := c.fieldEdit(it, f, prompt(f.Ask(c.Lang)))
			found.Offer = &offer
		}
		return
	}
	label := f.Label(incident.English)
	found.at = it.slips[i].at
	if line := it.slips[i].line; line.Start < line.End {
		found.Suggestion = c.say("write the line as a row of a list, which is how fields are read: \"- %s\"", "項目は箇条書きから読み取ります。「- %s」のように書いてください", columns.Shorten(c.text(line), quoteLimit))
		found.Fix = []diagnostic.Edit{{Start: line.Start, End: line.Start, Text: "- "}}
		return
	}
	found.Suggestion = c.say("did you mean %s?", "%s ではありませんか", label)
	found.Fix = []diagnostic.Edit{{Start: found.at.Start, End: found.at.End, Text: label}}
}
