package postmortem

import (
	"strings"
	"time"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// TimelineTable writes what happened when, with the minutes since detection.
func (v View) TimelineTable() string {
	links := hasLinks(v.Events)
	var b strings.Builder
	b.Grow(120 * (len(v.Events) + 2))
	header := []string{v.say("Time", "時刻"), v.say("Since detection", "検知から"), v.say("Kind", "種別"), v.say("Role", "役割"), v.say("What happened", "内容")}
	if links {
		header = append(header, v.say("Evidence", "根拠"))
	}
	writeRow(&b, header...)
	b.WriteString(strings.Repeat("| --- ", len(header)) + "|\n")
	detected, _ := v.First(incident.KindDetection)
	for _, e := range v.Events {
		row := []string{formatTime(e.At, v.Incident.Zone), incident.SinceDetection(e.At, detected.At, v.Lang), kindWord(e.Kind, v.Lang), string(e.Role), encodeCell(e.Text)}
		if links {
			row = append(row, cellOf(encodeComments(formatLinks(e.Links))))
		}
		writeRow(&b, row...)
	}
	if len(v.Events) == 0 {
		writeRow(&b, prompt(v.say("time", "時刻")), "", "", "", prompt(v.say("write what happened, one line an event, oldest first", "起きたことを一行に一つ、古い順に書く")))
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// noRange stands for the normal range of a KPI that has none, and for whose value
// the person who read it answers.
const noRange = "–"

// KPITable writes the numbers by which recovery was judged.
func (v View) KPITable() string { return v.kpis().String() }

func (v View) kpis() madeTable {
	t := madeTable{
		name: "KPI", header: []string{"KPI", v.say("Unit", "単位"), v.say("Value at recovery", "復旧時の値"), v.say("Normal range", "正常範囲"), v.say("Read by", "確認者")},
		keys: []int{0}, open: map[int]string{3: noRange}, same: sameKPI,
	}
	for _, k := range v.KPIs {
		value, span := prompt(v.say("the value at recovery", "復旧時の値")), prompt(v.say("lowest–highest of the last 30 days", "直近30日の下限–上限"))
		if k.Value != nil {
			value = incident.FormatNumber(*k.Value)
		}
		switch {
		case k.Baseline != nil:
			span = k.Baseline.String()
		case k.Value != nil && k.ReadBy != "":
			span = noRange
		}
		t.add(encodeCell(k.Name), encodeCell(k.Unit), value, span, encodeCell(k.ReadBy))
	}
	if len(v.KPIs) == 0 {
		t.add(prompt(v.say("error rate, success rate, P95", "エラー率、成功率、P95")), "", prompt(v.say("value", "値")), prompt(v.say("lowest–highest", "下限–上限")), prompt(v.say("role", "役割")))
	}
	return t
}

// ReportTable writes the reports that were sent.
func (v View) ReportTable() string { return v.reports().String() }

func (v View) reports() madeTable {
	t := madeTable{
		name:   v.say("Reports", "連絡"),
		header: []string{v.say("Report", "連絡"), v.say("Sent at", "送信時刻"), v.say("Audience", "宛先"), v.say("Next report", "次の報告"), v.say("Tickets", "チケット")},
		keys:   []int{0, 1}, same: sameReport,
	}
	when := func(t time.Time) string {
		if t.IsZero() {
			return ""
		}
		return v.when(t)
	}
	completed := false
	for _, r := range v.Reports {
		completed = completed || r.Kind == incident.ReportCompletion
		t.add(reportLabel(r.Kind, v.Lang), when(r.SentAt), encodeCell(audienceWord(r.Audience, v.Lang)), when(r.NextAt), encodeCell(strings.Join(r.Tickets, ", ")))
	}
	if !completed {
		t.add(reportLabel(incident.ReportCompletion, v.Lang), prompt(v.say("time", "時刻")), prompt(v.say("to whom", "宛先")), "–", prompt(v.say("the ticket of every action item", "すべての恒久対応のチケット")))
	}
	return t
}

// ActionItemBlocks writes the action items with all their fields.
func (v View) ActionItemBlocks() string {
	if len(v.Incident.ActionItems) == 0 {
		return prompt(v.say("Write at least one change of behaviour under a heading ### AI-1: …, or the reason why none is needed as no_action_items: in the front matter.",
			"行動の変化を「### AI-1: …」の見出しで一つ以上書く。不要ならその理由を front matter の no_action_items: に書く。"))
	}
	var b strings.Builder
	for i, a := range v.Incident.ActionItems {
		if i > 0 {
			b.WriteByte('\n')
		}
		b.WriteString("### " + a.ID + ": " + encodeTitle(a.Title) + "\n\n")
		for _, f := range incident.Fields() {
			text := a.Get(f)
			if text == "" {
				text = prompt(f.Ask(v.Lang))
			}
			b.WriteString("- " + f.Label(v.Lang) + ": " + valueLines(text, len("- "), "\n") + "\n")
		}
		if a.Verified != "" {
			b.WriteString("- " + incident.FieldVerified.Label(v.Lang) + ": " + encodeValue(a.Verified) + "\n")
		}
	}
	return strings.TrimSuffix(b.String(), "\n")
}
