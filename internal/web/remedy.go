package web

import "github.com/pmtracker/pmtracker/internal/incident"

// told gives the sentence of a refusal as a page says it.
func (v *visit) told(err error) string {
	if sentence, _, _, ok := v.remedy(err); ok {
		return sentence
	}
	return capital(incident.Sentence(err, v.lang), v.lang)
}

// remedy says how a refusal is put right on the pages, where its sentence names a
// command, and leads there. It is not ok where the sentence says it all.
func (v *visit) remedy(err error) (sentence, path, name string, ok bool) {
	l := v.lang
	if incident.RemedyOf(err) == incident.RemedyTitle {
		return l.Say("An incident needs a title: what people cannot do.", "インシデントには題名が必要です。利用者ができなくなったことを書いてください。"),
			"/declare", l.Say("Declare an incident", "インシデントを宣言"), true
	}
	if v.key == "" {
		return "", "", "", false
	}
	switch incident.RemedyOf(err) {
	case incident.RemedyDeclare:
		return l.Say("The incident is declared already. Another one is declared by itself.", "このインシデントはすでに宣言されています。別のインシデントは改めて宣言してください。"),
			"/declare", l.Say("Declare an incident", "インシデントを宣言"), true
	case incident.RemedyRole:
		return l.Say("Roles have rules, so a line in the timeline gives none.", "役割には規則があるため、時系列の一行では割り当てられません。"),
			v.incidentPath("#roles"), l.Say("Assign a role", "役割を割り当てる"), true
	case incident.RemedyHandOver:
		return l.Say("Somebody commands already. Who takes over is entered at the role.", "すでに指揮している人がいます。役割の欄で引き継いでください。"),
			v.incidentPath("#roles"), l.Say("Hand over", "引き継ぐ"), true
	case incident.RemedyDecision:
		return l.Say("That is an action by the IC (rule %s): the IC decides and does no hands-on work. Record the order as a decision, or choose the role of who did it.",
				"IC による作業の記録です（規則 %s）。IC は判断に専念し、手を動かしません。指示は判断として、作業は実施した人の役割を選んで記録してください。", incident.RuleCommanderDecides),
			v.incidentPath("/decide"), l.Say("Record a decision", "判断を記録"), true
	case incident.RemedyRecovery:
		return l.Say("Recovery is declared by numbers, not by a line in the timeline.", "復旧は時系列の一行ではなく、数値で宣言します。"),
			v.incidentPath("/recover"), l.Say("Declare recovery", "復旧を宣言する"), true
	case incident.RemedyRecoverFirst:
		return l.Say("Recovery has not been declared, so there is no time of recovery to report. Declare it first.", "復旧が宣言されていないため、連絡に書く復旧時刻がありません。先に復旧を宣言してください。"),
			v.incidentPath("/recover"), l.Say("Declare recovery", "復旧を宣言する"), true
	case incident.RemedyCorrection:
		return l.Say("A correction belongs to the line that it corrects. Choose “Correct this” at that line.", "訂正は、訂正する行から行います。その行の「訂正する」を選んでください。"),
			v.incidentPath("#timeline"), l.Say("To the timeline", "時系列へ"), true
	case incident.RemedyApproval:
		return l.Say("You wrote this postmortem, so somebody else has to approve it.", "このポストモーテムの作成者は承認できません。作成者以外の人が承認してください。"),
			v.incidentPath("/review#approve"), l.Say("Back to the review", "レビューに戻る"), true
	case incident.RemedyReason:
		return l.Say("A closed incident is reopened for a reason. Say why.", "クローズしたインシデントの再開には理由が必要です。理由を書いてください。"),
			v.incidentPath("#reopen"), l.Say("To the reopening", "再開へ進む"), true
	case incident.RemedyFind:
		return l.Say("There is no incident %s. Its key may be mistyped; the list has them all.", "インシデント %s はありません。キーの誤りかもしれません。一覧から探してください。", v.key),
			"/", l.Say("To the list of incidents", "インシデント一覧へ"), true
	case incident.RemedyProvider:
		return l.Say("This server has no access to the ticket system, so nothing was changed. Ask whoever runs it to set that up: %s.", "このサーバーはチケットシステムに接続できる設定になっていないため、何も変更していません。サーバーの管理者に設定を依頼してください: %s", incident.Sentence(err, l)),
			v.incidentPath(""), l.Say("Back to the incident", "インシデントに戻る"), true
	case incident.RemedyEvidence:
		return l.Say("There is no evidence. Say what was seen.", "証拠がありません。確認した内容を書いてください。"),
			v.incidentPath(""), l.Say("Back to the incident", "インシデントに戻る"), true
	case incident.RemedyReopen:
		return l.Say("%s is closed. Reopen it first, and say why.", "%s はクローズ済みです。先に理由を書いて再開してください。", v.key),
			v.incidentPath("#reopen"), l.Say("To the reopening", "再開へ進む"), true
	}
	return "", "", "", false
}
