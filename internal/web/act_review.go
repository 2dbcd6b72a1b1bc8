package web

import (
	"net/http"
	"strconv"
	"sync"

	"github.com/gorilla/mux"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/store"
	"github.com/pmtracker/pmtracker/internal/tracker"
)

// renderedPapers keeps the HTML of revisions: a revision never changes.
type renderedPapers struct {
	sync.Mutex
	kept map[*tracker.Paper]*rendered
}

// of renders a revision, or takes it from those that were.
func (r *renderedPapers) of(_ string, paper *tracker.Paper) (*rendered, error) {
	r.Lock()
	kept, ok := r.kept[paper]
	r.Unlock()
	if ok {
		return kept, nil
	}
	made, err := renderDocument(paper.Document, paper.Told.Diagnostics)
	if err != nil {
		return nil, incident.Errorf(incident.Internal, "cannot render the postmortem: %w", err)
	}
	r.Lock()
	defer r.Unlock()
	if r.kept == nil || len(r.kept) >= 64 {
		r.kept = map[*tracker.Paper]*rendered{}
	}
	r.kept[paper] = made
	return made, nil
}

// paperRoom reads an incident that has a postmortem.
func (s *Server) paperRoom(v *visit) (roomView, tracker.Viewed, error) {
	view, seen, err := s.room(v)
	if err != nil {
		return view, seen, err
	}
	if seen.Paper == nil {
		return view, seen, incident.Errorf(incident.NotFound, "%s", v.lang.Say("%s has no postmortem yet; it is written from the page of the incident", "%s のポストモーテムはまだありません。インシデントのページから作成できます", v.key))
	}
	view.rendered, err = s.papers.of(v.key, seen.Paper)
	return view, seen, err
}

func (s *Server) showReview(v *visit) error {
	room, seen, err := s.room(v)
	if err != nil {
		return err
	}
	if seen.Paper == nil {
		return v.show(frame{title: v.titled("Postmortem", "ポストモーテム"), nav: "incidents", wide: true}, func(p *page) {
			p.head(room, "review")
			p.withGate(room, func() {
				p.paperPart(room)
				if room.live() {
					p.f(`<p class="empty">{}</p>`, p.lang.Say("The postmortem is written after recovery. Contain and recover first.", "ポストモーテムは復旧後に作成します。まず安全化と復旧を。"))
				}
			})
		})
	}
	if room.rendered, err = s.papers.of(v.key, seen.Paper); err != nil {
		return err
	}
	if room.similar, err = s.similar.of(v, s.tracker); err != nil {
		return err
	}
	said := seen.Discussion
	view := reviewView{
		roomView: room, digest: seen.Paper.Digest, savedBy: seen.Paper.SavedBy, savedAt: seen.Paper.SavedAt, lastLook: seen.LastLook,
		approvals: seen.Approvals, threads: threadsOf(said), withSource: v.r.URL.Query().Get("source") == "1", mark: seen.Mark,
	}
	if err := s.tracker.MayApprove(v.actor, seen); err != nil {
		view.cannot = v.told(err)
	}
	for _, r := range said.Requests {
		view.asked = view.asked || s.tracker.Config.People.Same(r.By, v.actor.Name)
	}
	if seen.LastLook != seen.Paper.Number && !headOnly(v.r) {
		if err := s.tracker.Looked(v.r.Context(), v.actor, v.key, seen.Paper.Number); err != nil {
			return err
		}
	}
	return v.show(frame{title: v.titled("Postmortem", "ポストモーテム") + ": " + room.in.Title, nav: "incidents", wide: true}, func(p *page) { p.review(view) })
}

// threadsOf puts the comments together, each at the line of the present revision.
func threadsOf(said tracker.Discussion) []thread {
	var all []thread
	at := map[string]int{}
	for _, c := range said.Comments {
		i, ok := at[c.Thread]
		if !ok {
			i = len(all)
			at[c.Thread] = i
			state := said.States[c.Thread]
			all = append(all, thread{id: c.Thread, line: said.Lines[c.Thread], quote: c.Quote, suggestion: c.Suggestion,
				resolved: state == store.ThreadResolved || state == store.ThreadApplied, applied: state == store.ThreadApplied})
		}
		all[i].comments = append(all[i].comments, comment{author: c.Author, text: c.Text, at: c.At})
	}
	return all
}

func (s *Server) approve(v *visit) error {
	f := v.r.PostForm
	switch f.Get("verdict") {
	case "withdraw":
		if err := s.tracker.WithdrawRequest(v.r.Context(), v.actor, v.key); err != nil {
			return err
		}
		s.live.changed(v.key)
		return v.back(v.incidentPath("/review#approve"), doneWithdrawn)
	case "changes":
		if err := s.tracker.AskForChanges(v.r.Context(), v.actor, v.key, f.Get("digest"), f.Get("text")); err != nil {
			return err
		}
		s.live.changed(v.key)
		return v.back(v.incidentPath("/review"), doneAsked)
	}
	if err := s.tracker.ApproveRevision(v.r.Context(), v.actor, v.key, f.Get("digest")); err != nil {
		return err
	}
	s.live.changed(v.key)
	return v.back(v.incidentPath("/review#approve"), doneApproved)
}

