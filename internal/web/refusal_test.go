package web

import (
	"encoding/json"
	"strings"
	"testing"
)

// TestRefusalsInTheReadersLanguage sends the same refused requests in both
// languages, to pages and to the API.
func TestRefusalsInTheReadersLanguage(t *testing.T) {
	s := newSite(t, nil)
	english, japanese := s.person("en"), s.person("ja-JP,ja;q=0.9,en;q=0.5")
	english.must(english.call("POST", "/incidents", `{"title":"Checkout fails","severity":"SEV2"}`), 201)
	const base = "/incidents/INC-2026-0001"
	english.must(english.post(base+"/generate"), 303)
	for _, c := range []struct {
		path, body  string // in the API, where there is a body; else a page
		form        []string
		en, ja      string
		status      int
		method, tag string
	}{
		{path: "/incidents/INC-2026-0999", status: 404, en: "There is no incident INC-2026-0999", ja: "インシデント INC-2026-0999 はありません"},
		{path: base + "/log", form: []string{"text", " "}, status: 400, en: "An event needs a text", ja: "イベントには本文が必要です"},
		{path: base + "/reopen", form: []string{"reason", "again"}, status: 422, en: "INC-2026-0001 is not closed", ja: "INC-2026-0001 はクローズされていません"},
		{method: "GET", path: "/incidents/INC-2026-0999", status: 404, en: "there is no incident INC-2026-0999", ja: "インシデント INC-2026-0999 はありません"},
		{method: "GET", path: base + "/tickets", status: 404, en: "nobody has asked for the tickets", ja: "チケットの起票はまだ依頼されていません"},
		{method: "POST", path: base + "/events", body: `{"kind":"correction","text":"x"}`, status: 400, en: "a correction points at the event", ja: "訂正するイベントの指定が必要です"},
		{method: "POST", path: base + "/events", body: `{"kind":"note","text":"x"}`, tag: `"older"`, status: 412, en: "was changed since you looked at it", ja: "表示した後に変更されています"},
		{method: "PUT", path: base + "/postmortem", body: `{"text":"x"}`, status: 428, en: "send the ETag of the revision", ja: "版の ETag を If-Match で送ってください"},
		{method: "PUT", path: base + "/postmortem", body: `{"text":"x"}`, tag: "x", status: 412, en: "has to be the ETag of a revision", ja: "版の ETag を指定してください"},
		{method: "POST", path: base + "/reports", body: `{"kind":"first","set":{"nope":"x"}}`, status: 400, en: "a first report has no field \"nope\"", ja: "初報に項目「nope」はありません"},
		{method: "GET", path: base + "/postmortem/revisions/9", status: 404, en: "there is no revision 9 of the postmortem of INC-2026-0001; the newest is 1", ja: "第9版はありません。最新は第1版です"},
		{method: "GET", path: "/incidents/INC-2026-0999/postmortem/revisions/1", status: 404, en: "there is no incident", ja: "インシデント INC-2026-0999 はありません"},
		{method: "POST", path: base + "/comments", body: `{"line":9,"revision":77,"text":"x"}`, status: 404, en: "there is no revision 77 of the postmortem", ja: "第77版はありません。最新は第1版です"},
		{method: "POST", path: base + "/comments", body: `{"line":99999,"text":"x"}`, status: 400, en: "revision 1 of INC-2026-0001 has no line 99999", ja: "第1版に99999行目はありません"},
		{method: "PUT", path: base + "/postmortem/lines/9999", body: `{"text":"x"}`, tag: `"1"`, status: 400, en: "has no line 9999", ja: "第1版に9999行目はありません"},
	} {
		t.Run(c.method+c.path, func(t *testing.T) {
			for _, reader := range []struct {
				*person
				want, not string
			}{{english, c.en, c.ja}, {japanese, c.ja, c.en}} {
				got := reader.refused(c.method, c.path, c.body, c.tag, c.form)
				if got.status != c.status {
					t.Errorf("%s: status %d, want %d: %s", reader.lang, got.status, c.status, got.body)
				}
				said := got.body
				if c.method != "" {
					var problem struct{ Detail string }
					if err := json.Unmarshal([]byte(said), &problem); err != nil || got.header.Get("Content-Type") != "application/problem+json" {
						t.Fatalf("%s: %v, %s: %s", reader.lang, err, got.header.Get("Content-Type"), said)
					}
					said = problem.Detail
				}
				if !strings.Contains(said, reader.want) || strings.Contains(said, reader.not) {
					t.Errorf("%s: the answer does not say %q: %s", reader.lang, reader.want, said)
				}
			}
		})
	}
}

// refused sends one request: to the API where there is a method, else to a page.
func (p *person) refused(method, path, body, tag string, form []string) answer {
	p.Helper()
	switch {
	case method != "" && tag != "":
		return p.call(method, path, body, "If-Match", tag)
	case method != "":
		return p.call(method, path, body)
	case form != nil:
		return p.post(path, form...)
	}
	return p.get(path)
}

// TestTheAPINamesItsOwnFields: a refusal names no flag and no command of the shell.
func TestTheAPINamesItsOwnFields(t *testing.T) {
	const base = "/incidents/INC-2026-0001"
	for _, lang := range []string{"en", "ja"} {
		p := newSite(t, nil).person(lang)
		p.must(p.call("POST", "/incidents", `{"title":"Checkout fails","severity":"SEV2"}`), 201)
		p.must(p.call("POST", base+"/roles", `{"role":"IC","person":"@chie","do":"assign"}`), 200)
		for _, c := range []struct{ path, body, names string }{
			{"/events", `{"kind":"correction","text":"it was 10:05"}`, "corrects"},
			{"/events", `{"kind":"action","role":"IC","text":"rolled back"}`, "role"},
			{"/reports", `{"kind":"first"}`, "next_at"},
			{"/reports", `{"kind":"completion"}`, "/recovery"},
			{"/recovery", `{"kpis":[{"name":"error_rate","unit":"%","value":0.2,"low":0,"high":1,"read_by":"@ben"}]}`, "reason"},
			{"/events", `{"kind":"containment","text":"rolled back"}`, ""},
			{"/recovery", `{}`, "read_by"},
			{"/roles", `{"role":"IC","person":"@ben","do":"assign"}`, "handover"},
			{"/decisions", `{"question":"how?","options":[{"text":"a","uncertainty":"high","rollback":"high"},{"text":"b","uncertainty":"high","rollback":"low"}],"chosen":0}`, "b"},
		} {
			a := p.call("POST", base+c.path, c.body)
			if c.names == "" {
				p.must(a, 201)
				continue
			}
			said := sentencesOf(t, a)
			if a.status != 400 && a.status != 422 || strings.Contains(said, "--") || strings.Contains(said, "pmtracker ") {
				t.Errorf("%s %s: status %d: %s", c.path, c.body, a.status, said)
			}
			if !strings.Contains(said, c.names) {
				t.Errorf("%s %s does not name %s: %s", c.path, c.body, c.names, said)
			}
		}
	}
}
