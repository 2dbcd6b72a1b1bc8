package action_test

import (
	"encoding/base64"
	"encoding/json"
	"io"
	"mime"
	"mime/multipart"
	"net"
	"net/http"
	"net/http/httptest"
	"net/mail"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-smtp"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/standin"
	fakehub "github.com/pmtracker/pmtracker/internal/standin/github"
)

// overdue is a repository whose only action item was due on 2026-12-15.
func overdue(t *testing.T, settings string) *repository {
	return newRepository(t, map[string]string{".pmtracker.yaml": policy + settings, openDocument: closedDocument(t, "en", 3)})
}

func at(day string) time.Time {
	t, err := time.Parse(time.RFC3339, day+"T00:30:00Z")
	if err != nil {
		panic(err)
	}
	return t
}

// TestTheDigestNamesTicketsThatCouldNotBeRead: GitHub falters for a ticket, and the
// digest does not say that nobody was asked.
func TestTheDigestNamesTicketsThatCouldNotBeRead(t *testing.T) {
	r := overdue(t, "")
	r.hub.FirstIssue = 3
	r.hub.Add(fakehub.Issue{Title: "x", State: "closed"})
	r.fault(standin.Rule{Fault: standin.Fault{Kind: standin.ServerError}, Path: "/issues/3"})
	got := r.runAt(at("2026-12-28"), "digest", "digest-to=summary")
	if got.err != nil || !strings.Contains(got.summary, "1 ticket could not be read: Codertocat/Hello-World#3") || strings.Contains(got.summary, "not asked") {
		t.Errorf("%v\n%s\n%s", got.err, got.summary, got.log)
	}
}

// TestNobodyIsCalledOverdueForATicketThatCouldNotBeRead: the digest is posted once all
// tickets are known, as pmtracker digest --send does.
func TestNobodyIsCalledOverdueForATicketThatCouldNotBeRead(t *testing.T) {
	r := overdue(t, "")
	r.hub.FirstIssue = 3
	r.ticket("INC-2026-0042")
	r.fault(standin.Rule{Fault: standin.Fault{Kind: standin.ServerError}, Path: "/issues/3"})
	got := r.runAt(at("2026-12-28"), "digest", "digest-to=issue,summary")
	if incident.CodeOf(got.err) != incident.Unavailable || got.count("::error title=pmtracker::the digest is posted nowhere but in the summary") != 1 || len(r.hub.Issues) != 1 {
		t.Errorf("%v, %d issues\n%s", got.err, len(r.hub.Issues), got.log)
	}
	if !strings.Contains(got.summary, "1 ticket could not be read: Codertocat/Hello-World#3") {
		t.Errorf("the summary does not say which:\n%s", got.summary)
	}
}

func TestTheDigestIsOneIssueKeptUpToDate(t *testing.T) {
	r := overdue(t, "")
	r.hub.FirstIssue = 3
	r.ticket("INC-2026-0042")
	r.hub.Add(fakehub.Issue{Title: "x", Body: "<!-- pmtracker:digest --> by a stranger", Labels: []string{"postmortem-digest"}, Author: "eve"})
	for _, day := range []string{"2026-12-21", "2026-12-28"} {
		if got := r.runAt(at(day), "digest"); got.err != nil {
			t.Fatal(got.err, got.log)
		}
	}
	if len(r.hub.Issues) != 3 {
		t.Fatalf("%d issues", len(r.hub.Issues))
	}
	is := r.hub.Issues[2]
	if is.Title != "Action items on 2026-12-28" || !strings.Contains(is.Body, "**13 days overdue**") || !strings.Contains(is.Body, "## @akiko") {
		t.Errorf("%s\n%s", is.Title, is.Body)
	}
	for range 2 { // the second is the same job, run again
		if got := r.runAt(at("2027-01-04"), "digest", "digest-to=new-issue"); got.err != nil {
			t.Fatal(got.err, got.log)
		}
	}
	if len(r.hub.Issues) != 4 || is.State != "closed" || r.hub.Issues[3].State != "open" {
		t.Errorf("%d issues, the old one is %s", len(r.hub.Issues), is.State)
	}
	r.hub.Issues[0].State = "closed" // the ticket
	if got := r.runAt(at("2027-01-11"), "digest", "digest-when-quiet=silent"); got.err != nil || strings.Contains(r.hub.Issues[3].Title, "2027-01-11") {
		t.Errorf("quiet and silent: %v %s", got.err, r.hub.Issues[3].Title)
	}
	if got := r.runAt(at("2027-01-11"), "digest"); got.err != nil || !strings.Contains(r.hub.Issues[3].Body, "Nothing is overdue") {
		t.Errorf("quiet: %v %s", got.err, r.hub.Issues[3].Body)
	}
}

