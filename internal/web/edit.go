package web

import (
	"strings"

	"github.com/pmtracker/pmtracker/internal/diagnostic"
	"github.com/pmtracker/pmtracker/internal/incident"
)

// editView is the text of a postmortem in an editor.
type editView struct {
	roomView
	base     int // revision from which the text was made
	text     string
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
	if c := v.conflict; c != nil {
		p.conflict(c)
	}
	base := "/incidents/" + v.in.Key
	p.f(`<form id="source" method="post" action="{}/edit" class="halves"><div><input type="hidden" name="base" value="{}"><label for="editor">{}</label><textarea class="editor" id="editor" name="text" required spellcheck="true" lang="{}" hx-post="{}/preview" hx-trigger="input delay:500ms" hx-target="#preview" hx-swap="innerHTML">`,
		base, itoa(v.base), p.lang.Say("Markdown", "Markdown"), string(v.in.Lang), base)
	p.f("\n{}</textarea>", v.text)
	p.f(`<label for="note">{}</label><input id="note" name="note" maxlength="200" placeholder="{}"><div class="actions"><button>{}</button><a href="{}/review">{}</a></div></div>`,
		p.lang.Say("What did you change?", "変更の要約"), p.lang.Say("optional", "任意"), p.lang.Say("Save a new revision", "新しい版として保存"), base, p.lang.Say("Leave without saving", "保存せずに戻る"))
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
		p.f(`<details><summary class="warn small">{}</summary><ul class="list small" lang="{}">`, p.lang.Say("%d errors", "エラー %d件", errors), string(r.document.Lang))
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

// recoverView is the recovery declaration.
type recoverView struct {
	roomView
	kpis    []incident.KPI // those to be read, with what is known
	refused []incident.RecoveryUnmet
	needWhy bool // nothing was contained, so skipping that state needs a reason
}

// recovery appends the declaration by numbers.
func (p *page) recovery(v recoverView) {
	p.head(v.roomView, "recover")
	for _, u := range v.refused {
		p.f(`<div class="flash refused" role="alert"><p><b>{}</b> {}</p></div>`, u.Message, u.Fix)
	}
	button := p.lang.Say("Declare recovery", "復旧を宣言する")
	if e, ok := v.in.First(incident.KindRecovery); ok {
		p.f(`<div class="card"><p class="ok"><b>{}</b> `, p.lang.Say("Recovery was declared.", "復旧が宣言されています。"))
		p.time(e.At, v.in.Zone, "2006-01-02 15:04")
		p.f(`</p></div>`)
		p.kpiTable(v.in.KPIs)
		if v.state == incident.Closed || incident.RecoveryShown(v.in.KPIs) {
			return
		}
		button = p.lang.Say("Record the values", "値を記録する")
		p.f(`<p>{}</p>`, p.lang.Say("No numbers show it yet. Enter the values that were read when service was back, and who read them.",
			"復旧を裏付ける数値がまだありません。復旧時に読み取った値と、読み取った人を入力してください。"))
	} else {
		p.f(`<p>{}</p>`, p.lang.Say("Recovery is declared by numbers: every KPI has to be back in its normal range. Enter what you read, and who read it.",
			"復旧は数値で宣言します。すべての KPI が正常範囲に戻っていることが条件です。読み取った値と、読み取った人を入力してください。"))
	}
	if !p.can.respond {
		return
	}
	p.f(`<form class="card" method="post" action="/incidents/{}/recover">`, v.in.Key)
	rows := v.kpis
	for len(rows) < 3 && len(rows) < len(v.kpis)+1 || len(rows) == 0 {
		rows = append(rows, incident.KPI{})
	}
	p.f(`<div class="scroll"><table><thead><tr><th>KPI</th><th>{}</th><th>{}</th><th>{}</th></tr></thead><tbody>`, p.lang.Say("Value now", "現在の値"), p.lang.Say("Normal from", "正常範囲の下限"), p.lang.Say("Normal to", "正常範囲の上限"))
	for i, k := range rows {
		low, high, value := "", "", ""
		if k.Value != nil {
			value = incident.FormatNumber(*k.Value)
		}
		if k.Baseline != nil {
			low, high = incident.FormatNumber(k.Baseline.Low), incident.FormatNumber(k.Baseline.High)
		}
		n := itoa(i)
		p.f(`<tr><td><input name="name" value="{}" aria-label="{}" maxlength="60" placeholder="error_rate"></td><td><input name="value" value="{}" inputmode="decimal" aria-label="{}" maxlength="30"></td><td><input name="low" value="{}" inputmode="decimal" aria-label="{}" maxlength="30"></td><td><input name="high" value="{}" inputmode="decimal" aria-label="{}" maxlength="30"></td></tr>`,
			k.Name, p.lang.Say("Name of KPI %s", "KPI %s の名前", n), value, p.lang.Say("Value of KPI %s", "KPI %s の値", n), low, p.lang.Say("Lower end %s", "下限 %s", n), high, p.lang.Say("Upper end %s", "上限 %s", n))
	}
	p.f(`</tbody></table></div><label for="read-by">{}</label><input id="read-by" name="read_by" maxlength="100" value="{}">`, p.lang.Say("Read by", "読み取った人"), p.name)
	if v.needWhy {
		p.f(`<label for="why">{}</label><input id="why" name="reason" maxlength="500" required><span class="hint">{}</span>`, p.lang.Say("Why was nothing contained first?", "安全化を経ない理由"), p.lang.Say("A state is never skipped silently; the reason stays in the timeline.", "状態を黙って飛ばすことはできません。理由は時系列に残ります。"))
	}
	p.f(`<button>{}</button></form>`, button)
}

func (p *page) kpiTable(kpis []incident.KPI) {
	if len(kpis) == 0 {
		return
	}
	p.f(`<div class="scroll"><table><thead><tr><th>KPI</th><th>{}</th><th>{}</th><th>{}</th></tr></thead><tbody>`, p.lang.Say("At recovery", "復旧時の値"), p.lang.Say("Normal", "正常範囲"), p.lang.Say("Read by", "読み取った人"))
	for _, k := range kpis {
		value, normal := "–", "–"
		if k.Value != nil {
			value = incident.FormatValue(*k.Value, k.Unit)
		}
		if k.Baseline != nil {
			normal = k.Baseline.String()
		}
		p.f(`<tr><td>{}</td><td class="num">{}</td><td class="num">{}</td><td>{}</td></tr>`, k.Name, value, normal, k.ReadBy)
	}
	p.f(`</tbody></table></div>`)
}
