package cli

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/golang-sql/civil"
	"github.com/spf13/cobra"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/store"
	"github.com/pmtracker/pmtracker/internal/tracker"
)

func gamedayCommand(streams IO) *cobra.Command {
	cmd := &cobra.Command{
		Use: "gameday", Short: "Plan exercises and record which action items' checks they prove",
		Example: "  pmtracker gameday plan --title \"Bad deploy\" --date 2027-01-20 --item INC-2026-0042/AI-1\n" +
			"  pmtracker gameday record GD-2027-0001 INC-2026-0042/AI-1 --held --evidence \"rolled back in 90 s\"\n  pmtracker gameday list",
	}
	cmd.AddCommand(gamedayPlan(streams), gamedayRecord(streams), gamedayList(streams))
	return cmd
}

func gamedayPlan(streams IO) *cobra.Command {
	cmd := &cobra.Command{
		Use: "plan --title T --date D --item INC/AI-1", Short: "Plan an exercise and print its key", Args: cobra.NoArgs,
		Example: "  pmtracker gameday plan --title \"Bad deploy\" --date 2027-01-20 --item INC-2026-0042/AI-1 --item INC-2026-0040/AI-3",
	}
	s := newSession(streams, cmd)
	var title, date, format string
	var items []string
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		if err := checkFormat(format); err != nil {
			return err
		}
		day, err := civil.ParseDate(date)
		if err != nil {
			return incident.Tell(incident.Invalid, "--date: %q is not a day; write it as 2027-01-20", "--date: %q は日付ではありません。2027-01-20 のように書いてください", date)
		}
		var all []store.GameDayItem
		for _, text := range items {
			it, err := itemRef(text)
			if err != nil {
				return err
			}
			all = append(all, it)
		}
		return s.run(cmd.Context(), nil, func(t *tracker.Tracker) (err error) {
			for i := range all {
				if all[i].Incident, err = t.KeyTyped(cmd.Context(), s.actor, all[i].Incident); err != nil {
					return err
				}
			}
			key, err := t.PlanGameDay(cmd.Context(), s.actor, title, day, all)
			if err != nil {
				return err
			}
			if format == "json" {
				return streams.writeJSON(gamedayOf(store.GameDay{Key: key, Title: title, PlannedFor: day, Items: all}))
			}
			_, err = fmt.Fprintln(streams.Out, key)
			return err
		})
	}
	cmd.Flags().StringVar(&title, "title", "", "what is exercised")
	cmd.Flags().StringVar(&date, "date", "", "the day, YYYY-MM-DD")
	cmd.Flags().StringArrayVar(&items, "item", nil, "an action item whose check it proves: INC-2026-0042/AI-1 (repeat for several)")
	formatFlag(cmd, &format)
	return cmd
}

func gamedayRecord(streams IO) *cobra.Command {
	cmd := &cobra.Command{
		Use: "record GD INC/AI-1 --held|--failed --evidence TEXT", Short: "Record what was seen of one check", Args: cobra.ExactArgs(2),
		Long:    "Record what was seen of one check. When it held, the action item is verified, with the evidence.",
		Example: "  pmtracker gameday record GD-2027-0001 INC-2026-0042/AI-1 --held --evidence \"rolled back in 90 s\"",
	}
	s := newSession(streams, cmd)
	var held, failed bool
	var evidence, format string
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if err := checkFormat(format); err != nil {
			return err
		}
		it, err := itemRef(args[1])
		if err != nil {
			return err
		}
		if held == failed {
			return incident.Tell(incident.Invalid, "say whether the check was seen to hold: --held or --failed", "確認できたかどうかを --held か --failed で指定してください")
		}
		return s.run(cmd.Context(), nil, func(t *tracker.Tracker) (err error) {
			if it.Incident, err = t.KeyTyped(cmd.Context(), s.actor, it.Incident); err != nil {
				return err
			}
			today := civil.DateOf(t.Now().In(t.Config.ZoneOr(time.Local)))
			planned, err := t.RecordGameDay(cmd.Context(), s.actor, args[0], it, held, evidence, today)
			if err != nil {
				return err
			}
			if today.Before(planned) {
				fmt.Fprintln(streams.Err, say("%s is planned for %s; the result counts as seen today, %s", "%s の予定日は %s です。結果は今日（%s）確認したものとして記録しました", args[0], planned, today))
			}
			if format == "text" {
				return nil
			}
			return streams.writeJSON(map[string]any{"gameday": args[0], "incident": it.Incident, "item": it.Item, "held": held, "evidence": evidence, "on": today.String()})
		})
	}
	cmd.Flags().BoolVar(&held, "held", false, "the check was seen to hold")
	cmd.Flags().BoolVar(&failed, "failed", false, "it was seen not to hold")
	cmd.Flags().StringVar(&evidence, "evidence", "", "what was seen: a number, a link")
	formatFlag(cmd, &format)
	return cmd
}

