package cli

import (
	"context"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"github.com/pmtracker/pmtracker/internal/columns"
	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/tracker"
)

func checklistCommand(streams IO) *cobra.Command {
	cmd := &cobra.Command{
		Use: "checklist INC [tick STEP]", Short: "Show the first-response checklist and what is due, or tick a step", Args: cobra.RangeArgs(1, 3),
		Long: "Show the checklist of the first thirty minutes with who did what when, what is overdue, and when the next report\n" +
			"is due. Steps that the timeline shows (containment, roles, the first report) are ticked by it.",
		Example: "  pmtracker checklist INC-2026-0042\n  pmtracker checklist INC-2026-0042 tick record\n  pmtracker checklist INC-2026-0042 --format json",
	}
	s := newSession(streams, cmd)
	var format string
	cmd.RunE = func(cmd *cobra.Command, args []string) error { return runChecklist(cmd.Context(), s, args, format) }
	formatFlag(cmd, &format)
	return cmd
}

func runChecklist(ctx context.Context, s *session, args []string, format string) error {
	if err := checkFormat(format); err != nil {
		return err
	}
	if len(args) == 2 || len(args) == 3 && args[1] != "tick" {
		return incident.Tell(incident.Invalid, "write: pmtracker checklist %s tick STEP", "pmtracker checklist %s tick 手順 の形で書いてください", args[0])
	}
	return s.run(ctx, nil, func(t *tracker.Tracker) error {
		if len(args) == 3 {
			if err := t.Tick(ctx, s.actor, args[0], args[2]); err != nil {
				return err
			}
		}
		room, err := t.Room(ctx, s.actor, args[0])
		if err != nil {
			return err
		}
		sayOtherChecklist(s.streams, t)
		if format == "json" {
			return s.streams.writeJSON(checklistOf(room))
		}
		return checklistText(s.streams, room, t.Now())
	})
}

// sayOtherChecklist says that the checklist of which the command tells is not the team's,
// and why.
func sayOtherChecklist(streams IO, t *tracker.Tracker) {
	if err := t.ChecklistTrouble(); err != nil {
		fmt.Fprintln(streams.Err, say("%s; until then the checklist that comes with pmtracker stands in", "%s。それまでは標準のチェックリストを使います", sentence(err, environmentLang())))
	}
}

type checklistShown struct {
	Incident   string      `json:"incident"`
	NextReport string      `json:"next_report,omitempty"`
	Steps      []stepShown `json:"steps"`
	Due        []string    `json:"due"`
	Silences   int         `json:"silences"`
}

type stepShown struct {
	ID      string `json:"id"`
	Text    string `json:"text"`
	DueAt   string `json:"due_at"`
	DoneAt  string `json:"done_at,omitempty"`
	DoneBy  string `json:"done_by,omitempty"`
	Overdue bool   `json:"overdue"`
}

func checklistOf(r tracker.Room) checklistShown {
	out := checklistShown{Incident: r.Key, Steps: []stepShown{}, Due: []string{}, Silences: len(r.Silences)}
	if len(r.Owed) > 0 {
		out.NextReport = stamp(r.Owed[0].DueAt, r.Zone)
	}
	for _, s := range r.Checklist {
		out.Steps = append(out.Steps, stepShown{s.ID, s.Text, stamp(s.DueAt, r.Zone), stamp(s.DoneAt, r.Zone), s.DoneBy, s.Overdue})
	}
	for _, due := range r.Reminders {
		out.Due = append(out.Due, due.Text)
	}
	return out
}

func checklistText(streams IO, r tracker.Room, now time.Time) error {
	var table columns.Table
	clock := func(t time.Time) string { return t.In(r.Zone).Format("15:04") }
	for _, s := range r.Checklist {
		mark, note := "[ ]", r.Lang.Say("due %s", "期限 %s", clock(s.DueAt))
		switch {
		case !s.DoneAt.IsZero():
			mark, note = "[x]", clock(s.DoneAt)+" "+s.DoneBy
		case s.Overdue:
			mark, note = "[!]", r.Lang.Say("overdue since %s", "%s から超過", clock(s.DueAt))
		}
		table.Add(mark, s.Mark(), s.ID, s.Text, note)
	}
	if _, err := table.WriteTo(streams.text()); err != nil {
		return err
	}
	if len(r.Owed) > 0 {
		fmt.Fprintln(streams.text())
	}
	for _, o := range r.Owed {
		fmt.Fprintf(streams.text(), "%s: %s\n", o.Label(r.Lang), incident.Clock(o.DueAt, now, r.Zone))
	}
	for _, due := range r.Reminders {
		fmt.Fprintf(streams.text(), "! %s\n", due.Text)
	}
	return nil
}
