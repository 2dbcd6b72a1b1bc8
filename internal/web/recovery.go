package web

import (
	"math"
	"net/url"
	"slices"
	"strings"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// recoverView is the recovery declaration.
type recoverView struct {
	roomView
	rows    []kpiRow
	readBy  string
	reason  string
	problem string // why what was entered cannot be read, or is refused
	refused []incident.RecoveryUnmet
	needWhy bool // nothing was contained, so skipping that state needs a reason
}

// kpiRow is a KPI as it stands in the form.
type kpiRow struct{ name, value, low, high string }

// recovery appends the declaration by numbers.
func (p *page) recovery(v recoverView) {
	p.head(v.roomView, "recover")
	p.withGate(v.roomView, func() { p.recoveryPart(v) })
}

// recoveryPart appends what was declared, or the form that declares.
func (p *page) recoveryPart(v recoverView) {
	if v.problem != "" {
		p.f(`<div class="flash refused" role="alert"><p>{}</p></div>`, v.problem)
	}
	for _, u := range v.refused {
		fix := u.Fix
		if u.ByHand {
			fix = p.lang.Say("Enter the value that was read in the form below, and who read it.", "下のフォームに、読み取った値と読み取った人を入力してください。")
		}
		p.f(`<div class="flash refused" role="alert"><p><b>{}</b> {}</p></div>`, capital(u.Message, p.lang), capital(fix, p.lang))
	}
	e, recovered := v.in.First(incident.KindRecovery)
	if !recovered {
		p.f(`<p>{}</p>`, p.lang.Say("Recovery is declared by numbers: every KPI has to be back in its normal range. Enter what you read, and who read it.",
			"復旧は数値で宣言します。すべての KPI が正常範囲に戻っていることが条件です。読み取った値と、読み取った人を入力してください。"))
		p.recoveryForm(v, p.lang.Say("Declare recovery", "復旧を宣言する"))
		return
	}
	p.f(`<div class="card"><p class="ok"><b>{}</b> `, p.lang.Say("Recovery was declared.", "復旧が宣言されています。"))
	p.time(e.At, v.in.Zone, "2006-01-02 15:04")
	p.f(`</p></div>`)
	p.kpiTable(v.in.KPIs)
	if v.state == incident.Closed || incident.RecoveryShown(v.in.KPIs) {
		return
	}
	p.f(`<p>{}</p>`, p.lang.Say("No numbers show it yet. Enter the values that were read when service was back, and who read them.",
		"復旧を裏付ける数値がまだありません。復旧時に読み取った値と、読み取った人を入力してください。"))
	p.recoveryForm(v, p.lang.Say("Record the values", "値を記録する"))
}

// recoveryForm takes the values that were read.
func (p *page) recoveryForm(v recoverView, button string) {
	if !p.can.respond {
		return
	}
	p.f(`<form class="card" id="recovery" method="post" action="/incidents/{}/recover"><table class="kpis"><thead><tr><th>KPI</th><th>{}</th><th>{}</th><th>{}</th></tr></thead><tbody>`,
		v.in.Key, p.lang.Say("Value now", "現在の値"), p.lang.Say("Normal from", "正常範囲の下限"), p.lang.Say("Normal to", "正常範囲の上限"))
	for i, row := range v.rows {
		p.kpiFields(itoa(i+1), row)
	}
	p.f(`</tbody></table><p><button class="quiet" name="more" value="1" formnovalidate>{}</button></p>`, p.lang.Say("More rows", "行を追加"))
	p.f(`<label for="read-by">{}</label><input id="read-by" name="read_by" maxlength="100" value="{}">`, p.lang.Say("Read by", "読み取った人"), v.readBy)
	if v.needWhy {
		p.f(`<label for="why">{}</label><input id="why" name="reason" maxlength="500" required value="{}"><span class="hint">{}</span>`,
			p.lang.Say("Why was nothing contained first?", "安全化を経ない理由"), v.reason, p.lang.Say("A state is never skipped silently; the reason stays in the timeline.", "状態を黙って飛ばすことはできません。理由は時系列に残ります。"))
	}
	p.f(`<button>{}</button></form>`, button)
}

func (p *page) kpiFields(n string, row kpiRow) {
	p.f(`<tr><td><input name="name" value="{}" aria-label="{}" maxlength="60" placeholder="error_rate"></td>`, row.name, p.lang.Say("Name of KPI %s", "KPI %s の名前", n))
	for _, cell := range [][4]string{
		{"value", row.value, p.lang.Say("Value now", "現在の値"), p.lang.Say("Value of KPI %s", "KPI %s の値", n)},
		{"low", row.low, p.lang.Say("Normal from", "正常範囲の下限"), p.lang.Say("Lower end %s", "下限 %s", n)},
		{"high", row.high, p.lang.Say("Normal to", "正常範囲の上限"), p.lang.Say("Upper end %s", "上限 %s", n)},
	} {
		p.f(`<td data-label="{}"><input name="{}" value="{}" inputmode="decimal" aria-label="{}" maxlength="30"></td>`, cell[2], cell[0], cell[1], cell[3])
	}
	p.f(`</tr>`)
}

func (p *page) kpiTable(kpis []incident.KPI) {
	if len(kpis) == 0 {
		return
	}
	p.f(`<div class="scroll" tabindex="0"><table><thead><tr><th>KPI</th><th>{}</th><th>{}</th><th>{}</th></tr></thead><tbody>`, p.lang.Say("At recovery", "復旧時の値"), p.lang.Say("Normal", "正常範囲"), p.lang.Say("Read by", "読み取った人"))
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

// ask adds the rows of the KPIs that the team has.
func (v *recoverView) ask(kpis []incident.KPI) {
	for _, k := range kpis {
		row := kpiRow{name: k.Name}
		if k.Baseline != nil {
			row.low, row.high = endOf(k.Baseline.Low), endOf(k.Baseline.High)
		}
		v.rows = append(v.rows, row)
	}
}

// endOf writes an end of a range; one that is open stands empty.
func endOf(v float64) string {
	if math.IsInf(v, 0) {
		return ""
	}
	return incident.FormatNumber(v)
}

// keep puts what a person entered in place of what was known.
func (v *recoverView) keep(form url.Values) {
	v.readBy, v.reason = form.Get("read_by"), form.Get("reason")
	for _, row := range kpiRows(form) {
		i := slices.IndexFunc(v.rows, func(known kpiRow) bool { return known.name == strings.TrimSpace(row.name) })
		if i < 0 {
			v.rows = append(v.rows, row)
		} else {
			v.rows[i] = row
		}
	}
}

// widen adds empty rows: at least one, and three in all.
func (v *recoverView) widen() {
	v.rows = append(v.rows, kpiRow{})
	for len(v.rows) < 3 {
		v.rows = append(v.rows, kpiRow{})
	}
}

// kpiRows gives the rows of the form in which something stands.
func kpiRows(form url.Values) []kpiRow {
	at := func(name string, i int) string {
		if i < len(form[name]) {
			return form[name][i]
		}
		return ""
	}
	var rows []kpiRow
	for i := range form["name"] {
		row := kpiRow{at("name", i), at("value", i), at("low", i), at("high", i)}
		if strings.TrimSpace(row.name+row.value+row.low+row.high) != "" {
			rows = append(rows, row)
		}
	}
	return rows
}

// kpisOf reads the rows of the form: a name, a value, and its normal range.
func kpisOf(form url.Values) ([]incident.KPI, error) {
	var kpis []incident.KPI
	for _, row := range kpiRows(form) {
		k := incident.KPI{Name: strings.TrimSpace(row.name), ReadBy: strings.TrimSpace(form.Get("read_by"))}
		var err error
		if k.Value, k.Unit, err = valueIn(row.value); err != nil {
			return nil, err
		}
		low, _, err := valueIn(row.low)
		if err != nil {
			return nil, err
		}
		high, _, err := valueIn(row.high)
		if err != nil {
			return nil, err
		}
		k.Baseline = incident.RangeOf(low, high)
		kpis = append(kpis, k)
	}
	return kpis, nil
}

// valueIn reads a value, with its unit where one is written; nil where nothing is.
func valueIn(text string) (*float64, string, error) {
	if strings.TrimSpace(text) == "" {
		return nil, "", nil
	}
	n, unit, ok := incident.ParseValue(text)
	if !ok {
		return nil, "", incident.Tell(incident.Invalid, "%q is not a number; write it as 0.4%% or 180 ms", "%q は数値ではありません。0.4%% や 180 ms のように書いてください", text)
	}
	return &n, unit, nil
}
