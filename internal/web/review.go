package web

import (
	"slices"
	"strings"
	"time"

	"github.com/pmtracker/pmtracker/internal/diagnostic"
	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/postmortem"
)

// reviewView is a revision of a postmortem as a reviewer sees it.
type reviewView struct {
	roomView
	digest     string
	savedBy    string
	savedAt    time.Time
	threads    []thread
	lastLook   int // revision that the reader looked at last; 0: none
	approvals  []incident.Approval
	asked      bool   // the reader is one of those who ask for changes
	cannot     string // why the reader cannot approve it; empty: nothing is in the way
	withSource bool
	mark       string // of everything that is shown
}

// thread is what people say about one line.
type thread struct {
	id         string
	line       int    // of the present revision; 0: that line is gone
	quote      string // the line as it was
	comments   []comment
	resolved   bool
	applied    bool
	suggestion *string // of the first comment
}

type comment struct {
	author, text string
	at           time.Time
}

// review appends the page on which a revision is judged.
func (p *page) review(v reviewView) {
	p.head(v.roomView, "review")
	p.sinceLastLook(v)
	class := "review"
	if v.withSource {
		class = "review with-source"
	}
	part := class
	if v.asked {
		part += " " + p.name
	}
	part += " " + v.cannot
	p.keep(v.fragments, p.fragmentName(part, v.roomView), v.mark, func() { p.paperAndVerdict(v, class) })
	p.similarPanel(v.roomView)
}

// paperAndVerdict appends the text, what is said of it, and the verdicts.
func (p *page) paperAndVerdict(v reviewView, class string) {
	p.f(`<div class="{}">`, class)
	p.paper(v)
	if v.withSource {
		p.sourceColumn(v)
	}
	p.f(`<aside>`)
	p.gate(v.gate)
	p.verdict(v)
	p.findingList(v)
	p.openThreads(v)
	p.f(`</aside></div>`)
}

func (p *page) sinceLastLook(v reviewView) {
	base := "/incidents/" + v.in.Key
	p.f(`<div class="actions"><span class="muted small">`)
	p.say("Revision %d, saved by %s, ", "第%d版、保存 %s、", v.revision, v.savedBy)
	p.time(v.savedAt, v.in.Zone, "2006-01-02 15:04")
	p.f(`</span>`)
	if v.lastLook > 0 && v.lastLook < v.revision {
		p.f(`<a class="pill" href="{}/history?from={}&amp;to={}">{}</a>`, base, itoa(v.lastLook), itoa(v.revision), p.lang.Say("Changed since you last looked: see what", "前回見てからの変更を見る"))
	}
	if p.can.respond && v.state != incident.Closed {
		p.f(`<a href="{}/edit" data-key="e">{}</a>`, base, p.lang.Say("Edit the text", "本文を編集"))
		p.f(`<form method="post" action="{}/generate"><button class="plain" name="update" value="1">{}</button></form>`, base, p.lang.Say("Take new events from the timeline", "新しい時系列を取り込む"))
	}
	if v.withSource {
		p.f(`<a href="{}/review">{}</a>`, base, p.lang.Say("Hide the source", "ソースを隠す"))
	} else {
		p.f(`<a href="{}/review?source=1" data-key="s">{}</a>`, base, p.lang.Say("Show the source beside it", "ソースを並べて表示"))
	}
	p.f(`<a href="{}/export.html">{}</a><a href="{}/postmortem.md">Markdown</a></div>`, base, p.lang.Say("One HTML file", "HTML 1ファイル"), base)
}

// paper appends the rendered text with what people and the checker say of it,
// each behind the lines that it is about.
func (p *page) paper(v reviewView) {
	d := v.rendered.document
	p.f(`<article class="paper" lang="{}">`, string(d.Lang))
	p.notesOutside(v)
	noted := make([]bool, len(v.rendered.found))
	for _, part := range v.rendered.parts {
		p.html(part.html)
		if part.slot.from == 0 {
			continue
		}
		for i, f := range v.rendered.found {
			if part.slot.has(f.Line) && !noted[i] {
				noted[i] = true
				p.note(v, i, f)
			}
		}
		for i := range v.threads {
			if t := &v.threads[i]; part.slot.has(t.line) {
				p.thread(v, t)
			}
		}
		if p.can.respond && v.state != incident.Closed {
			p.commentLink(v, part.slot.from)
		}
	}
	p.f(`</article>`)
}

