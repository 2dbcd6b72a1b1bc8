package storetest

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/pmtracker/pmtracker/internal/store"
)

// postgres is a running cluster that listens on a socket in its own folder.
type postgres struct {
	dir  string
	quit func() // ends the server and waits for it
}

func (p *postgres) dsn(database string) string {
	return "postgres://pm@/" + database + "?host=" + p.dir
}

func (p *postgres) connect(ctx context.Context, database string) (*pgx.Conn, error) {
	return pgx.Connect(ctx, p.dsn(database))
}

func (p *postgres) stop() {
	p.quit()
	_ = os.RemoveAll(p.dir)
}

// program finds a program of PostgreSQL's server.
func program(name string) (string, error) {
	found, err := filepath.Glob("/usr/lib/postgresql/*/bin/" + name)
	if err == nil && len(found) > 0 {
		return found[len(found)-1], nil
	}
	if path, err := exec.LookPath(name); err == nil {
		return path, nil
	}
	return "", errNoPostgreSQL
}

// startPostgres starts a cluster. A durable one syncs at each commit, as one in
// service does; tests do without.
func startPostgres(durable bool) (*postgres, error) {
	initdb, err := program("initdb")
	if err != nil {
		return nil, err
	}
	server, err := program("postgres")
	if err != nil {
		return nil, err
	}
	// The path of a socket has little room: not under a test's own folder.
	dir, err := os.MkdirTemp("", "pmpg")
	if err != nil {
		return nil, err
	}
	p := &postgres{dir: dir, quit: func() {}}
	if err := p.start(initdb, server, durable); err != nil {
		p.stop()
		return nil, err
	}
	return p, nil
}

func (p *postgres) start(initdb, server string, durable bool) error {
	if err := giveAway(p.dir); err != nil {
		return err
	}
	data := filepath.Join(p.dir, "data")
	out, err := asServer(exec.Command(initdb, "-D", data, "-U", "pm", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")).CombinedOutput()
	if err != nil {
		return fmt.Errorf("initdb: %w\n%s", err, out)
	}
	settings := []string{"-D", data, "-c", "listen_addresses=", "-c", "unix_socket_directories=" + p.dir, "-c", "max_connections=200"}
	if !durable {
		settings = append(settings, "-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off")
	}
	cmd := asServer(exec.Command(server, settings...))
	log, err := os.Create(filepath.Join(p.dir, "log"))
	if err != nil {
		return err
	}
	cmd.Stdout, cmd.Stderr = log, log
	ended, err := run(cmd)
	if err != nil {
		return fmt.Errorf("start PostgreSQL: %w", err)
	}
	p.quit = func() {
		_ = cmd.Process.Signal(immediate)
		<-ended
		_ = log.Close()
	}
	return p.makeTemplate(ended)
}

// makeTemplate waits for the server and makes the database that tests copy.
func (p *postgres) makeTemplate(ended <-chan struct{}) error {
	ctx, cancel := context.WithTimeout(context.Background(), 60*time.Second)
	defer cancel()
	admin, err := p.connect(ctx, "postgres")
	for err != nil {
		select {
		case <-ended:
			return fmt.Errorf("PostgreSQL ended: %s", p.log())
		case <-ctx.Done():
			return fmt.Errorf("PostgreSQL does not answer: %w\n%s", err, p.log())
		case <-time.After(20 * time.Millisecond):
			admin, err = p.connect(ctx, "postgres")
		}
	}
	_, err = admin.Exec(ctx, "CREATE DATABASE base TEMPLATE template0 LOCALE 'C.UTF-8'")
	if err := errors.Join(err, admin.Close(ctx)); err != nil {
		return fmt.Errorf("make the template: %w", err)
	}
	s, err := store.Open(ctx, p.dsn("base"))
	if err != nil {
		return err
	}
	return s.Close()
}

func (p *postgres) log() string {
	text, _ := os.ReadFile(filepath.Join(p.dir, "log"))
	return string(text)
}
