package incident

// Label is the field's key as a document of language l writes it.
func (f Field) Label(l Lang) string {
	switch f {
	case FieldKind:
		return l.Say("Kind", "種別")
	case FieldOwner:
		return l.Say("Owner", "担当")
	case FieldDue:
		return l.Say("Due", "期限")
	case FieldTicket:
		return l.Say("Ticket", "チケット")
	case FieldWhen:
		return l.Say("When", "きっかけ")
	case FieldBefore:
		return l.Say("Before", "これまで")
	case FieldAfter:
		return l.Say("After", "これから")
	case FieldVerifiedBy:
		return l.Say("Verified by", "確認方法")
	case FieldVerified:
		return l.Say("Verified", "確認済み")
	}
	return string(f)
}

// Ask says what to write into the field: the prompt that a generated document
// shows where it is not known, and the fix where it is missing.
func (f Field) Ask(l Lang) string {
	switch f {
	case FieldKind:
		return l.Say("choose one: prevent, detect, mitigate, process, game-day, education",
			"一つ選ぶ: prevent（予防）, detect（検知）, mitigate（緩和）, process（手順）, game-day（演習）, education（教育）")
	case FieldOwner:
		return l.Say("name one person by login, for example @akiko", "一人をログイン名で書く。例: @akiko")
	case FieldDue:
		return l.Say("write the day by which it is done, as YYYY-MM-DD", "終わらせる日を YYYY-MM-DD で書く")
	case FieldTicket:
		return l.Say("write the URL or key of its GitHub or Jira issue; pmtracker tickets create opens it",
			"GitHub または Jira の課題のURLかキーを書く。pmtracker tickets create で起票できる")
	case FieldWhen:
		return l.Say("say in which situation behaviour changes, for example: a deploy raises the error rate above 2% for 5 minutes",
			"どんな状況で行動が変わるかを書く。例: デプロイ後にエラー率が5分間2%を超えたとき")
	case FieldBefore:
		return l.Say("say what people or the system do today in that situation", "その状況で、いま人やシステムが何をしているかを書く")
	case FieldAfter:
		return l.Say("say who or what does what from now on, so that an outsider could see it", "これからは誰が（何が）何をするのか、外から見て分かるように書く")
	case FieldVerifiedBy:
		return l.Say("say how we will see that behaviour did change: a test, an alert, a game day, a number",
			"行動が変わったことをどう確かめるかを書く: テスト、アラート、演習、数値")
	case FieldVerified:
		return l.Say("record with pmtracker verify when the check was seen to hold, and by what evidence",
			"確認方法が実際に満たされたら、pmtracker verify で日付と証拠を記録する")
	}
	return ""
}

// Unwritten tells whether a text says nothing as the field: also where it is nothing but a
// picture or the mark of a footnote, which are evidence and no words, and where a situation,
// a behaviour or a check is only answered with "yes" or "done".
func (f Field) Unwritten(text string) bool {
	if Unwritten(text) || f != FieldVerified && onlyMarks(text) {
		return true
	}
	switch f {
	case FieldWhen, FieldBefore, FieldVerifiedBy:
		return tellsNoBehaviour(text)
	}
	return false
}
