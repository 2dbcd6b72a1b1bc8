package postmortem

import (
	"testing"
	"time"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// TestNamesBecomeRoles: who acted appears by role, who takes a role as a responder,
// and whom only the team's configuration names as a colleague; a word or code that
// looks like a name stays.
func TestNamesBecomeRoles(t *testing.T) {
	people := incident.People{
		{ID: "@akiko", Name: "Akiko Sato", GitHub: "akiko-s", Email: "akiko@example.com", Slack: "U024BE7LH"},
		{ID: "@ben", Name: "Ben Ito"}, {ID: "@max", Name: "Max Long"}, {ID: "@mori", Name: "森本 健"}, {ID: "@josé", Name: "José Ruiz"},
	}
	for _, c := range []struct {
		lang       incident.Lang
		kind       incident.EventKind
		text, want string
	}{
		{incident.English, incident.KindAction, "ben restarts the pods, Akiko watches", "Ops restarts the pods, IC watches"},
		{incident.English, incident.KindAction, "Ben Ito and akiko-s; akiko@example.com agrees", "Ops and IC; IC agrees"},
		{incident.English, incident.KindAction, "@akiko-s asks <@U024BE7LH>", "IC asks <IC>"},
		{incident.English, incident.KindNote, "Max Long looked; José too. @max said so", "A colleague looked; a colleague too. A colleague said so"},
		{incident.English, incident.KindNote, "max connections rise, Max is 500, Long queries, Joséphine waits", "max connections rise, Max is 500, Long queries, Joséphine waits"},
		{incident.English, incident.KindNote, "benchmark of `ben` on ben-db, /home/ben/x, `` a`ben `` and bend", "benchmark of `ben` on ben-db, /home/ben/x, `` a`ben `` and bend"},
		{incident.English, incident.KindNote, "`ben is not closed", "`Ops is not closed"},
		{incident.English, incident.KindRole, "@ben takes Ops", "A responder takes Ops"},
		{incident.English, incident.KindRole, "akiko hands IC to ben; Akiko goes to bed", "A responder hands IC to another responder; a responder goes to bed"},
		{incident.English, incident.KindRole, "IC is handed over: ben knows the rollback", "IC is handed over: a responder knows the rollback"},
		{incident.Japanese, incident.KindRole, "@ben が Ops を担当", "対応者 が Ops を担当"},
		{incident.Japanese, incident.KindRole, "akiko さんから ben へ IC を引き継ぎ", "対応者から 別の対応者 へ IC を引き継ぎ"},
		{incident.Japanese, incident.KindNote, "森本さんに確認、森本健の承認、@mori も同意", "関係者に確認、関係者の承認、関係者 も同意"},
		{incident.Japanese, incident.KindNote, "大森本社の森本が承認", "大森本社の関係者が承認"},
		{incident.Japanese, incident.KindAction, "ben が再起動", "Ops が再起動"},
	} {
		in := incident.Incident{Lang: c.lang, Zone: time.UTC, People: people, Events: []incident.Event{
			{Kind: incident.KindAction, Role: incident.Operations, Actor: "@ben", Text: "x"}, {Kind: incident.KindDecision, Role: incident.Commander, Actor: "@akiko", Text: "x"},
			{Kind: c.kind, Text: c.text},
		}}
		if got := withRoles(in).Events[2].Text; got != c.want {
			t.Errorf("%q\n  is %q\nwant %q", c.text, got, c.want)
		}
	}
}

// TestWhoReadAKPIIsNotNamed: somebody without a role is a responder, a dashboard stays.
func TestWhoReadAKPIIsNotNamed(t *testing.T) {
	for by, want := range map[string]string{"@ben": "A responder", "ben@example.com": "A responder", "IC": "IC", "Grafana dashboard": "Grafana dashboard", "": ""} {
		in := incident.Incident{Lang: incident.English, Zone: time.UTC, KPIs: []incident.KPI{{Name: "error rate", ReadBy: by}}}
		if got := withRoles(in).KPIs[0].ReadBy; got != want {
			t.Errorf("%q is %q, want %q", by, got, want)
		}
	}
}