// TestTheScheduleFollowsZoneAndHolidays runs the daily workflow at 00:30 UTC,
// which is the morning of the same day in Tokyo and the evening before in
// Honolulu.
func TestTheScheduleFollowsZoneAndHolidays(t *testing.T) {
	for _, tc := range []struct {
		settings, day string
		posts         bool
	}{
		{"timezone: Asia/Tokyo\n", "2026-12-21", true}, // a Monday
		{"timezone: Asia/Tokyo\n", "2026-12-22", false},
		{"timezone: Pacific/Honolulu\n", "2026-12-22", true}, // still Monday there
		{"timezone: Asia/Tokyo\ndigest: {holidays: jp}\n", "2027-01-11", false},
		{"timezone: Asia/Tokyo\ndigest: {holidays: jp}\n", "2027-01-12", true}, // 成人の日 was on Monday
	} {
		r := overdue(t, tc.settings)
		r.hub.FirstIssue = 3
		r.ticket("INC-2026-0042")
		r.env["GITHUB_EVENT_NAME"] = "schedule"
		got := r.runAt(at(tc.day), "auto")
		if got.err != nil || (len(r.hub.Issues) == 2) != tc.posts {
			t.Errorf("%q on %s: %v, %d issues\n%s", tc.settings, tc.day, got.err, len(r.hub.Issues), got.log)
		}
	}
}

func TestTheDigestGoesToSlack(t *testing.T) {
	var posted struct{ Text string }
	slack := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		_ = json.Unmarshal(body, &posted)
		_, _ = io.WriteString(w, "ok")
	}))
	defer slack.Close()
	r := overdue(t, "lang: ja\npeople: [{id: \"@akiko\", slack: U024BE7LH}]\n")
	r.hub.FirstIssue = 3
	r.ticket("INC-2026-0042")
	got := r.runAt(at("2026-12-28"), "digest", "digest-to=slack,email", "slack-webhook="+slack.URL+"/secret-webhook")
	if got.err == nil || got.count("::error title=pmtracker::ダイジェストの送信先がありません") != 1 {
		t.Errorf("nobody has an e-mail address: %v\n%s", got.err, got.log)
	}
	if !strings.Contains(posted.Text, "13日超過") || !strings.Contains(posted.Text, "<@U024BE7LH>") {
		t.Errorf("posted: %s", posted.Text)
	}
	if strings.Contains(got.log+got.summary, "secret-webhook") {
		t.Error("the address of the webhook is shown")
	}
}

// TestADigestThatCannotBeSentSaysWhatTheActionLacks: by the names of the Action,
// in the team's language, and with no promise that nobody keeps once the job ends.
func TestADigestThatCannotBeSentSaysWhatTheActionLacks(t *testing.T) {
	posted := ""
	slack := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		posted = r.URL.Path
		if r.URL.Path == "/down" {
			w.WriteHeader(http.StatusServiceUnavailable)
		}
		_, _ = io.WriteString(w, "ok")
	}))
	defer slack.Close()
	for _, tc := range []struct{ to, variable, value, says string }{
		{"slack", "", "", "::error title=pmtracker::digest-to: slack には投稿先が必要です。入力 slack-webhook を"},
		{"email", "", "", "::error title=pmtracker::digest-to: email にはメールサーバーが必要です。入力 smtp-url を"},
		{"slack", "SLACK_TOKEN", "xoxb-1", "::error title=pmtracker::ダイジェストの送信先がありません"},
		{"slack", "SLACK_WEBHOOK_URL", slack.URL + "/down", "::error title=pmtracker::ダイジェストが届かなかった宛先: slack:webhook (Slack の応答: 503 Service Unavailable)。時間をおいて"},
		{"slack", "SLACK_WEBHOOK_URL", slack.URL + "/hook", ""}, // a webhook knows its channel
	} {
		r := overdue(t, "lang: ja\ndigest: {to: [\"mailto:sre@example.com\"]}\n")
		r.env[tc.variable] = tc.value
		got := r.runAt(at("2026-12-28"), "digest", "digest-to="+tc.to)
		if (got.err == nil) != (tc.says == "") || tc.says != "" && got.count(tc.says) != 1 {
			t.Errorf("%s with %s: %v\n%s", tc.to, tc.variable, got.err, got.log)
		}
	}
	if posted != "/hook" {
		t.Errorf("posted to %q", posted)
	}
	r := overdue(t, "digest: {to: [\"slack:#sre\"]}\n")
	r.env["SLACK_TOKEN"] = "xoxb-1"
	if got := r.runAt(at("2026-12-28"), "digest", "digest-to=slack", "slack-webhook="+slack.URL+"/input"); got.err != nil || posted != "/input" {
		t.Errorf("the input beside a token: %v, posted to %q", got.err, posted)
	}
}

