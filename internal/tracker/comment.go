package tracker

import (
	"context"
	"strings"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/postmortem"
	"github.com/pmtracker/pmtracker/internal/store"
)

// Discussion is what people say about a postmortem.
type Discussion struct {
	Comments []store.Comment // oldest first
	States   map[string]store.ThreadState
	Lines    map[string]int    // by thread: where the line that it is about stands now; 0: nowhere
	Requests incident.Verdicts // for changes, that stand; oldest first
}

// Discuss gives what people say about the postmortem of an incident.
func (t *Tracker) Discuss(ctx context.Context, a Actor, key string) (d Discussion, err error) {
	err = t.look(ctx, a, func(tx *store.Tx) error {
		d, err = t.discussion(ctx, tx, key)
		if err == nil {
			_, d.Requests, err = t.verdicts(ctx, tx, key)
		}
		return err
	})
	return d, err
}

// discussion reads what everybody says of single lines.
func (t *Tracker) discussion(ctx context.Context, tx *store.Tx, key string) (d Discussion, err error) {
	if d.Comments, err = tx.Comments(ctx, key); err != nil || len(d.Comments) == 0 {
		return d, err
	}
	if d.States, err = tx.ThreadStates(ctx, key); err != nil {
		return d, err
	}
	now, _, err := t.document(ctx, tx, key, 0)
	if err != nil {
		return d, err
	}
	d.Lines = map[string]int{}
	read := map[int]*postmortem.Document{}
	for _, c := range d.Comments {
		if c.ID != c.Thread {
			continue
		}
		was := read[c.Revision]
		if was == nil {
			if was, _, err = t.document(ctx, tx, key, c.Revision); err != nil {
				return d, err
			}
			read[c.Revision] = was
		}
		d.Lines[c.Thread] = followLine(was, now, c.Line)
	}
	return d, nil
}

// Looked records that the actor has looked at a revision, so that what changed
// since can be shown. It is no change of the incident and leaves no audit entry.
func (t *Tracker) Looked(ctx context.Context, a Actor, key string, revision int) error {
	if err := a.may(Viewer); err != nil {
		return err
	}
	return t.Store.Write(ctx, func(tx *store.Tx) error { return tx.SetLook(ctx, key, a.Name, revision, t.now()) })
}

// Remark is a comment that somebody makes: at a line of a revision, or in a
// thread that is there.
type Remark struct {
	Revision   int // 0: the current one
	Line       int // from 1
	Thread     string
	Text       string
	Suggestion *string // what the line should become; nil: no suggestion
}

// Comment writes a comment on an incident's postmortem and gives it.
func (t *Tracker) Comment(ctx context.Context, a Actor, key string, r Remark) (c store.Comment, err error) {
	if err := incident.CheckText(r.Text); err != nil {
		return c, err
	}
	if r.Suggestion != nil {
		if err := incident.CheckText(*r.Suggestion); err != nil {
			return c, err
		}
	}
	c = store.Comment{Incident: key, Revision: r.Revision, Line: r.Line, Thread: r.Thread, Author: a.Name, Text: strings.TrimSpace(r.Text), Suggestion: r.Suggestion}
	if c.Text == "" && c.Suggestion == nil {
		return c, incident.Tell(incident.Invalid, "a comment needs a text", "コメントには本文が必要です")
	}
	if c.Suggestion != nil && strings.ContainsAny(*c.Suggestion, "\r\n") {
		return c, incident.Tell(incident.Invalid, "a suggestion replaces one line; write it as one line", "提案は一行を置き換えるものです。一行で書いてください")
	}
	err = t.change(ctx, a, Responder, "comment.add", func(tx *store.Tx, entry *store.AuditEntry) error {
		if c.Thread != "" {
			first, err := tx.Comment(ctx, key, c.Thread)
			if err != nil {
				return err
			}
			c.Revision, c.Line, c.Quote, c.Thread = first.Revision, first.Line, first.Quote, first.Thread
		} else {
			d, of, err := t.document(ctx, tx, key, r.Revision)
			if err != nil {
				return err
			}
			c.Revision = of.Number
			var ok bool
			if c.Quote, ok = lineOf(d, r.Line); !ok {
				return incident.Tell(incident.Invalid, "revision %d of %s has no line %d", "%[2]s の第%[1]d版に%[3]d行目はありません", of.Number, key, r.Line)
			}
		}
		c.At = t.now()
		if c.ID, err = tx.AppendComment(ctx, c); err != nil {
			return err
		}
		if c.Thread == "" {
			c.Thread = c.ID
		}
		entry.Incident, entry.Detail = key, c.ID
		return nil
	})
	return c, err
}

