package web

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	sdk "github.com/modelcontextprotocol/go-sdk/mcp"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/store"
	"github.com/pmtracker/pmtracker/internal/tracker"
)

// gateTold is what an assistant is told of the gate.
type gateTold struct {
	Closed   bool                               `json:"closed"`
	MayClose bool                               `json:"may_close"`
	Unmet    []struct{ Rule, Item, Fix string } `json:"unmet"`
}

// whyNotClosed asks as an assistant why an incident may not close.
func whyNotClosed(t *testing.T, c *sdk.ClientSession, key string) (told gateTold) {
	t.Helper()
	got, err := c.CallTool(t.Context(), &sdk.CallToolParams{Name: "why_not_closed", Arguments: map[string]any{"incident": key}})
	if err != nil || got.IsError {
		t.Fatal(err, got)
	}
	text, err := json.Marshal(got.StructuredContent)
	if err == nil {
		err = json.Unmarshal(text, &told)
	}
	if err != nil {
		t.Fatal(err)
	}
	return told
}

// TestAssistantsAreToldWhatPutsAnIncidentRight: the advice is for an incident of the
// server, names it, and names a tool only where that is offered; what is closed may not
// close again.
func TestAssistantsAreToldWhatPutsAnIncidentRight(t *testing.T) {
	s, admin := signedSite(t, func(o *Options) { o.AssistantsWrite = true })
	resp := s.signedIn(admin, "@resp", tracker.Responder)
	reader, writer := s.assistant(s.tokenOf("@resp", tracker.Viewer)), s.assistant(s.tokenOf("@resp", tracker.Responder))
	fix := func(c *sdk.ClientSession, key, rule string) string {
		t.Helper()
		told := whyNotClosed(t, c, key)
		i := slices.IndexFunc(told.Unmet, func(u struct{ Rule, Item, Fix string }) bool { return u.Rule == rule })
		if i < 0 || told.MayClose {
			t.Fatalf("%s is not missing: %+v", rule, told)
		}
		return told.Unmet[i].Fix
	}
	key := resp.declared(1)
	for rule, want := range map[string]string{"G1": "pmtracker generate " + key, "G7": "pmtracker report " + key + " completion", "G8": "pmtracker recover " + key} {
		if said := fix(reader, key, rule); !strings.Contains(said, want) {
			t.Errorf("%s: %s", rule, said)
		}
	}
	key = resp.recovered("Checkout fails")
	if said := fix(reader, key, "G6"); !strings.Contains(said, "pmtracker approve "+key) || strings.Contains(said, "TARGET") {
		t.Errorf("G6: %s", said)
	}
	resp.must(resp.post("/incidents/"+key+"/edit", "base", "1", "text", resp.must(resp.get("/incidents/"+key+"/postmortem.md"), 200).body+unmetPaper), 303)
	if said := fix(reader, key, "G4"); !strings.Contains(said, "pmtracker tickets create "+key) || strings.Contains(said, "open_tickets") {
		t.Errorf("G4 to one who only reads: %s", said)
	}
	if said := fix(writer, key, "G4"); !strings.Contains(said, "open_tickets") {
		t.Errorf("G4 to one who may open it: %s", said)
	}
	err := s.tracker.Store.Write(t.Context(), func(tx *store.Tx) error { return tx.SetState(t.Context(), key, incident.Closed) })
	if told := whyNotClosed(t, reader, key); err != nil || !told.Closed || told.MayClose {
		t.Errorf("of a closed incident: %v %+v", err, told)
	}
}
