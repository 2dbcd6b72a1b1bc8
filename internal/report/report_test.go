package report_test

import (
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/report"
)

var update = flag.Bool("update", false, "write the golden reports anew")

func burning(l incident.Lang, kind incident.ReportKind) report.Draft {
	zone := time.FixedZone("JST", 9*3600)
	at := func(minute int) time.Time { return time.Date(2026, 3, 1, 9, minute, 0, 0, zone) }
	value := 0.2134
	next := at(50)
	if kind == incident.ReportCompletion {
		next = time.Time{}
	}
	return report.Draft{
		Kind: kind, Lang: l, Now: at(20), NextAt: next, Audience: incident.AudienceInternal,
		Roster: incident.Roster{{Role: incident.Commander, Person: "@akiko", From: at(5)}},
		Incident: incident.Incident{
			Key: "INC-2026-0042", Title: l.Say("Checkout answers 500", "決済が500を返す"), Severity: "SEV2", Service: "checkout", Zone: zone, OccurredAt: at(0),
			Events: []incident.Event{
				{At: at(2), Kind: incident.KindDetection, Text: l.Say("The alert on the error rate fired", "エラー率のアラートが発報")},
				{At: at(3), Kind: incident.KindDeclaration, Text: l.Say("Declared", "宣言")},
				{At: at(8), Kind: incident.KindHypothesis, Text: l.Say("The new release exhausts the connection pool", "新リリースが接続プールを使い切る")},
				{At: at(12), Kind: incident.KindContainment, Text: l.Say("The release was rolled back", "リリースを切り戻した")},
				{At: at(40), Kind: incident.KindRecovery, Text: l.Say("Recovery declared", "復旧を宣言")},
			},
			KPIs:        []incident.KPI{{Name: "error_rate", Unit: "%", Value: &value, Baseline: &incident.Range{High: 1.07}}},
			ActionItems: []incident.ActionItem{{ID: "AI-1", Title: l.Say("The pipeline rolls back by itself", "パイプラインが自動で切り戻す"), Ticket: "https://github.com/acme/checkout/issues/812"}},
		},
	}
}

func TestReports(t *testing.T) {
	for _, l := range []incident.Lang{incident.English, incident.Japanese} {
		for _, kind := range incident.ReportKinds() {
			for _, audience := range incident.Audiences() {
				d := burning(l, kind)
				d.Audience = audience
				if kind != incident.ReportCompletion {
					d.Incident.Events = d.Incident.Events[:4]
				}
				m, err := report.Compose(d)
				if err != nil {
					t.Fatal(err)
				}
				golden(t, string(kind)+"-"+string(audience)+"."+string(l)+".md", m.Subject+"\n\n"+m.Text)
			}
		}
	}
}

// TestChangeSinceTheirLast: the last report is that to the same readers, and what was
// written down after it is new to them, however early it happened.
func TestChangeSinceTheirLast(t *testing.T) {
	at := func(minute int) time.Time { return time.Date(2026, 3, 1, 0, minute, 0, 0, time.UTC) }
	d := burning(incident.English, incident.ReportPeriodic)
	d.Incident.Events = []incident.Event{
		{At: at(12), RecordedAt: at(12), Kind: incident.KindContainment, Text: "Rolled back"},
		{At: at(15), RecordedAt: at(26), Kind: incident.KindRecovery, Text: "Recovery declared"},
	}
	sent := func(minute int, a string) incident.Report {
		return incident.Report{Kind: incident.ReportPeriodic, SentAt: at(minute), Audience: a}
	}
	for _, c := range []struct {
		sent                []incident.Report
		internal, customers string
	}{
		{[]incident.Report{sent(20, "internal")}, "Recovery declared", "service recovered at 2026-03-01 09:15 JST"},
		{[]incident.Report{sent(5, "customers"), sent(28, "internal")}, "none; the work goes on", "service recovered at 2026-03-01 09:15 JST"},
		{[]incident.Report{sent(28, "customers"), sent(20, "internal")}, "Recovery declared", "none; the work goes on"},
		{[]incident.Report{sent(28, "")}, "none; the work goes on", "none; the work goes on"}, // the file does not say to whom
	} {
		d.Incident.Reports = c.sent
		for a, want := range map[incident.Audience]string{incident.AudienceInternal: c.internal, incident.AudienceCustomers: c.customers} {
			d.Audience = a
			m, err := report.Compose(d)
			if err != nil || !strings.Contains(m.Text, "Change since the last report: "+want+"\n") {
				t.Errorf("to %s after %v: %s, %v; want %q", a, c.sent, m.Text, err, want)
			}
		}
	}
}

