package report

import (
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/markdown"
)

// view is what a report template can write.
type view struct{ Draft }

// Internal tells whether the readers are the people who work on the incident.
func (v view) Internal() bool { return v.Audience == incident.AudienceInternal }

// Title is the incident's title on one line. It is text, as what people write into a
// field is: nothing in it is markup.
func (v view) Title() string { return markdown.Escape(v.Incident.Title) }

// Severity is the incident's severity now.
func (v view) Severity() incident.Severity { return v.Incident.Severity }

// Holder names who holds a role now.
func (v view) Holder(role incident.Role) string {
	holders := v.Roster.Holders(role)
	if len(holders) == 0 {
		return v.Lang.Say("nobody yet", "未定")
	}
	return markdown.Escape(strings.Join(holders, v.Lang.Say(", ", "、")))
}

// Tickets tells whether the report names tickets.
func (v view) Tickets() bool { return v.Field("tickets") != "" }

// Field gives a field of the report: what a person wrote, else what the timeline
// says, else that it is not known yet. A report is never left out because little
// is known.
func (v view) Field(name string) string {
	if text, ok := v.Set[name]; ok && name != "severity" && strings.TrimSpace(text) != "" {
		return markdown.Escape(oneLine(text))
	}
	l := v.Lang
	unknown := l.Say("under investigation", "確認中")
	switch name {
	case "occurred":
		return v.occurred(unknown)
	case "scope":
		return orElse(markdown.Escape(v.Incident.Service), unknown)
	case "symptom":
		return v.Title()
	case "severity":
		return string(v.Incident.Severity)
	case "state":
		return v.state()
	case "next":
		return v.clock(v.NextAt)
	case "change":
		return v.change()
	case "impact":
		return l.Say("none known", "なし（現時点で確認されていない）")
	case "recovered":
		e, _ := v.Incident.First(incident.KindRecovery)
		return v.clock(e.At)
	case "cause":
		return unknown
	case "provisional":
		return v.provisional(unknown)
	case "permanent", "prevention":
		return v.measures(name)
	case "tickets":
		return markdown.Escape(strings.Join(v.tickets(), ", "))
	}
	return unknown
}

func (v view) occurred(unknown string) string {
	if !v.Incident.OccurredAt.IsZero() {
		return v.clock(v.Incident.OccurredAt)
	}
	if e, ok := v.Incident.First(incident.KindDetection); ok {
		return v.Lang.Say("%s (detected)", "%s（検知）", v.clock(e.At))
	}
	return unknown
}

func (v view) state() string {
	l := v.Lang
	switch v.Incident.StateFromTimeline() {
	case incident.Contained:
		return l.Say("contained, recovering", "安全化済み・復旧作業中")
	case incident.Recovered:
		return l.Say("recovered, under observation", "復旧済み・経過観察中")
	}
	return l.Say("containing", "安全化中")
}

// change tells what happened since the last report: to those who work on it in the
// words of the log, to customers, who read no word of it, that it was stopped, is over
// or weighs differently.
func (v view) change() string {
	none := v.Lang.Say("none; the work goes on", "変化なし。対応を継続している")
	events := v.sinceLast()
	for _, e := range slices.Backward(events) {
		if v.Internal() && !e.TimeAlone() {
			return v.told(e)
		}
		if text := v.outcome(e); text != "" {
			return text
		}
	}
	return none
}

// outcome tells customers what an event means to them; empty where it means nothing.
func (v view) outcome(e incident.Event) string {
	l, at := v.Lang, v.clock(e.At)
	switch e.Kind {
	case incident.KindContainment:
		return l.Say("the impact was contained at %s", "%s に影響の拡大を止めた", at)
	case incident.KindRecovery:
		return l.Say("service recovered at %s", "%s に復旧した", at)
	case incident.KindSeverity:
		return l.Say("the severity is %s since %s", "重大度を %s に変更（%s）", v.Severity(), at)
	}
	return ""
}

// provisional tells the measure in the words of the log. They name people and hosts and
// what was guessed, so for customers somebody has to write it.
func (v view) provisional(unknown string) string {
	if !v.Internal() {
		return unknown
	}
	for _, kind := range []incident.EventKind{incident.KindContainment, incident.KindAction} {
		if e, ok := v.Incident.First(kind); ok && !e.TimeAlone() {
			return markdown.Escape(oneLine(e.Text))
		}
	}
	return unknown
}

