package web_test

import (
	"bufio"
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/store/storetest"
	"github.com/pmtracker/pmtracker/internal/tracker"
	"github.com/pmtracker/pmtracker/internal/web"
)

// TestRoomUnderLoad: 200 people look at one incident while 50 events a second
// are logged for as many seconds as PMTRACKER_LOAD says (60 is a full run; unset:
// the test is skipped). Nothing is lost or out of order, and every watcher hears
// of the last event. Rates and memory are printed, not judged.
func TestRoomUnderLoad(t *testing.T) {
	seconds, err := strconv.Atoi(os.Getenv("PMTRACKER_LOAD"))
	if err != nil || seconds < 1 {
		t.Skip("a load test: set PMTRACKER_LOAD=60")
	}
	const watchers, rate = 200, 50
	ctx, end := context.WithCancel(context.Background())
	defer end()
	tr := &tracker.Tracker{Store: storetest.Open(t, storetest.SQLite(t)), Now: time.Now}
	who := tracker.CommandLine("@akiko")
	in, err := tr.Declare(ctx, who, tracker.Declaration{Title: "Checkout answers 500", Severity: "SEV2"})
	if err != nil {
		t.Fatal(err)
	}
	pages, err := web.New(ctx, tr, web.Options{Actor: "@akiko"})
	if err != nil {
		t.Fatal(err)
	}
	defer pages.Close()
	server := httptest.NewServer(pages.Handler())
	defer server.Close()

	var heard atomic.Int64 // signals over all watchers
	var last [watchers]atomic.Int64
	var wg, ready sync.WaitGroup
	ready.Add(watchers)
	for w := range watchers {
		wg.Go(func() { listen(ctx, t, server.URL+"/incidents/"+in.Key+"/events", &ready, &heard, &last[w]) })
	}
	ready.Wait()
	before, start := memory(), time.Now()
	total, finished := seconds*rate, int64(0)
	// Each event has its moment; one that comes late holds up none behind it.
	for n := range total {
		time.Sleep(time.Until(start.Add(time.Duration(n) * time.Second / rate)))
		finished = time.Now().UnixNano()
		if _, err := tr.Log(ctx, who, in.Key, tracker.Entry{Kind: incident.KindNote, Text: fmt.Sprintf("event %d", n)}); err != nil {
			t.Fatal(err)
		}
	}
	took := time.Since(start)
	during := memory()
	for w := range watchers {
		for deadline := time.Now().Add(time.Minute); last[w].Load() < finished; time.Sleep(10 * time.Millisecond) {
			if time.Now().After(deadline) {
				t.Fatalf("watcher %d did not hear of the last event", w)
			}
		}
	}
	late := time.Since(time.Unix(0, finished))
	end()
	wg.Wait()
	inOrder(t, tr, who, in.Key, total)
	t.Logf("%d watchers, %d events in %.1f s (%.1f/s): nothing lost, in order; %d signals; the last watcher heard of the last event after %d ms; heap %d MB before, %d MB at the end",
		watchers, total, took.Seconds(), float64(total)/took.Seconds(), heard.Load(), late.Milliseconds(), before>>20, during>>20)
}

// listen follows the events of an incident as a browser does.
func listen(ctx context.Context, t *testing.T, address string, ready *sync.WaitGroup, heard, last *atomic.Int64) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		t.Error(err)
		ready.Done()
		return
	}
	answer, err := http.DefaultClient.Do(req)
	ready.Done()
	if err != nil {
		t.Error(err)
		return
	}
	defer func() { _ = answer.Body.Close() }()
	lines := bufio.NewScanner(answer.Body)
	for lines.Scan() {
		if strings.HasPrefix(lines.Text(), "event: change") {
			heard.Add(1)
			last.Store(time.Now().UnixNano())
		}
	}
}

func inOrder(t *testing.T, tr *tracker.Tracker, who tracker.Actor, key string, total int) {
	t.Helper()
	shown, err := tr.Show(context.Background(), who, key)
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, e := range shown.Events {
		if e.Kind != incident.KindNote {
			continue
		}
		if e.Text != fmt.Sprintf("event %d", n) {
			t.Fatalf("event %d of the timeline is %q", n, e.Text)
		}
		n++
	}
	if n != total {
		t.Errorf("%d events, want %d", n, total)
	}
}

func memory() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}
