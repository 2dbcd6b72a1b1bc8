package tracker

import (
	"context"
	"os"
	"time"

	"github.com/pmtracker/pmtracker/internal/config"
	"github.com/pmtracker/pmtracker/internal/diagnostic"
	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/postmortem"
	"github.com/pmtracker/pmtracker/internal/tickets"
)

// CheckOptions gives what a team has configured about checking. Relative links
// are looked up on the disk. now is the moment of the check; zero: not known.
func CheckOptions(c config.Config, now time.Time) postmortem.CheckOptions {
	return postmortem.CheckOptions{
		Now: now, TeamZone: c.Zone,
		Levels: c.Check.Levels, Policy: c.Policy, People: c.People,
		BlameWords: c.Check.BlameWords, VagueWords: c.Check.VagueWords, AllowedWords: c.Check.AllowedWords, SkipSections: c.Check.SkipSections,
		Exists: func(path string) bool {
			_, err := os.Stat(path)
			return err == nil
		},
	}
}

// CheckFile judges the text of a postmortem. Where ask is given, the provider
// that it makes is asked about each ticket; its failure is the error, and nothing
// is found of a ticket that it said nothing about.
func CheckFile(ctx context.Context, path string, src []byte, o postmortem.CheckOptions, ask func() (tickets.Provider, error)) (diagnostic.File, error) {
	d, err := postmortem.ParseIn(path, src, o.TeamZone)
	if err != nil {
		return diagnostic.File{}, err
	}
	var failure error
	if ask != nil {
		if o.Tickets, failure = ticketFacts(ctx, d, ask); failure != nil {
			failure = incident.Tell(incident.CodeOf(failure), "%s: cannot ask about its tickets: %w", "%s: チケットを照会できません: %w", path, failure)
		}
	}
	result := postmortem.Check(d, o)
	return diagnostic.File{
		Path: path, Incident: d.Front.Incident, Status: string(d.Front.Status), Lang: d.Lang,
		Diagnostics: result.Diagnostics, Source: src, Linked: result.Linked,
		Unasked: d.Front.Status == postmortem.StatusClosed && len(incident.Unasked(incident.Snapshot{ActionItems: d.ActionItems(), TicketsAsked: o.Tickets != nil, Tickets: o.Tickets})) > 0,
	}, failure
}
