package incident

import (
	"slices"
	"strings"
	"time"

	"github.com/golang-sql/civil"
)

func (g *gate) actionItems() {
	if g.NoPostmortem {
		g.unwritten()
		return
	}
	if len(g.ActionItems) > 0 {
		return
	}
	l := g.Lang
	if SaysNotWhy(g.NoActionItems) {
		g.refuse("", l.Say("the postmortem has no action item", "恒久対応が一つもありません"),
			l.Say("write at least one action item (heading \"### AI-1: …\"), or give the reason why none is needed as no_action_items: in the front matter and have it approved",
				"恒久対応を一つ以上書いてください（見出し「### AI-1: …」）。不要な場合は、その理由を front matter の no_action_items: に書き、承認を受けてください"))
		return
	}
	if _, ok := g.approver(); !ok {
		g.refuseUntil(RemedyApproval, "", l.Say("the reason why no action item is needed is not approved", "恒久対応が不要である理由が承認されていません"),
			l.Say("have a reviewer who is not the author run: pmtracker approve", "作成者でないレビュアーが pmtracker approve を実行してください"))
	}
}

// unwritten refuses for there being no postmortem.
func (g *gate) unwritten() {
	g.refuseUntil(RemedyGenerate, "", g.Lang.Say("there is no postmortem yet", "ポストモーテムがまだありません"),
		g.Lang.Say("write it with: pmtracker generate %s", "pmtracker generate %s で作成してください", g.Key))
}

func (g *gate) behaviour() {
	if g.NoPostmortem && !g.Policy.On(RuleActionItems) {
		g.unwritten() // this rule is always asked: nothing closes without one
		return
	}
	l := g.Lang
	for _, item := range g.ActionItems {
		for _, f := range []Field{FieldWhen, FieldBefore, FieldAfter, FieldVerifiedBy} {
			if f.Unwritten(item.Get(f)) {
				g.refuse(item.ID, l.Say("%s is not written", "「%s」が書かれていません", f.Label(l)), f.Ask(l)).Field = f
			}
		}
	}
	for _, f := range g.Findings {
		switch f.Rule {
		case FindingVague:
			g.refuse(f.Item, f.Message, f.Fix).Field = FieldAfter
		case FindingUnclear:
			g.refuse(f.Item, f.Message, f.Fix).Line = f.Line
		}
	}
}

func (g *gate) ownerAndDue() {
	l := g.Lang
	for _, item := range g.ActionItems {
		if item.Owner == "" {
			g.refuse(item.ID, l.Say("it has no owner", "担当がいません"), FieldOwner.Ask(l)).Field = FieldOwner
		}
		if item.Owner != "" && !g.People.OnePerson(item.Owner) {
			g.refuse(item.ID, l.Say("%q is not one person", "「%s」は一人の担当ではありません", item.Owner), FieldOwner.Ask(l)).Field = FieldOwner
		}
		if !item.HasDue() {
			message, fix := g.whyNoDue(item)
			g.refuse(item.ID, message, fix).Field = FieldDue
			continue
		}
		if began := g.day(); began.IsValid() && item.Due.Before(began) {
			g.refuse(item.ID, l.Say("it is due on %s, before the incident (%s)", "期限 %s がインシデント（%s）より前です", item.Due, began),
				l.Say("set a due date not earlier than the incident", "インシデント当日以降の期限にしてください")).Field = FieldDue
		}
	}
}

// whyNoDue says that an item has no due date, or what the checker says of one that
// cannot be read: which day it seems to be.
func (g *gate) whyNoDue(item ActionItem) (message, fix string) {
	for _, f := range g.Findings {
		if f.Rule == FindingDue && f.Item == item.ID {
			return strings.TrimSpace(strings.TrimPrefix(f.Message, item.ID+":")), f.Fix
		}
	}
	return g.Lang.Say("it has no due date", "期限がありません"), FieldDue.Ask(g.Lang)
}

// day is the day of the incident in its zone.
func (g *gate) day() civil.Date {
	if g.OccurredAt.IsZero() {
		return civil.Date{}
	}
	at := g.OccurredAt
	if g.Zone != nil {
		at = at.In(g.Zone)
	}
	return civil.DateOf(at)
}

