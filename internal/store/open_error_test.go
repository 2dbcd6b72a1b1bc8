package store_test

import (
	"context"
	"net"
	"strings"
	"testing"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/store"
	"github.com/pmtracker/pmtracker/internal/store/storetest"
)

// refusal opens a database that does not open, and gives why in both languages.
func refusal(t *testing.T, dsn string) (incident.Code, string, string) {
	t.Helper()
	s, err := store.Open(context.Background(), dsn)
	if err == nil {
		_ = s.Close()
		t.Fatalf("%s opens", dsn)
	}
	en, ja := incident.Sentence(err, incident.English), incident.Sentence(err, incident.Japanese)
	if strings.ContainsAny(en+ja, "\n\t") || strings.Contains(en+ja, "geheim") {
		t.Errorf("%s: %q %q", dsn, en, ja)
	}
	return incident.CodeOf(err), en, ja
}

// TestAWrongAddressIsNoOutage: what somebody has to correct is wrong use; only what may
// open later is an outage, and each is told in one sentence.
func TestAWrongAddressIsNoOutage(t *testing.T) {
	good := storetest.PostgreSQL(t)
	host := good[strings.Index(good, "?"):]
	closed, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	_ = closed.Close()
	for _, c := range []struct {
		dsn    string
		code   incident.Code
		en, ja string
	}{
		{"postgres://pm@/missing" + host, incident.Invalid, "there is no database postgres://pm@/missing on that server; create it", "データベース postgres://pm@/missing がありません"},
		{"postgres://nobody:geheim@/postgres" + host, incident.Invalid, `(role "nobody" does not exist); correct the user`, "接続する権限がありません"},
		{"postgres://pm:geheim@" + closed.Addr().String() + "/x?sslmode=perhaps", incident.Invalid, "cannot be read (", "読み取れません"},
		{"postgres://pm:geheim@" + closed.Addr().String() + "/x", incident.Unavailable, "does not answer (connection refused); start it", "応答しません（connection refused）"},
	} {
		code, en, ja := refusal(t, c.dsn)
		if code != c.code || !strings.Contains(en, c.en) || !strings.Contains(ja, c.ja) {
			t.Errorf("%s: %s %s %s", c.dsn, code, en, ja)
		}
	}
}
