package cli

import (
	"context"
	"io"
	"net"
	"net/http"
	"testing"
)

// TestRequestsUnderWayFinish: the process is told to end while a request waits for
// something slow. The request goes on, with a context that still holds.
func TestRequestsUnderWayFinish(t *testing.T) {
	listener, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, terminate := context.WithCancel(context.Background())
	server := &http.Server{}
	closing := make(chan struct{})
	server.RegisterOnShutdown(func() { close(closing) })
	server.Handler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		terminate()
		<-closing
		if err := context.Cause(r.Context()); err != nil {
			http.Error(w, "cut off: "+err.Error(), http.StatusServiceUnavailable)
		}
	})
	served := make(chan error, 1)
	go func() { served <- serveUntil(ctx, server, listener) }()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "http://"+listener.Addr().String(), nil)
	if err != nil {
		t.Fatal(err)
	}
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = answer.Body.Close() }()
	if text, _ := io.ReadAll(answer.Body); answer.StatusCode != http.StatusOK {
		t.Errorf("%s: %s", answer.Status, text)
	}
	if err := <-served; err != nil {
		t.Error(err)
	}
}