func (g *gate) tickets() {
	l := g.Lang
	for _, item := range g.ActionItems {
		if _, ok := ParseTicketRef(item.Ticket); !ok {
			if item.Ticket == "" {
				g.refuseUntil(RemedyOpenTicket, item.ID, l.Say("it has no ticket", "チケットがありません"), l.Say("open it with: pmtracker tickets create", "pmtracker tickets create で起票してください"))
			} else {
				message, fix, remedy := UnreadTicket(item.Ticket, l)
				g.refuseUntil(remedy, item.ID, message, fix).Field = FieldTicket
			}
			continue
		}
		if g.unasked(item) {
			continue
		}
		fact, answered := g.Tickets[item.ID]
		if !answered { // that the ticket does not exist, nobody said
			fact.Why = Tell(Unavailable, "nobody could be asked about it", "照会できませんでした")
		}
		g.ticketAgrees(item, fact)
	}
}

// Unasked gives the action items of a snapshot that link a ticket about which nobody
// has asked the provider: whether it exists and agrees is not known.
func Unasked(s Snapshot) (items []string) {
	for _, item := range s.ActionItems {
		if _, ok := ParseTicketRef(item.Ticket); ok && s.unasked(item) {
			items = append(items, item.ID)
		}
	}
	return items
}

func (s Snapshot) unasked(item ActionItem) bool {
	_, told := s.Tickets[item.ID]
	return !told && !s.TicketsAsked
}

func (g *gate) ticketAgrees(item ActionItem, fact TicketFact) {
	for _, u := range TicketDisagreements(item, fact, g.People, g.Lang) {
		g.refuseUntil(u.Remedy, item.ID, u.Message, u.Fix).Field = u.Field
	}
}

// TicketDisagreements says what does not hold between an action item and what
// the provider says of its ticket: that it exists, and that owner and due date
// are the same.
func TicketDisagreements(item ActionItem, fact TicketFact, people People, l Lang) []Unmet {
	if !fact.Exists {
		return []Unmet{ticketUnconfirmed(item, fact, l)}
	}
	var unmet []Unmet
	if item.Owner != "" && !fact.OwnedBy(item.Owner) {
		has := strings.Join(fact.Owners, ", ")
		if has == "" {
			has = l.Say("nobody", "なし")
		}
		unmet = append(unmet, ticketUnmet(item, RemedyItem, FieldOwner, l.Say("ticket %s is assigned to %s, the item says %s", "チケット %s の担当は %s ですが、文書では %s です", item.Ticket, has, people.beside(item)),
			fact.assignIt(item, people, l)))
	}
	if item.HasDue() && fact.Due != item.Due {
		has := l.Say("no due date", "期限なし")
		if fact.Due.IsValid() {
			has = fact.Due.String()
		}
		unmet = append(unmet, ticketUnmet(item, RemedyItem, FieldDue, l.Say("ticket %s has %s, the item says %s", "チケット %s は %s ですが、文書の期限は %s です", item.Ticket, has, item.Due),
			fact.setDue(l)))
	}
	return unmet
}

// mappedTo gives the account that the mapping gives the owner of an item where its
// ticket is, if that is another name than the document's; empty: it gives none.
func (p People) mappedTo(item ActionItem) string {
	ref, _ := ParseTicketRef(item.Ticket)
	if account, mapped := p.Account(ref.Provider, item.Owner); mapped && !SameAccount(account, item.Owner) {
		return account
	}
	return ""
}

// beside writes the owner of an item with the account that the mapping gives.
func (p People) beside(item ActionItem) string {
	if account := p.mappedTo(item); account != "" {
		return item.Owner + " (" + account + ")"
	}
	return item.Owner
}

// assignIt says how the ticket comes to be assigned to the owner of an item. Nobody can
// assign it to one of whom the provider knows no account.
func (t TicketFact) assignIt(item ActionItem, people People, l Lang) string {
	if t.Nobody != nil {
		return Sentence(t.Nobody, l)
	}
	if account := people.mappedTo(item); account != "" {
		return l.Say("assign the ticket to %s, which is the account of %s under people: in .pmtracker.yaml, or correct that mapping or the owner here",
			"チケットの担当を %s（.pmtracker.yaml の people: にある %s のアカウント）にするか、その対応か文書の担当を直してください", account, item.Owner)
	}
	return l.Say("assign the ticket to %s, or change the owner here", "チケットの担当を %s にするか、文書の担当を直してください", item.Owner)
}

