package diagnostic

import "github.com/pmtracker/pmtracker/internal/incident"

// Title says in a few words what a rule asks for.
func (r Rule) Title(l incident.Lang) string {
	switch r {
	case FrontMatter:
		return l.Say("the block at the top says which incident this is", "先頭の front matter が、どのインシデントかを示している")
	case SectionMissing:
		return l.Say("every section of a postmortem is there", "ポストモーテムの節がすべてある")
	case SectionEmpty:
		return l.Say("every section says something", "どの節にも内容が書かれている")
	case TimelineOrder:
		return l.Say("the timeline is in the order of time", "時系列が時刻の順に並んでいる")
	case TimelineEmpty:
		return l.Say("the timeline says what happened when", "時系列に、いつ何が起きたかが書かれている")
	case Blame:
		return l.Say("the text describes the system and judges nobody", "文章は仕組みを述べ、誰も責めていない")
	case ActionNone:
		return l.Say("there is an action item, or a reason why none is needed", "恒久対応がある、または不要である理由が書かれている")
	case ActionFieldMissing:
		return l.Say("every action item says kind, trigger, before, after and check", "どの恒久対応にも種別・きっかけ・これまで・これから・確認方法がある")
	case ActionVague:
		return l.Say("the change of behaviour could be seen by an outsider", "行動の変化が、外から見て分かるように書かれている")
	case ActionOwner:
		return l.Say("every action item has one owner", "どの恒久対応にも担当が一人いる")
	case ActionDue:
		return l.Say("every action item is due on the day of the incident or later", "どの恒久対応にも、インシデント当日以降の期限がある")
	case ActionTicketMissing:
		return l.Say("every action item is linked to a ticket", "どの恒久対応もチケットに結びついている")
	case ActionTicketUnverified:
		return l.Say("the provider confirms that the ticket exists", "チケットの実在をプロバイダーが確認している")
	case ActionTicketMismatch:
		return l.Say("ticket and action item name the same owner and due date", "チケットと恒久対応の担当・期限が一致している")
	case TicketShared:
		return l.Say("every action item has a ticket of its own", "恒久対応ごとに別のチケットがある")
	case KPIUnreadable:
		return l.Say("the values and ranges of KPIs can be read", "KPIの値と正常範囲が読み取れる")
	case ReportUnreadable:
		return l.Say("the kinds and times of reports can be read", "連絡の種類と時刻が読み取れる")
	case LinkBroken:
		return l.Say("links lead somewhere", "リンク先が存在する")
	case Gate:
		return l.Say("a document that says it is closed passes the close gate", "status が closed の文書はクローズ条件を満たしている")
	case IgnoreComment:
		return l.Say("an ignore comment names a rule that may be ignored, and why", "無視コメントに、無視してよい規則と理由が書かれている")
	}
	return ""
}

// PageURL is the address of the page that explains a rule.
func (r Rule) PageURL(l incident.Lang) string {
	return "https://github.com/pmtracker/pmtracker/blob/main/docs/rules/" + string(r) + l.Say(".md", ".ja.md")
}
