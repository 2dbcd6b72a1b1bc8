package web

import (
	"strings"

	"github.com/pmtracker/pmtracker/internal/diagnostic"
)

// editView is the text of a postmortem in an editor.
type editView struct {
	roomView
	base     int // revision from which the text was made
	text     string
	note     string    // what was changed, in the words of who did
	preview  *rendered // what the text looks like; nil: it cannot be read
	problem  string    // why it cannot be read
	conflict *conflict
}

// conflict is what happened when two people edited at once.
type conflict struct {
	who       string // who saved first
	both      int    // stretches that both changed
	theirs    []change
	ours      []change
	unsettled bool // marks are left in the text
}

// editor appends the text and beside it what it looks like.
func (p *page) editor(v editView) {
	p.head(v.roomView, "review")
	p.foldedGate(v.gate)
	if c := v.conflict; c != nil {
		p.conflict(c)
	}
	base := "/incidents/" + v.in.Key
	p.f(`<form id="source" method="post" action="{}/edit" class="halves"><div><input type="hidden" name="base" value="{}"><label for="editor">{}</label><textarea class="editor" id="editor" name="text" required spellcheck="true" lang="{}" hx-post="{}/preview" hx-trigger="input delay:500ms" hx-target="#preview" hx-swap="innerHTML">`,
		base, itoa(v.base), p.lang.Say("Markdown", "Markdown"), string(v.in.Lang), base)
	p.f("\n{}</textarea>", v.text)
	p.f(`<label for="note">{}</label><input id="note" name="note" maxlength="200" placeholder="{}" value="{}"><div class="actions"><button>{}</button><a href="{}/review">{}</a></div></div>`,
		p.lang.Say("What did you change?", "変更の要約"), p.lang.Say("optional", "任意"), v.note, p.lang.Say("Save a new revision", "新しい版として保存"), base, p.lang.Say("Leave without saving", "保存せずに戻る"))
	p.f(`<div id="preview" aria-live="polite">`)
	p.preview(v.preview, v.problem)
	p.f(`</div></form>`)
}

// preview appends how a text reads and what the checker says of it.
func (p *page) preview(r *rendered, problem string) {
	if r == nil {
		p.f(`<div class="flash refused" role="status"><p>{}</p></div>`, problem)
		return
	}
	errors := 0
	for _, d := range r.found {
		if d.Severity == diagnostic.Error {
			errors++
		}
	}
	if errors == 0 {
		p.f(`<p class="ok small">✓ {}</p>`, p.lang.Say("The checker finds no error.", "エラーはありません。"))
	} else {
		p.f(`<details><summary class="warn small">{}</summary><ul class="list small">`, p.lang.Say("%d errors", "エラー %d件", errors))
		for _, d := range r.found {
			if d.Severity == diagnostic.Error {
				p.f(`<li>{} {} <span class="muted">{}</span></li>`, p.lang.Say("line %d:", "%d行目:", d.Line), d.Message, d.Suggestion)
			}
		}
		p.f(`</ul></details>`)
	}
	p.f(`<div class="paper" lang="{}">`, string(r.document.Lang))
	for _, part := range r.parts {
		p.html(part.html)
	}
	p.f(`</div>`)
}

// conflict tells the later of two editors what the earlier did, beside what the
// later did.
func (p *page) conflict(c *conflict) {
	p.f(`<div class="flash refused" role="alert"><p><b>`)
	if c.unsettled {
		p.say("The text still holds both versions of a stretch; settle them and save again.", "両方の版が残っている箇所があります。まとめてから保存し直してください。")
	} else {
		p.say("%s saved another revision while you were editing. Nothing of yours is lost and nothing is saved yet.", "編集中に %s が別の版を保存しました。あなたの変更は失われていません。まだ保存もされていません。", c.who)
	}
	p.f(`</b></p><p>`)
	switch {
	case c.both == 1:
		p.say("Below is both put together. One stretch was changed by both of you: it stands there twice, between <<<<<<< and >>>>>>>. Keep what is right, delete the marks, and save.",
			"下に両方をまとめました。二人とも変更した箇所が1件あり、<<<<<<< と >>>>>>> の間に両方の文があります。正しいほうを残し、印を消して保存してください。")
	case c.both > 0:
		p.say("Below is both put together. %d stretches were changed by both of you: each stands there twice, between <<<<<<< and >>>>>>>. Keep what is right, delete the marks, and save.",
			"下に両方をまとめました。二人とも変更した箇所が%d件あり、<<<<<<< と >>>>>>> の間に両方の文があります。正しいほうを残し、印を消して保存してください。", c.both)
	case !c.unsettled:
		p.say("Below is both put together; you changed different places. Read it and save.", "下に両方をまとめました。変更箇所は重なっていません。確認して保存してください。")
	}
	p.f(`</p></div>`)
	if c.theirs == nil && c.ours == nil {
		return
	}
	p.f(`<div class="halves"><section><h2>{}</h2>`, p.lang.Say("What %s changed", "%s の変更", c.who))
	p.diff(c.theirs)
	p.f(`</section><section><h2>{}</h2>`, p.lang.Say("What you changed", "あなたの変更"))
	p.diff(c.ours)
	p.f(`</section></div>`)
}

// unixLines takes the carriage returns out that a browser puts into a form, where
// the text did not have them.
func unixLines(text, like string) string {
	text = strings.ReplaceAll(text, "\r\n", "\n")
	if strings.Contains(like, "\r\n") {
		return strings.ReplaceAll(text, "\n", "\r\n")
	}
	return text
}