// notesOutside appends what stands above the text: findings and threads in the
// front matter, and threads about lines that are gone.
func (p *page) notesOutside(v reviewView) {
	first := v.rendered.document.Position(v.rendered.document.BodyStart()).Line
	for i, f := range v.rendered.found {
		if f.Line < first {
			p.note(v, i, f)
		}
	}
	for i := range v.threads {
		if t := &v.threads[i]; t.line < first && !(t.line == 0 && t.resolved) {
			p.thread(v, &v.threads[i])
		}
	}
}

// note appends a finding with its reason, its fix, and a form for just the field
// or line that it is about.
func (p *page) note(v reviewView, i int, f diagnostic.Diagnostic) {
	class := "note"
	if f.Severity == diagnostic.Error {
		class = "note error"
	}
	p.f(`<div class="{}" id="note-{}" lang="{}">`, class, itoa(i), string(p.lang))
	if !slices.ContainsFunc(v.rendered.found[:i], func(before diagnostic.Diagnostic) bool { return before.Line == f.Line }) {
		p.f(`<span class="place" id="{}"></span>`, notePlace(f.Line))
	}
	p.f(`<p><b>{}</b> <code>{}</code></p><p class="why">{}</p>`,
		f.Message, string(f.Rule), suggestion(f, p.lang))
	if p.can.respond && v.state != incident.Closed {
		p.fixForm(v, f)
	}
	p.f(`</div>`)
}

// suggestion says how a finding is put right, on a page: where the checker names a
// command, the page has a button.
func suggestion(f diagnostic.Diagnostic, l incident.Lang) string {
	if f.Rule == diagnostic.ActionTicketMissing {
		return l.Say("write the URL or key of its GitHub or Jira issue, or leave it empty and open it on the page of the action item",
			"GitHub または Jira の課題のURLかキーを書く。空欄のままにして、恒久対応のページから起票することもできる")
	}
	return f.Suggestion
}

// fixForm edits just what a finding is about.
func (p *page) fixForm(v reviewView, f diagnostic.Diagnostic) {
	base := "/incidents/" + v.in.Key
	if field, it, ok := fieldOf(v.rendered.document, f); ok {
		p.f(`<form method="post" action="{}/items/{}"><input type="hidden" name="base" value="{}"><input type="hidden" name="back" value="{}">`, base, it.ID, itoa(v.revision), base+"/review#L"+itoa(f.Line))
		text, name, lang := it.Get(field), it.ID+" "+field.Label(p.lang), string(v.rendered.document.Lang)
		if strings.Contains(text, "\n") { // which an input would take out
			p.f(`<textarea name="{}" lang="{}" rows="4" aria-label="{}" maxlength="1000">{}</textarea>`, string(field), lang, name, text)
		} else {
			p.f(`<input name="{}" lang="{}" value="{}" aria-label="{}" maxlength="1000">`, string(field), lang, text, name)
		}
		p.f(`<button>{}</button></form>`, p.lang.Say("Save", "保存"))
		return
	}
	if f.Item != "" {
		p.f(`<p><a href="{}/items/{}">{}</a></p>`, base, f.Item, p.lang.Say("Fill in %s", "%s を記入する", f.Item))
		return
	}
	switch f.Rule { // those that a change of their line puts right
	case diagnostic.Blame, diagnostic.LinkBroken, diagnostic.TimelineOrder, diagnostic.KPIUnreadable, diagnostic.ReportUnreadable:
	default:
		return
	}
	line := lineOf(string(v.rendered.document.Source), f.Line)
	p.f(`<form method="post" action="{}/line"><input type="hidden" name="base" value="{}"><input type="hidden" name="line" value="{}"><input name="text" lang="{}" value="{}" aria-label="{}" maxlength="4000"><button>{}</button></form>`,
		base, itoa(v.revision), itoa(f.Line), string(v.rendered.document.Lang), line, p.lang.Say("Line %d", "%d行目", f.Line), p.lang.Say("Save", "保存"))
}

