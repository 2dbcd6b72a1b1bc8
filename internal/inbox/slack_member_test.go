package inbox_test

import (
	"context"
	"net/url"
	"strings"
	"testing"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/tracker"
)

// as is a command of a member whom Slack calls by a name.
func (r receiver) as(t *testing.T, id, name, text string) string {
	t.Helper()
	form, err := url.ParseQuery(command(text, id+text))
	if err != nil {
		t.Fatal(err)
	}
	form.Set("user_id", id)
	form.Set("user_name", name)
	return said(t, r.post("/webhooks/slack", slackHeader(exampleTime, form.Encode()), form.Encode()))
}

// TestSlackMembersAreKnownByTheirID: nobody acts as a person of the team or as an account by
// calling himself so, nor gets a role by it.
func TestSlackMembersAreKnownByTheirID(t *testing.T) {
	r := start(t)
	ctx, admin := context.Background(), tracker.CommandLine("root")
	r.tracker.Config.People = append(r.tracker.Config.People, incident.Person{ID: "@dan", Slack: "UDAN"}, incident.Person{ID: "@eve", Slack: "UEVE"})
	for id, access := range map[string]tracker.Access{"@boss": tracker.Admin, "@akiko": tracker.Reviewer, "@dan": tracker.Viewer, "@eve": tracker.Responder} {
		if err := r.tracker.AddAccount(ctx, admin, id, "correct horse battery", access); err != nil {
			t.Fatal(err)
		}
	}
	r.say(t, "declare SEV2 Checkout answers 500", "1")
	for _, c := range []struct{ id, name, text, want string }{
		{"UEVIL", "akiko", "log note one", "note: one"},
		{"UEVIL", "boss", "log note two", "note: two"},
		{"UDAN", "dan", "log note three", "@dan may not do that"},
		{"UDAN", "dan", "show", "INC-2018-0001"},
		{"UDAN", "dan", "report first 30m", "@dan may not do that"},
		{"UEVIL", "boss", "role assign IC <@UEVIL|akiko>", "assign IC slack:UEVIL"},
		{"UEVIL", "another", "log action restarted it", "commander-decides"},
		{"U2CERLKJA", "mallory", "log action restarted it", "action: restarted it"},
		{"UEVIL", "boss", "role release IC <@UEVIL|akiko>", "release IC slack:UEVIL"},
		{"UEVE", "x", "role assign IC <@U2CERLKJA|eve>", "assign IC @akiko"},
	} {
		if got := r.as(t, c.id, c.name, c.text); !strings.Contains(got, c.want) {
			t.Errorf("%s (%s) %s: %q, want %q", c.id, c.name, c.text, got, c.want)
		}
	}
	off := true
	if err := r.tracker.ChangeAccount(ctx, admin, "@eve", tracker.AccountChange{Access: tracker.Responder, Disabled: &off}); err != nil {
		t.Fatal(err)
	}
	if got := r.as(t, "UEVE", "eve", "show"); !strings.Contains(got, "@eve may not do that") {
		t.Errorf("a disabled account reads: %q", got)
	}
	room, err := r.tracker.Room(ctx, person, "INC-2018-0001")
	if err != nil {
		t.Fatal(err)
	}
	by := map[string]string{}
	for _, e := range room.Events {
		by[e.Text] = e.RecordedBy
	}
	if by["one"] != "slack:UEVIL (akiko)" || by["two"] != "slack:UEVIL (boss)" || by["restarted it"] != "@akiko" || by["three"] != "" {
		t.Errorf("recorded by %v", by)
	}
}
