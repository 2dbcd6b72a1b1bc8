package web

import (
	"strconv"
	"strings"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/tracker"
)

// commentView is a comment that is being written on a line of a revision.
type commentView struct {
	roomView
	of    int // the revision
	line  int
	quote string // what the line says there
}

// commentLink leads to the form of a comment on a line. It is no form itself: a long
// postmortem has a thousand lines.
func (p *page) commentLink(v reviewView, line int) {
	p.f(`<a class="comment" href="/incidents/{}/comments?revision={}&amp;line={}" aria-label="{}"`, v.in.Key, itoa(v.revision), itoa(line), p.lang.Say("Comment on line %d", "%d行目へのコメント", line))
	if p.lang != v.rendered.document.Lang {
		p.f(` lang="{}"`, string(p.lang))
	}
	p.f(`>{}</a>`, p.lang.Say("Comment", "コメント"))
}

// commentForm begins a thread about a line, with or without a suggestion.
func (p *page) commentForm(v commentView) {
	p.f(`<form class="comment-form card" lang="{}" method="post" action="/incidents/{}/comments"><input type="hidden" name="revision" value="{}"><input type="hidden" name="line" value="{}">`,
		string(p.lang), v.in.Key, itoa(v.of), itoa(v.line))
	p.f(`<textarea name="text" rows="2" required maxlength="4000" aria-label="{}"></textarea>`, p.lang.Say("Comment on line %d", "%d行目へのコメント", v.line))
	p.f(`<details><summary class="plain">{}</summary><textarea name="suggestion" rows="2" maxlength="4000" aria-label="{}">{}</textarea></details><button>{}</button></form>`,
		p.lang.Say("Suggest another wording", "書き換えを提案する"), p.lang.Say("What the line should say", "この行の提案"), v.quote, p.lang.Say("Comment", "コメントする"))
}

func (s *Server) showCommentForm(v *visit) error {
	room, _, err := s.paperRoom(v)
	if err == nil {
		err = v.onlyResponders()
	}
	if err != nil {
		return err
	}
	q := v.r.URL.Query()
	view := commentView{roomView: room}
	view.of, _ = strconv.Atoi(q.Get("revision"))
	view.line, _ = strconv.Atoi(q.Get("line"))
	text, err := s.tracker.RevisionText(v.r.Context(), v.actor, v.key, view.of)
	if err != nil {
		return err
	}
	if view.line < 1 || view.line > len(strings.Split(text, "\n")) {
		return incident.Tell(incident.NotFound, "this revision of %s has no line %d; go back to the review and choose one", "%s のこの版に%d行目はありません。レビューに戻って選び直してください", v.key, view.line)
	}
	view.quote = lineOf(text, view.line)
	return v.show(frame{title: v.titled("Comment", "コメント"), nav: "incidents", wide: true}, func(p *page) {
		p.head(room, "review")
		p.withGate(room, func() {
			p.f(`<h2>{}</h2><blockquote lang="{}">{}</blockquote>`, p.lang.Say("Comment on line %d", "%d行目へのコメント", view.line), string(room.rendered.document.Lang), view.quote)
			p.commentForm(view)
			p.f(`<p><a href="/incidents/{}/review">{}</a></p>`, v.key, p.lang.Say("Back to the review", "レビューに戻る"))
		})
	})
}

func (s *Server) addComment(v *visit) error {
	f := v.r.PostForm
	revision, _ := strconv.Atoi(f.Get("revision"))
	line, _ := strconv.Atoi(f.Get("line"))
	remark := tracker.Remark{Revision: revision, Line: line, Text: f.Get("text")}
	was, err := s.tracker.RevisionText(v.r.Context(), v.actor, v.key, revision)
	if err != nil && incident.CodeOf(err) != incident.NotFound { // which line is missing is told below
		return err
	}
	if text := f.Get("suggestion"); text != "" && text != lineOf(was, line) {
		remark.Suggestion = &text
	}
	c, err := s.tracker.Comment(v.r.Context(), v.actor, v.key, remark)
	if err != nil {
		return err
	}
	s.live.changed(v.key)
	return v.back(v.incidentPath("/review#thread-"+c.Thread), doneCommented)
}

// lineOf gives a line of a text, from 1, without its ending; nothing where there is no
// such line.
func lineOf(text string, line int) string {
	for one := range strings.Lines(text) {
		if line--; line == 0 {
			return strings.TrimRight(one, "\r\n")
		}
	}
	return ""
}
