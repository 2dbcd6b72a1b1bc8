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

// Import takes timeline files (YAML, JSON) and postmortem files (Markdown) into
// the database and gives the incidents, in the order of the files. All come in or
// none does. A postmortem that says it is closed comes in as one in review: in
// the database an incident closes through the gate alone.
func (t *Tracker) Import(ctx context.Context, a Actor, paths []string) ([]Imported, error) {
	var all []imported
	for _, path := range paths {
		one, err := t.readImport(a, path)
		if err != nil {
			return nil, err
		}
		all = append(all, one)
	}
	var done []Imported
	err := t.change(ctx, a, Admin, "incident.import", func(tx *store.Tx, entry *store.AuditEntry) error {
		done = nil
		for _, one := range all { // before any comes in: files of one import are not the same one done twice
			if err := notImportedYet(ctx, tx, one); err != nil {
				return err
			}
		}
		for _, one := range all {
			in, err := t.insertImport(ctx, tx, a, one)
			if err != nil {
				return err
			}
			done = append(done, Imported{in, one.saidClosed, one.undated, one.unreadRows})
		}
		for i, in := range done {
			entry.Incident, entry.Detail = in.Key, filepath.Base(all[i].path)
			if i == len(done)-1 {
				break // its entry is written by the caller
			}
			if err := tx.Audit(ctx, *entry); err != nil {
				return err
			}
		}
		return nil
	})
	return done, err
}

// Imported is an incident that came into the database. One whose file said that it was
// closed waits in review: it closes by the gate alone.
type Imported struct {
	store.Incident
	SaidClosed     bool
	UndatedReports int // so many of its reports did not come in: nobody can tell when they were sent
	UnreadRows     int // so many rows of its timeline did not come in: nobody can tell their moment
}

// CheckImport tells whether timeline and postmortem files could be read by Import, and
// takes nothing in.
func (t *Tracker) CheckImport(a Actor, paths []string) error {
	for _, path := range paths {
		if _, err := t.readImport(a, path); err != nil {
			return err
		}
	}
	return nil
}

// imported is one file that is to come into the database.
type imported struct {
	path string
	store.Incident
	text       []byte              // the postmortem; nil: it is generated when the file has action items
	approvals  []incident.Approval // that the postmortem carries
	saidClosed bool
	undated    int // of its reports nobody can tell when they were sent
	unreadRows int // of its timeline nobody can tell when they were
}

func (t *Tracker) readImport(a Actor, path string) (imported, error) {
	src, err := ReadFile(path)
	if err != nil {
		return imported{}, err
	}
	now := t.now()
	one := imported{path: path, Incident: store.Incident{DeclaredAt: now, DeclaredBy: a.Name}}
	if ext := strings.ToLower(filepath.Ext(path)); ext == ".md" || ext == ".markdown" {
		d, err := postmortem.ParseIn(path, src, t.Config.Zone)
		if err != nil {
			return one, err
		}
		if err := one.fromDocument(d); err != nil {
			return one, err
		}
	} else {
		in, err := timeline.Parse(path, src)
		if err != nil {
			return one, err
		}
		one.Incident.Incident, one.State = in, in.StateFromTimeline()
	}
	for i := range one.Events {
		one.Events[i].At = micro(one.Events[i].At)
		one.Events[i].RecordedAt, one.Events[i].RecordedBy = now, a.Name
	}
	if at := declaredAt(one.Incident.Incident); !at.IsZero() {
		one.DeclaredAt = at
	}
	return one, nil
}

