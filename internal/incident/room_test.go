package incident_test

import (
	"strings"
	"testing"
	"time"

	"github.com/pmtracker/pmtracker/docs/templates"
	"github.com/pmtracker/pmtracker/internal/incident"
)

func TestDecisions(t *testing.T) {
	rollback := incident.Option{Text: "roll back", Uncertainty: incident.Medium, Rollback: incident.Low}
	patch := incident.Option{Text: "patch forward", Uncertainty: incident.High, Rollback: incident.High}
	for _, c := range []struct {
		name string
		d    incident.Decision
		code incident.Code // "" when it may be recorded
	}{
		{"the cheapest rollback", incident.Decision{Question: "q", Options: []incident.Option{rollback, patch}, Chosen: 0}, ""},
		{"another, without a reason", incident.Decision{Question: "q", Options: []incident.Option{rollback, patch}, Chosen: 1}, incident.Refused},
		{"another, with a reason", incident.Decision{Question: "q", Options: []incident.Option{rollback, patch}, Chosen: 1, Reason: "the old version is gone"}, ""},
		{"low uncertainty, the dearer one", incident.Decision{Question: "q", Options: []incident.Option{rollback, {Text: "x", Uncertainty: incident.Low, Rollback: incident.High}}, Chosen: 1}, ""},
		{"equally cheap", incident.Decision{Question: "q", Options: []incident.Option{rollback, {Text: "x", Uncertainty: incident.High, Rollback: incident.Low}}, Chosen: 1}, ""},
		{"no option", incident.Decision{Question: "q"}, incident.Invalid},
		{"no such option", incident.Decision{Question: "q", Options: []incident.Option{rollback}, Chosen: 3}, incident.Invalid},
		{"no uncertainty", incident.Decision{Question: "q", Options: []incident.Option{{Text: "x", Rollback: incident.Low}}}, incident.Invalid},
	} {
		if err := c.d.Check(); c.code == "" && err != nil || c.code != "" && incident.CodeOf(err) != c.code {
			t.Errorf("%s: %v", c.name, err)
		}
	}
	d := incident.Decision{Question: "How to stop the errors", Options: []incident.Option{rollback, patch}, Chosen: 1, Reason: "the old version is gone"}
	want := "How to stop the errors: decided for patch forward (uncertainty high, rollback cost high); not taken: roll back (uncertainty medium, rollback cost low, the cheapest rollback); reason: the old version is gone"
	if got := d.Text(incident.English); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestSeverityOfAnImpact(t *testing.T) {
	for _, c := range []struct {
		impact incident.Impact
		want   incident.Severity
	}{
		{incident.Impact{Customers: incident.ImpactAll}, "SEV1"},
		{incident.Impact{Customers: incident.ImpactPartial}, "SEV2"},
		{incident.Impact{Customers: incident.ImpactDegraded}, "SEV3"},
		{incident.Impact{Customers: incident.ImpactNone}, "SEV4"},
		{incident.Impact{}, "SEV3"},
		{incident.Impact{Customers: incident.ImpactNone, DataAtRisk: true}, "SEV2"},
		{incident.Impact{Customers: incident.ImpactDegraded, DataAtRisk: true}, "SEV2"},
		{incident.Impact{Customers: incident.ImpactPartial, DataAtRisk: true}, "SEV1"},
		{incident.Impact{Customers: incident.ImpactAll, DataAtRisk: true}, "SEV1"},
	} {
		if got := c.impact.Severity(); got != c.want {
			t.Errorf("%+v: %s, want %s", c.impact, got, c.want)
		}
	}
	if !strings.Contains(incident.Impact{DataAtRisk: true}.FirstStep(incident.Japanese), "安全化") {
		t.Error("data at risk does not make the safe stop the first step")
	}
}

func TestSilences(t *testing.T) {
	report := func(kind incident.ReportKind, sent, next int) incident.Report {
		r := incident.Report{Kind: kind, SentAt: at(sent)}
		if next > 0 {
			r.NextAt = at(next)
		}
		return r
	}
	customers := func(r incident.Report) incident.Report {
		r.Audience = "customers"
		return r
	}
	named := func(audience string, r incident.Report) incident.Report {
		r.Audience = audience
		return r
	}
	for _, c := range []struct {
		name    string
		reports []incident.Report
		now     int
		want    []incident.Silence
	}{
		{"nothing due yet", nil, 14, nil},
		{"no first report", nil, 16, []incident.Silence{{DueAt: at(15)}}},
		{"a late first report", []incident.Report{report("first", 20, 40)}, 30, []incident.Silence{{DueAt: at(15), Ended: at(20)}}},
		{"the second is late", []incident.Report{report("first", 10, 30)}, 31, []incident.Silence{{DueAt: at(30), Within: "first"}}},
		{"on the minute is in time", []incident.Report{report("first", 10, 30), report("periodic", 30, 60)}, 60, nil},
		{"late twice", []incident.Report{report("first", 10, 30), report("periodic", 35, 60), report("periodic", 61, 90)}, 70,
			[]incident.Silence{{DueAt: at(30), Ended: at(35), Within: "first"}, {DueAt: at(60), Ended: at(61), Within: "periodic"}}},
		{"completion ends it", []incident.Report{report("first", 10, 30), report("completion", 25, 0)}, 600, nil},
		{"promised again after the completion", []incident.Report{report("first", 10, 30), report("completion", 25, 0), report("periodic", 50, 70), report("periodic", 75, 90)}, 80,
			[]incident.Silence{{DueAt: at(70), Ended: at(75), Within: "periodic"}}},
		{"a completion promises nothing", []incident.Report{report("first", 10, 30), report("completion", 25, 40)}, 600, nil},
		{"a completion before the recovery ends nothing", []incident.Report{report("first", 10, 30), report("completion", 20, 0)}, 40, []incident.Silence{{DueAt: at(30), Within: "first"}}},
		{"what the team hears answers no customer", []incident.Report{customers(report("first", 10, 30)), report("periodic", 20, 90)}, 40, []incident.Silence{{DueAt: at(30), Within: "first", To: "customers"}}},
		{"what customers hear answers no team", []incident.Report{report("first", 10, 30), customers(report("first", 20, 90)), report("periodic", 35, 90)}, 40, []incident.Silence{{DueAt: at(30), Ended: at(35), Within: "first", To: "internal"}}},
		{"any report is the first", []incident.Report{customers(report("first", 10, 60)), report("first", 25, 60)}, 40, nil},
		{"a completion is for its readers", []incident.Report{customers(report("first", 10, 30)), report("first", 10, 30), report("completion", 25, 0)}, 40, []incident.Silence{{DueAt: at(30), Within: "first", To: "customers"}}},
		{"who is told is not said", []incident.Report{{Kind: "first", Audience: "the board", SentAt: at(10), NextAt: at(30)}, report("periodic", 25, 60)}, 40, nil},
		{"customers by any name", []incident.Report{customers(report("first", 10, 30)), named("Customers, support", report("periodic", 20, 40)), named("お客様", report("periodic", 40, 60))}, 50, nil},
		{"customers beside others are owed", []incident.Report{named("お客様、社内", report("first", 10, 30)), report("periodic", 20, 90)}, 40, []incident.Silence{{DueAt: at(30), Within: "first", To: "customers"}}},
		{"the team hears what customers hear beside it", []incident.Report{report("first", 10, 30), named("customers and internal", report("completion", 25, 0))}, 40, nil},
		{"out of order", []incident.Report{report("periodic", 30, 60), report("first", 10, 30)}, 50, nil},
	} {
		in := incident.Incident{Reports: c.reports, Events: []incident.Event{{Kind: incident.KindRecovery, At: at(22)}}}
		got := in.Silences(at(0), at(c.now), incident.FirstReportDue)
		if len(got) != len(c.want) {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
			continue
		}
		for i := range got {
			if !got[i].DueAt.Equal(c.want[i].DueAt) || !got[i].Ended.Equal(c.want[i].Ended) || got[i].Within != c.want[i].Within || c.want[i].To != "" && got[i].To != c.want[i].To {
				t.Errorf("%s: %v, want %v", c.name, got[i], c.want[i])
			}
		}
	}
}

func TestChecklist(t *testing.T) {
	for _, l := range []incident.Lang{incident.English, incident.Japanese} {
		name := "checklist." + string(l) + ".md"
		text, err := templates.FS.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		list, err := incident.ParseChecklist(name, string(text))
		if err != nil || len(list) != 6 || list.FirstReportDue() != 15*time.Minute {
			t.Fatalf("%s: %v, %v", name, list, err)
		}
		in := incident.Incident{Events: []incident.Event{{Kind: incident.KindDeclaration, At: at(0)}, {Kind: incident.KindContainment, At: at(4)}},
			Reports: []incident.Report{{Kind: incident.ReportFirst, SentAt: at(14)}}}
		roster := incident.Roster{{Role: incident.Commander, Person: "a", From: at(2)}}
		var done, overdue []string
		for _, s := range list.Progress(in, roster, []incident.Tick{{Step: "record", At: at(20), By: "b"}}, at(31)) {
			if !s.DoneAt.IsZero() {
				done = append(done, s.ID)
			} else if s.Overdue {
				overdue = append(overdue, s.ID)
			}
		}
		if got := strings.Join(done, " "); got != "declare contain first-report record" {
			t.Errorf("done: %s", got)
		}
		if got := strings.Join(overdue, " "); got != "roles recovery" {
			t.Errorf("overdue: %s", got)
		}
	}
	for _, c := range []struct{ text, want string }{
		{"# only a title\n", "has no step"},
		{"# t\n- contain it\n", "c.md:2:"},
		{"- T+5 contain: a\n- T+6 contain: b\n", "c.md:2: step contain stands on line 1"},
	} {
		if _, err := incident.ParseChecklist("c.md", c.text); err == nil || !strings.Contains(err.Error(), c.want) || incident.CodeOf(err) != incident.Invalid {
			t.Errorf("%q: %v", c.text, err)
		}
	}
}

func TestRecoveryIsRefusedByNumber(t *testing.T) {
	value, low := 7.5123, 0.1
	normal := incident.Range{Low: 0, High: 2}
	zone := time.FixedZone("JST", 9*3600)
	for _, c := range []struct {
		name     string
		readings []incident.Reading
		want     []string // parts of the refusal; none: granted
	}{
		{"inside", []incident.Reading{{KPI: incident.KPI{Name: "error_rate", Value: &low, Baseline: &normal}}}, nil},
		{"by hand, without a range", []incident.Reading{{KPI: incident.KPI{Name: "error_rate", Value: &value, ReadBy: "@ben"}}}, nil},
		{"outside", []incident.Reading{{KPI: incident.KPI{Name: "error_rate", Unit: "%", Value: &value, Baseline: &normal}, OutSince: at(3), Window: 10 * time.Minute}},
			[]string{"error_rate", "7.51%", "0–2%", "2026-03-01 18:03 JST", "10 minutes"}},
		{"inside only just now", []incident.Reading{{KPI: incident.KPI{Name: "p95", Unit: "ms", Value: &low, Baseline: &normal}, OutSince: at(3), Window: 10 * time.Minute}}, []string{"p95", "0.1 ms", "0–2 ms", "only just now"}},
		{"no data", []incident.Reading{{KPI: incident.KPI{Name: "p95"}, Problem: "too little data"}}, []string{"p95", "too little data", "--read-by"}},
		{"no KPI at all", nil, []string{"no KPI"}},
	} {
		unmet := incident.JudgeRecovery(c.readings, zone, incident.English)
		if (len(unmet) > 0) != (len(c.want) > 0) {
			t.Errorf("%s: %v", c.name, unmet)
			continue
		}
		for _, part := range c.want {
			if !strings.Contains(unmet[0].Message+" "+unmet[0].Fix, part) {
				t.Errorf("%s: %+v does not say %q", c.name, unmet[0], part)
			}
		}
	}
}

func TestWhomAReportReaches(t *testing.T) {
	for said, want := range map[string]string{
		"": "internal", "internal": "internal", "customers": "customers", "Customers": "customers", "customers, support": "both", "Customer": "customers", "all customers (status page)": "customers",
		"お客様": "customers", "お客様向け": "customers", "全顧客": "customers", "顧客・社内": "both", "お客さまと営業": "both", "ｶｽﾀﾏｰ": "customers", "internal and customers": "both",
		"customer support": "internal", "お客様サポート": "internal", "カスタマーサクセス": "internal", "顧客対応チーム": "internal", "the board": "internal", "社内": "internal",
	} {
		r := incident.Report{Audience: said}
		got := map[[2]bool]string{{true, false}: "internal", {false, true}: "customers", {true, true}: "both"}[[2]bool{r.Reaches(incident.AudienceInternal), r.Reaches(incident.AudienceCustomers)}]
		if got != want || (r.To() == incident.AudienceCustomers) != (want != "internal") {
			t.Errorf("%q reaches %s, to %s; want %s", said, got, r.To(), want)
		}
	}
}

// TestALostReportSaysForWhomItWas: two that were sent in one minute are told apart.
func TestALostReportSaysForWhomItWas(t *testing.T) {
	for l, want := range map[incident.Lang][2]string{incident.English: {"(internal)", "(customers)"}, incident.Japanese: {"初報（社内向け）", "初報（お客様向け）"}} {
		lost := incident.Report{Kind: incident.ReportFirst, SentAt: at(10), Lost: true}
		theirs := lost
		theirs.Audience = "customers"
		facts := incident.RoomFacts{Incident: incident.Incident{Lang: l, Zone: time.UTC, Reports: []incident.Report{lost, theirs}}, State: incident.InReview}
		got := incident.Reminders(facts, at(11))
		if len(got) != 2 || !strings.Contains(got[0].Text, want[0]) || !strings.Contains(got[1].Text, want[1]) {
			t.Errorf("%s: %+v", l, got)
		}
	}
}
