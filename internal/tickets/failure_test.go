package tickets_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"strings"
	"testing"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/tickets"
)

// TestNoAnswer: what went wrong is said in the words of people, whatever the
// libraries call it, and what cannot have been carried out is not in doubt.
func TestNoAnswer(t *testing.T) {
	a := tickets.Attempt{Service: "Jira", Address: "JIRA_URL", What: tickets.Cannot("cannot open it", "作成できません"), Changes: true}
	dial := &net.OpError{Op: "dial", Err: context.Canceled}
	for says, c := range map[string]struct {
		err     error
		unknown bool
	}{
		"is the address of its API / API のアドレス": {json.Unmarshal([]byte("[]"), &struct{}{}), true},
		"or nothing at all / 空の応答":              {tickets.ErrNoData, true},
		"cannot open it: stopped / 中断しました":      {fmt.Errorf("Get: %w", context.Canceled), true},
		"stopped / 作成できません: 中断しました":             {dial, false},
		"did not answer in time / 時間内に応答がありません": {context.DeadlineExceeded, true},
		"cannot be reached / 接続できません":           {&net.OpError{Op: "dial", Err: errors.New("refused")}, false},
		"a proxy on the way / プロキシ":             {errors.New("Proxy Authentication Required"), false},
	} {
		err := a.NoAnswer(c.err)
		en, ja, _ := strings.Cut(says, " / ")
		if text := incident.Sentence(err, incident.English); !strings.Contains(text, en) || strings.Contains(text, "json") || strings.Contains(text, "context") {
			t.Errorf("%v: %s", c.err, text)
		}
		if text := incident.Sentence(err, incident.Japanese); !strings.Contains(text, ja) {
			t.Errorf("%v: %s", c.err, text)
		}
		if incident.CodeOf(err) != incident.Unavailable || tickets.UnknownOutcome(err) != c.unknown {
			t.Errorf("%v: %s, in doubt: %v", c.err, incident.CodeOf(err), tickets.UnknownOutcome(err))
		}
	}
	if err := a.Answered(http.StatusProxyAuthRequired, ""); incident.CodeOf(err) != incident.Unavailable || tickets.UnknownOutcome(err) || !strings.Contains(err.Error(), "HTTPS_PROXY") {
		t.Errorf("407: %v", err)
	}
}