// setDue says how ticket and item come to the same due date. Where the text was read for
// want of what counts before it, that may have the right one already.
func (t TicketFact) setDue(l Lang) string {
	if t.Unseen == nil {
		return l.Say("set the same due date in both", "両方を同じ期限にしてください")
	}
	return l.Say("set the same due date in both; this is that of the ticket's text, since this token may not see the project (%s): pmtracker tickets sync --write ticket, with one that may, lets the text follow",
		"両方を同じ期限にしてください。このトークンではプロジェクトを見られないため（%s）、チケットの本文の期限を読んでいます。プロジェクトを見られるトークンで pmtracker tickets sync --write ticket を実行すると、本文も同じ期限になります", Sentence(t.Unseen, l))
}

// ticketUnconfirmed is about a ticket that the provider does not confirm. Only where it
// knows of none is the link wrong; where it could not or would not say, the link may be
// good.
func ticketUnconfirmed(item ActionItem, fact TicketFact, l Lang) Unmet {
	why := Sentence(fact.Why, l)
	if why == "" {
		why = l.Say("the provider does not know it", "プロバイダーに存在しません")
	}
	remedy, fix := RemedyItem, ""
	switch CodeOf(fact.Why) {
	case Unavailable:
		fix = l.Say("run the check again once the tickets can be asked; leave the link as it is", "チケットを確認できるようになってから、もう一度検査してください。リンクはそのままで構いません")
	case Refused:
		fix = l.Say("give the token the right to read this ticket (its scope, and access to the repository or project), and run the check again; leave the link as it is",
			"トークンにこのチケットを読む権限（スコープと、リポジトリやプロジェクトへのアクセス）を与えて、もう一度検査してください。リンクはそのままで構いません")
	case Invalid:
		fix = l.Say("correct the credentials or the address of the ticket system, and run the check again; leave the link as it is",
			"チケットシステムの認証情報かアドレスを直して、もう一度検査してください。リンクはそのままで構いません")
	default:
		remedy, fix = RemedyRelink, l.Say("link a ticket that exists, or remove the link and run: pmtracker tickets create", "実在するチケットを書くか、リンクを消して pmtracker tickets create を実行してください")
	}
	if fact.URL != "" { // it has moved: a new ticket would be its twin
		remedy, fix = RemedyItem, l.Say("write the new address as the ticket: %s", "チケットに新しいアドレスを書いてください: %s", fact.URL)
	}
	if fact.PutRight != nil {
		remedy, fix = RemedyItem, Sentence(fact.PutRight, l)
	}
	return ticketUnmet(item, remedy, FieldTicket, l.Say("ticket %s is not confirmed: %s", "チケット %s を確認できません: %s", item.Ticket, why), fix)
}

func ticketUnmet(item ActionItem, r Remedy, f Field, message, fix string) Unmet {
	return Unmet{Rule: RuleTicket, Item: item.ID, Message: message, Fix: fix, Remedy: r, Field: f}
}

// OwnedBy tells whether the ticket is assigned to the owner of an item.
func (t TicketFact) OwnedBy(owner string) bool {
	want := t.WantOwner
	if want == "" {
		want = owner
	}
	for _, o := range t.Owners {
		if SameAccount(o, want) {
			return true
		}
	}
	return false
}

func (g *gate) blameless() {
	g.refuseFindings(FindingBlame)
}

// answered refuses a recovery without a containment for which nobody wrote the reason:
// the question is still there.
func (g *gate) answered() {
	for _, f := range g.Findings {
		if f.Rule == FindingPrompt {
			g.refuseUntil(RemedyText, "", g.Lang.Say("line %d: %s", "%d行目: %s", f.Line, f.Message), f.Fix).Line = f.Line
		}
	}
}

func (g *gate) review() {
	l := g.Lang
	if g.NoPostmortem {
		g.refuseUntil(RemedyText, "", l.Say("there is no postmortem that could be approved", "承認するポストモーテムがまだありません"),
			l.Say("write it, and have somebody other than its author approve it", "ポストモーテムを作成し、作成者でない人の承認を受けてください"))
		return
	}
	if Unwritten(g.Author) {
		g.refuseUntil(RemedyText, "", l.Say("the postmortem names no author, so nobody can be told apart from the author", "作成者が書かれていないため、作成者以外の承認かどうか判断できません"),
			l.Say("write author: in the front matter", "front matter に author: を書いてください"))
		return
	}
	if !g.People.Identified(g.Author) {
		g.refuseUntil(RemedyText, "", l.Say("the author %q is a name, and whose login that is nobody can tell", "作成者 %q は名前だけで、どのログインの人か分かりません", g.Author),
			l.Say("write author: as one login (\"@akiko\") or e-mail address, or give that name an id under people: in .pmtracker.yaml",
				"author: をログイン（\"@akiko\"）かメールアドレスで1人だけ書くか、.pmtracker.yaml の people: でその名前に id を付けてください"))
		return
	}
	if _, ok := g.approver(); ok {
		return
	}
	g.refuse("", g.whyNotApproved()+g.changesAsked(), l.Say("have somebody other than %s run: pmtracker approve TARGET --as PERSON", "%s 以外の人が pmtracker approve TARGET --as PERSON を実行してください", g.writers()))
}

