package web

import (
	"strings"
	"testing"
	"time"

	"github.com/pmtracker/pmtracker/internal/store"
	"github.com/pmtracker/pmtracker/internal/store/storetest"
)

// A node dies while it carries a request out. Sent again, the request is carried out
// after a while where nothing was written, and never twice.
func TestARequestThatWasLostIsBegunAgain(t *testing.T) {
	storetest.Each(t, aRequestThatWasLostIsBegunAgain)
}

func aRequestThatWasLostIsBegunAgain(t *testing.T, dsn string) {
	s := newSiteOn(t, dsn, nil)
	p := s.person("en")
	const declare = `{"title":"Checkout fails","severity":"SEV2"}`
	p.must(p.call("POST", "/incidents", declare, "Idempotency-Key", "k1"), 201)
	begin := time.Now()
	now := begin
	s.tracker.Now = func() time.Time { return now }
	left := func(status int) { // what a node leaves that dies at this moment
		t.Helper()
		err := s.tracker.Store.Write(t.Context(), func(tx *store.Tx) error {
			_, err := tx.ExecContext(t.Context(), "UPDATE idempotency_key SET status = $1, body = '', at = $2", status, now.UnixMicro())
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	left(0)
	p.must(p.call("POST", "/incidents", declare, "Idempotency-Key", "k1"), 409)
	now = begin.Add(11 * time.Minute)
	p.must(p.call("POST", "/incidents", strings.Replace(declare, "fails", "slow", 1), "Idempotency-Key", "k1"), 422)
	first := p.must(p.call("POST", "/incidents", declare, "Idempotency-Key", "k1"), 201)
	if again := p.must(p.call("POST", "/incidents", declare, "Idempotency-Key", "k1"), 201); again.body != first.body {
		t.Errorf("the request was carried out again: %s", again.body)
	}
	left(store.OnceWritten)
	now = begin.Add(30 * time.Minute)
	if a := p.must(p.call("POST", "/incidents", declare, "Idempotency-Key", "k1"), 409); !strings.Contains(a.body, "was carried out") {
		t.Errorf("a request that wrote something is refused with %s", a.body)
	}
}
