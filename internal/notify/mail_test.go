package notify_test

import (
	"cmp"
	"context"
	"crypto/tls"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net"
	"net/http"
	"net/http/httptest"
	"net/mail"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/notify"
)

// mailbox is a real SMTP server that keeps what it is sent.
type mailbox struct {
	sync.Mutex
	letters []string
	refuse  *smtp.SMTPError // what it says to the next recipients

	signedIn bool   // somebody sent a password
	only     string // the one mechanism by which people sign in; empty: PLAIN
}

func (b *mailbox) NewSession(*smtp.Conn) (smtp.Session, error) { return &session{box: b}, nil }

type session struct{ box *mailbox }

func (s *session) AuthMechanisms() []string { return []string{cmp.Or(s.box.only, sasl.Plain)} }
func (s *session) Auth(how string) (sasl.Server, error) {
	if how == sasl.Login {
		return &loginServer{box: s.box}, nil
	}
	return sasl.NewPlainServer(func(_, user, password string) error {
		s.box.Lock()
		defer s.box.Unlock()
		s.box.signedIn = true
		if user != "pm@example.com" || password != "s3cret" {
			return smtp.ErrAuthFailed
		}
		return nil
	}), nil
}

// loginServer is the older way to sign in: it asks for the user, then for the password.
type loginServer struct {
	box *mailbox
	got []string
}

func (l *loginServer) Next(response []byte) (challenge []byte, done bool, err error) {
	if response != nil {
		l.got = append(l.got, string(response))
	}
	if len(l.got) < 2 {
		return [][]byte{[]byte("Username:"), []byte("Password:")}[len(l.got)], false, nil
	}
	l.box.Lock()
	defer l.box.Unlock()
	l.box.signedIn = l.got[0] == "pm@example.com" && l.got[1] == "s3cret"
	return nil, true, nil
}

func (s *session) Mail(string, *smtp.MailOptions) error { return nil }
func (s *session) Rcpt(string, *smtp.RcptOptions) error {
	s.box.Lock()
	defer s.box.Unlock()
	if s.box.refuse != nil {
		return s.box.refuse
	}
	return nil
}
func (s *session) Data(r io.Reader) error {
	letter, err := io.ReadAll(r)
	s.box.Lock()
	defer s.box.Unlock()
	s.box.letters = append(s.box.letters, string(letter))
	return err
}
func (s *session) Reset()        {}
func (s *session) Logout() error { return nil }

func startMail(t *testing.T) (*mailbox, string) {
	t.Helper()
	return startMailOn(t, "127.0.0.1:0")
}

func startMailOn(t *testing.T, address string) (*mailbox, string) {
	t.Helper()
	box := &mailbox{}
	return box, serveMail(t, box, address, nil)
}

