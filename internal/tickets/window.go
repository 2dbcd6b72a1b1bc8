package tickets

import (
	"context"
	"strconv"
	"strings"
	"time"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// pauses gives the times between one look for a lost ticket and the next.
func (r *run) pauses() []time.Duration {
	pauses := r.Provider.Settle()
	if r.Window <= 0 {
		return pauses
	}
	total := time.Duration(0)
	for _, p := range pauses {
		total += p
	}
	scaled := make([]time.Duration, len(pauses))
	for i, p := range pauses {
		scaled[i] = time.Duration(float64(p) * float64(r.Window) / float64(total))
	}
	return scaled
}

// lookUntil looks for the tickets of a create sent, or given up, at that time
// until the provider's window has passed. A look that fails counts as one that
// found nothing, but the last one has to succeed.
func (r *run) lookUntil(ctx context.Context, d Draft, sent time.Time) ([]Ticket, error) {
	pauses := r.pauses()
	end := sent
	for _, p := range pauses {
		end = end.Add(p)
	}
	var last error
	for _, pause := range append(pauses, 0) {
		found, err := r.Provider.FindAbove(ctx, []string{d.Marker}, r.floor)
		if err == nil && len(found[d.Marker]) > 0 {
			return found[d.Marker], nil
		}
		last = err
		if !r.Clock.Now().Before(end) {
			break
		}
		if err := r.Clock.Sleep(ctx, pause); err != nil {
			return nil, incident.Tell(incident.Unavailable, "stopped while looking for the ticket of %s; run it again, it goes on from here",
				"%s のチケットの確認を中断しました。再実行すると続きから始まります", d.Marker)
		}
	}
	return nil, last
}

// number is a ticket's place in the order in which its provider counts.
func number(ref incident.TicketRef) int {
	if ref.Provider != incident.Jira {
		return ref.Number
	}
	n, _ := strconv.Atoi(ref.Key[strings.LastIndexByte(ref.Key, '-')+1:])
	return n
}
