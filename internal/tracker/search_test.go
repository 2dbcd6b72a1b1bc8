package tracker_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/search"
	"github.com/pmtracker/pmtracker/internal/store"
	"github.com/pmtracker/pmtracker/internal/store/storetest"
	"github.com/pmtracker/pmtracker/internal/tracker"
)

func keys(hits []tracker.Hit) string {
	var all []string
	for _, h := range hits {
		all = append(all, h.Key)
	}
	return strings.Join(all, " ")
}

func TestSearchFindsPartsOfWordsInEveryScript(t *testing.T) {
	storetest.EachStore(t, func(t *testing.T, s *store.Store) {
		ctx := context.Background()
		tr := newTracker(s)
		declare := func(title string) string {
			in, err := tr.Declare(ctx, akiko, tracker.Declaration{Title: title, Severity: "SEV2"})
			must(t, err)
			return in.Key
		}
		first := declare("クレジット決済が失敗")
		second := declare("Checkout times out")
		_, err := tr.Log(ctx, akiko, first, tracker.Entry{Kind: incident.KindNote, Text: "本番DBが応答しない。checkout も停止"})
		must(t, err)
		for query, want := range map[string]string{
			"決済": first, "DBが": first, "dbガ": "", "heck": second + " " + first, "checkout 停止": first, `"times out"`: second, "TIMES": second, "。c": first, "検索": "",
		} {
			hits, err := tr.Search(ctx, vic, query, store.Filter{Limit: 20})
			must(t, err)
			if keys(hits) != want {
				t.Errorf("%s: found %q, want %q", query, keys(hits), want)
			}
		}
		// what is written after a search is found by the next
		_, err = tr.Log(ctx, akiko, second, tracker.Entry{Kind: incident.KindNote, Text: "検索も遅い"})
		must(t, err)
		hits, err := tr.Search(ctx, vic, "検索", store.Filter{Limit: 20})
		must(t, err)
		if keys(hits) != second || !strings.Contains(hits[0].Snippet, "検索も遅い") {
			t.Errorf("a new event is not found: %+v", hits)
		}
		_, err = tr.Search(ctx, vic, "  ", store.Filter{Limit: 20})
		wantCode(t, err, incident.Invalid)
	})
}

// TestASearchGoesOnPageByPage: behind the last of a page comes the next, in the order of
// the whole, and state and service choose before anything is cut.
func TestASearchGoesOnPageByPage(t *testing.T) {
	storetest.EachStore(t, func(t *testing.T, s *store.Store) {
		ctx := context.Background()
		tr := newTracker(s)
		var all []string
		for i, title := range []string{"決済が失敗", "Search is slow", "決済の遅延", "Checkout times out", "決済が重い"} {
			in, err := tr.Declare(ctx, akiko, tracker.Declaration{Title: title, Severity: "SEV3", Service: map[bool]string{true: "even", false: "odd"}[i%2 == 0]})
			must(t, err)
			_, err = tr.Log(ctx, akiko, in.Key, tracker.Entry{Kind: incident.KindNote, Text: "決済を確認"})
			must(t, err)
			all = append(all, in.Key)
		}
		want := strings.Join([]string{all[4], all[2], all[0], all[3], all[1]}, " ")
		var got []string
		for before := ""; ; {
			hits, err := tr.Search(ctx, vic, "決済", store.Filter{Before: before, Limit: 2})
			must(t, err)
			if len(hits) == 0 || len(got) > 5 {
				break
			}
			got, before = append(got, keys(hits)), hits[len(hits)-1].Key
		}
		if strings.Join(got, " ") != want {
			t.Errorf("the pages are %v, want %s", got, want)
		}
		hits, err := tr.Search(ctx, vic, "決済", store.Filter{Service: "odd", Limit: 1})
		if must(t, err); keys(hits) != all[3] {
			t.Errorf("of a service it finds %s", keys(hits))
		}
		_, err = tr.Log(ctx, akiko, all[0], tracker.Entry{Kind: incident.KindContainment, Text: "止めた"})
		must(t, err)
		hits, err = tr.Search(ctx, vic, "決", store.Filter{States: []incident.State{incident.Contained}, Limit: 1})
		if must(t, err); keys(hits) != all[0] {
			t.Errorf("in a state it finds %s", keys(hits))
		}
		for _, query := range []string{"決済", "決"} {
			_, err = tr.Search(ctx, vic, query, store.Filter{Before: "zzz"})
			wantCode(t, err, incident.Invalid)
		}
		_, err = tr.List(ctx, vic, store.Filter{Before: "zzz"})
		wantCode(t, err, incident.Invalid)
	})
}

// TestSearchMissesNothing compares the search with a look at every text.
func TestSearchMissesNothing(t *testing.T) {
	storetest.EachStore(t, func(t *testing.T, s *store.Store) {
		ctx := context.Background()
		tr := newTracker(s)
		words := strings.Fields("checkout 決済 決済が timeout time DB障害 レプリカ pool 接続 EU-WEST-1 a1 エラー率 2% out")
		titles := map[string]string{}
		rapid.Check(t, func(rt *rapid.T) {
			if len(titles) < 150 {
				title := strings.Join(rapid.SliceOfN(rapid.SampledFrom(words), 1, 5).Draw(rt, "title"), rapid.SampledFrom([]string{"", " "}).Draw(rt, "gap"))
				in, err := tr.Declare(ctx, akiko, tracker.Declaration{Title: title, Severity: "SEV3"})
				must(t, err)
				titles[in.Key] = search.Fold(title)
			}
			text := []rune(rapid.SampledFrom(words).Draw(rt, "word"))
			from := rapid.IntRange(0, len(text)-2).Draw(rt, "from")
			query := string(text[from:rapid.IntRange(from+2, len(text)).Draw(rt, "to")])
			want := 0
			for _, title := range titles {
				if strings.Contains(title, search.Fold(query)) {
					want++
				}
			}
			hits, err := tr.Search(ctx, vic, query, store.Filter{Limit: 1000})
			must(t, err)
			got := 0
			for _, h := range hits {
				if h.InTitle {
					got++
				}
			}
			if got != want {
				rt.Fatalf("%q: found %d titles, there are %d", query, got, want)
			}
		})
	})
}

func TestSimilarShowsWhatShouldHavePrevented(t *testing.T) {
	storetest.EachStore(t, func(t *testing.T, s *store.Store) {
		ctx := context.Background()
		tr := newTracker(s)
		var all []string
		for i, title := range []string{"Card payments fail after a deploy", "Mail is late", "カード決済がデプロイ後に失敗", "Card payments fail in Europe"} {
			in, err := tr.Declare(ctx, akiko, tracker.Declaration{Title: title, Severity: "SEV2"})
			must(t, err)
			all = append(all, in.Key)
			_, err = tr.Log(ctx, akiko, in.Key, tracker.Entry{Kind: incident.KindNote, Text: fmt.Sprintf("note %d", i)})
			must(t, err)
		}
		alike, err := tr.Similar(ctx, vic, all[3], "", 5)
		must(t, err)
		if len(alike) != 1 || alike[0].Key != all[0] || !strings.Contains(strings.Join(alike[0].Shared, " "), "payments") {
			t.Errorf("alike: %+v", alike)
		}
		if alike, err = tr.Similar(ctx, vic, all[0], "", 5); err != nil || len(alike) != 0 {
			t.Errorf("later incidents are shown as earlier ones: %+v, %v", alike, err)
		}
	})
}
