package tracker

import (
	"cmp"
	"slices"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/store"
)

// byPerson puts together what one person has under several spellings, the most first,
// and gives the first of them.
func byPerson(spelt []store.OwnerCount, people incident.People, limit int) []store.OwnerCount {
	var all []store.OwnerCount
	place := map[string]int{} // of a person in all
	for _, c := range spelt {
		if p, ok := people.Known(c.Owner); ok {
			c.Owner = p.ID
		}
		key := incident.AccountName(c.Owner)
		if i, ok := place[key]; ok {
			all[i].Items += c.Items
			continue
		}
		place[key] = len(all)
		all = append(all, c)
	}
	slices.SortStableFunc(all, func(a, b store.OwnerCount) int {
		return cmp.Or(cmp.Compare(b.Items, a.Items), cmp.Compare(a.Owner, b.Owner))
	})
	return all[:max(0, min(limit, len(all)))]
}
