package web

import (
	"strings"
	"testing"
	"time"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/tickets"
)

// TestTheItemSaysHowItsTicketStands: that this account may not read a ticket, or that it
// has moved, is not that there is none, and the page says why.
func TestTheItemSaysHowItsTicketStands(t *testing.T) {
	for _, lang := range []incident.Lang{incident.English, incident.Japanese} {
		for _, c := range []struct {
			fact incident.TicketFact
			says []string
		}{
			{incident.TicketFact{Exists: true}, []string{lang.Say(">open<", ">未完了<")}},
			{incident.TicketFact{Exists: true, Done: true}, []string{lang.Say(">done<", ">完了<")}},
			{incident.TicketFact{Why: incident.Tell(incident.Refused, "it refuses", "拒否しました")}, []string{lang.Say(">no right to read it<", ">読む権限がありません<"), lang.Say(">it refuses<", ">拒否しました<")}},
			{incident.TicketFact{Why: incident.Tell(incident.NotFound, "no such issue", "課題なし")}, []string{lang.Say(">not found<", ">見つかりません<"), lang.Say(">no such issue<", ">課題なし<")}},
			{tickets.Unconfirmed(tickets.MovedTo("https://github.com/acme/other/issues/7", "it is elsewhere", "移動先")), []string{lang.Say(">moved<", ">移動済み<"), lang.Say(">it is elsewhere<", ">移動先<")}},
		} {
			p := &page{reader: reader{lang: lang}}
			p.ticketSeen(c.fact, time.Now(), time.UTC)
			for _, says := range c.says {
				if !strings.Contains(string(p.b), says) {
					t.Errorf("%s: %q is not in %s", lang, says, p.b)
				}
			}
		}
	}
}
