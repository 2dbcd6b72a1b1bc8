package inbox_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/store"
	"github.com/pmtracker/pmtracker/internal/tracker"
)

// TestDeclareInSlackGuessesNoSeverity: it is read as people type it, or asked for with
// the line to send; the harm that is named proposes one.
func TestDeclareInSlackGuessesNoSeverity(t *testing.T) {
	for _, c := range []struct{ text, title, want string }{
		{"SEV2 Checkout answers 500", "Checkout answers 500", "SEV2"}, {"sev 2 Checkout answers 500", "Checkout answers 500", "SEV2"},
		{"SEV-1: Checkout answers 500", "Checkout answers 500", "SEV1"}, {"決済が失敗 SEV2", "決済が失敗", "SEV2"}, {"決済が失敗　（ＳＥＶ３）", "決済が失敗", "SEV3"},
		{"Checkout is down, sev 1", "Checkout is down", "SEV1"}, {"SEV3 the alert says SEV1", "the alert says SEV1", "SEV3"},
		{"customers=partial Orders are lost", "Orders are lost", "SEV2"}, {"data-at-risk Orders are lost SEV1", "Orders are lost", "SEV1"},
		{"SEV1：全リージョンで決済不可", "全リージョンで決済不可", "SEV1"}, {"SEV1:all regions down", "all regions down", "SEV1"}, {"【SEV1】全断", "全断", "SEV1"},
		{"SEV3全断", "全断", "SEV3"}, {"（ＳＥＶ２）決済が失敗", "決済が失敗", "SEV2"}, {"[SEV2]Checkout is down", "Checkout is down", "SEV2"}, {"sev 1:down", "down", "SEV1"},
		{"P1 all regions down", "all regions down", "SEV1"}, {"P3：検索が遅い", "検索が遅い", "SEV3"}, {"data-at-risk SEV1:orders are lost", "orders are lost", "SEV1"},
		{"p2 rack lost power sev1", "p2 rack lost power", "SEV1"}, {"P3サーバーの再起動に失敗 SEV2", "P3サーバーの再起動に失敗", "SEV2"}, {"P2P gateway down SEV1", "P2P gateway down", "SEV1"},
		{"customers=partial P4 line is down", "P4 line is down", "SEV2"}, {"P1からのアラートが止まらない SEV3", "P1からのアラートが止まらない", "SEV3"}, {"P1: SEV2 db down", "db down", "SEV2"},
		{"p1 SEV3 canary broken", "canary broken", "SEV3"}, {"【P1】全断", "全断", "SEV1"}, {"P1:all regions down", "all regions down", "SEV1"}, {"P4 customers=partial Search is slow", "Search is slow", "SEV4"},
		{"SEV2の障害が発生", "SEV2の障害が発生", "SEV2"}, {"SEV3からSEV1に悪化", "SEV3からSEV1に悪化", "SEV3"}, {"SEV2の監視が停止 SEV3", "SEV2の監視が停止", "SEV3"}, {"【SEV1】すべて停止", "すべて停止", "SEV1"},
		{"P3サーバーの再起動に失敗", "", "/incident declare SEV3 P3サーバー"},
		{"customers=partial no video on port P2", "no video on port P2", "SEV2"}, {"all regions are down, P1", "", "/incident declare SEV1 all regions"},
		{"p1-db is down", "", "the severity is missing; put SEV1 (the worst) to SEV4 before the title: /incident declare SEV2 p1-db is down"},
		{"全断【SEV1】", "", "/incident declare SEV1 全断【SEV1】"}, {"raise it to SEV3 now", "", "/incident declare SEV3 raise it to SEV3 now"},
		{"SEV1.5 down", "", "the severity is missing"}, {"SEV12 down", "", "there is no severity"},
		{"Checkout answers 500", "", "the severity is missing; put SEV1 (the worst) to SEV4 before the title: /incident declare SEV2 Checkout answers 500"},
		{"SEV5 foo", "", `there is no severity "SEV5"; use SEV1 (the worst) to SEV4: /incident declare SEV4 foo`},
		{"foo sev 0", "", "/incident declare SEV1 foo"}, {"SEV2", "", "an incident needs a title"}, {"", "", "an incident needs a title"},
	} {
		r := start(t)
		said := r.say(t, "declare "+c.text, "1")
		found, err := r.tracker.List(context.Background(), tracker.CommandLine("x"), store.Filter{})
		if err != nil {
			t.Fatal(err)
		}
		if c.title == "" {
			if !strings.Contains(said, c.want) || len(found) > 0 {
				t.Errorf("%s: %q, %d incidents; want %q", c.text, said, len(found), c.want)
			}
			continue
		}
		if len(found) != 1 || found[0].Title != c.title || string(found[0].Severity) != c.want {
			t.Errorf("%s: %q, %+v", c.text, said, found)
		}
	}
}

// TestDeclareTakesNoChannelThatBurns: what people write in a channel goes on to the
// incident that they work on there.
func TestDeclareTakesNoChannelThatBurns(t *testing.T) {
	r := start(t)
	r.say(t, "declare SEV2 Checkout answers 500", "1")
	if said := r.say(t, "declare SEV3 Search is slow", "2"); !strings.Contains(said, "the room of INC-2018-0001 (Checkout answers 500)") || !strings.Contains(said, "in another channel") {
		t.Errorf("%q", said)
	}
	r.tracker.Config.Lang = incident.Japanese
	if said := r.say(t, "declare SEV3 Search is slow", "3"); !strings.Contains(said, "別のチャンネルで") {
		t.Errorf("%q", said)
	}
	r.tracker.Config.Lang = incident.English
	r.say(t, "log containment rolled back", "4")
	r.say(t, "recover error_rate=0.2%", "5")
	if said := r.say(t, "declare SEV3 Search is slow", "6"); !strings.Contains(said, "INC-2018-0002") {
		t.Errorf("after its recovery: %q", said)
	}
}

// TestDeclareInSlackTellsOfEarlierIncidents like the new one, with what should have
// prevented it and what became of that.
func TestDeclareInSlackTellsOfEarlierIncidents(t *testing.T) {
	const paper = "---\nincident: INC-2017-0001\ntitle: Card payments fail\nseverity: SEV2\nstatus: in-review\nlang: en\noccurred_at: 2017-03-01T09:00:00Z\nauthor: \"@akiko\"\n---\n\n" +
		"## Action items\n\n### AI-1: Deploys *roll back* by themselves\n\n- Owner: @ben\n- Due: 2017-04-01\n"
	for _, own := range []bool{false, true} {
		r := start(t)
		r.tracker.Config.Slack.Channels = own
		path := filepath.Join(t.TempDir(), "old.md")
		if err := os.WriteFile(path, []byte(paper), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := r.tracker.Import(context.Background(), tracker.CommandLine("x"), []string{path}); err != nil {
			t.Fatal(err)
		}
		said := r.say(t, "declare SEV2 Card payments fail again", "1")
		for _, want := range []string{"Earlier incidents like this:", "*INC-2017-0001* Card payments fail", "AI-1 Deploys *roll back* by themselves (overdue @ben 2017-04-01)"} {
			if !strings.Contains(said, want) {
				t.Errorf("%q lacks %q", said, want)
			}
		}
	}
}
