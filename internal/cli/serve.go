package cli

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"os/signal"
	"runtime/debug"
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
	addr, publicURL, defaultAccess string
	signIn, assistantsWrite        bool
	trustedProxies                 []string
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
	cmd.Flags().StringArrayVar(&o.trustedProxies, "trusted-proxy", nil, "network of proxies whose X-Forwarded-For is believed, for example 10.1.0.0/16 (repeat for several; default: this machine, with --public-url)")
	cmd.Flags().BoolVar(&o.signIn, "sign-in", false, "people sign in (always so once there is an account, or an identity provider in the environment)")
	cmd.Flags().BoolVar(&o.assistantsWrite, "mcp-allow-writes", false, "let assistants at /mcp change what the owner of their token may change")
	cmd.Flags().StringVar(&o.defaultAccess, "default-access", "viewer", "what somebody may do who signs in elsewhere for the first time: viewer, responder, reviewer or admin")
	return cmd
}

// run serves until the process is told to end, and lets requests that are under
// way finish.
func (o *serveOptions) run(ctx context.Context) error {
	ctx, stop := signal.NotifyContext(ctx, syscall.SIGINT, syscall.SIGTERM)
	defer stop()
	return o.session.run(ctx, nil, func(t *tracker.Tracker) error {
		if err := t.ChecklistTrouble(); err != nil {
			return err
		}
		t.Logger = slog.Default()
		options, err := o.options(ctx, t)
		if err != nil {
			return err
		}
		listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", o.addr)
		if err != nil {
			return incident.Tell(incident.Invalid, "cannot listen on %s: %w", "%s で待ち受けできません: %w", o.addr, err)
		}
		if options.PublicURL == "" {
			options.PublicURL = "http://" + listener.Addr().String()
		}
		mount, stop, err := beside(ctx, t, o.streams)
		if err != nil {
			_ = listener.Close()
			return err
		}
		defer stop()
		options.Mount = mount
		pages, err := web.New(ctx, t, options)
		if err != nil {
			_ = listener.Close()
			return err
		}
		defer pages.Close()
		frugal()
		server := web.HTTPServer(pages.Handler())
		server.RegisterOnShutdown(pages.EndStreams)
		fmt.Fprintln(o.streams.Err, say("pmtracker serves http://%s", "pmtracker を http://%s で提供しています", listener.Addr()))
		if path := pages.SetupPath(); path != "" {
			fmt.Fprintln(o.streams.Err, say("make the first account at %s%s", "最初のアカウントは %s%s で作成してください", pages.Site(), path))
		}
		return serveUntil(ctx, server, listener)
	})
}

// options says how the pages are served: who signs in, and where. Beyond this
// machine nothing is served to people who did not.
func (o *serveOptions) options(ctx context.Context, t *tracker.Tracker) (web.Options, error) {
	w := web.Options{PublicURL: o.publicURL, Actor: actor(o.as), SignIn: o.signIn, AssistantsWrite: o.assistantsWrite, DefaultAccess: tracker.Access(o.defaultAccess)}
	if !w.DefaultAccess.Valid() {
		return w, incident.Tell(incident.Invalid, "there is no access %q; use viewer, responder, reviewer or admin", "権限 %q はありません。viewer、responder、reviewer、admin のいずれかを使ってください", o.defaultAccess)
	}
	var err error
	if w.OAuth, err = identityProviders(); err != nil {
		return w, err
	}
	if w.Proxies, err = o.proxies(); err != nil {
		return w, err
	}
	has, err := t.HasAccounts(ctx)
	if err != nil {
		return w, err
	}
	w.SignIn = w.SignIn || has || len(w.OAuth) > 0
	if !w.SignIn && o.publicURL != "" && !web.LoopbackSite(o.publicURL) {
		return w, incident.Tell(incident.Refused, "%s is reached from other machines, and nobody has to sign in; add --sign-in, or leave --public-url out", "%s にはほかのマシンから接続できますが、サインインが不要な設定です。--sign-in を付けるか、--public-url を外してください", o.publicURL)
	}
	if !w.SignIn && !web.Loopback(o.addr) {
		return w, incident.Tell(incident.Refused, "%s is reached from other machines, and nobody has to sign in; add --sign-in, or listen on 127.0.0.1", "%s にはほかのマシンから接続できますが、サインインが不要な設定です。--sign-in を付けるか、127.0.0.1 で待ち受けてください", o.addr)
	}
	return w, nil
}

// serveUntil serves until ctx ends. Requests that are under way then have ten seconds
// to finish: their context is another one.
func serveUntil(ctx context.Context, server *http.Server, listener net.Listener) error {
	requests, cutOff := context.WithCancel(context.WithoutCancel(ctx))
	defer cutOff()
	server.BaseContext = func(net.Listener) context.Context { return requests }
	done := make(chan error, 1)
	go func() {
		<-ctx.Done()
		late, cancel := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
		defer cancel()
		done <- server.Shutdown(late)
	}()
	if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
		return incident.Tell(incident.Invalid, "cannot serve on %s: %w", "%s で応答できません: %w", listener.Addr(), err)
	}
	return <-done
}

// frugal collects garbage twice as often as usual, for half the memory above what
// is in use: a server shares its machine with others. GOGC says otherwise.
func frugal() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(50)
	}
}
