package api

import "github.com/pmtracker/pmtracker/internal/incident"

// sentence says why something is refused and which field of a request puts it right,
// where the error's own words name a flag or a command.
func sentence(err error, l incident.Lang) string {
	switch incident.RemedyOf(err) {
	case incident.RemedyNextReport:
		return l.Say("refused by the rule %s: the report names no time for the next one; send next_at, also when nothing is known yet", "規則 %s により拒否: 次回連絡の時刻がありません。分かっていることがなくても next_at を送ってください", incident.RuleNextReport)
	case incident.RemedyRecoverFirst:
		return l.Say("recovery has not been declared, so there is no time of recovery to report; declare it first: POST /incidents/{key}/recovery", "復旧が宣言されていないため、連絡に書く復旧時刻がありません。先に POST /incidents/{key}/recovery で宣言してください")
	case incident.RemedyContain:
		return l.Say("refused by the rule %s: nothing was contained yet; send an event of kind containment, or say in reason why there was none", "規則 %s により拒否: 安全化が記録されていません。kind が containment のイベントを送るか、安全化がない理由を reason に書いてください", incident.RuleContainFirst)
	case incident.RemedyDecision:
		return l.Say("refused by the rule %s: the IC decides and does no hands-on work; send the order with kind decision, and what somebody else did with their role in role", "規則 %s により拒否: IC は判断に専念し、手を動かしません。指示は kind を decision にして、作業は実施した人の役割を role に入れて送ってください", incident.RuleCommanderDecides)
	case incident.RemedyCorrection:
		return l.Say("a correction points at the event that it corrects; send its id in corrects", "訂正には、訂正するイベントの指定が必要です。その id を corrects で送ってください")
	case incident.RemedyApproval:
		return l.Say("who wrote this postmortem cannot approve it; somebody else has to, with a token of their own", "このポストモーテムの作成者は承認できません。作成者以外の人が自分のトークンで承認してください")
	}
	return roomSentence(err, l)
}

// roomSentence is sentence for what another operation does.
func roomSentence(err error, l incident.Lang) string {
	switch incident.RemedyOf(err) {
	case incident.RemedyDeclare:
		return l.Say("the incident is declared already; declare another: POST /incidents", "このインシデントはすでに宣言されています。別のインシデントは POST /incidents で宣言してください")
	case incident.RemedyRole:
		return l.Say("roles have rules; assign them: POST /incidents/{key}/roles", "役割は時系列に直接は書けません。POST /incidents/{key}/roles で割り当ててください")
	case incident.RemedyHandOver:
		return l.Say("refused by the rule %s: %s; hand over with do: handover", "規則 %s により拒否: %s。do を handover にして引き継いでください", incident.RuleOneCommander, incident.Sentence(incident.Innermost(err), l))
	case incident.RemedySeverity:
		return l.Say("the severity of a report is that of the incident; leave it out, and change it first where it is another: send an event of kind severity", "連絡の重大度はインシデントの重大度です。項目から外してください。変える場合は、先に kind が severity のイベントを送ってください")
	case incident.RemedyRecovery:
		return l.Say("recovery is declared by numbers, not by a line in the timeline: POST /incidents/{key}/recovery", "復旧は時系列の一行ではなく、数値で宣言します。POST /incidents/{key}/recovery を使ってください")
	case incident.RemedyReopen:
		return l.Say("the incident is closed; reopen it first: POST /incidents/{key}/reopen", "インシデントはクローズ済みです。先に POST /incidents/{key}/reopen で再開してください")
	}
	return fieldSentence(err, l)
}

