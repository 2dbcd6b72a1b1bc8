package web

import (
	"bufio"
	"context"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/tracker"
)

// ear is one connection to the events of an incident.
type ear struct {
	*testing.T
	lines *bufio.Scanner
	leave func()
}

// listen connects, as a browser that heard the event of an ID last.
func (p *person) listen(path, last string) ear {
	p.Helper()
	ctx, leave := context.WithCancel(p.Context())
	r := p.request(http.MethodGet, path+"/events", nil).WithContext(ctx)
	if last != "" {
		r.Header.Set("Last-Event-ID", last)
	}
	got, err := p.client.Do(r)
	if err != nil {
		p.Fatal(err)
	}
	p.Cleanup(func() { leave(); _ = got.Body.Close() })
	return ear{p.T, bufio.NewScanner(got.Body), leave}
}

// next gives the fields of the next block: those between two empty lines.
func (e ear) next() map[string]string {
	e.Helper()
	fields := map[string]string{}
	for e.lines.Scan() {
		if e.lines.Text() == "" {
			return fields
		}
		name, value, _ := strings.Cut(e.lines.Text(), ":")
		fields[name] = strings.TrimSpace(value)
	}
	e.Fatalf("the line ended: %v", e.lines.Err())
	return nil
}

// TestNothingIsLostWhileTheLineIsDown: who connects again hears at once of what
// happened meanwhile, and of nothing where nothing did (WHATWG HTML, "Server-sent
// events": Last-Event-ID).
func TestNothingIsLostWhileTheLineIsDown(t *testing.T) {
	s := newSite(t, nil)
	p := s.person("en")
	room := p.must(p.post("/declare", "title", "Checkout fails", "severity", "SEV2"), http.StatusSeeOther).location
	key := strings.TrimPrefix(room, "/incidents/")
	log := func(text string) {
		t.Helper()
		// Another node writes: this server learns of it from the database alone.
		if _, err := s.tracker.Log(t.Context(), tracker.CommandLine("@ben"), key, tracker.Entry{Kind: incident.KindNote, Text: text}); err != nil {
			t.Fatal(err)
		}
	}
	line := p.listen(room, "")
	hello := line.next()
	if hello["id"] == "" || hello["event"] != "" {
		t.Fatalf("the line begins with %v", hello)
	}
	log("while it is up")
	heard := line.next()
	if heard["event"] != "change" || heard["id"] == "" || heard["id"] == hello["id"] {
		t.Fatalf("a change is told as %v after %v", heard, hello)
	}
	line.leave()

	log("while it is down")
	again := p.listen(room, heard["id"])
	missed := again.next()
	if missed["event"] == "" { // a comment or the greeting alone
		missed = again.next()
	}
	if missed["event"] != "change" || missed["id"] == heard["id"] || missed["id"] == hello["id"] {
		t.Errorf("what happened while the line was down is told as %v", missed)
	}
	again.leave()

	quiet := p.listen(room, missed["id"])
	quiet.next()
	log("after it is up again")
	if now := quiet.next(); now["event"] != "change" || now["id"] == missed["id"] {
		t.Errorf("after connecting where nothing was missed one hears %v", now)
	}
}

// TestWhoJoinsLateIsTold: a change between the page that somebody was sent and the
// line on which the next ones come is told on that line.
func TestWhoJoinsLateIsTold(t *testing.T) {
	h := newHub(nil)
	h.watched["INC-1"] = &watch{lines: map[chan string]bool{}, poke: make(chan struct{}, 1), mark: "2", stop: func() {}}
	late, leaveLate := h.join("INC-1", "1")
	defer leaveLate()
	same, leaveSame := h.join("INC-1", "2")
	defer leaveSame()
	if len(late) != 1 || <-late != "2" {
		t.Error("who saw an earlier state is not told")
	}
	if len(same) != 0 {
		t.Error("who saw the state of now is told of a change")
	}
}

// TestTheLineEndsWithTheAccount: who may not look any more hears nothing any more, also
// on a line that is up: of an account that is disabled, a session that is ended, a token
// that is taken away.
func TestTheLineEndsWithTheAccount(t *testing.T) {
	for name, end := range map[string]func(admin, ben *person){
		"account": func(admin, _ *person) {
			admin.must(admin.post("/account/people", "account", "@ben", "access", "disabled"), 303)
		},
		"session": func(_, ben *person) { ben.must(ben.post("/signout"), 303) },
		"token": func(_, ben *person) {
			ben.must(ben.call("DELETE", "/account/tokens/"+ben.tokenIDs()[0], ""), 204)
		},
	} {
		t.Run(name, func(t *testing.T) {
			s, admin := signedSite(t, nil)
			s.server.live.beat = 20 * time.Millisecond
			ben := s.signedIn(admin, "@ben", tracker.Responder)
			room := ben.must(ben.post("/declare", "title", "Checkout fails", "severity", "SEV2"), 303).location
			listener := ben
			if name == "token" {
				listener = s.person("en")
				listener.client.Transport = bearer(ben.token("wall", "viewer"))
			}
			line := listener.listen(room, "")
			line.next()
			if life := line.next(); len(life) != 1 {
				t.Fatalf("the line of somebody who may listen says %v", life)
			}
			end(admin, ben)
			for line.lines.Scan() { // the test ends when the line does
			}
		})
	}
}

// tokenIDs gives the IDs of the person's tokens.
func (p *person) tokenIDs() []string {
	p.Helper()
	var ids []string
	for _, one := range strings.Split(p.must(p.call("GET", "/account/tokens", ""), 200).body, `"id":"`)[1:] {
		id, _, _ := strings.Cut(one, `"`)
		ids = append(ids, id)
	}
	return ids
}
