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
		return l.Say("refused by the rule %s: somebody commands already; hand over with do: handover", "規則 %s により拒否: すでに指揮している人がいます。do を handover にして引き継いでください", incident.RuleOneCommander)
	case incident.RemedyPromise:
		return l.Say("the time of the next report is a promise of which the tracker reminds, not a field of the text; send it as next_at", "次回連絡の時刻は本文の項目ではなく、リマインドの対象になる約束です。next_at で送ってください")
	case incident.RemedyLastReport:
		return l.Say("a completion report is the last and promises no next one; leave next_at out, or send a periodic report", "完了報は最後の連絡であり、次回を予告できません。next_at を外すか、定時報を送ってください")
	case incident.RemedySeverity:
		return l.Say("the severity of a report is that of the incident; leave it out, and change it first where it is another: send an event of kind severity", "連絡の重大度はインシデントの重大度です。項目から外してください。変える場合は、先に kind が severity のイベントを送ってください")
	case incident.RemedyRecovery:
		return l.Say("recovery is declared by numbers, not by a line in the timeline: POST /incidents/{key}/recovery", "復旧は時系列の一行ではなく、数値で宣言します。POST /incidents/{key}/recovery を使ってください")
	case incident.RemedyReopen:
		return l.Say("the incident is closed; reopen it first: POST /incidents/{key}/reopen", "インシデントはクローズ済みです。先に POST /incidents/{key}/reopen で再開してください")
	}
	return incident.Sentence(err, l)
}

// fix says which field of a request puts right what speaks against a recovery.
func fix(u incident.RecoveryUnmet, l incident.Lang) string {
	if !u.ByHand {
		return u.Fix
	}
	return l.Say("send the value that somebody read in kpis, with their name in read_by", "読み取った値を kpis に、読み取った人の名前を read_by に入れて送ってください")
}
