package tracker

import (
	"cmp"
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/pmtracker/pmtracker/internal/columns"
	"github.com/pmtracker/pmtracker/internal/imports"
	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/store"
)

// LogImport names what other tools kept of one incident.
type LogImport struct {
	Paths    []string // files, or folders of JSON files (a channel of a Slack export)
	Title    string   // empty: what the tools say
	Severity incident.Severity
	Zone     *time.Location // in which its times are shown; nil: the team's
}

// IsExport tells whether a path names what another tool exported: a folder, a zip
// archive, or a JSON file that is no timeline.
func IsExport(path string) bool {
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		return true
	}
	src, err := os.ReadFile(path)
	if err != nil {
		return false
	}
	return imports.IsZip(src) || strings.EqualFold(filepath.Ext(path), ".json") && imports.LooksLikeExport(path, src)
}

// ProposeLog gives the timeline that exports propose, as the text of a timeline
// file with the line that each event comes from, for a person to correct.
func (t *Tracker) ProposeLog(a Actor, r LogImport) ([]byte, error) {
	if err := a.may(Viewer); err != nil {
		return nil, err
	}
	log, in, err := t.readLogs(r)
	if err != nil {
		return nil, err
	}
	return log.Timeline(in)
}

// ImportLog takes what other tools kept of one incident into the database, with
// the kinds of event that are proposed, and keeps the line that each event comes
// from beside it. Words alone contain and recover nothing: such events, whose number
// is unconfirmed, come in as notes.
func (t *Tracker) ImportLog(ctx context.Context, a Actor, r LogImport) (in store.Incident, unconfirmed int, err error) {
	log, read, err := t.readLogs(r)
	if err != nil {
		return in, 0, err
	}
	for i, e := range read.Events {
		read.Events[i].Text = columns.Shorten(e.Text, incident.EventTextLimit) // its exported line is kept whole
		if e.Kind == incident.KindContainment || e.Kind == incident.KindRecovery {
			read.Events[i].Kind = incident.KindNote
			unconfirmed++
		}
	}
	now := t.now()
	in = store.Incident{Incident: read, State: read.StateFromTimeline(), DeclaredAt: now, DeclaredBy: a.Name}
	for i := range in.Events {
		in.Events[i].At = micro(in.Events[i].At)
		in.Events[i].RecordedAt, in.Events[i].RecordedBy = now, a.Name
	}
	in.DeclaredAt = declaredAt(in.Incident)
	err = t.change(ctx, a, Admin, "incident.import", func(tx *store.Tx, entry *store.AuditEntry) error {
		if there, err := tx.IncidentDeclared(ctx, in.Title, in.DeclaredAt); err != nil || there != "" {
			return cmp.Or(err, incident.Tell(incident.Refused, "%s: incident %s has this title and was declared at this time; nothing was imported; add what is new with pmtracker log %[2]s, or give another --title if it is another incident",
				"%s: インシデント %s とタイトルも宣言時刻も同じです。何も取り込んでいません。追記は pmtracker log %[2]s で行うか、別のインシデントなら --title で別のタイトルを付けてください", r.Paths[0], there))
		}
		if in.Key, err = tx.NextKey(ctx, in.DeclaredAt.In(in.Zone).Year()); err != nil {
			return err
		}
		entry.Incident, entry.Detail = in.Key, strings.Join(log.Tools, " ")
		if err := tx.InsertIncident(ctx, in); err != nil {
			return err
		}
		for i, e := range in.Events {
			if in.Events[i].ID, err = tx.AppendEvent(ctx, in.Key, e); err != nil {
				return err
			}
			if err := tx.AppendSource(ctx, in.Events[i].ID, log.Lines[i].Raw); err != nil {
				return err
			}
		}
		return nil
	})
	return in, unconfirmed, err
}

// declaredAt gives when an incident that was handled elsewhere counts as declared; the
// zero time where nothing says when anything happened.
func declaredAt(in incident.Incident) time.Time {
	for _, kind := range []incident.EventKind{incident.KindDeclaration, incident.KindDetection} {
		if e, ok := in.First(kind); ok {
			return micro(e.At)
		}
	}
	if in.OccurredAt.IsZero() && len(in.Events) > 0 {
		return micro(in.Events[0].At)
	}
	return micro(in.OccurredAt)
}

func (t *Tracker) readLogs(r LogImport) (imports.Log, incident.Incident, error) {
	var files []imports.File
	for _, path := range r.Paths {
		names, err := exportFiles(path)
		if err != nil {
			return imports.Log{}, incident.Incident{}, err
		}
		for _, name := range names {
			text, err := ReadFile(name)
			if err != nil {
				return imports.Log{}, incident.Incident{}, err
			}
			files = append(files, imports.File{Name: name, Text: text})
		}
	}
	log, err := imports.Read(files)
	if err != nil {
		return log, incident.Incident{}, err
	}
	if r.Title != "" {
		log.Title = r.Title
	}
	if r.Severity != "" {
		if log.Severity = r.Severity; !r.Severity.Valid() {
			return log, incident.Incident{}, incident.Tell(incident.Invalid, "there is no severity %q; use SEV1, SEV2, SEV3 or SEV4", "重大度 %q はありません。SEV1、SEV2、SEV3、SEV4 のいずれかを使ってください", r.Severity)
		}
	}
	zone := r.Zone
	if zone == nil {
		zone = t.zone()
	}
	return log, log.Incident(zone), nil
}

// exportFiles lists the files that a path means, with the names of the people
// (users.json) that a Slack export keeps one folder up.
func exportFiles(path string) ([]string, error) {
	names := []string{path}
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		if names, err = filepath.Glob(filepath.Join(path, "*.json")); err != nil || len(names) == 0 {
			return nil, incident.Tell(incident.Invalid, "%s has no JSON files; name the folder of a channel of a Slack export", "%s に JSON ファイルがありません。Slack エクスポートのチャンネルのフォルダーを指定してください", path)
		}
	}
	people := filepath.Join(filepath.Dir(names[0]), "..", "users.json")
	if _, err := os.Stat(people); err == nil && !slices.Contains(names, people) {
		names = append(names, people)
	}
	return names, nil
}
