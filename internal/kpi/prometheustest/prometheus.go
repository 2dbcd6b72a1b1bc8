// Package prometheustest starts a real Prometheus with a history of its own, for
// tests.
package prometheustest

import (
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// Series is one metric, with a value for each minute.
type Series struct {
	Name  string
	Value func(at time.Time) (float64, bool) // false: there is no value, a gap
}

// Start runs a Prometheus that knows the series from one moment to another, and
// gives its address. It ends with the test. Without an installed Prometheus the
// test is skipped, or fails where PMTRACKER_TEST_ALL is set.
func Start(t testing.TB, from, until time.Time, series ...Series) string {
	t.Helper()
	for _, program := range []string{"prometheus", "promtool"} {
		if _, err := exec.LookPath(program); err != nil {
			if os.Getenv("PMTRACKER_TEST_ALL") != "" {
				t.Fatalf("%s is not installed (Debian: prometheus)", program)
			}
			t.Skipf("%s is not installed (Debian: prometheus)", program)
		}
	}
	dir := t.TempDir()
	data := filepath.Join(dir, "data")
	writeHistory(t, filepath.Join(dir, "history.txt"), from, until, series)
	out, err := exec.Command("promtool", "tsdb", "create-blocks-from", "openmetrics", "-q", "--max-block-duration=960h", filepath.Join(dir, "history.txt"), data).CombinedOutput()
	if err != nil {
		t.Fatalf("promtool: %v: %s", err, out)
	}
	config := filepath.Join(dir, "prometheus.yml")
	if err := os.WriteFile(config, []byte("global: {scrape_interval: 1h}\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	return run(t, dir, config, data)
}

// writeHistory writes OpenMetrics text.
func writeHistory(t testing.TB, path string, from, until time.Time, series []Series) {
	t.Helper()
	var b strings.Builder
	for _, s := range series {
		fmt.Fprintf(&b, "# TYPE %s gauge\n", s.Name)
		for at := from; !at.After(until); at = at.Add(time.Minute) {
			if v, ok := s.Value(at); ok {
				fmt.Fprintf(&b, "%s %g %d\n", s.Name, v, at.Unix())
			}
		}
	}
	b.WriteString("# EOF\n")
	if err := os.WriteFile(path, []byte(b.String()), 0o600); err != nil {
		t.Fatal(err)
	}
}

func run(t testing.TB, dir, config, data string) string {
	t.Helper()
	log, err := os.Create(filepath.Join(dir, "log"))
	if err != nil {
		t.Fatal(err)
	}
	address := freeAddress(t)
	cmd := exec.Command("prometheus", "--config.file="+config, "--storage.tsdb.path="+data, "--storage.tsdb.retention.time=10y", "--web.listen-address="+address)
	cmd.Stdout, cmd.Stderr = log, log
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan struct{})
	go func() { _ = cmd.Wait(); close(ended) }()
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		<-ended
		_ = log.Close()
	})
	for deadline := time.Now().Add(60 * time.Second); ; {
		if answer, err := http.Get("http://" + address + "/-/ready"); err == nil {
			_ = answer.Body.Close()
			if answer.StatusCode == http.StatusOK {
				return "http://" + address
			}
		}
		select {
		case <-ended:
			text, _ := os.ReadFile(log.Name())
			t.Fatalf("prometheus ended: %s", text)
		case <-time.After(20 * time.Millisecond):
		}
		if time.Now().After(deadline) {
			text, _ := os.ReadFile(log.Name())
			t.Fatalf("prometheus is not ready after a minute: %s", text)
		}
	}
}

func freeAddress(t testing.TB) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = listener.Close() }()
	return listener.Addr().String()
}
