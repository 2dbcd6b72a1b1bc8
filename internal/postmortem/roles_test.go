package postmortem

import (
	"strings"
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

// TestWordsAndPlacesStayWords: a name that is an English word or a place as well stands
// for a person where it can be nobody else; everywhere else the facts stay as they are.
func TestWordsAndPlacesStayWords(t *testing.T) {
	for _, c := range []struct {
		lang       incident.Lang
		kind       incident.EventKind
		text, want string
	}{
		{incident.English, incident.KindNote, "we raised max connections to 400; mark the node read-only; will it grow?", "we raised max connections to 400; mark the node read-only; will it grow?"},
		{incident.English, incident.KindNote, "the Max value, max. Will the pool grow? a deploy of web", "the Max value, max. Will the pool grow? a deploy of web"},
		{incident.English, incident.KindNote, "Asked Mark, paged Max; @max and @mark agree, Will Ito too", "Asked Comm, paged Ops; Ops and Comm agree, Rec too"},
		{incident.English, incident.KindNote, "max-san cut the traffic, deploy-2 too, 石川さん looks", "Ops cut the traffic, a responder too, a responder looks"},
		{incident.English, incident.KindRole, "mark hands Comm to max", "A responder hands Comm to another responder"},
		{incident.English, incident.KindNote, "mark forgot the flag, and max asked mark; Max restarts the pool", "Comm forgot the flag, and Ops asked Comm; Ops restarts the pool"},
		{incident.Japanese, incident.KindNote, "千葉の設定ミスと判明、福島に連絡。千葉の設定を変更し、福島に切り替え", "ICの設定ミスと判明、Recに連絡。千葉の設定を変更し、福島に切り替え"},
		{incident.Japanese, incident.KindNote, "max connections を上げ、maxさんが確認、mark が承認", "max connections を上げ、Opsが確認、Comm が承認"},
		{incident.Japanese, incident.KindNote, "千葉リージョンの流量を福島に寄せた。千葉県と福島DC、千葉の流量、千葉を切り離し", "千葉リージョンの流量を福島に寄せた。千葉県と福島DC、千葉の流量、千葉を切り離し"},
		{incident.Japanese, incident.KindNote, "千葉さんに連絡し、千葉が再起動。福島氏の判断、@千葉 も同意、福島様式", "ICに連絡し、ICが再起動。Recの判断、IC も同意、福島様式"},
		{incident.Japanese, incident.KindNote, "森本サーバーと森本町は別、担当は森本。はるかに多い。はるかさんが確認", "森本サーバーと森本町は別、担当は対応者。はるかに多い。対応者が確認"},
		{incident.Japanese, incident.KindRole, "千葉 が IC を担当", "対応者 が IC を担当"},
	} {
		in := incident.Incident{Lang: c.lang, Zone: time.UTC, Title: "千葉リージョンで max connections, mark と 森本"}
		for _, actor := range []struct {
			name string
			role incident.Role
		}{{"@max", incident.Operations}, {"mark", incident.Communication}, {"Will Ito", incident.Recorder}, {"deploy", ""}, {"deploy-2", ""}, {"千葉", incident.Commander}, {"福島", incident.Recorder}, {"森本", ""}, {"石川 太郎", ""}, {"はるか", ""}} {
			in.Events = append(in.Events, incident.Event{Kind: incident.KindAction, Role: actor.role, Actor: actor.name, Text: "x"})
		}
		in.Events = append(in.Events, incident.Event{Kind: c.kind, Text: c.text})
		in.KPIs = []incident.KPI{{Name: "p95", ReadBy: "mark"}, {Name: "errors", ReadBy: "千葉データセンターのグラフ"}}
		got := withRoles(in)
		if text := got.Events[len(got.Events)-1].Text; text != c.want {
			t.Errorf("%q\n  is %q\nwant %q", c.text, text, c.want)
		}
		if got.Title != in.Title || got.KPIs[0].ReadBy != "Comm" || got.KPIs[1].ReadBy != in.KPIs[1].ReadBy {
			t.Errorf("title or KPIs: %q %+v", got.Title, got.KPIs)
		}
	}
}

// TestATitleStaysAsTyped but for whom it addresses.
func TestATitleStaysAsTyped(t *testing.T) {
	for title, want := range map[string]string{"Akiko replication stops": "Akiko replication stops", "@akiko restarts the db": "IC restarts the db", "akikoさんの変更で停止": "ICの変更で停止", "akiko@example.com bounces": "IC bounces", "Down after Akiko Sato deployed, Akiko Satoh": "Down after IC deployed, Akiko Satoh", "佐藤亜希子の変更、佐藤製": "関係者の変更、佐藤製"} {
		in := incident.Incident{Lang: incident.English, Zone: time.UTC, Title: title, People: incident.People{{ID: "@akiko", Name: "Akiko Sato"}, {ID: "@sato2", Name: "佐藤 亜希子"}}}
		if in.Events = []incident.Event{{Kind: incident.KindAction, Role: incident.Commander, Actor: "@akiko", Text: "x"}}; strings.Contains(title, "の") {
			in.Lang = incident.Japanese
		}
		if got := withRoles(in).Title; got != want {
			t.Errorf("%q is %q, want %q", title, got, want)
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
