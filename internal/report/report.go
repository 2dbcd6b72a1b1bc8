// Package report writes what the people concerned are told: the first report
// (初報), the periodic report (定時報) and the completion report (完了報), from
// templates in both languages, prefilled from the timeline. It does no I/O.
package report

import (
	"bytes"
	"slices"
	"strings"
	"text/template"
	"time"

	"github.com/pmtracker/pmtracker/docs/templates"
	"github.com/pmtracker/pmtracker/internal/incident"
)

// Draft is everything that a report is written from.
type Draft struct {
	Kind     incident.ReportKind
	Audience incident.Audience
	Incident incident.Incident // with its events, earlier reports, KPIs and action items
	Roster   incident.Roster
	Lang     incident.Lang
	Now      time.Time
	NextAt   time.Time         // time of the next report; zero: none named
	Set      map[string]string // what a person wrote, by the names of Fields
	Template string            // empty: the one that comes with pmtracker

	ImportedAt time.Time // when the incident came into the database; zero: it was declared there
}

// Message is a report, ready to send.
type Message struct {
	Subject string
	Text    string   // Markdown
	Tickets []string // the tickets that its text names
}

// Fields lists the names of what a person can write into a report of a kind.
func Fields(kind incident.ReportKind) []string {
	switch kind {
	case incident.ReportFirst:
		return []string{"occurred", "scope", "symptom", "state"}
	case incident.ReportPeriodic:
		return []string{"change", "impact", "state"}
	}
	return []string{"recovered", "cause", "provisional", "permanent", "prevention", "tickets"}
}

// Compose writes the report. It is Refused when a first or periodic report names
// no time for the next one or one that has passed, or when a completion report
// comes before the recovery; Invalid when a field is not one of the kind's, when a
// completion report names a time for a next one, when another severity is set than the incident's, or the template cannot be read.
func Compose(d Draft) (Message, error) {
	if err := d.check(); err != nil {
		return Message{}, err
	}
	text := d.Template
	name := "report-" + string(d.Kind) + "." + string(d.Lang) + ".md"
	if text == "" {
		builtin, err := templates.FS.ReadFile(name)
		if err != nil {
			return Message{}, incident.Tell(incident.Invalid, "there is no report %q in language %q: %w", "連絡 %q の言語 %q のテンプレートはありません: %w", d.Kind, d.Lang, err)
		}
		text = string(builtin)
	}
	parsed, err := template.New(name).Option("missingkey=error").Parse(strings.ReplaceAll(text, "\r\n", "\n"))
	if err != nil {
		return Message{}, incident.Tell(incident.Invalid, "cannot read the report template: %w", "連絡のテンプレートを読み取れません: %w", err)
	}
	v := view{d}
	var out bytes.Buffer
	if err := parsed.Execute(&out, v); err != nil {
		return Message{}, incident.Tell(incident.Invalid, "cannot fill the report template: %w", "連絡のテンプレートに値を埋め込めません: %w", err)
	}
	return Message{Subject: v.subject(), Text: strings.TrimSpace(out.String()) + "\n", Tickets: v.tickets()}, nil
}

func (d Draft) check() error {
	if !d.Kind.Valid() {
		return incident.Tell(incident.Invalid, "there is no report %q; the reports are first, periodic and completion", "連絡 %q はありません。first、periodic、completion のいずれかです", d.Kind)
	}
	if !d.Audience.Valid() {
		return incident.Tell(incident.Invalid, "there is no audience %q; the audiences are internal and customers", "連絡の宛先 %q はありません。internal か customers です", d.Audience)
	}
	if err := d.checkSeverity(); err != nil {
		return err
	}
	if _, set := d.Set["next"]; set {
		return incident.PutRightBy(incident.Tell(incident.Invalid, "the time of the next report is a promise of which the tracker reminds, not a field of the text; give it with --next-in 30m or --next-at TIME in place of next=",
			"次回連絡の時刻は本文の項目ではなく、リマインドの対象になる約束です。next= ではなく --next-in 30m または --next-at 時刻 で指定してください"), incident.RemedyNextAt)
	}
	known := Fields(d.Kind)
	for field := range d.Set {
		if !slices.Contains(known, field) && (field != "severity" || d.Kind == incident.ReportCompletion) {
			return incident.Tell(incident.Invalid, "a %[1]s has no field %[3]q; its fields are %[4]s", "%[2]sに項目 %[3]q はありません。項目: %[4]s",
				d.Kind.Label(incident.English), d.Kind.Label(incident.Japanese), field, strings.Join(known, ", "))
		}
	}
	if d.Kind != incident.ReportCompletion {
		return checkNext(d.NextAt.In(d.Incident.Zone), d.Now)
	}
	if !d.NextAt.IsZero() {
		return incident.PutRightBy(incident.Tell(incident.Invalid, "a completion report is the last and promises no next one; leave out --next-in and --next-at, or send a periodic report",
			"完了報は最後の連絡であり、次回を予告できません。--next-in や --next-at を外すか、定時報を送ってください"), incident.RemedyNoNext)
	}
	if _, recovered := d.Incident.First(incident.KindRecovery); !recovered {
		return incident.PutRightBy(incident.Tell(incident.Refused, "recovery has not been declared, so there is no time of recovery to report; declare it first: pmtracker recover %s",
			"復旧が宣言されていないため、復旧時刻を書けません。先に pmtracker recover %s で宣言してください", d.Incident.Key), incident.RemedyRecoverFirst)
	}
	return nil
}

// checkSeverity tells whether the severity that a report is to name, where one is set, is
// the incident's.
func (d Draft) checkSeverity() error {
	said, set := d.Set["severity"]
	severity, known := incident.SeverityOf(said)
	switch {
	case !set, severity == d.Incident.Severity:
		return nil
	case !known:
		return incident.Tell(incident.Invalid, "there is no severity %q; the severities are SEV1 (the worst) to SEV4, and a report has that of the incident (%s): leave severity= out",
			"重大度 %q はありません。重大度は SEV1（最も重い）〜 SEV4 で、連絡の重大度はインシデントの重大度（%s）です。severity= を外してください", said, d.Incident.Severity)
	}
	theirs := incident.Tell(incident.Invalid, "the severity of a report is that of the incident (%s)", "連絡の重大度はインシデントの重大度（%s）です", d.Incident.Severity)
	return incident.PutRightBy(incident.Tell(incident.Invalid, "%w; leave severity= out, and where it is %[3]s now, change it first: pmtracker log %[2]s --kind severity \"%[3]s: why\"",
		"%w。severity= を外してください。いま %[3]s である場合は、先に pmtracker log %[2]s --kind severity \"%[3]s: 理由\" で変更してください", theirs, d.Incident.Key, severity), incident.RemedySeverity)
}

// checkNext tells whether a time for the next report is named and still to come.
func checkNext(nextAt, now time.Time) error {
	switch {
	case nextAt.IsZero():
		return incident.PutRightBy(incident.Tell(incident.Refused, "refused by the rule %s: the report names no time for the next one; add --next-in 30m or --next-at TIME, also when nothing is known yet",
			"規則 %s により拒否: 次回連絡の時刻がありません。分かっていることがなくても --next-in 30m または --next-at 時刻 を付けてください", incident.RuleNextReport), incident.RemedyNextReport)
	case !nextAt.After(now):
		return incident.Tell(incident.Refused, "refused by the rule %s: the time of the next report, %s, is not in the future; name a later one",
			"規則 %s により拒否: 次回連絡の時刻 %s が未来ではありません。これからの時刻を指定してください", incident.RuleNextReport, nextAt.Format("2006-01-02 15:04 MST"))
	}
	return nil
}
