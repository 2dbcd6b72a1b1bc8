package inbox_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/pmtracker/pmtracker/internal/config"
	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/tracker"
)

// asked is what somebody types in Slack, and a part of the answer.
type asked struct{ text, want string }

func (r receiver) sayAll(t *testing.T, all ...asked) {
	t.Helper()
	for i, c := range all {
		if said := r.say(t, c.text, c.text+string(rune('a'+i))); !strings.Contains(said, c.want) {
			t.Errorf("%s: %q, want %q", c.text, said, c.want)
		}
	}
}

// TestLogReadsTheKindBeforeAColon, as the line on the incident's page does.
func TestLogReadsTheKindBeforeAColon(t *testing.T) {
	r := start(t)
	r.sayAll(t, asked{"declare SEV2 Checkout answers 500", "INC-2018-0001"}, asked{"log 安全化：v1.42を戻した", "containment: v1.42を戻した"}, asked{"log Hypothesis: the pool leaks", "hypothesis: the pool leaks"},
		asked{"log severity: SEV1 every region", "severity: SEV1 every region"}, asked{"log Containment :", "an event needs a text"}, asked{"log rolled back: v1.42", "note: rolled back: v1.42"}, asked{"log CONTAINMENT it holds", "containment: it holds"})
	room, err := r.tracker.Room(context.Background(), person, "INC-2018-0001")
	if err != nil || room.State != incident.Contained || room.Severity != "SEV1" {
		t.Errorf("%s %s %v", room.State, room.Severity, err)
	}
}

// TestLogReadsTheTimeFirst, as the line on the incident's page does.
func TestLogReadsTheTimeFirst(t *testing.T) {
	r := start(t)
	r.sayAll(t, asked{"declare SEV2 Checkout answers 500", "INC-2018-0001"},
		asked{"log 5分前 安全化: 流量を止めた", "containment (2018-07-12 18:31 UTC): 流量を止めた"}, asked{"log 10 min ago hypothesis the pool leaks", "hypothesis (2018-07-12 18:26 UTC): the pool leaks"},
		asked{"log 18:24 error rate rises", "note (2018-07-12 18:24 UTC): error rate rises"}, asked{"log INC-2018-0001 18:25 decision: wait", "decision (2018-07-12 18:25 UTC): wait"},
		asked{"log 18:30 recovered: two of five nodes", "note (2018-07-12 18:30 UTC): recovered: two of five nodes"}, asked{"log 10 nodes are down", "note: 10 nodes are down"}, asked{"log 5分前", "note: 5分前"},
		asked{"log 18:10-18:20 requests failed", "INC-2018-0001 note: 18:10-18:20 requests failed"}, asked{"log 19:00 next check", "INC-2018-0001 note: 19:00 next check"},
		asked{"log 03:20 JST deploy", "note (2018-07-12 18:20 UTC): deploy"}, asked{"log 次の確認は19:00", "note: 次の確認は19:00"})
	room, err := r.tracker.Room(context.Background(), person, "INC-2018-0001")
	contained, _ := room.Incident.First(incident.KindContainment)
	if err != nil || room.State != incident.Contained || !contained.At.Equal(exampleTime.Add(-5*time.Minute).Truncate(time.Minute)) {
		t.Errorf("%s at %s, %v", room.State, contained.At, err)
	}
}

// TestLogKeepsWhatIsNoLineOfItsKind as a note, with the way to say it instead.
func TestLogKeepsWhatIsNoLineOfItsKind(t *testing.T) {
	r := start(t)
	r.sayAll(t, asked{"declare SEV2 Checkout answers 500", "INC-2018-0001"}, asked{"log Recovered: two of five nodes", "note: Recovered: two of five nodes"}, asked{"log 復旧: 5台中2台が復旧", "note: 復旧: 5台中2台が復旧"},
		asked{"log role: akiko takes IC", "/incident role assign IC @…"}, asked{"log Recovery: first node is back", "logged as a note; recovery is declared by numbers"}, asked{"log severity: unclear", "note: severity: unclear"},
		asked{"log 復旧:", "an event needs a text"}, asked{"log recovery all is well", "recovery is declared by numbers"})
	room, err := r.tracker.Room(context.Background(), person, "INC-2018-0001")
	if err != nil || len(room.Events) != 7 || room.State != incident.Declared {
		t.Errorf("%d events, %s, %v", len(room.Events), room.State, err)
	}
}