// itemRef reads "INC-2026-0042/AI-1", with the key as it is typed.
func itemRef(text string) (store.GameDayItem, error) {
	key, item, ok := strings.Cut(text, "/")
	if !ok || key == "" || item == "" {
		return store.GameDayItem{}, incident.Tell(incident.Invalid, "%q is not an action item; write it as INC-2026-0042/AI-1", "%q は恒久対応ではありません。INC-2026-0042/AI-1 のように書いてください", text)
	}
	return store.GameDayItem{Incident: key, Item: item}, nil
}

func gamedayList(streams IO) *cobra.Command {
	cmd := &cobra.Command{
		Use: "list", Short: "List the exercises and what was seen at them", Args: cobra.NoArgs,
		Example: "  pmtracker gameday list\n  pmtracker gameday list --format json",
	}
	s := newSession(streams, cmd).reading()
	var format string
	cmd.RunE = func(cmd *cobra.Command, _ []string) error { return runGamedayList(cmd.Context(), s, format) }
	formatFlag(cmd, &format)
	return cmd
}

type gameday struct {
	GameDay string        `json:"gameday"`
	Title   string        `json:"title"`
	Date    string        `json:"date"`
	Items   []gamedayItem `json:"items"`
}

type gamedayItem struct {
	Incident string `json:"incident"`
	Item     string `json:"item"`
	Held     *bool  `json:"held"` // null: not exercised yet; else as it was last seen
	Evidence string `json:"evidence"`
}

func runGamedayList(ctx context.Context, s *session, format string) error {
	if err := checkFormat(format); err != nil {
		return err
	}
	return s.run(ctx, nil, func(t *tracker.Tracker) error {
		all, err := t.GameDays(ctx, s.actor)
		if err != nil {
			return err
		}
		days := []gameday{}
		for _, g := range all {
			days = append(days, gamedayOf(g))
		}
		if format == "json" {
			return s.streams.writeJSON(map[string]any{"gamedays": days})
		}
		writeGamedays(s.streams, days)
		return nil
	})
}

// gamedayOf gives an exercise as JSON shows it.
func gamedayOf(g store.GameDay) gameday {
	one := gameday{GameDay: g.Key, Title: g.Title, Date: g.PlannedFor.String(), Items: []gamedayItem{}}
	for _, it := range g.Items {
		i := gamedayItem{Incident: it.Incident, Item: it.Item}
		if n := len(it.Results); n > 0 {
			i.Held, i.Evidence = &it.Results[n-1].Held, it.Results[n-1].Evidence
		}
		one.Items = append(one.Items, i)
	}
	return one
}

func writeGamedays(streams IO, days []gameday) {
	for _, g := range days {
		fmt.Fprintf(streams.text(), "%s  %s  %s\n", g.GameDay, g.Date, g.Title)
		for _, it := range g.Items {
			state := say("not exercised yet", "未実施")
			if it.Held != nil {
				seen := say("did not hold", "確認できず")
				if *it.Held {
					seen = say("held", "確認済み")
				}
				state = seen + ": " + it.Evidence
			}
			fmt.Fprintf(streams.text(), "    %s/%s  %s\n", it.Incident, it.Item, state)
		}
	}
}
