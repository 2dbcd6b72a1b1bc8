package tickets

import (
	"strings"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// earlier refuses the ticket that was found for a draft where it speaks of
// something else, or is closed: the number of an item that is gone was given to
// another one, which would count as done before it began.
func earlier(d Draft, found Ticket) error {
	switch {
	case !SameTitle(d.Title, found.Title):
		return incident.Tell(incident.Refused, "%s has a ticket from earlier, %s, with another title (\"%s\"), so none was opened for it; give the item a number that was never used, or take that ticket with pmtracker tickets link",
			"%s には、以前に作成された別のタイトルのチケット %s（「%s」）があるため、作成していません。使われたことのない番号を付けるか、pmtracker tickets link でそのチケットを結びつけてください", d.Marker, found.URL, found.Title)
	case found.Done:
		return incident.Tell(incident.Refused, "%s has a ticket from earlier, %s, which is closed, so none was opened for it; give the item a number that was never used, or take that ticket with pmtracker tickets link",
			"%s には、以前に作成されてクローズ済みのチケット %s があるため、作成していません。使われたことのない番号を付けるか、pmtracker tickets link でそのチケットを結びつけてください", d.Marker, found.URL)
	}
	return nil
}

// SameTitle tells whether a ticket's title is an item's, with other blanks, or cut
// where the provider takes no more.
func SameTitle(item, ticket string) bool {
	item, ticket = strings.Join(strings.Fields(item), " "), strings.Join(strings.Fields(ticket), " ")
	begin, cut := strings.CutSuffix(ticket, "…")
	return item == ticket || cut && len(begin) > 200 && strings.HasPrefix(item, begin)
}
