package postmortem

import (
	"github.com/pmtracker/pmtracker/internal/diagnostic"
	"github.com/pmtracker/pmtracker/internal/incident"
)

// unread is what stands in a table of reports or KPIs and could not be taken for what
// it is to be.
type unread struct {
	at   Span
	rule diagnostic.Rule
	tell telling

	spare bool // it matters only where no table of KPIs is read
}

// telling says in a language what is wrong, and what to do.
type telling func(l incident.Lang) (message, fix string)

func (d *Document) unread(rule diagnostic.Rule, at Span, tell telling) {
	d.unreads = append(d.unreads, unread{at: at, rule: rule, tell: tell})
}

// unreadTables is rules report-unreadable and kpi-unreadable for what is no report or
// KPI because a row, a column or the table itself is not read. The gate misses what
// stands there, and says so by its line.
func (c *checker) unreadTables() {
	for _, u := range c.unreads {
		if u.spare && len(c.KPIs) > 0 {
			continue
		}
		message, fix := u.tell(c.words)
		c.report(u.rule, diagnostic.Warning, u.at, "", message, fix)
		c.found[len(c.found)-1].waits = true
	}
}

const exampleMoment = "2026-03-01 09:00"

func notATime(text string, read reading) telling {
	return func(l incident.Lang) (message, fix string) {
		fix = l.Say("write day and time as %s", "日付と時刻を %s の形で書いてください", exampleMoment)
		switch {
		case read.dayOnly:
			return l.Say("%q says no time of day", "「%s」に時刻がありません", text), fix
		case read.zoneWord != "":
			return l.Say("%s: %q does not tell one time zone", "%s:「%s」ではどのタイムゾーンか決まりません", text, read.zoneWord),
				l.Say("write it with the offset: 2026-03-01T09:00:00-05:00", "2026-03-01T09:00:00-05:00 のように時差を付けて書いてください")
		case read.bare && !read.badTime:
			return l.Say("%q says no day, and nothing in the document does", "「%s」に日付がなく、文書のほかの箇所からも日付が分かりません", text), fix
		}
		return l.Say("%q is not a time", "「%s」は時刻として読めません", text), fix
	}
}

func notAReport(text string) telling {
	return func(l incident.Lang) (message, fix string) {
		return l.Say("%q is not the kind of a report", "「%s」は連絡の種類として読めません", text),
			l.Say("write first, periodic or completion", "初報、定時報、完了報のどれかを書いてください")
	}
}

func noSentColumn(l incident.Lang) (message, fix string) {
	return l.Say("the table of reports has no column for when each was sent", "連絡の表に送信時刻の列がありません"),
		l.Say("call the column \"Sent at\", or add one", "その列の名前を「送信時刻」にするか、列を加えてください")
}

func noKPIColumn(cols kpiColumns) telling {
	return func(l incident.Lang) (message, fix string) {
		if cols.value < 0 {
			return l.Say("the table of KPIs has no column for the value at recovery", "KPIの表に復旧時の値の列がありません"),
				l.Say("call the column \"Value at recovery\", or add one", "その列の名前を「復旧時の値」にするか、列を加えてください")
		}
		return l.Say("the table of KPIs has no column for the normal range", "KPIの表に正常範囲の列がありません"),
			l.Say("call that column \"Normal range\", or add one", "その列の名前を「正常範囲」にするか、列を加えてください")
	}
}

func noTable(dashes, header int) telling {
	return func(l incident.Lang) (message, fix string) {
		return l.Say("this is no table: its line of dashes does not have as many columns as the header (%d and %d), so nothing in it is read", "表になっていません。区切り行の列数（%d）が見出し行（%d）と合わないため、内容は読み取られません", dashes, header),
			l.Say("write one |---| for each column of the header", "見出し行の列の数だけ |---| を書いてください")
	}
}