// SetThread resolves a thread or opens it again.
func (t *Tracker) SetThread(ctx context.Context, a Actor, key, thread string, s store.ThreadState) error {
	return t.change(ctx, a, Responder, "comment.state", func(tx *store.Tx, entry *store.AuditEntry) error {
		if _, err := tx.Comment(ctx, key, thread); err != nil {
			return err
		}
		entry.Incident, entry.Detail = key, thread+" "+string(s)
		return tx.SetThreadState(ctx, key, thread, s, a.Name, t.now())
	})
}

// ApplySuggestion takes the suggestion of a thread into the text, as a new
// revision. It is a Conflict when that was done already, when the line that it was made
// for is not there any more, and when nothing tells which of several alike that is.
func (t *Tracker) ApplySuggestion(ctx context.Context, a Actor, key, thread string) error {
	return t.change(ctx, a, Responder, "comment.apply", func(tx *store.Tx, entry *store.AuditEntry) error {
		in, err := openIncident(ctx, tx, key)
		if err != nil {
			return err
		}
		c, err := tx.Comment(ctx, key, thread)
		if err != nil {
			return err
		}
		if c.Suggestion == nil {
			return incident.Tell(incident.Invalid, "comment %s suggests nothing", "コメント %s に提案はありません", thread)
		}
		states, err := tx.ThreadStates(ctx, key)
		if err != nil {
			return err
		}
		if states[thread] == store.ThreadApplied {
			return incident.Tell(incident.Conflict, "the suggestion was taken into the text already", "この提案はすでに反映されています")
		}
		was, _, err := t.document(ctx, tx, key, c.Revision)
		if err != nil {
			return err
		}
		d, r, err := t.document(ctx, tx, key, 0)
		if err != nil {
			return err
		}
		line := followLine(was, d, c.Line)
		if line == 0 {
			return incident.Tell(incident.Conflict, "the line that the suggestion was made for is not there any more, or stands there more often: %q", "提案の対象だった行はもうないか、同じ内容の行が複数あります: %q", c.Quote)
		}
		entry.Incident, entry.Detail = key, thread
		if _, err := t.save(ctx, tx, a, in, r.Number, replaceLine(d, line, *c.Suggestion), "suggestion by "+c.Author); err != nil {
			return err
		}
		return tx.SetThreadState(ctx, key, thread, store.ThreadApplied, a.Name, t.now())
	})
}

// SetLine puts a text in place of one line of revision base of an incident's
// postmortem. It is a Conflict when the text was changed in the meantime.
func (t *Tracker) SetLine(ctx context.Context, a Actor, key string, base, line int, text string) error {
	if err := incident.CheckText(text); err != nil {
		return err
	}
	if strings.ContainsAny(text, "\r\n") {
		return incident.Tell(incident.Invalid, "the text must be one line", "一行で書いてください")
	}
	return t.change(ctx, a, Responder, "postmortem.edit", func(tx *store.Tx, entry *store.AuditEntry) error {
		in, err := openIncident(ctx, tx, key)
		if err != nil {
			return err
		}
		was, began, err := t.document(ctx, tx, key, base)
		if err != nil {
			return err
		}
		if _, ok := lineOf(was, line); !ok {
			return incident.Tell(incident.Invalid, "revision %d of %s has no line %d", "%[2]s の第%[1]d版に%[3]d行目はありません", began.Number, key, line)
		}
		d, r, err := t.document(ctx, tx, key, 0)
		if err != nil {
			return err
		}
		if line = followLine(was, d, line); line == 0 {
			return incident.Tell(incident.Conflict, "somebody else changed that line in the meantime; look at it again", "その行はその間にほかの人が変更しました。もう一度確認してください")
		}
		entry.Incident, entry.Detail = key, "line"
		_, err = t.save(ctx, tx, a, in, r.Number, replaceLine(d, line, text), "one line")
		return err
	})
}

// lineOf gives a line of a document without its ending.
func lineOf(d *postmortem.Document, line int) (string, bool) {
	n := 0
	for text := range strings.Lines(string(d.Source)) {
		if n++; n == line {
			return strings.TrimRight(text, "\r\n"), true
		}
	}
	return "", false
}

// replaceLine gives the document's text with one line changed.
func replaceLine(d *postmortem.Document, line int, text string) []byte {
	start := d.Offset(postmortem.Position{Line: line, Column: 1})
	old, _ := lineOf(d, line)
	out := make([]byte, 0, len(d.Source)+len(text))
	out = append(out, d.Source[:start]...)
	out = append(out, text...)
	return append(out, d.Source[start+len(old):]...)
}
