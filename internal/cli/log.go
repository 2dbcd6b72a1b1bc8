package cli

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/tracker"
)

type logOptions struct {
	*session
	kind, at, role, who, corrects, correctedAt, format string
	links                                              []string
	named                                              bool // the kind was given
}

func logCommand(streams IO) *cobra.Command {
	cmd := &cobra.Command{
		Use: "log INC --kind K TEXT", Short: "Append one event to an incident's timeline", Args: cobra.MinimumNArgs(2),
		Long: "Append one event to an incident's timeline. Nothing that is written there is ever changed: a mistake is put\n" +
			"right by an event of kind correction. The kinds: detection, severity, containment, hypothesis, decision, action,\n" +
			"communication, kpi, note, correction. Roles and recovery have commands of their own.",
		Example: "  pmtracker log INC-2026-0042 --kind containment --role Ops \"The new checkout is switched off\"\n" +
			"  pmtracker log INC-2026-0042 --kind hypothesis --at -10m --link https://example.com/d/7 \"The pool of the replica is used up\"\n" +
			"  pmtracker log INC-2026-0042 --kind correction --corrects 01K… --corrected-at 09:12 \"It was 09:12, not 09:21\"",
	}
	o := &logOptions{session: newSession(streams, cmd)}
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		o.named = cmd.Flags().Changed("kind")
		return o.run(cmd.Context(), args[0], args[1:])
	}
	cmd.Flags().StringVar(&o.kind, "kind", string(incident.KindNote), "kind of event")
	cmd.Flags().StringVar(&o.at, "at", "", "when it happened (default: now)")
	cmd.Flags().StringVar(&o.role, "role", "", "the role that acted: IC, Ops, Comm or Rec")
	cmd.Flags().StringVar(&o.who, "actor", "", "who acted; a postmortem shows the role in place of the name")
	cmd.Flags().StringArrayVar(&o.links, "link", nil, "evidence (repeat for several)")
	cmd.Flags().StringVar(&o.corrects, "corrects", "", "the event that a correction puts right")
	cmd.Flags().StringVar(&o.correctedAt, "corrected-at", "", "the right time of that event; durations and the postmortem go by it")
	formatFlag(cmd, &o.format)
	return cmd
}

func (o *logOptions) run(ctx context.Context, key string, words []string) error {
	if err := checkFormat(o.format); err != nil {
		return err
	}
	return o.session.run(ctx, nil, func(t *tracker.Tracker) error {
		zone, events, err := o.timesOf(ctx, t, key, o.at, o.correctedAt)
		if err != nil {
			return err
		}
		at, err := parseMoment("at", o.at, happened, zone, t.Now())
		if err != nil {
			return err
		}
		correctedAt, err := parseMoment("corrected-at", o.correctedAt, corrected(events[o.corrects]), zone, t.Now())
		if err != nil {
			return err
		}
		e, err := t.Log(ctx, o.actor, key, tracker.Entry{
			Kind: incident.EventKindOf(o.kind), At: at, Role: incident.RoleOf(o.role), Actor: o.who, Text: strings.Join(words, " "), Links: o.links, Corrects: o.corrects, CorrectedAt: correctedAt,
		})
		if err != nil {
			return err
		}
		rest, said := withoutTime(words, t.Now(), zone)
		if kind := kindInText(rest); !o.named && kind != "" && kind != incident.KindNote {
			fmt.Fprintln(o.streams.Err, notOfKind(key, kind, said && o.at == ""))
		}
		if o.format == "json" {
			return o.streams.writeJSON(eventOf(e, time.UTC))
		}
		_, err = fmt.Fprintln(o.streams.Out, e.ID)
		return err
	})
}

// kindInText gives the kind of an event that somebody wrote before its text: as a word by
// itself, or before a colon.
func kindInText(words []string) incident.EventKind {
	if kind, _, ok := incident.KindFirst(strings.Join(words, " ")); ok {
		return kind
	}
	if kind := incident.EventKindOf(words[0]); len(words) > 1 && kind.Valid() {
		return kind
	}
	return ""
}

// withoutTime gives a text without the time with which it begins, other than now, and
// whether it begins with one.
func withoutTime(words []string, now time.Time, zone *time.Location) (rest []string, said bool) {
	at, text := incident.TimeFirst(strings.Join(words, " "), now, time.Time{}, zone)
	for i := range words {
		if strings.Join(words[i:], " ") == text {
			return words[i:], !at.IsZero()
		}
	}
	return []string{text}, !at.IsZero()
}

// notOfKind says that an event became a note, and one of now where its text names a time,
// although it names a kind, and how one of that kind is recorded: what the timeline has
// stays.
func notOfKind(key string, kind incident.EventKind, timed bool) string {
	switch kind {
	case incident.KindRecovery:
		return say("this was logged as a note; recovery is declared with: pmtracker recover %s", "メモとして記録しました。復旧は pmtracker recover %s で宣言してください", key)
	case incident.KindRole:
		return say("this was logged as a note; roles are given with: pmtracker role %s assign ROLE PERSON", "メモとして記録しました。役割は pmtracker role %s assign ROLE PERSON で割り当ててください", key)
	case incident.KindDeclaration:
		return say("this was logged as a note; another incident is declared with: pmtracker declare", "メモとして記録しました。別のインシデントは pmtracker declare で宣言してください")
	}
	if timed {
		return say("this was logged as a note of now; an event of kind %[2]s at another time is logged with: pmtracker log %[1]s --kind %[2]s --at TIME TEXT",
			"現在の時刻のメモとして記録しました。別の時刻の、種別 %[2]s のイベントは pmtracker log %[1]s --kind %[2]s --at 時刻 本文 で記録してください", key, kind)
	}
	return say("this was logged as a note; an event of kind %[2]s is logged with: pmtracker log %[1]s --kind %[2]s TEXT", "メモとして記録しました。種別 %[2]s のイベントは pmtracker log %[1]s --kind %[2]s 本文 で記録してください", key, kind)
}