// serveMail offers STARTTLS where it is given a certificate.
func serveMail(t *testing.T, box *mailbox, address string, secure *tls.Config) string {
	t.Helper()
	server := smtp.NewServer(box)
	server.TLSConfig = secure
	server.AllowInsecureAuth = true
	server.Domain = "localhost"
	listener, err := net.Listen("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan struct{})
	go func() { _ = server.Serve(listener); close(done) }()
	t.Cleanup(func() { _ = server.Close(); <-done })
	return listener.Addr().String()
}

func TestMail(t *testing.T) {
	box, address := startMail(t)
	s := notify.Sender{SMTP: "smtp://pm%40example.com:s3cret@" + address}
	m := notify.Message{ID: "digest-2026-11-23", Subject: "【SEV2】初報: 決済が\r\nBcc: x@example.com", Markdown: "**影響範囲**: 決済\n\n- 次回連絡: 09:50\n", SentAt: time.Unix(1772323800, 0)}
	for range 2 {
		if err := s.Send(context.Background(), "mailto:sre@example.com", m); err != nil {
			t.Fatal(err)
		}
	}
	if len(box.letters) != 2 {
		t.Fatalf("%d letters", len(box.letters))
	}
	letter, err := mail.ReadMessage(strings.NewReader(box.letters[0]))
	if err != nil {
		t.Fatal(err)
	}
	subject, err := new(mime.WordDecoder).DecodeHeader(letter.Header.Get("Subject"))
	if err != nil || subject != "【SEV2】初報: 決済が Bcc: x@example.com" || letter.Header.Get("Bcc") != "" {
		t.Errorf("subject %q, %v, Bcc %q", subject, err, letter.Header.Get("Bcc"))
	}
	if got := letter.Header.Get("Message-ID"); got != "<digest-2026-11-23@example.com>" {
		t.Errorf("message id %s", got)
	}
	if at, err := letter.Header.Date(); err != nil || !at.Equal(m.SentAt) {
		t.Errorf("date %v, %v", at, err)
	}
	text, html := parts(t, letter)
	if !strings.Contains(text, "- 次回連絡: 09:50") || !strings.Contains(html, "<li>次回連絡: 09:50</li>") || !strings.Contains(html, "<strong>影響範囲</strong>") {
		t.Errorf("text %q, html %q", text, html)
	}
}

// TestMailHeaders: the sender may have a name, and a long subject begins on the line of
// its name: what reads an empty first line puts a blank before it.
func TestMailHeaders(t *testing.T) {
	box, address := startMail(t)
	s := notify.Sender{SMTP: "smtp://pm%40example.com:s3cret@" + address + "?from=" + url.QueryEscape("障害対応 <pm@mail.example.com>")}
	for _, subject := range []string{
		"【SEV2】初報: 決済が失敗する状態が続いている", "[SEV2] First report: " + strings.Repeat("checkout answers 500 ", 8) + "end",
		"[SEV2] First report of the checkout, which answers 500: 決済", "🔥" + strings.Repeat("決済 checkout ", 20) + "x", "é",
	} {
		if err := s.Send(context.Background(), "mailto:sre@example.com", notify.Message{ID: "01M8", Subject: subject, Markdown: "x"}); err != nil {
			t.Fatal(err)
		}
		source := box.letters[len(box.letters)-1]
		for _, line := range strings.Split(source[:strings.Index(source, "\r\n\r\n")], "\r\n") {
			if name, value, ok := strings.Cut(line, ":"); ok && name == "Subject" && strings.TrimSpace(value) == "" || len(line) > 78 {
				t.Errorf("%s: %q", subject, line)
			}
		}
		letter, err := mail.ReadMessage(strings.NewReader(source))
		if err != nil {
			t.Fatal(err)
		}
		if got, err := new(mime.WordDecoder).DecodeHeader(letter.Header.Get("Subject")); err != nil || got != subject {
			t.Errorf("subject %q, %v, want %q", got, err, subject)
		}
		if got := letter.Header.Get("Message-ID"); got != "<01M8@mail.example.com>" {
			t.Errorf("message id %s", got)
		}
	}
}

// TestMailShowsWhatLooksLikeHTML: nothing vanishes, and nothing is HTML.
// TestMailWithoutBackslashes: what is escaped for Markdown is read as text in both parts.
func TestMailWithoutBackslashes(t *testing.T) {
	box, address := startMail(t)
	s := notify.Sender{SMTP: "smtp://pm%40example.com:s3cret@" + address}
	if err := s.Send(context.Background(), "mailto:sre@example.com", notify.Message{ID: "1", Subject: "x", Markdown: "- deleted /var/log/\\*.gz on db-\\*\n"}); err != nil {
		t.Fatal(err)
	}
	letter, err := mail.ReadMessage(strings.NewReader(box.letters[0]))
	if err != nil {
		t.Fatal(err)
	}
	if text, html := parts(t, letter); strings.TrimSpace(text) != "- deleted /var/log/*.gz on db-*" || !strings.Contains(html, "<li>deleted /var/log/*.gz on db-*</li>") {
		t.Errorf("text %q, html %q", text, html)
	}
}

func TestMailShowsWhatLooksLikeHTML(t *testing.T) {
	box, address := startMail(t)
	s := notify.Sender{SMTP: "smtp://pm%40example.com:s3cret@" + address}
	if err := s.Send(context.Background(), "mailto:sre@example.com", notify.Message{ID: "1", Subject: "x", Markdown: "List<String> fails with <nil>; <script>alert(1)</script>\n\n<div>\nlast\n</div>\n"}); err != nil {
		t.Fatal(err)
	}
	letter, err := mail.ReadMessage(strings.NewReader(box.letters[0]))
	if err != nil {
		t.Fatal(err)
	}
	if _, html := parts(t, letter); !strings.Contains(html, "List&lt;String&gt; fails with &lt;nil&gt;; &lt;script&gt;alert(1)&lt;/script&gt;") || !strings.Contains(html, "<p>&lt;div&gt;\r\nlast\r\n&lt;/div&gt;</p>") {
		t.Error(html)
	}
}

// parts gives the two alternatives of a letter.
func parts(t *testing.T, letter *mail.Message) (text, html string) {
	t.Helper()
	_, params, err := mime.ParseMediaType(letter.Header.Get("Content-Type"))
	if err != nil {
		t.Fatal(err)
	}
	reader := multipart.NewReader(letter.Body, params["boundary"])
	for {
		part, err := reader.NextRawPart()
		if err == io.EOF {
			return text, html
		}
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(quotedprintable.NewReader(part))
		if err != nil {
			t.Fatal(err)
		}
		if strings.HasPrefix(part.Header.Get("Content-Type"), "text/html") {
			html = string(content)
		} else {
			text = string(content)
		}
	}
}

func TestMailThatFails(t *testing.T) {
	box, address := startMail(t)
	closed, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	down := closed.Addr().String()
	_ = closed.Close()
	clear, elsewhere := startMailOn(t, "127.0.0.2:0") // not the name of this machine: as if far away
	for _, c := range []struct {
		name, smtp string
		refuse     *smtp.SMTPError
		code       incident.Code
		want       string
	}{
		{"no such person", "smtp://pm%40example.com:s3cret@" + address, &smtp.SMTPError{Code: 550, Message: "no such user"}, incident.Invalid, "550"},
		{"not now", "smtp://pm%40example.com:s3cret@" + address, &smtp.SMTPError{Code: 451, Message: "greylisted"}, incident.Unavailable, "451"},
		{"wrong password", "smtp://pm%40example.com:wr0ng@" + address, nil, incident.Invalid, "user or password"},
		{"no encryption", "smtp://pm%40example.com:s3cret@" + elsewhere, nil, incident.Invalid, "no encryption"},
		{"down", "smtp://pm%40example.com:s3cret@" + down, nil, incident.Unavailable, "a later attempt may succeed"},
		{"not configured", "", nil, incident.Invalid, "SMTP_URL is not set"},
		{"no sender", "smtp://" + address, nil, incident.Invalid, "?from="},
		{"no address", "mail.example.com", nil, incident.Invalid, "SMTP_URL is not an address"},
		{"a number sign in the password", "smtp://pm:s3cret#cr@et@mail.example.com:587", nil, incident.Invalid, "in user and password write % as %25, # as %23, @ as %40"},
		{"a number sign behind digits", "smtp://pm:1234#s3cret@mail.example.com?from=pm@example.com", nil, incident.Invalid, "# as %23"},
	} {
		box.Lock()
		box.refuse = c.refuse
		box.Unlock()
		s := notify.Sender{SMTP: c.smtp}
		err := s.Send(context.Background(), "mailto:sre@example.com", notify.Message{Subject: "s", Markdown: "m"})
		if incident.CodeOf(err) != c.code || !strings.Contains(err.Error(), c.want) || strings.Contains(err.Error(), "s3cret") || strings.Contains(err.Error(), "wr0ng") {
			t.Errorf("%s: %v", c.name, err)
		}
		if again, _ := notify.Temporary(err); again != (c.code == incident.Unavailable) {
			t.Errorf("%s: tried again: %v", c.name, again)
		}
	}
	if clear.signedIn {
		t.Error("the password went over the net in the clear")
	}
}

// TestMailByCertificate: on this machine nobody need vouch for a relay; elsewhere an unknown
// certificate is a wrong configuration, which time does not put right.
func TestMailByCertificate(t *testing.T) {
	unknown := httptest.NewTLSServer(http.NotFoundHandler())
	t.Cleanup(unknown.Close)
	secure := &tls.Config{Certificates: unknown.TLS.Certificates}
	box := &mailbox{}
	here := serveMail(t, box, "127.0.0.1:0", secure)
	away := serveMail(t, &mailbox{}, "127.0.0.2:0", secure)
	login := &mailbox{only: sasl.Login}
	old := serveMail(t, login, "127.0.0.1:0", nil)
	send := func(url string) error {
		return (&notify.Sender{SMTP: url}).Send(context.Background(), "mailto:sre@example.com", notify.Message{Subject: "s", Markdown: "m"})
	}
	if err := send("smtp://pm%40example.com:s3cret@" + here); err != nil || len(box.letters) != 1 {
		t.Errorf("on this machine: %v, %d letters", err, len(box.letters))
	}
	if err := send("smtp://pm%40example.com:s3cret@" + old); err != nil || !login.signedIn {
		t.Errorf("AUTH LOGIN alone: %v", err)
	}
	for url, want := range map[string]string{
		"smtp://pm%40example.com:s3cret@" + away: "the certificate of the mail server is not one that this machine trusts",
		"smtps://pm%40example.com:s3cret@" + old: "does not begin with encryption at this port; write smtp://",
	} {
		if err := send(url); incident.CodeOf(err) != incident.Invalid || !strings.Contains(err.Error(), want) {
			t.Errorf("%v; want %s", err, want)
		} else if again, _ := notify.Temporary(err); again {
			t.Errorf("tried again: %v", err)
		}
	}
}
