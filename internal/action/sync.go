package action

import (
	"bytes"
	"context"
	"fmt"
	"os"

	"github.com/pmtracker/pmtracker/internal/config"
	"github.com/pmtracker/pmtracker/internal/digest"
	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/postmortem"
	"github.com/pmtracker/pmtracker/internal/tickets"
	"github.com/pmtracker/pmtracker/internal/tracker"
)

// sync proposes, as a pull request, what changed at the tickets: title, owner and
// due date are written into the documents, a closed or reopened ticket into the
// index page. What only a person can decide, such as a ticket that is gone, is
// listed in the summary.
func (j *Job) sync(ctx context.Context) error {
	d := delivery{
		branch: "pmtracker/sync", onlyPull: true,
		title: [2]string{"pmtracker: what changed at the tickets", "pmtracker: チケット側の変更"},
		body: [2]string{"Owners, due dates and states as the tickets have them now. Close this to keep what the documents say, and change the tickets instead.",
			"チケットに合わせた担当・期限・状態です。文書の内容を残すなら、これを閉じてチケット側を直してください。"},
	}
	return j.bringBack(ctx, d, func(ctx context.Context, c config.Config) (merged, error) {
		m := merged{lang: langOf(c)}
		folders, err := j.present(c, nil)
		if err != nil {
			return m, err
		}
		docs, err := j.load(ctx, c, folders)
		if err != nil {
			return m, err
		}
		if err := j.syncTickets(ctx, c, docs, &m); err != nil {
			return m, err
		}
		return m, j.writeIndex(ctx, c, folders, &m)
	})
}

// syncTickets lets the documents take over what their tickets say.
func (j *Job) syncTickets(ctx context.Context, c config.Config, docs []*postmortem.Document, m *merged) error {
	var targets []string
	for _, d := range docs {
		if d.Front.Incident != "" {
			targets = append(targets, d.Path)
		}
	}
	t := &tracker.Tracker{Config: c, Now: j.Now, Provider: func() (tickets.Provider, error) { return j.provider(c) }}
	synced, err := t.SyncTickets(tickets.WithLang(ctx, m.lang), tracker.Actor{Name: "github-actions[bot]", Access: tracker.Responder, Origin: "action", Files: true}, targets, tracker.SyncDoc)
	for _, one := range synced {
		name := digest.Escape(one.Incident) + " " + one.Item
		if one.Why != "" {
			m.lines = append(m.lines, fmt.Sprintf("- %s: %s", name, digest.Escape(m.lang.Say("ticket %s is not confirmed: %s", "チケット %s を確認できません: %s", one.Ticket, one.Why))))
		}
		for _, diff := range one.Differences {
			m.lines = append(m.lines, fmt.Sprintf("- %s: %s: %s → %s", name, incident.Field(diff.Field).Label(m.lang), digest.Escape(diff.Document), digest.Escape(diff.Ticket)))
		}
		for _, w := range one.Warnings {
			m.lines = append(m.lines, fmt.Sprintf("- %s: %s", name, digest.Escape(j.named(w))))
		}
	}
	for _, d := range docs {
		if now, e := os.ReadFile(d.Path); e == nil && !bytes.Equal(now, d.Source) {
			m.touch(j.rel(d.Path))
		}
	}
	return err
}