// TestChangeSinceAnImport: what came with a report and was told in it is not new because
// both were imported later; what happened between the report and the import is.
func TestChangeSinceAnImport(t *testing.T) {
	at := func(minute int) time.Time { return time.Date(2026, 3, 1, 0, minute, 0, 0, time.UTC) }
	d := burning(incident.English, incident.ReportPeriodic)
	d.ImportedAt = at(30)
	containment := incident.Event{At: at(5), RecordedAt: at(30), Kind: incident.KindContainment, Text: "Rolled back"}
	decision := incident.Event{At: at(6), RecordedAt: at(30), Kind: incident.KindDecision, Text: "No new release today"}
	for _, c := range []struct {
		later incident.Event
		sent  int
		want  string
	}{
		{decision, 10, "none; the work goes on"},
		{incident.Event{At: at(20), RecordedAt: at(30), Kind: incident.KindNote, Text: "Queue is empty"}, 10, "Queue is empty"},
		{incident.Event{At: at(8), RecordedAt: at(32), Kind: incident.KindNote, Text: "Orders were lost"}, 10, "Orders were lost"},
		{incident.Event{At: at(20), RecordedAt: at(30), Kind: incident.KindNote, Text: "Queue is empty"}, 31, "none; the work goes on"},
	} {
		d.Incident.Events = []incident.Event{containment, decision, c.later}
		d.Incident.Reports = []incident.Report{{Kind: incident.ReportFirst, SentAt: at(c.sent)}}
		m, err := report.Compose(d)
		if err != nil || !strings.Contains(m.Text, "Change since the last report: "+c.want+"\n") {
			t.Errorf("%s, a report at %d: %s, %v; want %q", c.later.Text, c.sent, m.Text, err, c.want)
		}
	}
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s: %s", name, diff)
	}
}

func TestCustomersReadNoWorkInProgress(t *testing.T) {
	for _, kind := range incident.ReportKinds() {
		d := burning(incident.English, kind)
		d.Audience = incident.AudienceCustomers
		m, err := report.Compose(d)
		if err != nil {
			t.Fatal(err)
		}
		for _, secret := range []string{"@akiko", "connection pool", "error_rate"} {
			if strings.Contains(m.Text, secret) {
				t.Errorf("%s report tells customers %q", kind, secret)
			}
		}
	}
}

// TestCustomersReadNoWordOfTheLog: what was logged names people and hosts, whatever the
// kind of the event.
func TestCustomersReadNoWordOfTheLog(t *testing.T) {
	for _, l := range []incident.Lang{incident.English, incident.Japanese} {
		for _, kind := range incident.ReportKinds() {
			d := burning(l, kind)
			d.Kind, d.Audience = kind, incident.AudienceCustomers
			for i := range d.Incident.Events {
				d.Incident.Events[i].Text = "SEV2 @ben (Ben Suzuki) turned the promo job off on db-7; maybe the pool leaks"
			}
			m, err := report.Compose(d)
			if err != nil || strings.Contains(m.Text, "ben") || strings.Contains(m.Text, "db-7") || strings.Contains(m.Text, "leaks") {
				t.Errorf("%s %v", m.Text, err)
			}
			if kind == incident.ReportCompletion {
				d.Set = map[string]string{"provisional": "the promotion is off"}
				if m, err = report.Compose(d); err != nil || !strings.Contains(m.Text, ": the promotion is off") {
					t.Errorf("%s %v", m.Text, err)
				}
			}
		}
	}
}

