package digest

import (
	"strings"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// Title is the digest's first line.
func (d Digest) Title() string {
	return d.Lang.Say("Action items on %s", "%s 時点の恒久対応", d.AsOf)
}

// summary says in one line how things stand.
func (d Digest) summary() string {
	t := d.Totals
	soon := d.Lang.Say("%d due by %s", "%[2]sまでに期限 %[1]d件", t.DueSoon, d.AsOf.AddDays(d.SoonDays))
	finished := d.Lang.Say("%d open, %d done, of which %d verified", "未完了 %d件、完了 %d件（うち確認済み %d件）", t.Open, t.Done, t.Verified)
	if t.Overdue == 0 {
		return d.Lang.Say("Nothing is overdue; %s; %s.", "期限超過はありません。%s。%s。", soon, finished)
	}
	return d.Lang.Say("%d overdue; %s; %s.", "期限超過 %d件。%s。%s。", t.Overdue, soon, finished)
}

// when says how an entry stands to its due date, and why it is open though its ticket is
// closed.
func (d Digest) when(e Entry) string {
	if e.Dropped {
		return d.Lang.Say("%s, ticket closed as not planned or as a duplicate", "%s・チケットは対応しないまま、または重複としてクローズ", d.untilDue(e))
	}
	return d.untilDue(e)
}

func (d Digest) untilDue(e Entry) string {
	left := 0
	if e.Due.IsValid() {
		left = e.Due.DaysSince(d.AsOf)
	}
	switch {
	case !e.Due.IsValid():
		return d.Lang.Say("no due date", "期限なし")
	case e.DaysOverdue == 1:
		return d.Lang.Say("1 day overdue", "1日超過")
	case e.DaysOverdue > 0:
		return d.Lang.Say("%d days overdue", "%d日超過", e.DaysOverdue)
	case left == 0:
		return d.Lang.Say("due today", "今日が期限")
	case left == 1:
		return d.Lang.Say("due tomorrow", "明日が期限")
	}
	return d.Lang.Say("due in %d days", "あと%d日", left)
}

// due is the due date as it is shown, "–" where there is none.
func (e Entry) due() string {
	if !e.Due.IsValid() {
		return "–"
	}
	return e.Due.String()
}

// group is one headed list of a digest, for every format.
type group struct {
	heading string
	owner   string // to be addressed; empty: nobody
	entries []Entry
	mixed   bool // of several people: each entry names its own
}

// whose gives who is named beside an entry of the group; empty: nobody.
func (g group) whose(e Entry) string {
	if g.mixed {
		return e.Owner
	}
	return ""
}

// groups gives the lists in the order in which they are shown.
func (d Digest) groups() []group {
	var groups []group
	for _, o := range d.Owners {
		groups = append(groups, group{heading: o.Owner, owner: o.Owner, entries: append(append([]Entry{}, o.Overdue...), o.DueSoon...)})
	}
	if len(d.Unowned) > 0 {
		groups = append(groups, group{heading: d.Lang.Say("Without an owner", "担当なし"), entries: d.Unowned})
	}
	if len(d.Undated) > 0 {
		groups = append(groups, group{heading: d.Lang.Say("Without a due date", "期限の日付がないもの"), entries: d.Undated, mixed: true})
	}
	return groups
}

// escalation heads what goes to somebody, who is written as the format needs it.
func (d Digest) escalation(who string) string {
	return d.Lang.Say("For %s: overdue for more than %d days", "%s へ: %d日を超えて期限超過", who, d.EscalateDays)
}

// caveat says what the digest cannot know; empty: nothing.
func (d Digest) caveat() string {
	var all []string
	for _, one := range []string{d.unreadCaveat(), d.elsewhereCaveat(), d.unaskedCaveat()} {
		if one != "" {
			all = append(all, one)
		}
	}
	return strings.Join(all, d.Lang.Say(" ", ""))
}

func (d Digest) unreadCaveat() string {
	switch n := len(d.Unread); n {
	case 0:
		return ""
	case 1:
		return d.Lang.Say("1 ticket could not be read: %s. Its item counts as open unless its document says that it was verified.",
			"読み取れなかったチケットが1件あります: %s。文書に確認済みと書かれていなければ、未完了と数えています。", d.named(d.Unread))
	default:
		return d.Lang.Say("%d tickets could not be read: %s. Their items count as open unless their document says that they were verified.",
			"読み取れなかったチケットが%d件あります: %s。文書に確認済みと書かれていなければ、未完了と数えています。", n, d.named(d.Unread))
	}
}

func (d Digest) elsewhereCaveat() string {
	switch n := len(d.Elsewhere); n {
	case 0:
		return ""
	case 1:
		return d.Lang.Say("1 ticket is at another provider than the configured one and was not asked: %s. Its item counts as open, but not as overdue.",
			"設定とは別の連携先にあり、問い合わせていないチケットが1件あります: %s。未完了と数えますが、期限超過とはしません。", d.named(d.Elsewhere))
	default:
		return d.Lang.Say("%d tickets are at another provider than the configured one and were not asked: %s. Their items count as open, but not as overdue.",
			"設定とは別の連携先にあり、問い合わせていないチケットが%d件あります: %s。未完了と数えますが、期限超過とはしません。", n, d.named(d.Elsewhere))
	}
}

func (d Digest) unaskedCaveat() string {
	if !d.TicketsUnasked {
		return ""
	}
	return d.Lang.Say("The tickets were not asked; an item counts as done only where its document says that it was verified.",
		"チケットには問い合わせていません。文書に確認済みと書かれたものだけを完了と数えています。")
}

// named lists the first ten of some tickets.
func (d Digest) named(tickets []string) string {
	const most = 10
	shown := strings.Join(tickets[:min(len(tickets), most)], ", ")
	if more := len(tickets) - most; more > 0 {
		shown += d.Lang.Say(" and %d more", " ほか%d件", more)
	}
	return shown
}

func nobody(l incident.Lang) string { return l.Say("nobody", "担当なし") }
