package cli

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os/signal"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/tracker"
	"github.com/pmtracker/pmtracker/internal/web"
)

// serveOptions is what serve needs.
type serveOptions struct {
	*session
	addr, publicURL string
}

func serveCommand(streams IO) *cobra.Command {
	cmd := &cobra.Command{
		Use: "serve", Short: "Serve the pages", Args: cobra.NoArgs,
		Example: "  pmtracker serve\n  pmtracker serve --addr 127.0.0.1:0 --db sqlite:incidents.db",
	}
	o := &serveOptions{session: newSession(streams, cmd).withProvider(cmd)}
	cmd.RunE = func(cmd *cobra.Command, _ []string) error { return o.run(cmd.Context()) }
	cmd.Flags().StringVar(&o.addr, "addr", "127.0.0.1:8080", "address to listen on; port 0 takes a free one")
	cmd.Flags().StringVar(&o.publicURL, "public-url", "", "where people reach the pages, for example https://pm.example.com")
	return cmd
}

// run serves until the process is told to end, and lets requests that are under
// way finish.
func (o *serveOptions) run(ctx context.Context) error {
	ctx, stop := signal.NotifyContext(ctx, syscall.SIGINT, syscall.SIGTERM)
	defer stop()
	return o.session.run(ctx, nil, func(t *tracker.Tracker) error {
		if !web.Loopback(o.addr) {
			return incident.Errorf(incident.Refused, "%s is reached from other machines, and nobody has to sign in; listen on 127.0.0.1", o.addr)
		}
		listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", o.addr)
		if err != nil {
			return incident.Errorf(incident.Invalid, "cannot listen on %s: %w", o.addr, err)
		}
		pages, err := web.New(t, web.Options{PublicURL: o.publicURL, Actor: actor(o.as)})
		if err != nil {
			return err
		}
		defer pages.Close()
		server := web.HTTPServer(pages.Handler())
		server.BaseContext = func(net.Listener) context.Context { return ctx }
		fmt.Fprintf(o.streams.Err, "pmtracker serves http://%s\n", listener.Addr())
		return serveUntil(ctx, server, listener)
	})
}

// serveUntil serves until ctx ends.
func serveUntil(ctx context.Context, server *http.Server, listener net.Listener) error {
	done := make(chan error, 1)
	go func() {
		<-ctx.Done()
		late, cancel := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
		defer cancel()
		done <- server.Shutdown(late)
	}()
	if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
		return incident.Errorf(incident.Invalid, "cannot serve on %s: %w", listener.Addr(), err)
	}
	return <-done
}