// fieldOf gives the field of an action item in which a finding stands.
func fieldOf(d *postmortem.Document, f diagnostic.Diagnostic) (incident.Field, *postmortem.Item, bool) {
	it, err := d.Item(f.Item)
	if f.Item == "" || err != nil {
		return "", nil, false
	}
	field, ok := d.FieldAt(it, postmortem.Position{Line: f.Line, Column: f.Column})
	return field, it, ok
}

// thread appends what people say about a line.
func (p *page) thread(v reviewView, t *thread) {
	class := "thread"
	if t.resolved {
		class = "thread resolved"
	}
	p.f(`<div class="{}" id="thread-{}" lang="{}">`, class, t.id, string(p.lang))
	if t.resolved {
		p.f(`<details><summary class="plain">{}</summary>`, p.lang.Say("Resolved: %d comments", "解決済み: コメント %d件", len(t.comments)))
	}
	if t.line == 0 {
		p.f(`<p class="muted small">{}<br><q lang="{}">{}</q></p>`, p.lang.Say("About a line that is not there any more:", "今はない行へのコメント:"), string(v.rendered.document.Lang), t.quote)
	}
	for i, c := range t.comments {
		p.f(`<header><b>{}</b> `, c.author)
		p.time(c.at, v.in.Zone, "01-02 15:04")
		p.f(`</header><p>`)
		p.inline(c.text)
		p.f(`</p>`)
		if i == 0 && t.suggestion != nil {
			p.suggestion(v, t)
		}
	}
	if p.can.respond && v.state != incident.Closed {
		p.replyForm(v, t)
	}
	if t.resolved {
		p.f(`</details>`)
	}
	p.f(`</div>`)
}

func (p *page) suggestion(v reviewView, t *thread) {
	p.f(`<div class="suggestion" lang="{}"><del>{}</del><ins>{}</ins></div>`, string(v.rendered.document.Lang), t.quote, *t.suggestion)
	switch {
	case t.applied:
		p.f(`<p class="ok small">{}</p>`, p.lang.Say("Applied.", "反映済みです。"))
	case t.line > 0 && p.can.respond && v.state != incident.Closed:
		p.f(`<form method="post" action="/incidents/{}/threads/{}"><input type="hidden" name="base" value="{}"><button name="do" value="apply">{}</button></form>`,
			v.in.Key, t.id, itoa(v.revision), p.lang.Say("Apply the suggestion", "提案を反映する"))
	}
}

func (p *page) replyForm(v reviewView, t *thread) {
	p.f(`<form method="post" action="/incidents/{}/threads/{}" class="actions">`, v.in.Key, t.id)
	if t.resolved {
		p.f(`<button class="quiet" name="do" value="open">{}</button></form>`, p.lang.Say("Open again", "再開"))
		return
	}
	p.f(`<details><summary class="plain">{}</summary><textarea name="text" rows="2" maxlength="4000" aria-label="{}"></textarea><button name="do" value="reply">{}</button></details><button class="quiet" name="do" value="resolve">{}</button></form>`,
		p.lang.Say("Reply", "返信"), p.lang.Say("Your reply", "返信"), p.lang.Say("Reply", "返信する"), p.lang.Say("Resolve", "解決にする"))
}