// fieldSentence is sentence for a field that is missing, or says what it may not.
func fieldSentence(err error, l incident.Lang) string {
	switch incident.RemedyOf(err) {
	case incident.RemedyFind:
		return l.Say("%s; GET /incidents lists those that there are", "%s。一覧は GET /incidents で確認できます", incident.Sentence(incident.Innermost(err), l))
	case incident.RemedyTitle:
		return l.Say("an incident needs a title; send in title what people cannot do", "インシデントには題名が必要です。利用者ができなくなったことを title に入れて送ってください")
	case incident.RemedyEvidence:
		return l.Say("there is no evidence; send in evidence what was seen", "証拠がありません。確認した内容を evidence に入れて送ってください")
	case incident.RemedyReason:
		return l.Say("a closed incident is reopened for a reason; send it in reason", "クローズしたインシデントの再開には理由が必要です。reason に入れて送ってください")
	case incident.RemedyKind:
		return l.Say("only a correction corrects an event; send it with kind correction", "イベントを訂正できるのは種別 correction だけです。kind を correction にして送ってください")
	case incident.RemedyEvent:
		return l.Say("the timeline has no such event; GET /incidents/{key} has the ids", "時系列にそのイベントはありません。id は GET /incidents/{key} で確認できます")
	case incident.RemedyStep:
		return l.Say("the checklist has no such step; GET /incidents/{key}/checklist lists them", "チェックリストにその手順はありません。一覧は GET /incidents/{key}/checklist で確認できます")
	case incident.RemedyNextAt:
		return l.Say("the time of the next report is a promise, not a field of the text; send it in next_at", "次回連絡の時刻は本文の項目ではありません。next_at に入れて送ってください")
	case incident.RemedyNoNext:
		return l.Say("a completion report is the last and promises no next one; leave out next_at, or send a periodic report", "完了報は最後の連絡なので、次回の時刻はありません。next_at を外すか、定時報を送ってください")
	case incident.RemedyClose:
		return l.Say("status: closed is not written by hand; POST /incidents/{key}/close", "status: closed は手で書けません。POST /incidents/{key}/close を使ってください")
	case incident.RemedyReadBy:
		return l.Say("nobody is named who read a KPI; send that person's name in read_by", "KPI を読み取った人が分かりません。その人の名前を read_by に入れて送ってください")
	}
	return incident.Sentence(err, l)
}

// gateFix says which operation puts right what keeps an incident from closing.
func gateFix(u incident.Unmet, l incident.Lang) string {
	switch u.Remedy {
	case incident.RemedyApproval:
		return l.Say("have somebody who is not the author send verdict approve: POST /incidents/{key}/reviews", "作成者以外の人が verdict を approve にして POST /incidents/{key}/reviews で承認してください")
	case incident.RemedyOpenTicket:
		return l.Say("open it: POST /incidents/{key}/tickets", "POST /incidents/{key}/tickets で起票してください")
	case incident.RemedyGenerate:
		return l.Say("write it: POST /incidents/{key}/postmortem", "POST /incidents/{key}/postmortem で作成してください")
	case incident.RemedyRelink:
		return l.Say("send in ticket one that exists (PATCH /incidents/{key}/action-items/{item}), or an empty one, and open it: POST /incidents/{key}/tickets", "実在するチケットを ticket に入れて PATCH /incidents/{key}/action-items/{item} で送るか、空にして POST /incidents/{key}/tickets で起票してください")
	case incident.RemedyReport:
		return l.Say("send it, with the ticket of every action item: POST /incidents/{key}/reports with kind completion", "kind を completion にし、恒久対応ごとのチケット番号を添えて POST /incidents/{key}/reports で送ってください")
	case incident.RemedyDelivery:
		return l.Say("GET /incidents/{key}/deliveries says why; send it again, or, where it was told by other means, record it without send: POST /incidents/{key}/reports with kind completion", "理由は GET /incidents/{key}/deliveries で確認できます。kind を completion にして POST /incidents/{key}/reports で送り直すか、別の手段で伝えた場合は send を付けずに記録してください")
	case incident.RemedyRecovery:
		return l.Say("declare it once the KPIs are back in their ranges: POST /incidents/{key}/recovery", "KPI が正常範囲に戻ってから POST /incidents/{key}/recovery で宣言してください")
	}
	return u.Fix
}

// fix says which field of a request puts right what speaks against a recovery.
func fix(u incident.RecoveryUnmet, l incident.Lang) string {
	if !u.ByHand {
		return u.Fix
	}
	return l.Say("send the value that somebody read in kpis, with their name in read_by", "読み取った値を kpis に、読み取った人の名前を read_by に入れて送ってください")
}
