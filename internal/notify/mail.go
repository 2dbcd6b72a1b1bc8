package notify

import (
	"bytes"
	"cmp"
	"context"
	"crypto/tls"
	"errors"
	"net"
	"net/url"
	"os"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/wneessen/go-mail"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/util"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/markdown"
)

// server is what SMTP_URL says.
type server struct {
	host           string
	port           int
	implicitTLS    bool
	user, password string
	from           string
}

// parseSMTP reads smtp://user:password@host:587?from=address. With smtps the
// connection is encrypted from its start (port 465); with smtp as soon as the
// server offers it (port 587), and a password is never sent before. The error is
// Invalid and holds no password.
func parseSMTP(address string) (server, error) {
	u, err := url.Parse(address)
	if err != nil || u.Hostname() == "" || u.Fragment != "" || u.Scheme != "smtp" && u.Scheme != "smtps" {
		return server{}, incident.Tell(incident.Invalid, "SMTP_URL is not an address; write it as smtp://user:password@mail.example.com:587?from=pmtracker@example.com; in user and password write %% as %%25, # as %%23, @ as %%40, / as %%2F and ? as %%3F",
			"SMTP_URL がアドレスではありません。smtp://user:password@mail.example.com:587?from=pmtracker@example.com のように書いてください。ユーザーとパスワードの中の %% は %%25、# は %%23、@ は %%40、/ は %%2F、? は %%3F と書きます")
	}
	s := server{host: u.Hostname(), port: 587, implicitTLS: u.Scheme == "smtps", user: u.User.Username(), from: u.Query().Get("from")}
	s.password, _ = u.User.Password()
	if s.implicitTLS {
		s.port = 465
	}
	if u.Port() != "" {
		s.port, _ = strconv.Atoi(u.Port())
	}
	if s.from == "" && strings.Contains(s.user, "@") {
		s.from = s.user
	}
	if s.from == "" {
		return server{}, incident.Tell(incident.Invalid, "SMTP_URL does not say from whom mail comes; add ?from=pmtracker@example.com", "SMTP_URL に差出人がありません。?from=pmtracker@example.com を付けてください")
	}
	return s, nil
}

func (s *Sender) mail(ctx context.Context, to string, m Message) *Failure {
	if s.SMTP == "" {
		return &Failure{why: incident.Tell(incident.Invalid, "SMTP_URL is not set", "SMTP_URL が設定されていません")}
	}
	via, err := parseSMTP(s.SMTP)
	if err != nil {
		return &Failure{why: err}
	}
	letter, err := write(via, to, m)
	if err != nil {
		return &Failure{why: err}
	}
	client, err := via.client()
	if err != nil {
		return &Failure{why: incident.Tell(incident.Invalid, "SMTP_URL cannot be used: %w", "SMTP_URL を使えません: %w", err)}
	}
	if err := client.DialWithContext(ctx); err != nil {
		return dialFailure(err)
	}
	defer func() { _ = client.Close() }() // the server has said already whether it took the letter
	return mailFailure(client.Send(letter))
}

func (v server) client() (*mail.Client, error) {
	name, err := os.Hostname()
	if err != nil || name == "" {
		name = "localhost"
	}
	options := []mail.Option{mail.WithPort(v.port), mail.WithTimeout(15 * time.Second), mail.WithHELO(name)}
	switch {
	case v.implicitTLS:
		options = append(options, mail.WithSSL())
	case v.user != "" && !loopback(v.host):
		options = append(options, mail.WithTLSPolicy(mail.TLSMandatory))
	default:
		options = append(options, mail.WithTLSPolicy(mail.TLSOpportunistic))
	}
	if loopback(v.host) && !v.implicitTLS { // what would go in the clear may go to a relay that nobody vouches for
		options = append(options, mail.WithTLSConfig(&tls.Config{ServerName: v.host, MinVersion: tls.VersionTLS12, InsecureSkipVerify: true}))
	}
	if v.user != "" {
		how := mail.WithSMTPAuth(mail.SMTPAuthAutoDiscover)
		if loopback(v.host) { // go-mail sends no password in the clear unless told
			how = mail.WithOpportunisticSMTPAuth(mail.SMTPAuthPlainNoEnc, mail.SMTPAuthLoginNoEnc)
		}
		options = append(options, how, mail.WithUsername(v.user), mail.WithPassword(v.password))
	}
	return mail.NewClient(v.host, options...)
}

