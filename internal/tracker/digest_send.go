package tracker

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"strings"
	"time"

	"github.com/pmtracker/pmtracker/internal/config"
	"github.com/pmtracker/pmtracker/internal/digest"
	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/notify"
)

// digestMessage writes a digest in the forms in which it is sent.
func digestMessage(d digest.Digest) (notify.Message, error) {
	var page, text, html, slack bytes.Buffer
	for _, err := range []error{d.WriteMarkdown(&page), d.WriteText(&text), d.WriteHTML(&html), d.WriteSlack(&slack)} {
		if err != nil {
			return notify.Message{}, err
		}
	}
	return notify.Message{Subject: d.Title(), Markdown: page.String(), Plain: text.String(), Slack: slack.String(), HTML: html.String()}, nil
}

// SendDigest brings a digest at once to addresses such as "slack:#sre" and
// "mailto:sre@example.com"; at is the moment of sending. One that fails does not
// keep it from the others; the error names all that failed and all that were
// reached, and is Unavailable where sending again can help. Sent again, an e-mail
// has the same Message-ID.
func SendDigest(ctx context.Context, sender *notify.Sender, to []string, d digest.Digest, at time.Time) error {
	m, err := digestMessage(d)
	if err != nil {
		return err
	}
	m.SentAt = at
	var reached []string
	var failed []error
	for _, address := range sender.Places(to) {
		sum := sha256.Sum256([]byte(address))
		m.ID = "digest-" + d.AsOf.String() + "-" + hex.EncodeToString(sum[:6])
		if err := sender.Send(ctx, address, m); err != nil {
			failed = append(failed, notReached(address, err))
			continue
		}
		reached = append(reached, address)
	}
	return notSent(failed, reached)
}

// Unaddressed is the error of a digest that escalates to a person of whom no address is
// known, so that nothing is sent there; nil: it does not.
func Unaddressed(d digest.Digest) error {
	if d.Unaddressed() == "" {
		return nil
	}
	return incident.Tell(incident.Invalid, "nothing was sent to %s, to whom the digest escalates: no address is known; write an email or a slack id of that person under people: in %s",
		"エスカレーション先の %s には送っていません。宛先がわからないため、%s の people: に email か slack の ID を書いてください", d.Unaddressed(), config.FileName)
}

// notReached says of one address why the digest did not get there. What a failure
// advises is for a message that waits in a queue, and this one does not.
func notReached(address string, err error) error {
	var failure *notify.Failure
	if errors.As(err, &failure) {
		return incident.Errorf(incident.CodeOf(err), "%s (%w)", address, failure.Why())
	}
	return incident.Errorf(incident.CodeOf(err), "%s (%w)", address, err)
}

// notSent puts what failed into one sentence; nil: nothing did.
func notSent(failed []error, reached []string) error {
	if len(failed) == 0 {
		return nil
	}
	code, all, refused := incident.Invalid, failed[0], false
	for i, err := range failed {
		if incident.CodeOf(err) == incident.Unavailable {
			code = incident.Unavailable
		} else {
			refused = true
		}
		if i > 0 {
			all = incident.Errorf(code, "%w, %w", all, err)
		}
	}
	advice := incident.Tell(code, "send it again later", "時間をおいて送り直してください")
	if refused {
		advice = incident.Tell(code, "correct the address or the credentials where it was refused, then send it again", "拒否された宛先か認証情報を直してから送り直してください")
	}
	if len(reached) == 0 {
		return incident.Tell(code, "the digest did not reach %w; %w", "ダイジェストが届かなかった宛先: %w。%w", all, advice)
	}
	return incident.Tell(code, "the digest did not reach %w; it did reach %s, which would get it twice: take that out of digest.to meanwhile; %w",
		"ダイジェストが届かなかった宛先: %w。届いた宛先: %s（送り直すと二重に届くので、その間は digest.to から外してください）。%w", all, strings.Join(reached, ", "), advice)
}
