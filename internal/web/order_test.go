package web

import (
	"strings"
	"testing"
	"time"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/store"
)

// TestTheOrderIsOverAndTheItemsGoOn: the page and the API of an order say which tickets the
// items of the postmortem have now, whatever the order did for those that it had then.
func TestTheOrderIsOverAndTheItemsGoOn(t *testing.T) {
	const address, moved = "https://github.com/acme/checkout/issues/1", "https://github.com/acme/payments/issues/7"
	linked := func(id, ticket string) string {
		return "\n### " + id + ": x\n- Owner: @ben\n- Ticket: " + ticket + "\n"
	}
	done := store.TicketOrder{State: store.OrderDone, Done: 1, Total: 1, Items: []store.OrderedItem{{Item: "AI-1", Ticket: address}}}
	failed := store.TicketOrder{State: store.OrderFailed, Total: 2, Error: "no account @ben", Code: incident.Refused,
		Items: []store.OrderedItem{{Item: "AI-1", Error: "no account @ben"}, {Item: "AI-2"}}}
	for name, c := range map[string]struct {
		order    store.TicketOrder
		items    string
		page     string
		unwanted string
		api      []string
	}{
		"one was added": {done, linked("AI-1", address) + linked("AI-2", ""), "1 of 2 action items have their ticket. AI-1 github.com/acme/checkout/issues/1 AI-2 no ticket Open the tickets that are missing", "Every action item",
			[]string{`"opened":[{"item":"AI-1","ticket":"` + address + `"`, `{"item":"AI-2","ticket":""`}},
		"one has moved":        {done, linked("AI-1", moved), "Every action item has its ticket. AI-1 github.com/acme/payments/issues/7", "checkout/issues/1", []string{`"items":[{"item":"AI-1","ticket":"` + moved + `"`}},
		"both were linked":     {failed, linked("AI-1", address) + linked("AI-2", moved), "Every action item has its ticket. AI-1 github.com/acme/checkout/issues/1 AI-2 github.com/acme/payments/issues/7", "no account", []string{`{"item":"AI-2","ticket":"` + moved + `"`}},
		"one was linked":       {failed, linked("AI-1", "") + linked("AI-2", moved), "Given up: 1 of 2 tickets are there. Correct what is said below, then try again. AI-1 no account @ben AI-2 github.com/acme/payments/issues/7 Try again now", "Every action item", nil},
		"they were there then": {store.TicketOrder{State: store.OrderDone, Items: []store.OrderedItem{{Item: "AI-1"}}}, linked("AI-1", address), "AI-1 github.com/acme/checkout/issues/1", "no ticket", []string{`"opened":[],"items":[{"item":"AI-1","ticket":"` + address + `"`}},
	} {
		p := newSite(t, nil).person("en")
		key := p.recovered("Checkout fails")
		was := p.must(p.get("/incidents/"+key+"/postmortem.md"), 200).body
		p.must(p.post("/incidents/"+key+"/edit", "base", "1", "text", was+c.items), 303)
		c.order.Incident, c.order.By, c.order.AskedAt, c.order.NextAt, c.order.ChangedAt = key, "@akiko", time.Now(), time.Now(), time.Now()
		if err := p.tracker.Store.Write(t.Context(), func(tx *store.Tx) error { return tx.PutTicketOrder(t.Context(), c.order) }); err != nil {
			t.Fatal(err)
		}
		_, page, _ := strings.Cut(p.must(p.get("/incidents/"+key+"/tickets"), 200).body, `id="order"`)
		page, _, _ = strings.Cut(page, "</section>")
		if text := plainTextAll("<" + page); !strings.Contains(text, c.page) || strings.Contains(text, c.unwanted) {
			t.Errorf("%s: the page says %s", name, text)
		}
		answer := p.must(p.get("/api/v1/incidents/"+key+"/tickets"), 200).body
		for _, want := range c.api {
			if !strings.Contains(answer, want) {
				t.Errorf("%s: %s is not in %s", name, want, answer)
			}
		}
	}
}