func loopback(host string) bool { return host == "localhost" || host == "127.0.0.1" || host == "::1" }

// write makes the letter: text and HTML, and a Message-ID that is the same when
// it is sent again.
func write(via server, to string, m Message) (*mail.Msg, error) {
	letter := mail.NewMsg()
	if err := letter.From(via.from); err != nil {
		return nil, err
	}
	if err := letter.To(to); err != nil {
		return nil, err
	}
	if subject := strings.Join(strings.Fields(m.Subject), " "); plainASCII(subject) {
		letter.Subject(subject)
	} else {
		letter.SetGenHeaderPreformatted(mail.HeaderSubject, subjectLines(subject))
	}
	from := letter.GetFrom()[0].Address // without the name that may stand before it
	letter.SetMessageIDWithValue(m.ID + from[strings.LastIndex(from, "@"):])
	if !m.SentAt.IsZero() {
		letter.SetDateWithValue(m.SentAt)
	}
	letter.SetBodyString(mail.TypeTextPlain, cmp.Or(m.Plain, markdown.Unescape(m.Markdown)))
	html := m.HTML
	if html == "" {
		var b bytes.Buffer
		if err := markdown.New(goldmark.WithExtensions(markdown.GitHub()), goldmark.WithRendererOptions(renderer.WithNodeRenderers(util.Prioritized(htmlAsText{}, 0)))).Convert([]byte(m.Markdown), &b); err != nil {
			return nil, err
		}
		html = b.String()
	}
	letter.AddAlternativeString(mail.TypeTextHTML, html)
	return letter, nil
}

// authRefused finds the answers to a sign-in (RFC 4954), and what go-mail says
// when the server offers none.
var authRefused = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`\b53[045] |SMTP A(uth|UTH)`) })

// dialFailure sorts what kept the connection from being made.
func dialFailure(err error) *Failure {
	text := err.Error()
	var untrusted *tls.CertificateVerificationError
	if errors.As(err, &untrusted) {
		return &Failure{advised: true, why: incident.Tell(incident.Invalid, "the certificate of the mail server is not one that this machine trusts (%s); name the host of SMTP_URL as the certificate does, or have the system trust who issued it", "メールサーバーの証明書を信頼できません（%s）。SMTP_URL のホスト名を証明書に合わせるか、発行元をシステムの信頼済み証明書に加えてください", untrusted.Err)}
	}
	var plain tls.RecordHeaderError
	if errors.As(err, &plain) || strings.Contains(text, "first record does not look like a TLS handshake") {
		return &Failure{advised: true, why: incident.Tell(incident.Invalid, "the mail server does not begin with encryption at this port; write smtp:// in place of smtps://, or its encrypted port, which is 465 mostly", "このポートのメールサーバーは接続時の暗号化に対応していません。SMTP_URL を smtps:// でなく smtp:// にするか、暗号化用のポート（通常は 465）にしてください")}
	}
	var network net.Error
	if errors.As(err, &network) {
		return &Failure{Temporary: true, why: err}
	}
	if authRefused().MatchString(text) {
		return &Failure{why: incident.Tell(incident.Invalid, "the mail server does not take the user or password of SMTP_URL (%s)", "メールサーバーが SMTP_URL のユーザーまたはパスワードを受け付けません（%s）", text)}
	}
	if strings.Contains(text, "STARTTLS") {
		return &Failure{why: incident.Tell(incident.Invalid, "the mail server offers no encryption and a password is never sent without (%s)", "メールサーバーが暗号化に対応していないため、パスワードを送信しません（%s）", text)}
	}
	return &Failure{Temporary: true, why: err}
}

// mailFailure tells a server that refuses for good (5xx) from one that does not
// now (4xx, a lost connection).
func mailFailure(err error) *Failure {
	if err == nil {
		return nil
	}
	var said *mail.SendError
	if errors.As(err, &said) && said.ErrorCode() >= 500 {
		return &Failure{why: said}
	}
	return &Failure{Temporary: true, why: err}
}