// letterbox is a mail server that keeps what it is sent.
type letterbox struct {
	sync.Mutex
	from, to []string
	letters  []string
}

func (b *letterbox) NewSession(*smtp.Conn) (smtp.Session, error) { return &delivery{box: b}, nil }

type delivery struct{ box *letterbox }

func (d *delivery) Mail(from string, _ *smtp.MailOptions) error {
	d.box.Lock()
	defer d.box.Unlock()
	d.box.from = append(d.box.from, from)
	return nil
}

func (d *delivery) Rcpt(to string, _ *smtp.RcptOptions) error {
	d.box.Lock()
	defer d.box.Unlock()
	d.box.to = append(d.box.to, to)
	return nil
}

func (d *delivery) Data(r io.Reader) error {
	letter, err := io.ReadAll(r)
	d.box.Lock()
	defer d.box.Unlock()
	d.box.letters = append(d.box.letters, string(letter))
	return err
}

func (d *delivery) Reset()        {}
func (d *delivery) Logout() error { return nil }

// TestTheDigestGoesByMail sends to everybody who is named, and on a quiet week to
// nobody where the team wants silence.
func TestTheDigestGoesByMail(t *testing.T) {
	box := &letterbox{}
	server := smtp.NewServer(box)
	server.Domain = "localhost"
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan struct{})
	go func() { _ = server.Serve(listener); close(done) }()
	t.Cleanup(func() { _ = server.Close(); <-done })
	r := overdue(t, "lang: ja\ndigest: {to: [\"mailto:sre@example.com\", \"slack:#sre\", \"mailto:manager@example.com\"]}\n")
	r.hub.FirstIssue = 3
	r.ticket("INC-2026-0042")
	inputs := []string{"digest-to=email", "digest-when-quiet=silent", "smtp-url=smtp://" + listener.Addr().String(), "mail-from=pm+digest@example.com"}
	r.env["SMTP_URL"] = "smtp://" + listener.Addr().String() // the environment serves where the input is left out
	if got := r.runAt(at("2026-12-28"), "digest", append(inputs[:2:2], inputs[3])...); got.err != nil {
		t.Fatal(got.err, got.log)
	}
	r.hub.Issues[0].State = "closed"
	if got := r.runAt(at("2027-01-04"), "digest", inputs...); got.err != nil || got.count("::notice title=pmtracker::期限超過がないため投稿しません") != 1 {
		t.Fatal(got.err, got.log)
	}
	if !slices.Equal(box.to, []string{"sre@example.com", "manager@example.com"}) || len(box.letters) != 2 || box.from[0] != "pm+digest@example.com" {
		t.Fatalf("%d letters from %v to %v", len(box.letters), box.from, box.to)
	}
	letter, err := mail.ReadMessage(strings.NewReader(box.letters[0]))
	if err != nil {
		t.Fatal(err)
	}
	if subject, err := new(mime.WordDecoder).DecodeHeader(letter.Header.Get("Subject")); err != nil || subject != "2026-12-28 時点の恒久対応" {
		t.Errorf("subject %q %v", subject, err)
	}
	if sent, err := letter.Header.Date(); err != nil || !sent.Equal(at("2026-12-28")) {
		t.Errorf("sent at %v, %v; want the moment of sending", sent, err)
	}
	if text := firstPart(t, letter); !strings.Contains(text, "  13日超過  2026-12-15  INC-2026-0042 AI-1") {
		t.Errorf("the text:\n%s", text)
	}
}

