package mcp

import "github.com/pmtracker/pmtracker/internal/incident"

// unmetLine is one reason why an incident may not close yet.
type unmetLine struct {
	Rule    string `json:"rule"`
	Item    string `json:"item,omitempty"`
	Message string `json:"message"`
	Fix     string `json:"fix"`
}

func (x tools) unmetLines(key string, all []incident.Unmet) []unmetLine {
	lines := []unmetLine{}
	for _, u := range all {
		lines = append(lines, unmetLine{string(u.Rule), u.Item, u.Message, x.fix(key, u)})
	}
	return lines
}

// fix says what puts right what keeps an incident of the database from closing: with a
// tool where the assistant has one for it, else with what a person does on the pages or the command
// line. What is put right by writing into the postmortem is said as the gate says it.
func (x tools) fix(key string, u incident.Unmet) string {
	l := x.actor.Lang
	switch u.Remedy {
	case incident.RemedyGenerate:
		return l.Say("a person writes it with the button on the page of the incident, or with: pmtracker generate %s", "人がインシデントのページのボタンか pmtracker generate %s で作成します", key)
	case incident.RemedyApproval:
		return l.Say("somebody who is not the author approves it on the review page, or with: pmtracker approve %s", "作成者以外の人がレビューのページか pmtracker approve %s で承認します", key)
	case incident.RemedyOpenTicket:
		return x.openIt(key)
	case incident.RemedyRelink:
		return l.Say("link a ticket that exists, or empty the field; %s", "実在するチケットに直すか、欄を空にしてください。%s", x.openIt(key))
	case incident.RemedyReport:
		return l.Say("a person sends it, with the ticket of every action item, in the form of the completion report, or with: pmtracker report %s completion", "人が、恒久対応ごとのチケット番号を添えて、完了報のフォームか pmtracker report %s completion で送ります", key)
	case incident.RemedyDelivery:
		return l.Say("a person sees why and sends it again on the page of the reports, or with: pmtracker deliveries %s --retry; what was told by other means is recorded without being sent", "人が連絡のページか pmtracker deliveries %s --retry で理由を確認し、再送します。別の手段で伝えた場合は、送信せずに記録します", key)
	case incident.RemedyRecovery:
		return l.Say("a person declares it once the KPIs are back in their ranges, in the form of the recovery, or with: pmtracker recover %s", "KPIが正常範囲に戻ってから、人が復旧宣言のフォームか pmtracker recover %s で宣言します", key)
	}
	return u.Fix
}

// openIt says how the tickets that are missing are opened.
func (x tools) openIt(key string) string {
	if x.write {
		return x.actor.Lang.Say("open it with the tool open_tickets", "ツール open_tickets で起票してください")
	}
	return x.actor.Lang.Say("a person opens it on the page of the action item, or with: pmtracker tickets create %s", "人が恒久対応のページか pmtracker tickets create %s で起票します", key)
}
