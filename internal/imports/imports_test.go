package imports_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/pmtracker/pmtracker/internal/imports"
	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/timeline"
)

const exports = "../../testdata/corpus/exports"

func load(t testing.TB, names ...string) []imports.File {
	t.Helper()
	var files []imports.File
	for _, n := range names {
		text, err := os.ReadFile(filepath.Join(exports, n))
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, imports.File{Name: n, Text: text})
	}
	return files
}

func TestExportsOfTheCorpus(t *testing.T) {
	for _, c := range []struct {
		files  []string
		tool   string
		title  string
		events int
		first  string // time, kind, actor and text of the first event
	}{
		{[]string{"pagerduty/log_entries.json"}, "pagerduty", "The server is on fire.", 1, "2015-10-06T21:30:42Z detection John Doe: Triggered via the website"},
		{[]string{"pagerduty/trigger_v2.json"}, "pagerduty", "My new incident", 1, "2017-09-26T15:14:36Z detection Laura Haley: My new incident: Triggered through the website"},
		{[]string{"pagerduty/trigger.json"}, "pagerduty", "foo", 1, "2015-02-07T21:42:52Z detection : foo"},
		{[]string{"pagerduty/resolved.json"}, "pagerduty", "It is on fire", 1, "2015-02-07T21:31:53Z note : Resolved: It is on fire"},
		{[]string{"alertmanager/prom_post_request.json"}, "alertmanager", "Server High Memory usage", 1, "2018-03-07T11:33:21Z detection : Server High Memory usage: 10.80.40.11 reported high memory usage with 23.28%."},
		{[]string{"alertmanager/single_alert.json"}, "alertmanager", "High CPU core temperature", 1, "2020-02-06T00:17:58Z note : Resolved: High CPU core temperature: CPU core temperature is 34.75C"},
		{[]string{"opsgenie/create.json"}, "opsgenie", "another alert", 1, "2017-08-14T11:25:56Z detection test@example.com: another alert"},
		{[]string{"opsgenie/create.json", "opsgenie/addnote.json", "opsgenie/close.json"}, "opsgenie", "another alert", 3, "2015-01-05T10:04:35Z note fili@ifountain.com: Note: test alert: note to test alert"},
		{[]string{"statuspage/incident_created.json"}, "statuspage", "Database query delays", 1, "2017-12-26T07:32:00Z communication : identified: We just encountered"},
		{[]string{"slack-export/general/2018-01-24.json", "slack-export/general/2018-01-22.json", "slack-export/users.json", "slack-export/channels.json"}, "slack", "", 4, "2018-01-23T03:21:24Z note @k._: *_duckrabbit_*"},
	} {
		t.Run(strings.Join(c.files, " "), func(t *testing.T) {
			log, err := imports.Read(load(t, c.files...))
			if err != nil {
				t.Fatal(err)
			}
			if log.Tools[0] != c.tool || log.Title != c.title || len(log.Lines) != c.events {
				t.Errorf("%v, title %q, %d events", log.Tools, log.Title, len(log.Lines))
			}
			e := log.Lines[0]
			got := e.At.UTC().Format(time.RFC3339) + " " + string(e.Kind) + " " + e.Actor + ": " + e.Text
			if !strings.HasPrefix(got, c.first) {
				t.Errorf("first event %q", got)
			}
			for _, l := range log.Lines {
				if l.Raw == "" || strings.Contains(l.Raw, "\n") || l.At.IsZero() {
					t.Errorf("%+v", l)
				}
			}
			comesBack(t, log)
		})
	}
}

