package web

import (
	"encoding/json"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"github.com/pmtracker/pmtracker/internal/incident"
)

var frameworkEnglish = regexp.MustCompile(`(?i)\b(expected|validation|required|invalid|unexpected|missing|body is|failed)\b`)

// TestTheFrameworkSpeaksTheReadersLanguage sends what the API's framework refuses
// before it comes to us: each kind of bound that the description has.
func TestTheFrameworkSpeaksTheReadersLanguage(t *testing.T) {
	s := newSite(t, nil)
	english, japanese := s.person("en"), s.person("ja")
	key := english.recovered("Checkout fails")
	for _, c := range []struct {
		method, path, body, ja string
		status                 int
	}{
		{"POST", "/incidents", `{"title":"","severity":"SEV2"}`, "1文字以上で指定してください", 422},
		{"POST", "/incidents", `{"title":"` + strings.Repeat("x", 201) + `","severity":"SEV2"}`, "200文字以内で指定してください", 422},
		{"POST", "/incidents", `{"title":"x","severity":"SEV9"}`, "次のいずれかを指定してください: SEV1, SEV2, SEV3, SEV4", 422},
		{"POST", "/incidents", `{"title":"x"}`, "必須の項目 severity がありません", 422},
		{"POST", "/incidents", `{"title":"x","severity":"SEV2","x":1}`, "この項目はありません", 422},
		{"POST", "/incidents", `{"title":1,"severity":"SEV2"}`, "文字列を指定してください", 422},
		{"POST", "/incidents", `[]`, "オブジェクトを指定してください", 422},
		{"POST", "/incidents", `{"title":"x","severity":"SEV2","occurred_at":"yesterday"}`, "日時を RFC 3339 の形式", 422},
		{"POST", "/incidents", `{"title"`, "JSON が途中で終わっています", 400},
		{"POST", "/incidents", `{"title":}`, "値を読み取れません（", 400},
		{"POST", "/incidents", ``, "リクエストの本文が必要です", 400},
		{"POST", "/incidents", `{"title":"` + strings.Repeat("x", 2<<20) + `"}`, "リクエストの本文が大きすぎます。上限は 1048576 バイトです", 413},
		{"GET", "/incidents?limit=0", ``, "1 以上の数値を指定してください", 422},
		{"GET", "/incidents?limit=201", ``, "200 以下の数値を指定してください", 422},
		{"GET", "/incidents?limit=many", ``, "整数を指定してください", 422},
		{"GET", "/incidents/a~b", ``, "パターン ^[A-Za-z0-9-]+$ に合う文字列", 422},
		{"POST", "/incidents/" + key + "/comments", `{"revision":"one","line":2,"text":"x"}`, "整数を指定してください", 422},
		{"POST", "/incidents/" + key + "/recovery", `{"kpis":{}}`, "配列を指定してください", 422},
	} {
		if said := sentencesOf(t, english.must(english.call(c.method, c.path, c.body), c.status)); incident.LangOf(said) == incident.Japanese || !frameworkEnglish.MatchString(said) {
			t.Errorf("%s %s says in English %s", c.method, c.path, said)
		}
		said := sentencesOf(t, japanese.must(japanese.call(c.method, c.path, c.body), c.status))
		if !strings.Contains(said, c.ja) {
			t.Errorf("%s %s does not say %q: %s", c.method, c.path, c.ja, said)
		}
		if !strings.Contains(c.ja, "読み取れません（") && frameworkEnglish.MatchString(said) {
			t.Errorf("%s %s says in Japanese %s", c.method, c.path, said)
		}
	}
}

// sentencesOf gives what problem details say to people.
func sentencesOf(t *testing.T, a answer) string {
	t.Helper()
	var problem struct {
		Detail string
		Errors []struct{ Message string }
	}
	if err := json.Unmarshal([]byte(a.body), &problem); err != nil || a.header.Get("Content-Type") != "application/problem+json" {
		t.Fatalf("%v, %s: %s", err, a.header.Get("Content-Type"), a.body)
	}
	said := problem.Detail
	for _, one := range problem.Errors {
		said += "\n" + one.Message
	}
	return said
}

// TestWhatComesToNoHandlerIsRefusedInTheReadersLanguage: too large, from another
// site, under another name; as a page for people and as problem details for programs.
func TestWhatComesToNoHandlerIsRefusedInTheReadersLanguage(t *testing.T) {
	s := newSite(t, nil)
	for _, reader := range []struct {
		*person
		large, elsewhere, name string
	}{
		{s.person("en"), "is larger than 4 MB", "A page of another site sent this", "does not answer to that host name"},
		{s.person("ja"), "4 MB を超えています", "別のサイトのページから送られた", "このホスト名には応答しません"},
	} {
		send := func(path, kind string, length int, change func(*http.Request)) answer {
			r := reader.request(http.MethodPost, path, strings.NewReader("text="+strings.Repeat("x", length)))
			r.Header.Set("Content-Type", kind)
			if change != nil {
				change(r)
			}
			return reader.do(r)
		}
		const form = "application/x-www-form-urlencoded"
		page := func(a answer, status int, says string) {
			t.Helper()
			if a.status != status || !strings.Contains(a.body, says) || !strings.Contains(a.body, `<main id="content">`) {
				t.Errorf("%s: %d, not a page that says %q: %s", reader.lang, a.status, says, plainText(a.body))
			}
		}
		foreign := func(r *http.Request) { r.Header.Set("Sec-Fetch-Site", "cross-site") }
		page(send("/declare", form, 5<<20, nil), 413, reader.large)
		page(send("/declare", form, 5<<20, func(r *http.Request) { r.ContentLength = -1 }), 413, reader.large) // its length is not told before
		page(send("/declare", form, 1, foreign), 403, reader.elsewhere)
		for _, a := range []answer{send("/api/v1/incidents", "application/json", 5<<20, nil), send("/api/v1/incidents", "application/json", 1, foreign)} {
			if said := sentencesOf(t, a); !strings.Contains(said, reader.large) && !strings.Contains(said, reader.elsewhere) {
				t.Errorf("%s: a program is told %s", reader.lang, said)
			}
		}
		if a := send("/declare", form, 1, func(r *http.Request) { r.Host = "evil.example" }); a.status != 421 || !strings.Contains(a.body, reader.name) {
			t.Errorf("%s: %d %s", reader.lang, a.status, a.body)
		}
	}
}
