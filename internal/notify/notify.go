// Package notify brings messages to people: to Slack, as an app or through an
// incoming webhook, and by e-mail.
package notify

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// Message is what is sent. A message that is sent again after a failure has the
// same ID, by which mail programs know it.
type Message struct {
	ID       string // stable: no blanks; empty: made from the message
	Subject  string // one line; in Slack the text stands alone
	Markdown string
	Plain    string // for e-mail; empty: the Markdown without its backslashes
	Slack    string // Slack's own markup; empty: made from the Markdown
	HTML     string // for e-mail; empty: made from the Markdown
	SentAt   time.Time
}

// Sender sends messages. The zero value reaches nobody.
type Sender struct {
	SlackToken    string // of the app, xoxb-…
	SlackAppToken string // for Socket Mode, xapp-…
	SlackURL      string // of Slack's API; empty: Slack's own
	SlackWebhook  string // incoming webhook, for those without an app
	SMTP          string // smtp://user:password@host:587?from=address, smtps://…
	HTTP          *http.Client
}

// Failure is a delivery that did not succeed. Its text holds no secret.
type Failure struct {
	Address   string
	Temporary bool          // trying again is sensible
	After     time.Duration // not before this long; 0: the service did not say
	why       error
	advised   bool   // why says what to do
	said      string // the name of the error in Slack's API
}

// Why says what went wrong, without the address and without what to do.
func (f *Failure) Why() error { return f.why }

// Error says what failed and what to do.
func (f *Failure) Error() string { return f.Unwrap().Error() }

// Unwrap gives the sentence in both languages, with the code by which the command
// line tells a service that failed from a wrong address. Whether somebody tries
// again is not known here: a server does, a job that ends does not.
func (f *Failure) Unwrap() error {
	if f.Temporary {
		return incident.Tell(incident.Unavailable, "cannot deliver to %s: %w; a later attempt may succeed", "%s に届けられません: %w。後で再試行すると届く可能性があります", f.Address, f.why)
	}
	if f.advised {
		return incident.Tell(incident.Invalid, "cannot deliver to %s: %w", "%s に届けられません: %w", f.Address, f.why)
	}
	return incident.Tell(incident.Invalid, "cannot deliver to %s: %w; correct the address or the credentials", "%s に届けられません: %w。宛先か認証情報を直してください", f.Address, f.why)
}

// Temporary tells whether a delivery that failed should be tried again, and
// after how long at the earliest.
func Temporary(err error) (bool, time.Duration) {
	var f *Failure
	if errors.As(err, &f) {
		return f.Temporary, f.After
	}
	return incident.CodeOf(err) == incident.Unavailable, 0
}

// Way is a kind of address, and the settings of the environment by which a message gets
// there.
type Way struct {
	Scheme  string // with which its addresses begin: "slack:", "mailto:"
	Setting string // any of these: "SLACK_TOKEN / SLACK_WEBHOOK_URL"
}

// Closed lists the ways that are not set up here: another place may have them.
func (s *Sender) Closed() []Way {
	var closed []Way
	if s.SlackToken == "" && s.SlackWebhook == "" {
		closed = append(closed, Way{"slack:", "SLACK_TOKEN / SLACK_WEBHOOK_URL"})
	}
	if s.SMTP == "" {
		closed = append(closed, Way{"mailto:", "SMTP_URL"})
	}
	return closed
}

// Places leaves out the addresses behind which the same place is: an incoming webhook has
// one channel, whichever is named.
func (s *Sender) Places(addresses []string) []string {
	if s.SlackToken != "" || s.SlackWebhook == "" {
		return addresses
	}
	var places []string
	posted := false
	for _, address := range addresses {
		inSlack := strings.HasPrefix(address, "slack:")
		if !inSlack || !posted {
			places = append(places, address)
		}
		posted = posted || inSlack
	}
	return places
}

// Send brings a message to an address, once. The error is Unavailable where
// trying again is sensible, else Invalid: see Temporary. A service that took the
// message and then fell silent may get it twice; an e-mail then has the same
// Message-ID.
func (s *Sender) Send(ctx context.Context, address string, m Message) error {
	if err := incident.CheckAddress(address); err != nil {
		return err
	}
	if m.ID == "" {
		sum := sha256.Sum256([]byte(address + "\x00" + m.Subject + "\x00" + m.Markdown + "\x00" + m.SentAt.UTC().Format(time.RFC3339Nano)))
		m.ID = hex.EncodeToString(sum[:12])
	}
	scheme, rest, _ := strings.Cut(address, ":")
	var failure *Failure
	if scheme == "slack" {
		failure = s.slack(ctx, rest, m)
	} else {
		failure = s.mail(ctx, rest, m)
	}
	if failure != nil {
		failure.Address = address
		return failure
	}
	return nil
}

func (s *Sender) client() *http.Client {
	if s.HTTP != nil {
		return s.HTTP
	}
	return &http.Client{Timeout: 15 * time.Second}
}

// withoutAddress takes the address out of a failure to connect: a webhook's
// address is a secret.
func withoutAddress(err error) error {
	var u *url.Error
	if errors.As(err, &u) {
		return u.Err
	}
	return err
}