// comesBack writes the proposal and reads it as a timeline file.
func comesBack(t *testing.T, log imports.Log) {
	t.Helper()
	zone, err := time.LoadLocation("Asia/Tokyo")
	if err != nil {
		t.Fatal(err)
	}
	in := log.Incident(zone)
	text, err := log.Timeline(in)
	if err != nil {
		t.Fatal(err)
	}
	back, err := timeline.Parse("proposal.yaml", text)
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	for i := range in.Events {
		in.Events[i].At = in.Events[i].At.Truncate(time.Second)
	}
	if diff := cmp.Diff(in, back, cmp.Comparer(func(a, b time.Time) bool { return a.Equal(b) }),
		cmp.Comparer(func(a, b *time.Location) bool { return a.String() == b.String() })); diff != "" {
		t.Errorf("%s\n%s", diff, text)
	}
	if !strings.Contains(string(text), "# {") {
		t.Errorf("the raw lines are missing:\n%s", text)
	}
}

func TestSlackMarkup(t *testing.T) {
	src := `[{"type":"message","user":"U1","ts":"1772323200.000100","text":"<@U2> rolled back, see <https://example.com/a?b=1&amp;c=2|the deploy> in <#C1|ops> &lt;done&gt; <!here>"},
	{"type":"message","user":"U1","subtype":"channel_join","ts":"1772323201.000100","text":"joined"},
	{"type":"message","subtype":"bot_message","username":"Alertmanager","ts":"1772323100.000100","text":"","attachments":[{"title":"[FIRING] ErrorRateHigh","text":"error rate 9%"}]}]`
	log, err := imports.Read([]imports.File{{Name: "a.json", Text: []byte(src)}, {Name: "users.json", Text: []byte(`[{"id":"U1","name":"akiko","profile":{"display_name":""}},{"id":"U2","name":"b","profile":{"display_name":"ben"}}]`)}})
	if err != nil {
		t.Fatal(err)
	}
	if len(log.Lines) != 2 || log.Lines[0].Actor != "Alertmanager" || log.Lines[0].Kind != incident.KindDetection {
		t.Fatalf("%+v", log.Lines)
	}
	e := log.Lines[1]
	if e.Text != "@ben rolled back, see the deploy in #ops <done> @here" || e.Actor != "@akiko" || e.Kind != incident.KindContainment || len(e.Links) != 1 || e.Links[0] != "https://example.com/a?b=1&c=2" {
		t.Errorf("%+v", e)
	}
}

// TestSlackBlocksAndFiles: a message whose words stand in its blocks alone, and one that
// is only a screenshot, are events too.
func TestSlackBlocksAndFiles(t *testing.T) {
	src := `[{"type":"message","user":"U1","ts":"1772323200.000100","text":"","blocks":[{"type":"header","text":{"type":"plain_text","text":"Status"}},{"type":"section","text":{"type":"mrkdwn","text":"Service is back to <https://example.com/s|normal>"}}]},
	{"type":"message","user":"U1","ts":"1772323201.000100","text":"","blocks":[{"type":"rich_text","elements":[{"type":"rich_text_section","elements":[{"type":"user","user_id":"U2"},{"type":"text","text":" rolled back "},{"type":"emoji","name":"tada"},{"type":"link","url":"https://example.com/d"}]}]}]},
	{"type":"message","user":"U1","ts":"1772323202.000100","text":"","files":[{"title":"p95.png","name":"image.png","permalink":"https://acme.slack.com/files/1"}]},
	{"type":"message","user":"U1","ts":"1772323203.000100","text":"as it is","blocks":[{"type":"section","text":{"type":"mrkdwn","text":"as it is"}}]}]`
	log, err := imports.Read([]imports.File{{Name: "a.json", Text: []byte(src)}, {Name: "users.json", Text: []byte(`[{"id":"U2","name":"b","profile":{"display_name":"ben"}}]`)}})
	if err != nil {
		t.Fatal(err)
	}
	var texts, links []string
	for _, line := range log.Lines {
		texts, links = append(texts, line.Text), append(links, line.Links...)
	}
	if diff := cmp.Diff([]string{"Status Service is back to normal", "@ben rolled back :tada: https://example.com/d", "p95.png", "as it is"}, texts); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"https://example.com/s", "https://example.com/d", "https://acme.slack.com/files/1"}, links); diff != "" {
		t.Error(diff)
	}
}

