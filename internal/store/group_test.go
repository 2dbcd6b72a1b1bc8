package store_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/store"
	"github.com/pmtracker/pmtracker/internal/store/storetest"
)

// TestWritersTogether: of writers that share transactions, exactly the changes
// that were reported as written are there, in each writer's order; one that fails,
// breaks a constraint, panics or gives up takes no other with it.
func TestWritersTogether(t *testing.T) {
	storetest.EachStore(t, func(t *testing.T, s *store.Store) {
		key := seed(t, s)
		const writers, each = 16, 40
		var mu sync.Mutex
		written := map[string]bool{}
		var wg sync.WaitGroup
		for w := range writers {
			wg.Go(func() {
				for n := range each {
					text := fmt.Sprintf("%02d-%03d", w, n)
					err := writeOne(s, key, text, n)
					mu.Lock()
					written[text] = err == nil
					mu.Unlock()
				}
			})
		}
		wg.Wait()
		var events []incident.Event
		err := s.Read(context.Background(), func(tx *store.Tx) (err error) { events, err = tx.Events(context.Background(), key); return err })
		if err != nil {
			t.Fatal(err)
		}
		there, last := map[string]bool{}, map[string]string{}
		for _, e := range events {
			if there[e.Text] {
				t.Errorf("%s is there twice", e.Text)
			}
			there[e.Text] = true
			if e.Text != "x" && last[e.Text[:2]] >= e.Text {
				t.Errorf("%s stands behind %s", e.Text, last[e.Text[:2]])
			}
			if e.Text != "x" {
				last[e.Text[:2]] = e.Text
			}
		}
		for text, said := range written {
			if said != there[text] {
				t.Errorf("%s: reported as written: %v, there: %v", text, said, there[text])
			}
		}
	})
}

// writeOne writes an event; every tenth of a writer fails in a way of its own.
func writeOne(s *store.Store, key, text string, n int) (err error) {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("panic: %v", r)
		}
	}()
	return s.Write(ctx, func(tx *store.Tx) error {
		if _, err := tx.AppendEvent(ctx, key, incident.Event{At: at(10), RecordedAt: at(10), Kind: incident.KindNote, Text: text}); err != nil {
			return err
		}
		switch n % 10 {
		case 3:
			return errors.New("refused")
		case 5:
			panic("broken")
		case 7:
			_, err := tx.ExecContext(ctx, "DELETE FROM event") // append-only
			return err
		case 9:
			cancel()
			_, err := tx.ExecContext(ctx, "SELECT 1")
			return err
		}
		return nil
	})
}