// verdict appends approving and asking for changes.
func (p *page) verdict(v reviewView) {
	p.f(`<section class="card" id="approve"><h2>{}</h2>`, p.lang.Say("Review", "レビュー"))
	approved := false
	for _, a := range v.approvals {
		if a.Revision == v.digest {
			approved = true
			p.f(`<p class="ok">{}</p>`, p.lang.Say("%s approved this revision.", "%s がこの版を承認しました。", a.By))
		}
	}
	if n := len(v.approvals); !approved && n > 0 {
		p.f(`<p class="warn">{}</p>`, p.lang.Say("%s approved an earlier revision; the text was edited afterwards, so that approval no longer counts.",
			"%s が承認したのは以前の版です。その後に編集されたため、承認は無効になりました。", v.approvals[n-1].By))
	}
	for _, r := range v.gate.requests {
		p.f(`<p class="warn"><b>{}</b><br>`, p.askedFor(r))
		p.inline(r.Wants)
		p.f(`</p>`)
	}
	switch {
	case v.state == incident.Closed:
	case !p.can.review:
		p.f(`<p class="muted small">{}</p>`, p.lang.Say("A reviewer approves it.", "承認はレビュアーが行います。"))
	default:
		p.f(`<form method="post" action="/incidents/{}/approve"><input type="hidden" name="digest" value="{}">`, v.in.Key, v.digest)
		switch {
		case approved:
		case v.cannot != "":
			p.f(`<p class="muted">{}</p>`, v.cannot)
		default:
			p.f(`<button name="verdict" value="approve">{}</button>`, p.lang.Say("Approve this revision", "この版を承認する"))
		}
		if v.asked {
			p.f(`<button class="quiet" name="verdict" value="withdraw">{}</button>`, p.lang.Say("Withdraw your request for changes", "修正の依頼を取り下げる"))
		}
		p.f(`<details><summary>{}</summary><textarea name="text" rows="3" maxlength="4000" aria-label="{}"></textarea><button class="quiet" name="verdict" value="changes">{}</button></details></form>`,
			p.lang.Say("Ask for changes", "修正を求める"), p.lang.Say("What should change", "修正してほしいこと"), p.lang.Say("Ask for changes", "修正を求める"))
		p.f(`<p class="muted small">{}</p>`, p.lang.Say("An edit takes the approval back.", "承認後に編集すると、承認は取り消されます。"))
	}
	p.f(`</section>`)
}

// findingList appends what the checker found, as a way to each place.
func (p *page) findingList(v reviewView) {
	p.f(`<section class="card" id="findings"><h2>{} <span class="count muted small">{}</span></h2>`, p.lang.Say("Findings", "指摘"), itoa(len(v.rendered.found)))
	if len(v.rendered.found) == 0 {
		p.f(`<p class="ok">{}</p>`, p.lang.Say("The checker finds nothing.", "指摘はありません。"))
	}
	p.f(`<ul class="list small">`)
	for i, f := range v.rendered.found {
		p.f(`<li><a href="#note-{}">{}</a> {}</li>`, itoa(i), p.lang.Say("line %d", "%d行目", f.Line), f.Message)
	}
	p.f(`</ul></section>`)
}

func (p *page) openThreads(v reviewView) {
	open := 0
	for _, t := range v.threads {
		if !t.resolved {
			open++
		}
	}
	if open == 0 {
		return
	}
	p.f(`<section class="card"><h2>{} <span class="count muted small">{}</span></h2><ul class="list small">`, p.lang.Say("Open threads", "未解決のコメント"), itoa(open))
	for _, t := range v.threads {
		if !t.resolved {
			p.f(`<li><a href="#thread-{}">{}</a> {}</li>`, t.id, t.comments[0].author, firstWords(t.comments[0].text))
		}
	}
	p.f(`</ul></section>`)
}

func firstWords(text string) string {
	if runes := []rune(text); len(runes) > 60 {
		return string(runes[:59]) + "…"
	}
	return text
}

// sourceColumn appends the source beside the rendering, with its line numbers.
func (p *page) sourceColumn(v reviewView) {
	p.f(`<section class="card" aria-label="{}" tabindex="0"><ol class="source">`, p.lang.Say("Source", "ソース"))
	hit := map[int]bool{}
	for _, f := range v.rendered.found {
		hit[f.Line] = true
	}
	n, block := 0, 0
	for line := range strings.Lines(string(v.rendered.document.Source)) {
		n++
		if v.rendered.blocks[n] {
			block = n
		}
		if hit[n] {
			p.f(`<li class="hit"`)
		} else {
			p.f(`<li`)
		}
		p.f(` id="S{}"><a`, itoa(n))
		if block > 0 { // nothing is shown of the front matter
			p.f(` href="#L{}"`, itoa(block))
		}
		p.f(`>{}</a><span>{}</span></li>`, itoa(n), strings.TrimRight(line, "\r\n"))
	}
	p.f(`</ol></section>`)
}