func TestProposedKinds(t *testing.T) {
	for text, want := range map[string]incident.EventKind{
		"Alert fired: checkout error rate":             incident.KindDetection,
		"アラート発報、決済のエラーが増えている":                          incident.KindDetection,
		"Declaring an incident, SEV2":                  incident.KindDeclaration,
		"SEV2でインシデントを宣言":                               incident.KindDeclaration,
		"I'm the incident commander":                   incident.KindRole,
		"looks like the new release leaks connections": incident.KindHypothesis,
		"新リリースが原因ではないか":                                incident.KindHypothesis,
		"we will roll back":                            incident.KindDecision,
		"切り戻すことにします":                                   incident.KindDecision,
		"feature flag turned off":                      incident.KindContainment,
		"v1.42 に切り戻しました":                               incident.KindContainment,
		"restarted the workers":                        incident.KindAction,
		"ワーカーを再起動":                                     incident.KindAction,
		"posted an update on the status page":          incident.KindCommunication,
		"定時報を送付":                                       incident.KindCommunication,
		"service is back, all clear":                   incident.KindRecovery,
		"復旧を確認":                                        incident.KindRecovery,
		"error rate is 0.2%":                           incident.KindKPI,
		"エラー率 0.2%":                                    incident.KindKPI,
		"raising this to SEV1":                         incident.KindSeverity,
		"we have not rolled back yet":                  incident.KindNote,
		"Should we get v1.42 rolled back?":             incident.KindNote,
		"is v1.42 rolled back, Ben?":                   incident.KindNote,
		"the feature flag is not disabled":             incident.KindNote,
		"I'd like v1.42 reverted, please":              incident.KindNote,
		"It will be rolled back by noon":               incident.KindNote,
		"once it is rolled back, we look again":        incident.KindNote,
		"it isn't fully restored":                      incident.KindNote,
		"v1.42 rolled back. Can somebody look?":        incident.KindContainment,
		"rolled back, but it does not help":            incident.KindContainment,
		"注文処理が停止しました":                                  incident.KindDetection,
		"注文処理を停止しました":                                  incident.KindContainment,
		"切り戻したいです":                                     incident.KindNote,
		"切り戻したほうがいい":                                   incident.KindNote,
		"切り戻しましたか":                                     incident.KindNote,
		"切り戻しましたが、まだ直っていません":                           incident.KindContainment,
		"まだ復旧していません":                                   incident.KindNote,
		"thanks everybody":                             incident.KindNote,
		"ありがとうございます":                                   incident.KindNote,
	} {
		if got := imports.ProposeKind(text); got != want {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
	}
}

func TestFilesThatAreNoExport(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"bad.json", "[\n {\"ts\": }", "bad.json:2:9:"},
		{"other.json", `{"subscribers":[]}`, "none of the known exports"},
		{"users.json", `[{"id":"U1","name":"akiko"}]`, "there is no event"},
		{"grafana.json", "", ""},
		{"two.json", `{"page":{},"incidents":[{"name":"a"},{"name":"b"}]}`, "there are 2 incidents"},
	} {
		files := []imports.File{{Name: c.name, Text: []byte(c.text)}}
		if c.name == "grafana.json" {
			files, c.want = load(t, "grafana/alert.json"), "does not say when it fired"
		}
		if _, err := imports.Read(files); err == nil || incident.CodeOf(err) != incident.Invalid || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", c.name, err)
		}
	}
	if _, err := imports.Read(load(t, "pagerduty/go-pagerduty-03.json")); !errors.Is(err, imports.ErrUnknown) {
		t.Errorf("%v", err)
	}
}

func TestAlertsKeepTheirFingerprint(t *testing.T) {
	now := time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)
	for _, pair := range [][2]string{{"opsgenie/acknowledge.json", "opsgenie/close.json"}, {"pagerduty/trigger_v2.json", "pagerduty/acknowledge_v2.json"}, {"grafana/alert.json", "grafana/alert.json"}} {
		var prints []string
		for _, f := range load(t, pair[:]...) {
			alerts, _, err := imports.ReadAlerts(f.Name, f.Text, now)
			if err != nil || len(alerts) != 1 {
				t.Fatalf("%s: %v, %v", f.Name, alerts, err)
			}
			prints = append(prints, alerts[0].Fingerprint)
		}
		if prints[0] == "" || prints[0] != prints[1] {
			t.Errorf("%v: %v", pair, prints)
		}
	}
}