// firstPart gives the plain text of a letter.
func firstPart(t *testing.T, letter *mail.Message) string {
	t.Helper()
	_, params, err := mime.ParseMediaType(letter.Header.Get("Content-Type"))
	if err != nil {
		t.Fatal(err)
	}
	part, err := multipart.NewReader(letter.Body, params["boundary"]).NextPart()
	if err != nil {
		t.Fatal(err)
	}
	var text io.Reader = part
	if part.Header.Get("Content-Transfer-Encoding") == "base64" {
		text = base64.NewDecoder(base64.StdEncoding, part)
	}
	plain, err := io.ReadAll(text)
	if err != nil {
		t.Fatal(err)
	}
	return string(plain)
}

func TestSyncProposesWhatChangedAtTheTickets(t *testing.T) {
	r, origin := pushed(t, map[string]string{
		".pmtracker.yaml": policy + "people: [{id: \"@ben\", github: ben-s}]\n", openDocument: closedDocument(t, "en", 812),
		"docs/postmortems/z.md": strings.ReplaceAll(closedDocument(t, "en", 999), "INC-2026-0042", "INC-2026-0050"),
	})
	r.ticket("INC-2026-0042")
	is := r.hub.Issues[0]
	is.Title = "Deploys roll back by themselves when checkout errors pass 2%"
	is.Assignees, is.Body = []string{"ben-s"}, strings.Replace(is.Body, "2026-12-15", "2027-01-31", 1)
	is.State = "closed"
	for range 2 {
		if got := r.again(origin).run("sync"); got.err != nil || !strings.Contains(got.summary, "issues/999 is not confirmed") {
			t.Fatal(got.err, got.log, got.summary)
		}
	}
	if len(r.hub.Pulls) != 1 || r.hub.Pulls[0].HeadRef != "pmtracker/sync" {
		t.Fatalf("pull requests %+v", r.hub.Pulls)
	}
	diff := r.git("--git-dir", origin, "diff", "-U0", "master", "pmtracker/sync", "--", openDocument)
	for _, want := range []string{"-- Owner: @akiko", "+- Owner: @ben", "-- Due: 2026-12-15", "+- Due: 2027-01-31"} {
		if !strings.Contains(diff, want) {
			t.Errorf("no %q in\n%s", want, diff)
		}
	}
	if n := strings.Count(diff, "\n+") + strings.Count(diff, "\n-"); n != 6 { // two lines, and the two names of the file
		t.Errorf("more than two lines changed:\n%s", diff)
	}
	if page := r.git("--git-dir", origin, "show", "pmtracker/sync:docs/postmortems/README.md"); !strings.Contains(page, "| 0 | 0 | 1 |") {
		t.Errorf("the index does not know that the ticket is closed:\n%s", page)
	}
}

// TestSyncNamesFilesAsTheRepositoryDoes: the path of the runner is nowhere else.
func TestSyncNamesFilesAsTheRepositoryDoes(t *testing.T) {
	r, origin := pushed(t, map[string]string{".pmtracker.yaml": policy, openDocument: closedDocument(t, "en", 812)})
	r.ticket("INC-2026-0042")
	r.hub.Issues[0].Title = "Another title"
	other := r.again(origin)
	got := other.run("sync")
	if said := strings.ReplaceAll(got.summary, "\\", ""); !strings.Contains(said, "pmtracker reopen "+openDocument+" --reason") || strings.Contains(said, other.dir) {
		t.Errorf("%v\n%s", got.err, got.summary)
	}
}