func (s *Server) changeThread(v *visit) error {
	ctx, thread, f := v.r.Context(), mux.Vars(v.r)["thread"], v.r.PostForm
	done := doneRecorded
	var err error
	switch f.Get("do") {
	case "reply":
		_, err = s.tracker.Comment(ctx, v.actor, v.key, tracker.Remark{Thread: thread, Text: f.Get("text")})
		done = doneCommented
	case "resolve":
		err = s.tracker.SetThread(ctx, v.actor, v.key, thread, store.ThreadResolved)
	case "open":
		err = s.tracker.SetThread(ctx, v.actor, v.key, thread, store.ThreadOpen)
	case "apply":
		if err = s.tracker.ApplySuggestion(ctx, v.actor, v.key, thread); err == nil {
			s.live.changed(v.key)
			return s.saved(v, "/review#thread-"+thread, doneSaved)
		}
	default:
		err = incident.Tell(incident.Invalid, "nothing of that name can be done with a thread", "スレッドに対してその操作はできません")
	}
	if err != nil {
		return err
	}
	s.live.changed(v.key)
	return v.back(v.incidentPath("/review#thread-"+thread), done)
}

func (s *Server) setLine(v *visit) error {
	f := v.r.PostForm
	base, _ := strconv.Atoi(f.Get("base"))
	line, _ := strconv.Atoi(f.Get("line"))
	if err := s.tracker.SetLine(v.r.Context(), v.actor, v.key, base, line, f.Get("text")); err != nil {
		return err
	}
	s.live.changed(v.key)
	return s.saved(v, "/review#L"+itoa(line), doneSaved)
}

func (s *Server) showEdit(v *visit) error {
	room, seen, err := s.paperRoom(v)
	if err == nil {
		err = v.onlyResponders()
	}
	if err != nil {
		return err
	}
	view := editView{roomView: room, base: seen.Paper.Number, text: seen.Paper.Text, preview: room.rendered}
	return v.show(frame{title: v.titled("Edit the postmortem", "ポストモーテムの編集"), nav: "incidents", wide: true}, func(p *page) { p.editor(view) })
}

// edit saves the text. When somebody else saved in the meantime, the later one
// is shown both versions, put together, and nothing is saved yet.
func (s *Server) edit(v *visit) error {
	room, seen, err := s.paperRoom(v)
	if err != nil {
		return err
	}
	f := v.r.PostForm
	base, _ := strconv.Atoi(f.Get("base"))
	text := unixLines(f.Get("text"), seen.Paper.Text)
	if hasMarks(text) {
		return s.showConflict(v, editView{roomView: room, base: base, text: text, conflict: &conflict{unsettled: true}})
	}
	if base == seen.Paper.Number && text == seen.Paper.Text {
		return v.back(v.incidentPath("/review"), "")
	}
	_, err = s.tracker.Edit(v.r.Context(), v.actor, v.key, base, text, f.Get("note"))
	if incident.CodeOf(err) == incident.Conflict {
		return s.mergeEdits(v, base, text)
	}
	if err != nil {
		return err
	}
	s.live.changed(v.key)
	done := doneSaved
	for _, a := range seen.Approvals {
		if a.Revision == seen.Paper.Digest {
			done = doneRevoked
		}
	}
	return s.saved(v, "/review", done)
}

// saved goes back to a page of the incident whose postmortem was saved, and tells there of a
// beginning that the incident does not follow.
func (s *Server) saved(v *visit, page string, done message) error {
	late, err := s.tracker.LateBeginning(v.r.Context(), v.actor, v.key)
	if err != nil {
		return err
	}
	if late != nil {
		done = doneLate
	}
	return v.back(v.incidentPath(page), done)
}

// mergeEdits shows the later of two editors both versions.
func (s *Server) mergeEdits(v *visit, base int, text string) error {
	room, seen, err := s.paperRoom(v)
	if err != nil {
		return err
	}
	was, err := s.tracker.RevisionText(v.r.Context(), v.actor, v.key, base)
	if err != nil {
		return err
	}
	m := merge(was, text, seen.Paper.Text, v.lang.Say("you", "あなた"), seen.Paper.SavedBy)
	return s.showConflict(v, editView{roomView: room, base: seen.Paper.Number, text: m.text,
		conflict: &conflict{who: seen.Paper.SavedBy, both: m.conflicts, theirs: compare(was, seen.Paper.Text), ours: compare(was, text)}})
}

func (s *Server) showConflict(v *visit, view editView) error {
	view.note = v.r.PostForm.Get("note")
	view.preview, view.problem = s.draft(v.key, view.text, v.lang)
	return v.showStatus(http.StatusConflict, frame{title: v.titled("Edit the postmortem", "ポストモーテムの編集"), here: v.incidentPath("/edit"), nav: "incidents", wide: true}, func(p *page) { p.editor(view) })
}

// draft renders a text that is being written; problem says why it cannot.
func (s *Server) draft(key, text string, l incident.Lang) (r *rendered, problem string) {
	d, result, err := s.tracker.Draft(key, text, l)
	if err != nil {
		return nil, incident.Sentence(err, l)
	}
	if r, err = renderDocument(d, result.Diagnostics); err != nil {
		return nil, incident.Sentence(err, l)
	}
	return r, ""
}

func (s *Server) showPreview(v *visit) error {
	r, problem := s.draft(v.key, unixLines(v.r.PostForm.Get("text"), ""), v.lang)
	return v.fragment(func(p *page) { p.preview(r, problem) })
}
