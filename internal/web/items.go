package web

import (
	"encoding/csv"
	"io"
	"net/url"
	"slices"
	"strings"
	"time"

	ics "github.com/arran4/golang-ical"
	"github.com/golang-sql/civil"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// listedItem is an action item in the list of all.
type listedItem struct {
	incident.ActionItem
	incidentKey, incidentTitle, service, team string
	state                                     string // open, done, verified
}

// overdue tells whether an open item's day has passed.
func (it *listedItem) overdue(today civil.Date) bool {
	return it.state == "open" && it.HasDue() && it.Due.Before(today)
}

// itemFilter says which items are listed. It stands in the address, so that a
// list can be kept and sent.
type itemFilter struct {
	owner, team, service, state, age string
}

func itemFilterOf(q url.Values) itemFilter {
	return itemFilter{q.Get("owner"), q.Get("team"), q.Get("service"), q.Get("state"), q.Get("age")}
}

func (f itemFilter) query() string {
	q := url.Values{}
	for name, value := range map[string]string{"owner": f.owner, "team": f.team, "service": f.service, "state": f.state, "age": f.age} {
		if value != "" {
			q.Set(name, value)
		}
	}
	return q.Encode()
}

// takes tells whether an item is listed. Without a state, the open ones are.
func (f itemFilter) takes(it *listedItem, people incident.People, today civil.Date) bool {
	switch f.state {
	case "", "open":
		if it.state != "open" {
			return false
		}
	case "all":
	case "overdue":
		if !it.overdue(today) {
			return false
		}
	default:
		if it.state != f.state {
			return false
		}
	}
	if f.owner != "" && !people.Same(it.Owner, f.owner) || f.team != "" && it.team != f.team || f.service != "" && it.service != f.service {
		return false
	}
	if days, ok := map[string]int{"30": 30, "90": 90, "180": 180}[f.age]; ok {
		return it.HasDue() && today.DaysSince(it.Due) > days
	}
	return true
}

type itemsView struct {
	items  []listedItem
	all    []listedItem // before the filter, for its choices
	filter itemFilter
	today  civil.Date
	people incident.People
}

// items appends the list of all action items.
func (p *page) items(v itemsView) {
	p.f(`<div class="head"><h1>{}</h1></div><form class="filters" method="get" action="/items">`, p.lang.Say("Action items", "恒久対応"))
	p.choice("owner", p.lang.Say("Owner", "担当"), v.filter.owner, distinct(v.all, func(it *listedItem) string { return it.Owner }))
	p.choice("team", p.lang.Say("Team", "チーム"), v.filter.team, distinct(v.all, func(it *listedItem) string { return it.team }))
	p.choice("service", p.lang.Say("Service", "サービス"), v.filter.service, distinct(v.all, func(it *listedItem) string { return it.service }))
	p.f(`<div><label for="c-state">{}</label><select id="c-state" name="state">`, p.lang.Say("State", "状態"))
	for _, s := range [][3]string{{"", "open", "未完了"}, {"overdue", "overdue", "期限超過"}, {"done", "done", "完了"}, {"verified", "verified", "確認済み"}, {"all", "all", "すべて"}} {
		p.option(s[0], p.lang.Say(s[1], s[2]), v.filter.state == s[0])
	}
	p.f(`</select></div><div><label for="c-age">{}</label><select id="c-age" name="age">`, p.lang.Say("Overdue for", "超過期間"))
	p.option("", p.lang.Say("any time", "指定なし"), v.filter.age == "")
	for _, days := range []string{"30", "90", "180"} {
		p.option(days, p.lang.Say("more than %s days", "%s日以上", days), v.filter.age == days)
	}
	p.f(`</select></div><button class="quiet">{}</button></form>`, p.lang.Say("Filter", "絞り込む"))
	if len(v.items) == 0 {
		p.f(`<p class="empty">{}</p>`, p.lang.Say("No action item here.", "該当する恒久対応はありません。"))
	} else {
		p.itemTable(v)
	}
	q := v.filter.query()
	p.f(`<p class="actions small"><a href="/items.csv?{}">CSV</a><a href="/items.ics?{}">{}</a></p>`, q, q, p.lang.Say("Calendar (iCal)", "カレンダー（iCal）"))
}

func (p *page) itemTable(v itemsView) {
	p.f(`<div class="scroll" tabindex="0" role="region" aria-label="{}"><table class="items"><thead><tr><th>{}</th><th>{}</th><th>{}</th><th>{}</th><th>{}</th></tr></thead><tbody>`,
		p.lang.Say("Action items", "恒久対応"), p.lang.Say("What changes", "内容"), p.lang.Say("Owner", "担当"), p.lang.Say("Due", "期限"), p.lang.Say("State", "状態"), p.lang.Say("Ticket", "チケット"))
	for i := range v.items {
		it := &v.items[i]
		if it.overdue(v.today) {
			p.f(`<tr class="overdue" data-row>`)
		} else {
			p.f(`<tr data-row>`)
		}
		p.f(`<td><a class="title" href="/incidents/{}/items/{}">{}</a><br><span class="muted small">{} · {}</span></td>`, it.incidentKey, it.ID, it.Title, it.incidentKey+" "+it.ID, it.incidentTitle)
		p.f(`<td>{}</td><td class="num">{}`, orDash(it.Owner), orDash(it.Get(incident.FieldDue)))
		if it.overdue(v.today) {
			p.f(`<br><span class="bad small">{}</span>`, p.lang.Say("%d days late", "%d日超過", v.today.DaysSince(it.Due)))
		}
		p.f(`</td><td>{}</td><td>`, itemState(it.state, p.lang))
		if href := safeLink(it.Ticket); href != "" {
			label := shortLink(href)
			if ref, ok := incident.ParseTicketRef(it.Ticket); ok {
				label = ref.String()
			}
			p.f(`<a href="{}" rel="nofollow noreferrer">{}</a>`, href, label)
		} else {
			p.f(`{}`, orDash(it.Ticket))
		}
		p.f(`</td></tr>`)
	}
	p.f(`</tbody></table></div>`)
}

func itemState(state string, l incident.Lang) string {
	switch state {
	case "done":
		return l.Say("done", "完了")
	case "verified":
		return l.Say("verified", "確認済み")
	}
	return l.Say("open", "未完了")
}

func orDash(text string) string {
	if text == "" {
		return "–"
	}
	return text
}

func (p *page) choice(name, label, chosen string, values []string) {
	p.f(`<div><label for="c-{}">{}</label><select id="c-{}" name="{}">`, name, label, name, name)
	p.option("", p.lang.Say("all", "すべて"), chosen == "")
	if chosen != "" && !slices.Contains(values, chosen) {
		values = append(values, chosen)
	}
	for _, v := range values {
		p.option(v, v, v == chosen)
	}
	p.f(`</select></div>`)
}

func distinct(items []listedItem, of func(*listedItem) string) []string {
	var values []string
	for i := range items {
		if v := of(&items[i]); v != "" && !slices.Contains(values, v) {
			values = append(values, v)
		}
	}
	slices.Sort(values)
	return values
}

// writeItemsCSV writes the list for a spreadsheet. A cell that a spreadsheet
// would take for a formula begins with an apostrophe.
func writeItemsCSV(w io.Writer, items []listedItem) error {
	out := csv.NewWriter(w)
	_ = out.Write([]string{"incident", "incident_title", "service", "item", "title", "kind", "owner", "team", "due", "state", "ticket", "when", "before", "after", "verified_by"})
	for i := range items {
		it := &items[i]
		row := []string{it.incidentKey, it.incidentTitle, it.service, it.ID, it.Title, string(it.Kind), it.Owner, it.team, it.Get(incident.FieldDue), it.state, it.Ticket, it.When, it.Before, it.After, it.VerifiedBy}
		for c, cell := range row {
			if cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
				row[c] = "'" + cell
			}
		}
		_ = out.Write(row)
	}
	out.Flush()
	return out.Error()
}

// itemCalendar writes the due days of the items as a calendar (RFC 5545).
func itemCalendar(items []listedItem, site string, now time.Time) string {
	cal := ics.NewCalendar()
	cal.SetProductId("-//pmtracker//action items//EN")
	cal.SetMethod(ics.MethodPublish)
	for i := range items {
		it := &items[i]
		if !it.HasDue() || it.state != "open" {
			continue
		}
		e := cal.AddEvent(it.incidentKey + "-" + it.ID + "@pmtracker")
		e.SetDtStampTime(now)
		e.SetAllDayStartAt(it.Due.In(time.UTC))
		e.SetSummary(it.ID + " " + it.Title + " (" + orDash(it.Owner) + ")")
		e.SetDescription(it.incidentKey + " " + it.incidentTitle + "\n" + it.After)
		e.SetURL(site + "/incidents/" + it.incidentKey + "/items/" + it.ID)
	}
	return cal.Serialize(ics.WithNewLineWindows)
}
