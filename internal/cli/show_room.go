package cli

import (
	"cmp"
	"strings"

	"github.com/pmtracker/pmtracker/internal/columns"
	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/tracker"
)

// peopleOf says who holds which role, when the next report is due, and how many alerts
// belong to the incident.
func peopleOf(s tracker.Shown) (t columns.Table) {
	if s.Stored == nil {
		return t
	}
	for _, role := range incident.Roles() {
		holders := s.Roster.Holders(role)
		if len(holders) > 0 || role == incident.Commander {
			t.Add(string(role), cmp.Or(strings.Join(holders, ", "), s.Lang.Say("nobody", "不在")))
		}
	}
	for _, o := range s.Owed {
		t.Add(o.Label(s.Lang), o.DueAt.In(s.Zone).Format("2006-01-02 15:04"))
	}
	if said := s.Alerts.InWords(s.Lang); said != "" {
		t.Add(s.Lang.Say("alerts", "アラート"), said)
	}
	t.Add()
	return t
}

// kpisOf shows what was read, and the range in which it is normal.
func kpisOf(s tracker.Shown) (t columns.Table) {
	for _, k := range s.KPIs {
		value, normal := s.Lang.Say("unknown", "不明"), ""
		if k.Value != nil {
			value = strings.TrimSpace(incident.FormatNumber(incident.Round(*k.Value)) + " " + k.Unit)
		}
		if k.Baseline != nil {
			normal = s.Lang.Say("normal: %s", "正常範囲: %s", k.Baseline.Rounded().String())
		}
		t.Add(k.Name, value, normal)
	}
	if len(s.KPIs) > 0 {
		t.Add()
	}
	return t
}

// evidence gives what leads on from an event: its links, and the id by which a
// correction names it.
func evidence(e incident.Event) string {
	out := ""
	for _, link := range e.Links {
		out += "  " + link
	}
	if e.ID != "" {
		out += "  [" + e.ID + "]"
	}
	return out
}