func (v view) measures(name string) string {
	l := v.Lang
	var titles []string // Markdown, as the document has them
	for _, a := range v.Incident.ActionItems {
		titles = append(titles, a.Title)
	}
	if name == "permanent" {
		return orElse(strings.Join(titles, l.Say("; ", "、")), l.Say("being worked out in the postmortem", "ポストモーテムで検討中"))
	}
	if len(v.tickets()) > 0 {
		return l.Say("yes", "あり")
	}
	return l.Say("being worked out in the postmortem", "ポストモーテムで検討中")
}

// tickets lists the tickets that the text of the report names: those that a person wrote
// in place of those of the action items, or these.
func (v view) tickets() []string {
	var distinct []string
	add := func(t string) {
		if t != "" && !slices.Contains(distinct, t) {
			distinct = append(distinct, t)
		}
	}
	if written := v.Set["tickets"]; strings.TrimSpace(written) != "" {
		for _, word := range strings.FieldsFunc(written, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(",;、，；・", r) }) {
			add(strings.Trim(word, ".。()（）<>"))
		}
		return distinct
	}
	for _, a := range v.Incident.ActionItems {
		add(a.Ticket)
	}
	return distinct
}

// Events lists what happened since the last report, a line each, with the time in the
// zone of the incident: with the date, too, where it is another day than that of the line
// above, or than today in the first.
func (v view) Events() []string {
	var lines []string
	day := v.Now.In(v.Incident.Zone).Format(time.DateOnly)
	for _, e := range v.sinceLast() {
		at := e.At.In(v.Incident.Zone)
		layout := "15:04"
		if that := at.Format(time.DateOnly); that != day {
			day, layout = that, "2006-01-02 15:04"
		}
		lines = append(lines, at.Format(layout)+" "+v.told(e))
	}
	return lines
}

// told gives the words of the log. What is only supposed or decided reads, alone, as if
// it had happened: those are told by their kind.
func (v view) told(e incident.Event) string {
	label := e.Kind.Label(v.Lang)
	if e.TimeAlone() {
		return label
	}
	text := markdown.Escape(oneLine(e.Text))
	if e.Kind == incident.KindHypothesis || e.Kind == incident.KindDecision {
		return label + ": " + text
	}
	return text
}

// KPIs lists the values by which recovery was declared, a line each.
func (v view) KPIs() []string {
	var lines []string
	for _, k := range v.Incident.KPIs {
		if k.Value == nil {
			continue
		}
		line := k.Name + ": " + incident.FormatValue(incident.Round(*k.Value), k.Unit)
		if k.Baseline != nil {
			line += v.Lang.Say(" (normal %s)", "（正常範囲 %s）", incident.FormatRange(k.Baseline.Rounded(), k.Unit))
		}
		lines = append(lines, markdown.Escape(line))
	}
	return lines
}

// sinceLast gives the events that were written down after the last report that reached
// these readers, without the reports themselves: what was logged later had not been reported,
// however early it happened. What came with an import was known where the incident was
// handled, when it happened.
func (v view) sinceLast() []incident.Event {
	var last time.Time
	for _, r := range v.Incident.Reports {
		if theirs := r.Audience == "" || r.Reaches(v.Audience); theirs && !r.Lost && r.SentAt.After(last) {
			last = r.SentAt
		}
	}
	var events []incident.Event
	for _, e := range v.Incident.Events {
		known := e.RecordedAt
		if !known.After(v.ImportedAt) {
			known = e.At
		}
		if known.After(last) && e.Kind != incident.KindCommunication {
			events = append(events, e)
		}
	}
	return events
}

func (v view) clock(t time.Time) string {
	if t.IsZero() {
		return v.Lang.Say("unknown", "不明")
	}
	return t.In(v.Incident.Zone).Format("2006-01-02 15:04 MST")
}

func (v view) subject() string {
	l := v.Lang
	kind := map[incident.ReportKind]string{
		incident.ReportFirst: l.Say("First report", "初報"), incident.ReportPeriodic: l.Say("Update", "定時報"), incident.ReportCompletion: l.Say("Completion", "完了報"),
	}[v.Kind]
	return l.Say("[%s] %s: %s", "【%s】%s: %s", v.Incident.Severity, kind, v.Incident.Title)
}

func orElse(text, otherwise string) string {
	if text == "" {
		return otherwise
	}
	return text
}

func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }
