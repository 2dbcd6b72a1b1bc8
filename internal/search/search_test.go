package search_test

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/pmtracker/pmtracker/internal/search"
)

// TestGramsMissNothing: whatever part of a text is looked for, the index has
// every gram that the query needs.
func TestGramsMissNothing(t *testing.T) {
	alphabet := []rune("abcXYZ019 -_.,決済障害がﾃﾞー々é（）\n")
	rapid.Check(t, func(t *rapid.T) {
		text := search.Fold(rapid.StringOfN(rapid.RuneFrom(alphabet), 2, 60, -1).Draw(t, "text"))
		letters := []rune(text)
		if len(letters) < 2 {
			return
		}
		from := rapid.IntRange(0, len(letters)-2).Draw(t, "from")
		to := rapid.IntRange(from+2, len(letters)).Draw(t, "to")
		q := search.ParseQuery(`"` + string(letters[from:to]) + `"`)
		if q.Empty() {
			return
		}
		if !q.Matches(text) {
			t.Fatalf("%q does not match %q", string(letters[from:to]), text)
		}
		grams := search.Grams(text)
		for _, g := range q.Grams() {
			if !slices.Contains(grams, g) {
				t.Fatalf("looking for %q in %q needs %q, which is not indexed", string(letters[from:to]), text, g)
			}
		}
	})
}

func TestQuery(t *testing.T) {
	for _, c := range []struct {
		query, text string
		want        bool
	}{
		{"決済", "クレジット決済が失敗", true},
		{"ｴﾗｰ率", "エラー率が上昇", true},
		{"DBが", "本番dbが停止", true},
		{"out pool", "The pool timed OUT", true},
		{`"timed out"`, "it timed  out", true},
		{`"pool out"`, "The pool timed out", false},
		{"eu-west", "EU-WEST-1 only", true},
		{"検索", "決済", false},
	} {
		if got := search.ParseQuery(c.query).Matches(search.Fold(c.text)); got != c.want {
			t.Errorf("%q in %q: %v, want %v", c.query, c.text, got, c.want)
		}
	}
	q := search.ParseQuery("済が")
	if s := q.Snippet(search.Fold("クレジット決済が失敗した"), 6); !strings.Contains(s, "済が失敗") || !strings.HasPrefix(s, "…") {
		t.Errorf("snippet %q", s)
	}
}

func TestSimilar(t *testing.T) {
	others := []search.Text{
		{Key: "A", Title: "Checkout errors after a deploy", Body: "the connection pool of the replica is used up"},
		{Key: "B", Title: "Mail is late", Body: "a queue grows"},
		{Key: "C", Title: "決済の接続プールが枯渇", Body: "レプリカの接続が上限に達した"},
	}
	en := search.Similar(search.Text{Title: "Deploy breaks checkout", Body: "connection pool used up"}, others, 5)
	if len(en) != 1 || en[0].Key != "A" || !slices.Contains(en[0].Shared, "checkout") {
		t.Errorf("English: %+v", en)
	}
	ja := search.Similar(search.Text{Title: "接続プールの枯渇で決済が停止"}, others, 5)
	if len(ja) != 1 || ja[0].Key != "C" {
		t.Errorf("Japanese: %+v", ja)
	}
	for title, want := range map[string]string{"接続プールの枯渇で決済が停止": "接続プール 枯渇 決済", "決済APIの接続を上限まで使う": "上限 接続 決済", "接続が遅い": "接続", "プールの接続が達した": "プール 接続"} {
		for _, s := range search.Similar(search.Text{Title: title}, others, 5) {
			slices.Sort(s.Shared)
			if got := strings.Join(s.Shared, " "); got != want {
				t.Errorf("%s shares %q, want %q", title, got, want)
			}
		}
	}
}
