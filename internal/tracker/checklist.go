package tracker

import (
	"context"
	"os"
	"path/filepath"

	"github.com/pmtracker/pmtracker/docs/templates"
	"github.com/pmtracker/pmtracker/internal/config"
	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/store"
)

// TeamChecklist gives the team's first-response checklist, else the one that comes
// with pmtracker, in a language. The error is Invalid and says where the configuration
// names the file.
func TeamChecklist(c config.Config, l incident.Lang) (incident.Checklist, error) {
	if c.Checklist == "" {
		name := "checklist." + string(l) + ".md"
		text, err := templates.FS.ReadFile(name)
		if err != nil {
			return nil, incident.Tell(incident.Invalid, "there is no checklist in language %q: %w", "言語 %q のチェックリストはありません: %w", l, err)
		}
		return incident.ParseChecklist(name, string(text))
	}
	path := c.Checklist
	if !filepath.IsAbs(path) {
		path = filepath.Join(filepath.Dir(c.Path), path)
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, incident.Tell(incident.Invalid, "%s: cannot read the checklist that is named here: %w", "%s: ここに書かれたチェックリストを読み取れません: %w", c.ChecklistAt, err)
	}
	return incident.ParseChecklist(path, string(text))
}

// Tick marks a step of the first-response checklist as done.
func (t *Tracker) Tick(ctx context.Context, a Actor, key, step string) error {
	return t.change(ctx, a, Responder, "checklist.tick", func(tx *store.Tx, entry *store.AuditEntry) error {
		in, err := openIncident(ctx, tx, key)
		if err != nil {
			return err
		}
		list, err := TeamChecklist(t.Config, in.Lang)
		if err != nil {
			return err
		}
		s, ok := list.For(in.Impact, in.Lang).Find(step)
		if !ok {
			return incident.Tell(incident.Invalid, "the checklist has no step %q; pmtracker checklist %s lists them", "チェックリストに手順 %q はありません。一覧は pmtracker checklist %s で確認できます", step, key)
		}
		entry.Incident, entry.Detail = key, step
		err = tx.AppendTick(ctx, key, incident.Tick{Step: s.ID, At: t.now(), By: a.Name})
		if incident.CodeOf(err) == incident.Conflict {
			return incident.Tell(incident.Refused, "step %s is ticked already", "手順 %s はすでにチェック済みです", step)
		}
		return err
	})
}
