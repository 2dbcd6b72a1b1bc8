// Command page is the floor for the page of an incident: one process that reads
// 200 events and 10 action items from SQLite and writes them with html/template,
// and does nothing else.
package main

import (
	"bytes"
	"database/sql"
	"fmt"
	"html/template"
	"log"
	"net"
	"net/http"
	"time"

	_ "modernc.org/sqlite"
)

type row struct{ At, Kind, Role, Text string }

type item struct{ Title, Owner, Due, State string }

type view struct {
	Title  string
	Events []row
	Items  []item
}

var page = template.Must(template.New("").Parse(`<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{{.Title}}</title></head><body><main><h1>{{.Title}}</h1>
<table><tbody>{{range .Events}}<tr><td><time datetime="{{.At}}">{{.At}}</time></td><td class="kind kind-{{.Kind}}">{{.Kind}}</td><td>{{.Role}}</td><td>{{.Text}}</td></tr>
{{end}}</tbody></table><ul>{{range .Items}}<li><a href="/items/{{.Title}}">{{.Title}}</a> {{.Owner}} {{.Due}} {{.State}}</li>{{end}}</ul></main></body></html>`))

func main() {
	if err := run(); err != nil {
		log.Fatal(err)
	}
}

func run() error {
	db, err := sql.Open("sqlite", "file:page?mode=memory&cache=shared")
	if err != nil {
		return err
	}
	db.SetMaxOpenConns(4)
	if err := fill(db); err != nil {
		return err
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	fmt.Printf("http://%s/\n", listener.Addr())
	server := &http.Server{ReadHeaderTimeout: 5 * time.Second, Handler: http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		if err := serve(db, w); err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
		}
	})}
	return server.Serve(listener)
}

func fill(db *sql.DB) error {
	if _, err := db.Exec("CREATE TABLE event (incident INTEGER, at TEXT, kind TEXT, role TEXT, text TEXT); CREATE INDEX e ON event (incident, at); CREATE TABLE item (incident INTEGER, title TEXT, owner TEXT, due TEXT, state TEXT)"); err != nil {
		return err
	}
	for i := range 200 {
		if _, err := db.Exec("INSERT INTO event VALUES (42, ?, 'note', 'Ops', ?)", fmt.Sprintf("2026-03-01T09:%02d:%02d", i/60, i%60),
			fmt.Sprintf("error rate %d%% on node %d; the pool of the replica reached %d connections & <waits>", i%100, i*7, i*3)); err != nil {
			return err
		}
	}
	for i := range 10 {
		if _, err := db.Exec("INSERT INTO item VALUES (42, ?, '@akiko', '2026-06-01', 'open')", fmt.Sprintf("Deploys roll back by themselves, part %d", i)); err != nil {
			return err
		}
	}
	return nil
}

func serve(db *sql.DB, w http.ResponseWriter) error {
	v := view{Title: "checkout: card payments fail"}
	events, err := db.Query("SELECT at, kind, role, text FROM event WHERE incident = 42 ORDER BY at")
	if err != nil {
		return err
	}
	defer func() { _ = events.Close() }()
	for events.Next() {
		var e row
		if err := events.Scan(&e.At, &e.Kind, &e.Role, &e.Text); err != nil {
			return err
		}
		v.Events = append(v.Events, e)
	}
	items, err := db.Query("SELECT title, owner, due, state FROM item WHERE incident = 42")
	if err != nil {
		return err
	}
	defer func() { _ = items.Close() }()
	for items.Next() {
		var it item
		if err := items.Scan(&it.Title, &it.Owner, &it.Due, &it.State); err != nil {
			return err
		}
		v.Items = append(v.Items, it)
	}
	var b bytes.Buffer
	if err := page.Execute(&b, v); err != nil {
		return err
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	_, err = w.Write(b.Bytes())
	return err
}
