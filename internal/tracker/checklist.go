package tracker

import (
	"context"
	"os"
	"path/filepath"

	"github.com/pmtracker/pmtracker/docs/templates"
	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/store"
)

// checklist gives the team's first-response checklist, else the one that comes with
// pmtracker, in a language. A team's own that cannot be read, which serve refuses at its
// start, keeps nobody out of a room: the other one stands in for it, and a server's log
// says so.
func (t *Tracker) checklist(ctx context.Context, l incident.Lang) (incident.Checklist, error) {
	list, err := t.teamChecklist()
	if err != nil && t.Logger != nil {
		if was, _ := t.listTrouble.Swap(err.Error()).(string); was != err.Error() {
			t.Logger.WarnContext(ctx, "the checklist that comes with pmtracker stands in for the team's", "error", err)
		}
	}
	if len(list) > 0 {
		return list, nil
	}
	name := "checklist." + string(l) + ".md"
	text, err := templates.FS.ReadFile(name)
	if err != nil {
		return nil, incident.Tell(incident.Invalid, "there is no checklist in language %q: %w", "言語 %q のチェックリストはありません: %w", l, err)
	}
	return incident.ParseChecklist(name, string(text))
}

// ChecklistTrouble says why the team's own first-response checklist cannot be read, and
// where the configuration names it; nil where it can, or there is none.
func (t *Tracker) ChecklistTrouble() error {
	_, err := t.teamChecklist()
	return err
}

// teamChecklist reads the checklist that the configuration names; none where it names none.
func (t *Tracker) teamChecklist() (incident.Checklist, error) {
	if t.Config.Checklist == "" {
		return nil, nil
	}
	path := t.Config.Checklist
	if !filepath.IsAbs(path) {
		path = filepath.Join(filepath.Dir(t.Config.Path), path)
	}
	text, err := os.ReadFile(path)
	var list incident.Checklist
	if err == nil {
		list, err = incident.ParseChecklist(path, string(text))
	}
	if err != nil {
		err = incident.Tell(incident.Invalid, "%s: the file that checklist: names cannot be read (%w); correct it, or leave checklist: out", "%s: checklist: に指定されたファイルを読み取れません（%w）。指定を直すか、checklist: を削除してください", t.Config.ChecklistAt, err)
	}
	return list, err
}

// Tick marks a step of the first-response checklist as done.
func (t *Tracker) Tick(ctx context.Context, a Actor, key, step string) error {
	return t.change(ctx, a, Responder, "checklist.tick", func(tx *store.Tx, entry *store.AuditEntry) error {
		in, err := openIncident(ctx, tx, key)
		if err != nil {
			return err
		}
		list, err := t.checklist(ctx, in.Lang)
		if err != nil {
			return err
		}
		s, ok := list.For(in.Impact, in.Lang).Find(step)
		if !ok {
			return incident.PutRightBy(incident.Tell(incident.Invalid, "the checklist has no step %q; pmtracker checklist %s lists them", "チェックリストに手順 %q はありません。一覧は pmtracker checklist %s で確認できます", step, key), incident.RemedyStep)
		}
		entry.Incident, entry.Detail = key, step
		err = tx.AppendTick(ctx, key, incident.Tick{Step: s.ID, At: t.now(), By: a.Name})
		if incident.CodeOf(err) == incident.Conflict {
			return incident.Tell(incident.Refused, "step %s is ticked already", "手順 %s はすでにチェック済みです", step)
		}
		return err
	})
}
