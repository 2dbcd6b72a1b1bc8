package cli

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"sync"
	"time"

	"github.com/spf13/cobra"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/tickets"
	"github.com/pmtracker/pmtracker/internal/tracker"
)

func ticketsCommand(streams IO) *cobra.Command {
	cmd := &cobra.Command{Use: "tickets", Short: "Open the tickets of action items, and keep both in step"}
	cmd.AddCommand(ticketsCreateCommand(streams), ticketsSyncCommand(streams), ticketsLinkCommand(streams))
	return cmd
}

type ticketsCreateOptions struct {
	*session
	streams IO
	dryRun  bool
	format  string
	talk    *ticketTalk
}

func ticketsCreateCommand(streams IO) *cobra.Command {
	cmd := &cobra.Command{
		Use: "create TARGET", Short: "Open a ticket for each action item without one", Args: cobra.ExactArgs(1),
		Long: "Open a ticket for each action item without one and write its link into the postmortem.\n" +
			"Run again, or after a crash at any point, it opens no second ticket: it looks first.",
		Example: "  pmtracker tickets create docs/postmortems/INC-2026-0042.md\n" +
			"  pmtracker tickets create --dry-run docs/postmortems/INC-2026-0042.md\n" +
			"  pmtracker tickets create --provider jira INC-2026-0042",
	}
	o := &ticketsCreateOptions{session: newSession(streams, cmd).withProvider(cmd), streams: streams}
	o.talk = &ticketTalk{streams: streams}
	cmd.RunE = func(cmd *cobra.Command, args []string) error { return o.run(cmd.Context(), args[0]) }
	cmd.Flags().BoolVar(&o.dryRun, "dry-run", false, "print what would be sent, and send nothing")
	formatFlag(cmd, &o.format)
	return cmd
}

func (o *ticketsCreateOptions) run(ctx context.Context, target string) error {
	if err := checkFormat(o.format); err != nil {
		return err
	}
	return o.session.run(ctx, []string{target}, func(t *tracker.Tracker) error {
		if err := o.sayUnopened(ctx, t, target); err != nil {
			return err
		}
		if o.dryRun {
			return o.preview(ctx, t, target)
		}
		opened := []tracker.OpenedTicket{}
		err := t.CreateTickets(ctx, o.actor, target, tracker.TicketRun{
			Progress: o.talk.progress, Limited: o.talk.wait, Waiting: o.talk.waiting,
			Opened: func(ticket tracker.OpenedTicket) {
				opened = append(opened, ticket)
				o.tell(ticket)
			},
		})
		if o.format == "json" {
			if err := o.streams.writeJSON(map[string]any{"target": target, "tickets": opened}); err != nil {
				return err
			}
		}
		return err
	})
}

// sayUnopened tells why no ticket is opened where there is no action item, and of each
// that is passed over because something else stands where its ticket should.
func (o *ticketsCreateOptions) sayUnopened(ctx context.Context, t *tracker.Tracker, target string) error {
	d, _, err := t.Document(ctx, o.actor, target)
	if err != nil {
		return err
	}
	for _, item := range d.ActionItems() {
		if _, ok := incident.ParseTicketRef(item.Ticket); item.Ticket != "" && !ok {
			fmt.Fprintln(o.streams.Err, say("%s is passed over: %q is not the address or key of a ticket; correct it, or remove it and run this again to open a ticket",
				"%s は起票しません。「%s」はチケットのURLでもキーでもありません。書き直すか、消してから再実行すると起票します", item.ID, item.Ticket))
		}
	}
	if len(d.ActionItems()) > 0 {
		return nil
	}
	next := say("write one into it (pmtracker explain action-none)", "書いてください（pmtracker explain action-none）")
	if !tracker.IsFile(target) {
		next = howToEdit(target)
	}
	fmt.Fprintln(o.streams.Err, say("%s has no action item, so there is no ticket to open; %s", "%s に恒久対応がないため、起票するものはありません。%s", target, next))
	return nil
}

func (o *ticketsCreateOptions) tell(t tracker.OpenedTicket) {
	if o.format != "json" {
		fmt.Fprintln(o.streams.Out, t.Item, t.Ticket)
	}
	if t.Found {
		fmt.Fprintln(o.streams.Err, say("%s: %s was there already, from an earlier run", "%s: %s は以前の実行で作成済みでした", t.Item, t.Ticket))
	}
	o.streams.aside(t.Item, t.Ticket, t.Closed, t.Warnings)
}

// preview prints what would be sent.
func (o *ticketsCreateOptions) preview(ctx context.Context, t *tracker.Tracker, target string) error {
	p, err := t.Provider()
	if err != nil {
		return err
	}
	d, _, err := t.Document(ctx, o.actor, target)
	if err != nil {
		return err
	}
	drafts, err := t.TicketDrafts(d)
	if err != nil {
		return err
	}
	planned := []plannedTicket{}
	for _, draft := range drafts {
		request, err := p.Preview(ctx, draft)
		if err != nil {
			return err
		}
		planned = append(planned, plannedTicket{draft.Marker[strings.LastIndexByte(draft.Marker, '/')+1:], request})
	}
	if o.format == "json" {
		return o.streams.writeJSON(map[string]any{"target": target, "dry_run": true, "tickets": []tracker.OpenedTicket{}, "drafts": planned})
	}
	return o.showPlanned(planned)
}

// plannedTicket is the request that would open the ticket of an item.
type plannedTicket struct {
	Item    string          `json:"item"`
	Request tickets.Request `json:"request"`
}

// showPlanned writes the requests one after the other, for people.
func (o *ticketsCreateOptions) showPlanned(planned []plannedTicket) error {
	enc := json.NewEncoder(o.streams.Out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	for _, one := range planned {
		if err := enc.Encode(one.Request); err != nil {
			return incident.Tell(incident.Invalid, "cannot write the result: %w", "結果を書き込めません: %w", err)
		}
	}
	return nil
}

// ticketTalk is what a run says on standard error while it goes on.
type ticketTalk struct {
	streams IO
	mu      sync.Mutex
	done    int
	total   int
}

func (t *ticketTalk) progress(done, total int) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.done, t.total = done, total
}

// wait tells of a wait: "37 of 120, waiting 42 s for GitHub's limit".
func (t *ticketTalk) wait(d time.Duration, service string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	place := ""
	if t.total > 0 {
		place = say("%d of %d, ", "%d/%d 件、", t.done, t.total)
	}
	fmt.Fprintln(t.streams.Err, place+say("waiting %d s for %s's limit", "あと%d秒待ちます（%s の利用制限）", int64((d+time.Second-1)/time.Second), service))
}

func (t *ticketTalk) waiting() {
	fmt.Fprintln(t.streams.Err, say("another run works on the same tickets; waiting for it", "同じチケットを別の実行が処理しています。終わるのを待ちます"))
}

// aside says on standard error what happened beside the ticket of an item: further
// ones that were closed, and warnings.
func (s IO) aside(item, ticket string, closed, warnings []string) {
	for _, c := range closed {
		fmt.Fprintln(s.Err, say("%s: closed %s as a duplicate of %s", "%s: %s を %s の重複としてクローズしました", item, c, ticket))
	}
	for _, w := range warnings {
		fmt.Fprintln(s.Err, warning(w))
	}
}

func warning(text string) string { return say("warning: ", "警告: ") + text }