func TestReportsAreRefused(t *testing.T) {
	for _, c := range []struct {
		name  string
		spoil func(*report.Draft)
		code  incident.Code
		want  string
	}{
		{"no next report", func(d *report.Draft) { d.NextAt = time.Time{} }, incident.Refused, "refused by the rule next-report: the report names no time for the next one"},
		{"the next report has passed", func(d *report.Draft) { d.NextAt = d.Now }, incident.Refused, "not in the future"},
		{"an unknown field", func(d *report.Draft) { d.Set = map[string]string{"scoep": "x"} }, incident.Invalid, "its fields are occurred, scope"},
		{"an unknown kind", func(d *report.Draft) { d.Kind = "final" }, incident.Invalid, "completion"},
		{"completion before recovery", func(d *report.Draft) {
			d.Kind, d.NextAt, d.Incident.Events = "completion", time.Time{}, d.Incident.Events[:4]
		}, incident.Refused, "pmtracker recover INC-2026-0042"},
		{"completion before recovery, with a time in words", func(d *report.Draft) {
			d.Kind, d.NextAt, d.Incident.Events, d.Set = "completion", time.Time{}, d.Incident.Events[:4], map[string]string{"recovered": "10:00, we hope"}
		}, incident.Refused, "pmtracker recover INC-2026-0042"},
		{"a severity of its own", func(d *report.Draft) { d.Set = map[string]string{"severity": "sev３"} }, incident.Invalid, `pmtracker log INC-2026-0042 --kind severity "SEV3: why"`},
		{"a severity that there is not", func(d *report.Draft) { d.Set = map[string]string{"severity": "high"} }, incident.Invalid, `there is no severity "high"`},
		{"a completion that promises", func(d *report.Draft) { d.Kind = "completion" }, incident.Invalid, "promises no next one"},
		{"a promise in words", func(d *report.Draft) { d.Set = map[string]string{"next": "18:00"} }, incident.Invalid, "--next-in 30m or --next-at TIME"},
		{"a broken template", func(d *report.Draft) { d.Template = "{{.Nothing}}" }, incident.Invalid, "template"},
	} {
		d := burning(incident.English, incident.ReportFirst)
		c.spoil(&d)
		if _, err := report.Compose(d); incident.CodeOf(err) != c.code || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}

func TestWhatPeopleWroteStandsInTheReport(t *testing.T) {
	d := burning(incident.Japanese, incident.ReportFirst)
	d.Set = map[string]string{"scope": "カード決済の利用者\n約3割"}
	m, err := report.Compose(d)
	if err != nil || !strings.Contains(m.Text, "影響範囲: カード決済の利用者 約3割") {
		t.Errorf("%s %v", m.Text, err)
	}
}

// TestTheLogIsText: nothing in a line of the log or the name of a KPI is markup. The
// title of an item is Markdown, as in its document.
func TestTheLogIsText(t *testing.T) {
	const log, escaped = "deleted /var/log/*.gz on db-* [runbook](http://evil.example)", `deleted /var/log/\*.gz on db-\* \[runbook](http://evil.example)`
	for _, kind := range []incident.ReportKind{incident.ReportFirst, incident.ReportPeriodic, incident.ReportCompletion} {
		d := burning(incident.English, kind)
		d.Incident.Events[3].Text, d.Incident.KPIs[0].Name = log, log
		if kind != incident.ReportCompletion { // containment is the last that happened
			d.Incident.Events = d.Incident.Events[:4]
		}
		m, err := report.Compose(d)
		if title := d.Incident.ActionItems[0].Title; kind == incident.ReportCompletion && !strings.Contains(m.Text, title) {
			t.Errorf("the title %s is not in %s", title, m.Text)
		}
		if err != nil || strings.Contains(m.Text, log) || !strings.Contains(m.Text, escaped) {
			t.Errorf("%s: %s %v", kind, m.Text, err)
		}
	}
}

// TestFieldsAreText: nothing that people write into a field is markup.
func TestFieldsAreText(t *testing.T) {
	d := burning(incident.English, incident.ReportPeriodic)
	d.Kind, d.Set = incident.ReportPeriodic, map[string]string{"change": "List<String> fails with <nil>; p95 < 500 ms, a*b*c", "impact": "see https://example.com/a_b_c"}
	m, err := report.Compose(d)
	if err != nil || !strings.Contains(m.Text, `: List\<String> fails with \<nil>; p95 < 500 ms, a\*b\*c`+"\n") || !strings.Contains(m.Text, ": see https://example.com/a_b_c\n") {
		t.Errorf("%s %v", m.Text, err)
	}
}

// TestACompletionReportNamesWhatItsTextNames: what a person writes stands in place of the
// action items' tickets, in the text and in the record, by which G7 judges.
func TestACompletionReportNamesWhatItsTextNames(t *testing.T) {
	for written, want := range map[string][]string{
		"":             {"https://github.com/acme/checkout/issues/812"},
		" ":            {"https://github.com/acme/checkout/issues/812"},
		"see the wiki": {"see", "the", "wiki"},
		"acme/checkout#812 (open), #813、PAY-1。": {"acme/checkout#812", "open", "#813", "PAY-1"},
	} {
		d := burning(incident.English, incident.ReportCompletion)
		d.Set = map[string]string{"tickets": written}
		m, err := report.Compose(d)
		if err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(m.Tickets, want) {
			t.Errorf("tickets=%q: the record names %q, want %q", written, m.Tickets, want)
		}
	}
}

// TestLinesOfAnotherDayAndOfNothingDone: what was supposed or decided is told as that, and
// a line of another day than the one above, or than today, has its date.
func TestLinesOfAnotherDayAndOfNothingDone(t *testing.T) {
	for l, lines := range map[incident.Lang]string{
		incident.English:  "- 2026-02-28 23:50 The disk filled up\n- 23:55 note\n- 2026-03-01 09:08 hypothesis: The index is being rebuilt\n- 09:12 decision: Roll back\n",
		incident.Japanese: "- 2026-02-28 23:50 The disk filled up\n- 23:55 メモ\n- 2026-03-01 09:08 仮説: The index is being rebuilt\n- 09:12 判断: Roll back\n",
	} {
		d := burning(l, incident.ReportPeriodic)
		zone := d.Incident.Zone
		d.Now = time.Date(2026, 3, 1, 9, 20, 0, 0, zone)
		d.NextAt = d.Now.Add(30 * time.Minute)
		d.Incident.Reports = nil
		at := func(day, hour, minute int) time.Time {
			return time.Date(2026, 3, day, hour, minute, 0, 0, zone)
		}
		d.Incident.Events = []incident.Event{
			{At: at(0, 23, 50), RecordedAt: at(0, 23, 50), Kind: incident.KindNote, Text: "The disk filled up"},
			{At: at(0, 23, 55), RecordedAt: at(0, 23, 55), Kind: incident.KindNote, Text: incident.KindNote.Label(l)},
			{At: at(1, 9, 8), RecordedAt: at(1, 9, 8), Kind: incident.KindHypothesis, Text: "The index is being rebuilt"},
			{At: at(1, 9, 12), RecordedAt: at(1, 9, 12), Kind: incident.KindDecision, Text: "Roll back"},
		}
		m, err := report.Compose(d)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.HasSuffix(m.Text, lines) {
			t.Errorf("%s: the lines are\n%s", l, m.Text)
		}
		if change := l.Say("Change since the last report: decision: Roll back", "前回からの変化: 判断: Roll back"); !strings.Contains(m.Text, change) {
			t.Errorf("%s: the change is not told as a decision:\n%s", l, m.Text)
		}
	}
}