// TestLogOfAnotherIncident: what is meant for another timeline never lands in this one.
func TestLogOfAnotherIncident(t *testing.T) {
	r := start(t)
	r.sayAll(t, asked{"declare SEV2 Checkout answers 500", "INC-2018-0001"})
	in, err := r.tracker.Declare(context.Background(), itself, tracker.Declaration{Title: "Search is slow", Severity: "SEV3"})
	if err != nil {
		t.Fatal(err)
	}
	other := in.Key
	r.sayAll(t,
		asked{"log " + strings.ToLower(other) + " containment index rebuilt", other + " containment: index rebuilt"},
		asked{"log " + other + ": index rebuilt", other + " note: index rebuilt"},
		asked{"log " + other + "：索引を再構築", other + " note: 索引を再構築"},
		asked{"log " + other + " : index swapped", other + " note: index swapped"},
		asked{"log containment " + other + " index rebuilt", "/incident log " + other + " containment index rebuilt"},
		asked{"log containment: " + other + ": index rebuilt", "which incident is meant?"},
		asked{"log containment INC-2018-0001 rolled back", "INC-2018-0001 containment: rolled back"},
		asked{"log note the same cause as " + other, "INC-2018-0001 note: the same cause as " + other},
		asked{"show " + strings.ToLower(other) + ":", other})
	for key, want := range map[string]int{"INC-2018-0001": 4, other: 6} {
		if room, err := r.tracker.Room(context.Background(), person, key); err != nil || len(room.Events) != want {
			t.Errorf("%s: %d events, want %d; %v", key, len(room.Events), want, err)
		}
	}
}

// TestSlackNamesAnIncidentInSmallLetters: one that came with such a key is meant by it.
func TestSlackNamesAnIncidentInSmallLetters(t *testing.T) {
	r := start(t)
	r.sayAll(t, asked{"declare SEV2 Checkout answers 500", "INC-2018-0001"})
	small := "---\nincident: inc-2018-0001\ntitle: Search is slow\nseverity: SEV3\nstatus: draft\nlang: en\noccurred_at: 2018-01-10T09:00:00Z\n---\n"
	file := filepath.Join(t.TempDir(), "small.md")
	if err := os.WriteFile(file, []byte(small), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := r.tracker.Import(context.Background(), tracker.CommandLine("@akiko"), []string{file}); err != nil {
		t.Fatal(err)
	}
	r.sayAll(t, asked{"log inc-2018-0001 note index rebuilt", "inc-2018-0001 note: index rebuilt"}, asked{"log Inc-2018-0001 note rolled back", "INC-2018-0001 note: rolled back"},
		asked{"log containment inc-2018-0001 rolled back", "/incident log inc-2018-0001 containment rolled back"})
}

// TestRecoverTakesANameOfSeveralWords, as it is configured or in quotes, and proposes it so.
func TestRecoverTakesANameOfSeveralWords(t *testing.T) {
	high := 1.0
	for _, text := range []string{"error rate=0.2", `"error rate"=0.2%`, `"error rate=0.2"`, "“error rate”=0.2"} {
		r := start(t)
		r.tracker.Config.KPIs = []config.KPI{{Name: "error rate", Unit: "%", High: &high}}
		r.sayAll(t, asked{"declare SEV2 Checkout answers 500", "INC-2018-0001"}, asked{"log containment rolled back", "rolled back"}, asked{"recover", "`/incident recover \"error rate\"=…`"},
			asked{"recover all is well error rate=0.2", `"all is well error rate=0.2" is not of the form`}, asked{"recover error rate", `"error rate" is not of the form`}, asked{"recover " + text, "is recovered"})
	}
}

// TestSlackReadsNamesAsTyped: as the command line does.
func TestSlackReadsNamesAsTyped(t *testing.T) {
	r := start(t)
	r.sayAll(t, asked{"declare SEV2 Checkout answers 500", "INC-2018-0001"}, asked{"role assign ic me", "assign IC @akiko"}, asked{"role release IC 自分", "release IC @akiko"},
		asked{"report First 30min", "2018-07-12 19:06 UTC"}, asked{"report 定時報 30分 change=x", "2018-07-12 19:06 UTC"}, asked{"report periodic 1 hour change=x", "2018-07-12 19:36 UTC"})
}

// TestReportReadsATimeOfDay: one that has just passed is not tomorrow's, a number alone is
// none, digits may be of full width, and another day is named.
func TestReportReadsATimeOfDay(t *testing.T) {
	r := start(t)
	r.sayAll(t, asked{"declare SEV2 Checkout answers 500", "INC-2018-0001"},
		asked{"report first 18:31", `"18:31" has passed already (it is 18:36 now); write how long until then, such as 30m or 24h`},
		asked{"report first 30", `"30" is neither a length of time nor a time of day; write 30m or 23:30`},
		asked{"report first ２４：１０", "is neither a length of time nor a time of day"},
		asked{"report first ２３：３０", "Next report: 2018-07-12 23:30 UTC"}, asked{"show", "next report: 23:30 UTC"},
		asked{"report periodic 30分", "Next report: 2018-07-12 19:06 UTC"},
		asked{"report periodic 07:00 impact=none", "Next report: 2018-07-13 07:00 UTC"}, asked{"show", "next report: 2018-07-13 07:00 UTC"})
}