// writers names whoever may not approve.
func (g *gate) writers() string {
	if g.WrittenBy == "" || g.People.Same(g.Author, g.WrittenBy) {
		return g.Author
	}
	return g.Lang.Say("%s and %s", "%s と %s", g.Author, g.WrittenBy)
}

// longestRequest is how many characters the gate tells of what somebody wants changed.
const longestRequest = 200

// changesAsked says who asks for changes, and for which.
func (g *gate) changesAsked() string {
	said := ""
	for _, r := range g.Requests {
		wants := []rune(strings.Join(strings.Fields(r.Wants), " "))
		if len(wants) > longestRequest {
			wants = append(wants[:longestRequest], '…')
		}
		said += g.Lang.Say("; %s asks for changes: %q", "。%s が修正を求めています: %q", r.By, string(wants))
	}
	return said
}

// whyNotApproved says why none of the approvals counts.
func (g *gate) whyNotApproved() string {
	l := g.Lang
	message := l.Say("nobody has approved this revision", "この版はまだ承認されていません")
	for _, a := range g.Approvals {
		if a.Revision != g.Revision {
			message = l.Say("%s approved another revision; the text was edited afterwards", "%s が承認したのは別の版です。その後に編集されました", a.By)
			continue
		}
		switch {
		case !g.People.CanApprove(a.By):
			return l.Say("%q as who approved it is not one person", "承認者 %q は一人の人ではありません", a.By)
		case g.People.MayBeNameOf(a.By, g.Author):
			return l.Say("%q approved it, which may be the name of who wrote it (%s); approve by login or e-mail address", "%q の承認ですが、作成者（%s）の氏名かもしれません。ログインかメールアドレスで承認してください", a.By, g.Author)
		case !g.People.Same(g.Author, a.By) && g.People.MayBeNameOf(g.Author, a.By):
			return l.Say("%s approved it, whose name the author %q may be; write author: as one login (\"@ben\") or e-mail address", "%s の承認ですが、作成者 %q はその人の名前かもしれません。author: をログイン（\"@ben\"）かメールアドレスで書いてください", a.By, g.Author)
		}
		return l.Say("%s approved it, who wrote it (%s)", "%s の承認ですが、作成者本人（%s）です", a.By, g.Author)
	}
	return message
}

func (g *gate) reports() {
	l := g.Lang
	sent, named, untimely := g.completions()
	lost := slices.IndexFunc(g.Reports, func(r Report) bool { return r.Kind == ReportCompletion && r.Lost })
	switch {
	case !sent && lost >= 0:
		g.refuseUntil(RemedyDelivery, "", l.Say("the completion report of %s reached nobody: every address was given up", "%s の完了報は誰にも届いていません（すべての宛先への送信に失敗）", g.when(g.Reports[lost].SentAt)),
			l.Say("pmtracker deliveries INC says why, --retry sends it again; what was told by other means is recorded without --send", "理由は pmtracker deliveries INC で確認し、--retry で再送してください。別の手段で伝えた場合は --send を付けずに記録してください"))
		return
	case !sent && untimely != "":
		g.refuse("", untimely, l.Say("send it once the incident is over, and write when that was into the report table", "収束してから完了報を送り、その時刻を連絡の表に書いてください"))
		return
	case !sent && g.refuseFindings(FindingReport):
		return
	case !sent:
		g.refuse("", l.Say("no completion report was sent", "完了報が送られていません"),
			l.Say("send it, and write it into the report table with the time and the ticket numbers", "完了報を送り、連絡の表に時刻とチケット番号を書いてください"))
		return
	}
	unnamed := len(g.ActionItems) > 0 && len(named) == 0
	for _, item := range g.ActionItems {
		if item.Ticket != "" && !namesTicket(named, item.Ticket) {
			unnamed = false // each is told by itself
			g.refuse(item.ID, l.Say("the completion report does not name ticket %s", "完了報にチケット %s が書かれていません", item.Ticket),
				l.Say("name it in the completion report", "完了報にチケット番号を書いてください"))
		}
	}
	if unnamed { // not first said once the items have their tickets
		g.refuse("", l.Say("the completion report names no ticket", "完了報にチケットが一つも書かれていません"),
			l.Say("name the ticket of every action item in the completion report", "恒久対応ごとのチケット番号を完了報に書いてください"))
	}
}