// fromDocument takes what a postmortem says.
func (one *imported) fromDocument(d *postmortem.Document) error {
	in := d.Recorded()
	one.undated = len(d.Reports) - len(in.Reports)
	if d.Timeline != nil {
		one.unreadRows = len(d.Timeline.Rows) - len(d.Events())
	}
	one.approvals = d.Approvals()
	one.Incident.Incident, one.State, one.text = in, d.State(), d.Source
	if in.Key == "" || in.Title == "" || !in.Severity.Valid() {
		return incident.Tell(incident.Invalid, "%s:1:1: the front matter needs incident, title and severity (SEV1 to SEV4) to come into the database; write what is missing", "%s:1:1: データベースに取り込むには、フロントマターに incident、title、severity（SEV1〜SEV4）が必要です。足りないものを書いてください", d.Path)
	}
	if first, n := d.Undated(); n > 0 && declaredAt(in).IsZero() {
		at := d.Position(first.Start)
		return incident.Tell(incident.Invalid, "%s:%d:%d: nothing in the file says on which day this was; write occurred_at: into the front matter, or the date above the rows of the timeline", "%s:%d:%d: いつの日のことか、ファイルのどこにも書かれていません。フロントマターに occurred_at: を書くか、時系列の行の上に日付を書いてください", d.Path, at.Line, at.Column)
	}
	if one.State != incident.Closed {
		return nil
	}
	one.State, one.saidClosed = incident.InReview, true
	reviewed, err := inReview(d)
	if err != nil {
		return err
	}
	one.text = reviewed.Source
	return nil
}

// notImportedYet refuses a file without a key when the database has its incident.
func notImportedYet(ctx context.Context, tx *store.Tx, one imported) error {
	if one.Key != "" {
		return nil
	}
	there, err := tx.IncidentDeclared(ctx, one.Title, one.DeclaredAt)
	if err != nil || there == "" {
		return err
	}
	return incident.Tell(incident.Refused, "%s: incident %s has this title and was declared at this time; nothing was imported; add what is new with pmtracker log %[2]s, or write incident: with another key into the file if it is another incident",
		"%s: インシデント %s とタイトルも宣言時刻も同じです。何も取り込んでいません。追記は pmtracker log %[2]s で行うか、別のインシデントならファイルに incident: と別のキーを書いてください", one.path, there)
}

func (t *Tracker) insertImport(ctx context.Context, tx *store.Tx, a Actor, one imported) (store.Incident, error) {
	in := one.Incident
	if in.Key == "" {
		key, err := tx.NextKey(ctx, in.DeclaredAt.In(in.Zone).Year())
		if err != nil {
			return in, err
		}
		in.Key = key
	}
	if _, err := tx.Incident(ctx, in.Key); incident.CodeOf(err) != incident.NotFound {
		if err == nil {
			err = knownAlready(one)
		}
		return in, err
	}
	if err := insertWhole(ctx, tx, in); err != nil {
		return in, err
	}
	var err error
	switch {
	case one.text != nil:
		in.Revision, err = t.save(ctx, tx, a, in, 0, one.text, "imported from "+filepath.Base(one.path))
		for _, approval := range one.approvals {
			if err == nil {
				err = tx.AppendVerdict(ctx, in.Key, incident.Verdict{By: approval.By, Revision: approval.Revision, At: t.now(), Approves: true})
			}
		}
	case len(in.ActionItems) > 0:
		var g Generated
		g, err = t.firstRevision(ctx, tx, a, in, in.State, "", postmortem.Template{})
		in.Revision = g.Revision
	}
	return in, err
}

// knownAlready refuses a file of an incident that the database has. A postmortem
// that somebody edited is saved and not imported.
func knownAlready(one imported) error {
	if one.text != nil {
		return incident.Tell(incident.Refused, "%s: incident %s is in the database already; nothing was imported; to store the edited postmortem, run: pmtracker save %[2]s %[1]s",
			"%s: インシデント %s はすでにデータベースにあります。何も取り込んでいません。編集したポストモーテムの保存は pmtracker save %[2]s %[1]s で行ってください", one.path, one.Key)
	}
	return incident.Tell(incident.Refused, "%s: incident %s is in the database already; nothing was imported; add its events with: pmtracker log %[2]s",
		"%s: インシデント %s はすでにデータベースにあります。何も取り込んでいません。イベントの追記は pmtracker log %[2]s で行ってください", one.path, one.Key)
}
