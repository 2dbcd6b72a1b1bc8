package web

import (
	"net/url"
	"slices"
	"strconv"

	"github.com/golang-sql/civil"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/store"
	"github.com/pmtracker/pmtracker/internal/tracker"
)

// itemsPerPage is how many action items a page of the list has.
const itemsPerPage = 100

// listedItem is an action item in the list of all.
type listedItem struct {
	store.ListedItem
	team string
}

// itemFilter says which items are listed. It stands in the address, so that a
// list can be kept and sent.
type itemFilter struct {
	owner, team, service, state, age string
}

func itemFilterOf(q url.Values) itemFilter {
	return itemFilter{q.Get("owner"), q.Get("team"), q.Get("service"), q.Get("state"), q.Get("age")}
}

func (f itemFilter) values() url.Values {
	q := url.Values{}
	for name, value := range map[string]string{"owner": f.owner, "team": f.team, "service": f.service, "state": f.state, "age": f.age} {
		if value != "" {
			q.Set(name, value)
		}
	}
	return q
}

// overdueDays are the choices of how long an item is overdue at least.
var overdueDays = []int{30, 90, 180}

// check refuses what the filter does not know: it would list something else than was
// asked for. The error is Invalid.
func (f itemFilter) check() error {
	if !slices.Contains([]string{"", "open", "overdue", "done", "verified", "all"}, f.state) {
		return incident.Tell(incident.Invalid, "there is no state %q of an action item; use open, overdue, done, verified or all", "恒久対応の状態 %q はありません。open、overdue、done、verified、all のいずれかを使ってください", f.state)
	}
	if days, err := strconv.Atoi(f.age); f.age != "" && (err != nil || !slices.Contains(overdueDays, days)) {
		return incident.Tell(incident.Invalid, "age %q is none of the choices; use 30, 90 or 180 days", "超過期間 %q は選べません。30、90、180（日）のいずれかを使ってください", f.age)
	}
	return nil
}

// query asks for the items of the filter. Without a state, the open ones are
// listed.
func (f itemFilter) query(today civil.Date) tracker.ItemQuery {
	q := tracker.ItemQuery{Owner: f.owner, Team: f.team, Service: f.service}
	switch f.state {
	case "all":
	case "overdue":
		q.State, q.DueBefore = store.ItemOpen, today
	case string(store.ItemDone), string(store.ItemVerified):
		q.State = store.ItemState(f.state)
	default:
		q.State = store.ItemOpen
	}
	if days, err := strconv.Atoi(f.age); err == nil && slices.Contains(overdueDays, days) {
		q.DueBefore = today.AddDays(-days)
	}
	return q
}

type itemsView struct {
	items   []listedItem
	choices tracker.ItemChoices
	filter  itemFilter
	today   civil.Date
	next    string // cursor after which the next page begins; empty: this is the last
}

// items appends the list of all action items.
func (p *page) items(v itemsView) {
	p.f(`<div class="head"><h1>{}</h1></div><form class="filters" method="get" action="/items">`, p.lang.Say("Action items", "恒久対応"))
	p.choice("owner", p.lang.Say("Owner", "担当"), v.filter.owner, v.choices.Owners)
	p.choice("team", p.lang.Say("Team", "チーム"), v.filter.team, v.choices.Teams)
	p.choice("service", p.lang.Say("Service", "サービス"), v.filter.service, v.choices.Services)
	p.f(`<div><label for="c-state">{}</label><select id="c-state" name="state">`, p.lang.Say("State", "状態"))
	for _, s := range [][3]string{{"", "open", "未完了"}, {"overdue", "overdue", "期限超過"}, {"done", "done", "完了"}, {"verified", "verified", "確認済み"}, {"all", "all", "すべて"}} {
		p.option(s[0], p.lang.Say(s[1], s[2]), v.filter.state == s[0])
	}
	p.f(`</select></div><div><label for="c-age">{}</label><select id="c-age" name="age">`, p.lang.Say("Overdue for", "超過期間"))
	p.option("", p.lang.Say("any time", "指定なし"), v.filter.age == "")
	for _, days := range overdueDays {
		p.option(itoa(days), p.lang.Say("more than %d days", "%d日超", days), v.filter.age == itoa(days))
	}
	p.f(`</select></div><button class="quiet">{}</button></form>`, p.lang.Say("Filter", "絞り込む"))
	if len(v.items) == 0 {
		p.noItem(v.filter)
	} else {
		p.itemTable(v)
	}
	if v.next != "" {
		q := v.filter.values()
		q.Set("after", v.next)
		p.f(`<p class="actions"><a href="/items?{}">{}</a></p>`, q.Encode(), p.lang.Say("Those due later", "期限がもっと先のもの"))
	}
	q := v.filter.values().Encode()
	p.f(`<p class="actions small"><a href="/items.csv?{}">CSV</a><a href="/items.ics?{}">{}</a></p>`, q, q, p.lang.Say("Calendar (iCal)", "カレンダー（iCal）"))
}

// noItem says why the list is empty, and where to go on.
func (p *page) noItem(f itemFilter) {
	p.f(`<div class="empty"><p>`)
	switch {
	case f == itemFilter{}:
		p.say("No action item is open. They are written in the postmortem of an incident.", "未完了の恒久対応はありません。恒久対応は各インシデントのポストモーテムに書きます。")
		p.f(`</p></div>`)
		return
	case f.state == "overdue" || f.age != "":
		p.say("Nothing is overdue here.", "期限を過ぎた恒久対応はありません。")
	default:
		p.say("No action item is left by this filter.", "この条件に当てはまる恒久対応はありません。")
	}
	p.f(`</p><p><a href="/items">{}</a></p></div>`, p.lang.Say("Show all that are open", "未完了をすべて表示"))
}

func (p *page) itemTable(v itemsView) {
	p.f(`<div class="scroll" tabindex="0" role="region" aria-label="{}"><table class="items"><thead><tr><th>{}</th><th>{}</th><th>{}</th><th>{}</th><th>{}</th></tr></thead><tbody>`,
		p.lang.Say("Action items", "恒久対応"), p.lang.Say("What changes", "内容"), p.lang.Say("Owner", "担当"), p.lang.Say("Due", "期限"), p.lang.Say("State", "状態"), p.lang.Say("Ticket", "チケット"))
	for i := range v.items {
		it := &v.items[i]
		if it.Overdue(v.today) {
			p.f(`<tr class="overdue" data-row>`)
		} else {
			p.f(`<tr data-row>`)
		}
		p.f(`<td><a class="title" href="/incidents/{}/items/{}">{}</a><br><span class="muted small">{} · {}</span></td>`, it.Incident, it.ID, it.Title, it.Incident+" "+it.ID, it.IncidentTitle)
		p.f(`<td>{}</td><td class="num">{}`, orDash(it.Owner), orDash(it.Get(incident.FieldDue)))
		if it.Overdue(v.today) {
			late := p.lang.Say("%d days late", "%d日超過", v.today.DaysSince(it.Due))
			if v.today.DaysSince(it.Due) == 1 {
				late = p.lang.Say("1 day late", "1日超過")
			}
			p.f(`<br><span class="bad small">{}</span>`, late)
		}
		p.f(`</td><td>{}</td><td>`, it.State.Label(p.lang))
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
