package tracker

import (
	"context"
	"path/filepath"
	"strings"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/postmortem"
	"github.com/pmtracker/pmtracker/internal/store"
	"github.com/pmtracker/pmtracker/internal/timeline"
)

// Shown is what there is to know of an incident or of a file.
type Shown struct {
	incident.Incident
	State    incident.State
	Revision int               // of the postmortem in the database; 0: there is none, or it is a file
	Stored   *store.Incident   // nil: it is a file
	Roster   incident.Roster   // who held which role; a file does not say
	Sources  map[string]string // by event: the line of another tool's export that it comes from
	Alerts   incident.AlertCount
	Concrete map[string]bool // by action item: the checker finds nothing vague in what it changes

	Owed []incident.Owed // the reports for which people wait, the next first; none of a file
}

// Show gives what there is to know of a TARGET: an incident in the database, a
// postmortem file or a timeline file.
func (t *Tracker) Show(ctx context.Context, a Actor, target string) (Shown, error) {
	if !a.namesFile(target) {
		return t.showStored(ctx, a, target)
	}
	if err := a.may(Viewer); err != nil {
		return Shown{}, err
	}
	switch strings.ToLower(filepath.Ext(target)) {
	case ".yaml", ".yml", ".json":
		return showTimeline(target)
	}
	d, err := LoadFile(target, t.Config.Zone)
	if err != nil {
		return Shown{}, err
	}
	return showDocument(d, t.checkOptions("")), nil
}

func showTimeline(path string) (Shown, error) {
	src, err := ReadFile(path)
	if err != nil {
		return Shown{}, err
	}
	in, err := timeline.Parse(path, src)
	if err != nil {
		return Shown{}, err
	}
	if in.Key == "" {
		in.Key = postmortem.ProvisionalKey(in)
	}
	s := Shown{Incident: in, State: in.StateFromTimeline()}
	if len(in.ActionItems) == 0 {
		return s, nil
	}
	// The checker judges documents: what it would say of the one that generate writes.
	tmpl, err := postmortem.BuiltinTemplate(in.Lang)
	if err != nil {
		return s, err
	}
	text, err := postmortem.Generate(in, tmpl)
	if err != nil {
		return s, err
	}
	d, err := postmortem.Parse(path, text)
	if err != nil {
		return s, err
	}
	s.Concrete = concrete(d, postmortem.CheckOptions{})
	return s, nil
}

func showDocument(d *postmortem.Document, o postmortem.CheckOptions) Shown {
	in := d.Incident()
	if in.OccurredAt.IsZero() {
		in.OccurredAt = d.Front.OccurredAt
	}
	return Shown{Incident: in, State: d.State(), Concrete: concrete(d, o)}
}

// concrete tells of each action item whether its "after" is written and the
// checker finds nothing vague in it.
func concrete(d *postmortem.Document, o postmortem.CheckOptions) map[string]bool {
	verdict := map[string]bool{}
	for _, it := range d.ActionItems() {
		verdict[it.ID] = it.After != ""
	}
	for _, f := range postmortem.Check(d, o).Findings {
		if f.Rule == incident.FindingVague {
			verdict[f.Item] = false
		}
	}
	return verdict
}

func (t *Tracker) showStored(ctx context.Context, a Actor, key string) (s Shown, err error) {
	err = t.look(ctx, a, func(tx *store.Tx) error {
		facts, in, err := t.facts(ctx, tx, key)
		if err != nil {
			return err
		}
		s = Shown{Incident: in.Incident, State: in.State, Revision: in.Revision, Stored: &in, Roster: facts.Roster, Concrete: map[string]bool{}}
		s.Owed = facts.ReportsOwed()
		if s.Sources, err = tx.Sources(ctx, key); err != nil {
			return err
		}
		if s.Alerts, err = tx.CountAlerts(ctx, key); err != nil {
			return err
		}
		items, err := tx.ActionItems(ctx, key)
		for _, it := range items {
			s.Concrete[it.ID] = it.Concrete
		}
		return err
	})
	return s, err
}
