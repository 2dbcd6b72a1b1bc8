package web

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// cookieDiff keeps how a reader likes to see what changed: "side" for both
// revisions side by side, else one text.
const cookieDiff = "pm_diff"

const diffSide = "side"

// historyView is what changed from one revision to another.
type historyView struct {
	roomView
	revisions []revisionRow // newest first
	from, to  int
	side      bool // both revisions side by side
	changes   []change
}

type revisionRow struct {
	number     int
	by, note   string
	at         string
	approvedBy string
	askedBy    []string // who asked for changes of it
}

func (s *Server) showHistory(v *visit) error {
	room, _, err := s.room(v)
	if err != nil {
		return err
	}
	all, err := s.tracker.Revisions(v.r.Context(), v.actor, v.key)
	if err != nil {
		return err
	}
	view := historyView{roomView: room, side: likesSides(v.r)}
	if n := len(all); n > 0 {
		if view.to, err = v.revisionAsked("to", n, n); err != nil {
			return err
		}
		if view.from, err = v.revisionAsked("from", max(1, view.to-1), n); err != nil {
			return err
		}
		view.changes = compare(all[view.from-1].Text, all[view.to-1].Text)
	}
	for i := len(all) - 1; i >= 0; i-- {
		r := all[i]
		row := revisionRow{number: r.Number, by: r.SavedBy, note: noteLabel(r.Note, v.lang), at: r.SavedAt.In(v.zoneOr(room.in.Zone)).Format("2006-01-02 15:04")}
		for _, a := range r.Approvals {
			row.approvedBy = a.By
		}
		for _, asked := range r.Requests {
			if !slices.Contains(row.askedBy, asked.By) {
				row.askedBy = append(row.askedBy, asked.By)
			}
		}
		view.revisions = append(view.revisions, row)
	}
	return v.show(frame{title: v.titled("Changes", "変更履歴"), nav: "incidents", wide: true}, func(p *page) { p.history(view) })
}

// revisionAsked gives the number of the revision that a parameter of the address asks
// for, of those that there are; NotFound where there is none of that number.
func (v *visit) revisionAsked(name string, otherwise, newest int) (int, error) {
	text := v.r.URL.Query().Get(name)
	if text == "" {
		return otherwise, nil
	}
	if n, err := strconv.Atoi(text); err == nil && n >= 1 && n <= newest {
		return n, nil
	}
	return 0, incident.Tell(incident.NotFound, "%s has no revision %s; its newest is %d", "%s に第%s版はありません。最新は第%d版です", v.key, text, newest)
}

// likesSides tells whether the reader chose to see revisions side by side.
func likesSides(r *http.Request) bool {
	c, err := r.Cookie(cookieDiff)
	return err == nil && c.Value == diffSide
}

// noteLabel says what was changed in the reader's language, where the program
// itself wrote the note; what a person wrote stays.
func noteLabel(note string, l incident.Lang) string {
	switch note {
	case "generated":
		return l.Say("written from the timeline", "時系列から作成")
	case "brought up to date":
		return l.Say("brought up to date with the record", "最新の記録を反映")
	case "one line":
		return l.Say("one line", "一行を修正")
	case "closed":
		return l.Say("closed", "クローズ")
	case "put right":
		return l.Say("put right", "訂正")
	}
	if label, ok := originLabel(note, l); ok {
		return label
	}
	return itemNoteLabel(note, l)
}

// originLabel is noteLabel for a note that ends with a name or reason as it was given.
func originLabel(note string, l incident.Lang) (label string, ok bool) {
	if file, ok := strings.CutPrefix(note, "imported from "); ok {
		return l.Say("imported from %s", "%s から取り込み", file), true
	}
	if person, ok := strings.CutPrefix(note, "suggestion by "); ok {
		return l.Say("suggestion by %s", "%s の提案", person), true
	}
	if reason, ok := strings.CutPrefix(note, "reopened: "); ok {
		return l.Say("reopened: %s", "再オープン: %s", reason), true
	}
	return "", false
}

// itemNoteLabel is noteLabel for a change of an action item, "AI-1 owner due"; another
// note stays as it is.
func itemNoteLabel(note string, l incident.Lang) string {
	words := strings.Fields(note)
	if len(words) < 2 || !strings.HasPrefix(words[0], "AI-") {
		return note
	}
	labels := []string{}
	for _, word := range words[1:] {
		field := incident.Field(word)
		if !slices.Contains(append(incident.Fields(), incident.FieldVerified), field) {
			return note
		}
		labels = append(labels, field.Label(l))
	}
	return words[0] + ": " + strings.Join(labels, l.Say(", ", "、"))
}

// history appends the comparison and the list of revisions.
func (p *page) history(v historyView) {
	p.head(v.roomView, "history")
	p.withGate(v.roomView, func() { p.compared(v) })
}

