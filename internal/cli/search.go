package cli

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/pmtracker/pmtracker/internal/store"
	"github.com/pmtracker/pmtracker/internal/tracker"
)

func searchCommand(streams IO) *cobra.Command {
	cmd := &cobra.Command{
		Use: "search WORDS", Short: "Find incidents by their words", Args: cobra.MinimumNArgs(1),
		Long: "Find the incidents whose title, timeline, reports or postmortem have every word, also as a part of a longer one:\n" +
			"those whose title has them first, then the newest. Quotation marks keep words together.",
		Example: "  pmtracker search 決済\n  pmtracker search checkout timeout\n  pmtracker search '\"connection pool\"' --format json",
	}
	s := newSession(streams, cmd).reading()
	var format string
	var limit int
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		return runSearch(cmd.Context(), s, strings.Join(args, " "), limit, format)
	}
	cmd.Flags().IntVar(&limit, "limit", 20, "at most so many (0: all)")
	formatFlag(cmd, &format)
	return cmd
}

// hit is an incident that was found.
type hit struct {
	row
	Snippet string `json:"snippet"`
}

func runSearch(ctx context.Context, s *session, query string, limit int, format string) error {
	if err := checkFormat(format); err != nil {
		return err
	}
	return s.run(ctx, nil, func(t *tracker.Tracker) error {
		found, more, err := searched(ctx, t, s.actor, query, limit)
		if err != nil {
			return err
		}
		hits := []hit{}
		for _, h := range found {
			hits = append(hits, hit{rowOf(h.Incident), h.Snippet})
		}
		if format == "json" {
			return s.streams.writeJSON(map[string]any{"query": query, "hits": hits, "more": more})
		}
		for _, h := range hits {
			fmt.Fprintf(s.streams.text(), "%s  %s  %s  %s\n    %s\n", h.Incident, h.Severity, h.State.Label(environmentLang()), h.Title, h.Snippet)
		}
		if more {
			fmt.Fprintln(s.streams.Err, say("there are more; see them with --limit 0", "ほかにもあります。--limit 0 ですべて表示します"))
		}
		return nil
	})
}

// searched gives at most limit hits, 0: all, and whether there are more.
func searched(ctx context.Context, t *tracker.Tracker, a tracker.Actor, query string, limit int) (found []tracker.Hit, more bool, err error) {
	if limit <= 0 {
		found, err = t.Search(ctx, a, query, store.Filter{})
		return found, false, err
	}
	found, err = t.Search(ctx, a, query, store.Filter{Limit: limit + 1})
	if len(found) > limit {
		return found[:limit], true, err
	}
	return found, false, err
}