// completions tells whether a completion report reached somebody when it could be sent,
// which tickets all of those name together, and what is wrong with the time of one where
// there is none. A second one goes to other people, or has what the first left out.
func (g *gate) completions() (sent bool, tickets []string, untimely string) {
	for _, r := range g.Reports {
		if r.Kind != ReportCompletion || r.SentAt.IsZero() || r.Lost {
			continue
		}
		if wrong := g.untimely(r.SentAt); wrong != "" {
			untimely = wrong
			continue
		}
		sent = true
		if !Unwritten(strings.Join(r.Tickets, " ")) {
			tickets = append(tickets, r.Tickets...)
		}
	}
	return sent, tickets, untimely
}

// untimely says why nothing can have been completed at that time: it is in the
// future, or before the incident began or was over. People write times to the minute.
func (g *gate) untimely(at time.Time) string {
	before := func(other time.Time) bool { return !other.IsZero() && at.Before(other.Truncate(time.Minute)) }
	switch l := g.Lang; {
	case !g.Now.IsZero() && at.After(g.Now.Add(ClockDifference)):
		return l.Say("the completion report of %s is in the future", "完了報の送信時刻 %s は未来です", g.when(at))
	case before(g.OccurredAt):
		return l.Say("the completion report of %s was sent before the incident began (%s)", "完了報の送信時刻 %s が、インシデントの発生（%s）より前です", g.when(at), g.when(g.OccurredAt))
	case before(g.RecoveredAt):
		return l.Say("the completion report of %s was sent before the recovery (%s)", "完了報の送信時刻 %s が、復旧（%s）より前です", g.when(at), g.when(g.RecoveredAt))
	}
	return ""
}

func (g *gate) when(at time.Time) string {
	if g.Zone != nil {
		at = at.In(g.Zone)
	}
	return at.Format("2006-01-02 15:04 MST")
}

func namesTicket(named []string, ticket string) bool {
	want, ok := ParseTicketRef(ticket)
	for _, t := range named {
		ref, parsed := ParseTicketRef(t)
		if t == ticket || ok && parsed && want.Same(ref) {
			return true
		}
	}
	return false
}

func (g *gate) recovery() {
	l := g.Lang
	g.answered()
	if g.RecoveredAt.IsZero() {
		g.refuse("", l.Say("recovery is not declared", "復旧が宣言されていません"),
			l.Say("declare it once the KPIs are back in their ranges; in a file, write recovered_at: into the front matter", "KPIが正常範囲に戻ってから復旧を宣言してください。ファイルでは front matter に recovered_at: を書きます"))
		return
	}
	if len(g.KPIs) == 0 && !g.refuseFindings(FindingKPI) {
		g.refuse("", l.Say("recovery was declared without a KPI", "復旧がKPIなしに宣言されています"),
			l.Say("write the KPIs with their values and normal ranges into the KPI table", "KPIの値と正常範囲をKPIの表に書いてください"))
	}
	for _, k := range g.KPIs {
		g.kpiRecovered(k)
	}
}

func (g *gate) kpiRecovered(k KPI) {
	l := g.Lang
	for _, u := range k.Unread {
		message := u.Message(k.Name, l)
		if u.Line > 0 {
			message = l.Say("line %d: %s", "%d行目: %s", u.Line, message)
		}
		g.refuse("", message, u.Fix(l)).Line = u.Line
	}
	switch {
	case k.showsRecovery() || len(k.Unread) > 0:
	case k.Value == nil:
		g.refuse("", l.Say("KPI %s has no value", "KPI %s の値がありません", k.Name), l.Say("write the value at recovery, and who read it", "復旧時の値と、誰が読んだかを書いてください"))
	case k.Baseline == nil:
		g.refuse("", l.Say("KPI %s has no normal range", "KPI %s の正常範囲がありません", k.Name), l.Say("write its normal range, from the last 30 days", "直近30日から求めた正常範囲を書いてください"))
	default:
		g.refuse("", l.Say("KPI %s was %s at recovery, outside its normal range %s", "復旧時の KPI %s は %s で、正常範囲 %s の外です", k.Name, FormatValue(*k.Value, k.Unit), k.Baseline),
			l.Say("declare recovery again once it is inside", "範囲内に戻ってから改めて復旧を宣言してください"))
	}
}