func (p *page) compared(v historyView) {
	if len(v.revisions) == 0 {
		p.f(`<p class="empty">{}</p>`, p.lang.Say("There is no postmortem yet.", "ポストモーテムはまだありません。"))
		return
	}
	p.revisionChoice(v)
	switch {
	case len(v.changes) == 0:
		p.f(`<p class="muted">{}</p>`, p.lang.Say("Nothing differs.", "差分はありません。"))
	case v.side:
		p.diffChoice(v)
		p.sideBySide(v)
	default:
		p.diffChoice(v)
		p.f(`<div lang="{}">`, string(v.in.Lang))
		p.diff(v.changes)
		p.f(`</div>`)
	}
	p.f(`<h2>{}</h2><ul class="list">`, p.lang.Say("Revisions", "版の一覧"))
	for _, r := range v.revisions {
		p.f(`<li><b>{}</b> {} <span class="muted">{}</span> {}`, p.lang.Say("revision %d", "第%d版", r.number), r.by, r.at, r.note)
		if r.approvedBy != "" {
			p.f(` <span class="pill st-closed">{}</span>`, p.lang.Say("approved by %s", "承認 %s", r.approvedBy))
		}
		for _, who := range r.askedBy {
			p.f(` <span class="pill st-contained">{}</span>`, p.lang.Say("%s asked for changes", "%s が修正を依頼", who))
		}
		if r.number > 1 {
			p.f(` <a href="/incidents/{}/history?from={}&amp;to={}">{}</a>`, v.in.Key, itoa(r.number-1), itoa(r.number), p.lang.Say("what changed", "変更点"))
		}
		p.f(`</li>`)
	}
	p.f(`</ul>`)
}

// revisionChoice appends the form that says which revisions are compared.
func (p *page) revisionChoice(v historyView) {
	p.f(`<form class="filters" method="get" action="/incidents/{}/history">`, v.in.Key)
	for _, end := range []struct {
		name, en, ja string
		chosen       int
	}{{"from", "From", "変更前", v.from}, {"to", "To", "変更後", v.to}} {
		p.f(`<div><label for="h-{}">{}</label><select id="h-{}" name="{}">`, end.name, p.lang.Say(end.en, end.ja), end.name, end.name)
		for _, r := range v.revisions {
			p.f(`<option value="{}"`, itoa(r.number))
			if r.number == end.chosen {
				p.f(` selected`)
			}
			p.f(`>{}</option>`, p.lang.Say("revision %d", "第%d版", r.number))
		}
		p.f(`</select></div>`)
	}
	p.f(`<button class="quiet">{}</button></form>`, p.lang.Say("Compare", "比較"))
}

// diffChoice appends how a comparison is shown. It is kept for the next one.
func (p *page) diffChoice(v historyView) {
	p.f(`<form method="post" action="/preferences" class="choices"><input type="hidden" name="back" value="/incidents/{}/history?from={}&amp;to={}"><button name="diff" value="text"`, v.in.Key, itoa(v.from), itoa(v.to))
	p.pressed(!v.side)
	p.f(`>{}</button><button name="diff" value="side"`, p.lang.Say("One text", "1つの文章で"))
	p.pressed(v.side)
	p.f(`>{}</button></form>`, p.lang.Say("Side by side", "左右に並べて"))
}

// sideBySide appends both revisions beside each other, row by row. On a phone the
// cells of a row stand under each other, and what did not change stands there once.
func (p *page) sideBySide(v historyView) {
	p.f(`<table class="sides card" lang="{}"><thead><tr>`, string(v.in.Lang))
	for _, number := range []int{v.from, v.to} {
		p.f(`<th scope="col" lang="{}">{}`, string(p.lang), p.lang.Say("Revision %d", "第%d版", number))
		if i := slices.IndexFunc(v.revisions, func(r revisionRow) bool { return r.number == number }); i >= 0 {
			p.f(` <span class="muted small">{} {}</span>`, v.revisions[i].by, v.revisions[i].at)
		}
		p.f(`</th>`)
	}
	p.f(`</tr></thead><tbody>`)
	for _, row := range sides(v.changes) {
		switch {
		case row.skipped > 0:
			p.f(`<tr class="skip-lines"><td colspan="2" lang="{}">⋯ {}</td></tr>`, string(p.lang), p.lang.Say("%d unchanged lines", "変更なし %d行", row.skipped))
			continue
		case row.changed():
			p.f(`<tr>`)
		default:
			p.f(`<tr class="same">`)
		}
		p.sideCell(row.before, row.beforeLine)
		p.sideCell(row.after, row.afterLine)
		p.f(`</tr>`)
	}
	p.f(`</tbody></table>`)
}

// sideCell appends what one revision says in a row, beside the number of its line.
func (p *page) sideCell(some []change, line int) {
	if len(some) == 0 {
		p.f(`<td class="none"></td>`)
		return
	}
	p.f(`<td data-line="{}">`, itoa(line))
	p.changes(some)
	p.f(`</td>`)
}