// TestPagerDutyDetails: the details of a channel are what the sender put there, a text or
// anything else; they are never a reason to lose what was exported or sent.
func TestPagerDutyDetails(t *testing.T) {
	for details, want := range map[string]string{
		`"pool exhausted"`:                        "Triggered through the API: pool exhausted",
		`{"severity":"critical","hosts":["db1"]}`: "Triggered through the API",
		`["a"]`: "Triggered through the API", `7`: "Triggered through the API", `null`: "Triggered through the API",
	} {
		entry := `{"id":"L1","type":"trigger_log_entry","summary":"Triggered through the API","created_at":"2026-11-30T18:15:00Z","channel":{"type":"api","details":` + details + `}}`
		log, err := imports.Read([]imports.File{{Name: "pd.json", Text: []byte(`{"log_entries":[` + entry + `]}`)}})
		if err != nil || len(log.Lines) != 1 || log.Lines[0].Text != want {
			t.Errorf("%s: %+v, %v", details, log.Lines, err)
		}
		sent := `{"messages":[{"id":"m1","event":"incident.trigger","created_on":"2026-11-30T18:15:00Z","incident":{"id":"P1","title":"pool exhausted"},"log_entries":[` + entry + `]}]}`
		alerts, _, err := imports.ReadAlerts("pagerduty", []byte(sent), time.Now())
		if err != nil || len(alerts) != 1 || alerts[0].Title != "pool exhausted" {
			t.Errorf("%s: %+v, %v", details, alerts, err)
		}
	}
}

// FuzzRead: whatever a file holds, it is read or refused, and what was read can
// be written as a timeline and read again.
func FuzzRead(f *testing.F) {
	names, err := filepath.Glob(exports + "/*/*.json")
	if err != nil || len(names) < 10 {
		f.Fatal(names, err)
	}
	for _, n := range append(names, exports+"/slack-export/general/2018-01-21.json") {
		text, err := os.ReadFile(n)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		log, err := imports.Read([]imports.File{{Name: "x.json", Text: src}})
		if err != nil {
			if incident.CodeOf(err) != incident.Invalid {
				t.Errorf("%v", err)
			}
			return
		}
		in := log.Incident(time.UTC)
		text, err := log.Timeline(in)
		if err != nil {
			t.Fatal(err)
		}
		if back, err := timeline.Parse("x.yaml", text); err != nil {
			t.Errorf("%v\n%s", err, text)
		} else if len(back.Events) != len(in.Events) {
			t.Errorf("%d events became %d", len(in.Events), len(back.Events))
		}
	})
}

// TestResolvedAlertTellsWhenItFired: the payload of an alert that is over tells of its
// begin, too.
func TestResolvedAlertTellsWhenItFired(t *testing.T) {
	src := `{"status":"resolved","alerts":[{"status":"resolved","labels":{"alertname":"Checkout-500s"},"startsAt":"2026-03-01T09:00:00Z","endsAt":"2026-03-01T09:40:00Z"}]}`
	log, err := imports.Read([]imports.File{{Name: "a.json", Text: []byte(src)}})
	if err != nil || len(log.Lines) != 2 {
		t.Fatalf("%+v, %v", log.Lines, err)
	}
	if e := log.Lines[0]; e.Kind != incident.KindDetection || e.Text != "Checkout-500s" || e.At.Format(time.TimeOnly) != "09:00:00" {
		t.Errorf("%+v", e)
	}
	if e := log.Lines[1]; e.Kind != incident.KindNote || e.Text != "Resolved: Checkout-500s" || e.At.Format(time.TimeOnly) != "09:40:00" {
		t.Errorf("%+v", e)
	}
}
