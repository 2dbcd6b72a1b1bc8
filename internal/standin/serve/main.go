// Serve starts a stand-in for GitHub or Jira on a free port of this machine, for
// the demo and for trying things out. It prints the environment that points
// pmtracker at it, and runs until it is interrupted.
//
//	go run ./internal/standin/serve --provider github --repository acme/checkout
//	go run ./internal/standin/serve --provider jira --project PAY --data-center
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"

	"github.com/pmtracker/pmtracker/internal/standin"
	"github.com/pmtracker/pmtracker/internal/standin/github"
	"github.com/pmtracker/pmtracker/internal/standin/jira"
)

type options struct {
	provider, addr, repository, project, owners, file string
	dataCenter                                        bool
}

func main() {
	var o options
	flag.StringVar(&o.provider, "provider", "github", "github or jira")
	flag.StringVar(&o.addr, "addr", "127.0.0.1:0", "where to listen")
	flag.StringVar(&o.repository, "repository", "acme/checkout", "GitHub: the repository")
	flag.StringVar(&o.project, "project", "PAY", "Jira: the project")
	flag.StringVar(&o.owners, "owners", "", "who can be assigned, with commas between (GitHub: nobody named means everybody)")
	flag.BoolVar(&o.dataCenter, "data-center", false, "Jira: be a Data Center")
	flag.StringVar(&o.file, "env-file", "", "write the environment to this file once it listens")
	flag.Parse()
	if err := run(o); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(o options) error {
	listener, err := net.Listen("tcp", o.addr)
	if err != nil {
		return fmt.Errorf("cannot listen on %s: %w", o.addr, err)
	}
	url := "http://" + listener.Addr().String()
	vendor, env := stand(o, url)
	rules := &standin.Rules{}
	core := &standin.Server{Vendor: vendor, Choose: rules.Choose}
	server := &http.Server{Handler: standin.WithControl(core, rules), ReadHeaderTimeout: 10 * time.Second}
	fmt.Print(env)
	if o.file != "" {
		if err := os.WriteFile(o.file, []byte(env), 0o600); err != nil {
			return fmt.Errorf("cannot write the environment: %w", err)
		}
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, func() { _ = server.Close() })
	if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

// stand makes the vendor and the environment that points pmtracker at it.
func stand(o options, url string) (standin.Vendor, string) {
	owners := strings.FieldsFunc(o.owners, func(r rune) bool { return r == ',' })
	if o.provider == "jira" {
		j := &jira.Jira{Project: o.project, DataCenter: o.dataCenter}
		for _, name := range owners {
			j.Users = append(j.Users, jira.User{AccountID: name, Name: name, Display: name, Email: name + "@example.com"})
		}
		return j, fmt.Sprintf("JIRA_URL=%s\nJIRA_USER=demo@example.com\nJIRA_TOKEN=stand-in\nJIRA_PROJECT=%s\n", url, o.project)
	}
	g := &github.GitHub{Repository: o.repository, Login: "pmtracker"}
	if len(owners) > 0 {
		g.Assignable = owners
	}
	return g, fmt.Sprintf("GITHUB_API_URL=%s\nGITHUB_TOKEN=stand-in\nGITHUB_REPOSITORY=%s\n", url, o.repository)
}