// TestSyncProposesThatATicketWasClosed: nothing else differs, and the pull request
// changes the index page alone.
func TestSyncProposesThatATicketWasClosed(t *testing.T) {
	r, origin := pushed(t, map[string]string{".pmtracker.yaml": policy, openDocument: closedDocument(t, "en", 812)})
	r.ticket("INC-2026-0042")
	r.hub.Issues[0].Title = "Deploys roll back by themselves when checkout errors pass 2%"
	if got := r.again(origin).run("index"); got.err != nil {
		t.Fatal(got.err, got.log)
	}
	if got := r.again(origin).run("sync"); got.err != nil || len(r.hub.Pulls) != 0 {
		t.Fatalf("nothing has changed: %v %+v", got.err, r.hub.Pulls)
	}
	r.hub.Issues[0].State = "closed"
	if got := r.again(origin).run("sync"); got.err != nil || len(r.hub.Pulls) != 1 {
		t.Fatalf("a ticket was closed: %v %+v\n%s", got.err, r.hub.Pulls, got.log)
	}
	if files := r.git("--git-dir", origin, "diff", "--name-only", "master", "pmtracker/sync"); strings.TrimSpace(files) != "docs/postmortems/README.md" {
		t.Errorf("changed: %s", files)
	}
}

func TestTheIndexPage(t *testing.T) {
	r, origin := pushed(t, map[string]string{
		".pmtracker.yaml": policy, openDocument: strings.Replace(closedDocument(t, "en", 812), "title: Checkout", "title: \"<b> | `x` @everyone\" # Checkout", 1),
		"docs/postmortems/2026/ja.md": closedDocument(t, "ja", 813), "docs/postmortems/notes.txt": "x",
		"docs/postmortems/a.md": strings.NewReplacer("INC-2026-0042", "INC-2026-0007", "2026-11-01", "2026-02-03", "- Owner: @akiko\n", "", "status: closed", "status: draft").Replace(closedDocument(t, "en", 813)),
		"docs/postmortems/z.md": strings.NewReplacer("INC-2026-0042", "INC-2026-0099", "2026-11-01", "2026-12-01").Replace(closedDocument(t, "en", 813)),
	})
	r.ticket("INC-2026-0042")
	r.hub.Add(fakehub.Issue{Title: "x", Body: "x", State: "closed"})
	if got := r.runAt(at("2026-12-20"), "index"); got.err != nil {
		t.Fatal(got.err, got.log)
	}
	page := r.atOrigin(origin, "docs/postmortems/README.md")
	for _, want := range []string{
		"4 incidents; 1 action item overdue; 3 done, but not yet seen to hold.", "](<2026/ja.md>)", "![Time to recovery, median by month](mttr.svg)",
		"| 1 | **1** | 0 | 1 h 41 min |", "| 0 | 0 | 1 | 1 h 41 min |",
	} {
		if !strings.Contains(page, want) {
			t.Errorf("no %q in\n%s", want, page)
		}
	}
	if order := regexp.MustCompile(`(?s)2026-12-01 .*2026-11-01 .*INC-2026-0043.*INC-2026-0042.*2026-02-03 `); !order.MatchString(page) {
		t.Errorf("not by date, the last first:\n%s", page)
	}
	if row := regexp.MustCompile(`(?m)^\| 2026-02-03 \| \[INC-2026-0007: .* \| SEV2 \| recovered \| 3 missing \| `); !row.MatchString(page) {
		t.Errorf("the state and the gate of the draft:\n%s", page)
	}
	for _, bad := range []string{"<b>", "@everyone"} {
		if strings.Contains(page, bad) {
			t.Errorf("the page keeps %q:\n%s", bad, page)
		}
	}
	if svg := r.atOrigin(origin, "docs/postmortems/mttr.svg"); !strings.Contains(svg, "2026-11: 1 h 41 min") || !strings.Contains(svg, "2026-02: 1 h 41 min") || strings.Contains(svg, "2026-01: 1 h") {
		t.Errorf("the picture:\n%s", svg)
	}
	commits := r.git("--git-dir", origin, "rev-list", "--count", "master")
	if got := r.again(origin).runAt(at("2026-12-20"), "index"); got.err != nil || r.git("--git-dir", origin, "rev-list", "--count", "master") != commits {
		t.Errorf("again: %v, and a new commit", got.err)
	}
	r.write(map[string]string{"docs/postmortems/README.md": "# ours\n"})
	if got := r.run("index"); got.err != nil || !strings.Contains(got.summary, "was written by people") {
		t.Errorf("a README of people: %v\n%s", got.err, got.summary)
	}
}
