package timeline

import (
	"strconv"
	"strings"
	"time"

	"github.com/golang-sql/civil"
	"go.yaml.in/yaml/v3"

	"github.com/pmtracker/pmtracker/internal/incident"
)

func (r *reader) incident(root *yaml.Node) incident.Incident {
	in := incident.Incident{}
	r.readFirst(root)
	in.Zone = r.zone
	r.keys(root, r.lang.Say("a timeline", "タイムライン"), map[string]func(*yaml.Node){
		"incident": func(n *yaml.Node) { in.Key = r.line(n) }, "title": func(n *yaml.Node) { in.Title = r.line(n) },
		"service": func(n *yaml.Node) { in.Service = r.line(n) }, "author": func(n *yaml.Node) { in.Author = r.line(n) },
		"timezone": func(*yaml.Node) {}, "lang": func(n *yaml.Node) {
			if in.Lang = incident.Lang(r.line(n)); !in.Lang.Valid() {
				r.problem(n, "there is no language %q; write en or ja", "言語 %q はありません。en か ja を書いてください", in.Lang)
			}
		},
		"severity": func(n *yaml.Node) {
			if in.Severity = incident.SeverityNamed(r.line(n)); !in.Severity.Valid() {
				r.problem(n, "there is no severity %q; write SEV1, SEV2, SEV3 or SEV4", "重大度 %q はありません。SEV1、SEV2、SEV3、SEV4 のどれかを書いてください", in.Severity)
			}
		},
		"occurred_at":  func(n *yaml.Node) { in.OccurredAt = r.moment(n) },
		"events":       func(n *yaml.Node) { r.list(n, "events", func(c *yaml.Node) { r.event(&in, c) }) },
		"kpis":         func(n *yaml.Node) { r.list(n, "kpis", func(c *yaml.Node) { r.kpi(&in, c) }) },
		"reports":      func(n *yaml.Node) { r.list(n, "reports", func(c *yaml.Node) { r.report(&in, c) }) },
		"action_items": func(n *yaml.Node) { r.list(n, "action_items", func(c *yaml.Node) { r.item(&in, c) }) },
	})
	for _, need := range []struct{ key, value string }{{"title", in.Title}, {"severity", string(in.Severity)}} {
		if need.value == "" {
			r.problem(root, "the file has no %s; add it", "%s がありません。書き足してください", need.key)
		}
	}
	if len(in.Events) == 0 {
		r.problem(root, "the file has no events; add at least the detection", "events がありません。少なくとも検知を書いてください")
	}
	incident.SortEvents(in.Events)
	if in.Lang == "" {
		in.Lang = guessLang(in)
	}
	return in
}

// readFirst reads the zone, on which the times depend, and the language, in which
// the problems are told.
func (r *reader) readFirst(root *yaml.Node) {
	for i := 0; i+1 < len(root.Content); i += 2 {
		if l := incident.Lang(root.Content[i+1].Value); root.Content[i].Value == "lang" && l.Valid() {
			r.lang = l
		}
	}
	for i := 0; i+1 < len(root.Content); i += 2 {
		if root.Content[i].Value != "timezone" {
			continue
		}
		n := root.Content[i+1]
		zone, err := time.LoadLocation(n.Value)
		if own := incident.OffsetZoneNamed(n.Value); own != nil {
			zone, err = own, nil
		}
		r.hasZone = true
		if err != nil || n.Value == "" || n.Value == "Local" {
			r.problem(n, "there is no time zone %q; write a name such as Asia/Tokyo or UTC", "タイムゾーン %q はありません。Asia/Tokyo や UTC などの名前を書いてください", n.Value)
			return
		}
		r.zone = zone
	}
}

func guessLang(in incident.Incident) incident.Lang {
	texts := []string{in.Title}
	for _, e := range in.Events {
		texts = append(texts, e.Text)
	}
	return incident.LangOf(strings.Join(texts, " "))
}

func (r *reader) event(in *incident.Incident, n *yaml.Node) {
	var e incident.Event
	known := len(r.problems)
	r.keys(n, r.lang.Say("an event", "出来事"), map[string]func(*yaml.Node){
		"at": func(n *yaml.Node) {
			e.At = r.moment(n)
			if len(in.Events) > 0 && !e.At.IsZero() && e.At.Before(in.Events[len(in.Events)-1].At) {
				r.problem(n, "%s is earlier than the event before it; put the events in the order of time", "%s が一つ前の出来事より早い時刻です。時刻の順に並べてください", n.Value)
			}
		},
		"kind": func(n *yaml.Node) {
			if e.Kind = incident.EventKindOf(r.line(n)); !e.Kind.Valid() {
				r.problem(n, "there is no kind of event %q; the kinds are %s", "出来事の種別 %q はありません。使える種別: %s", e.Kind, join(incident.EventKinds()))
			}
		},
		"actor_role": func(n *yaml.Node) {
			if e.Role = incident.RoleOf(r.line(n)); e.Role != "" && !e.Role.Valid() {
				r.problem(n, "there is no role %q; the roles are %s", "役割 %q はありません。使える役割: %s", e.Role, join(incident.Roles()))
			}
		},
		"actor": func(n *yaml.Node) { e.Actor = r.line(n) }, "text": func(n *yaml.Node) { e.Text = r.text(n) },
		"links": func(n *yaml.Node) {
			r.list(n, "links", func(c *yaml.Node) { e.Links = append(e.Links, r.line(c)) })
		},
	})
	if (e.At.IsZero() || e.Kind == "" || e.Text == "") && len(r.problems) == known {
		r.problem(n, "an event needs at, kind and text", "出来事には at、kind、text が必要です")
	}
	in.Events = append(in.Events, e)
}

func join[T ~string](names []T) string {
	var texts []string
	for _, n := range names {
		texts = append(texts, string(n))
	}
	return strings.Join(texts, ", ")
}

func (r *reader) number(n *yaml.Node) *float64 {
	v, err := strconv.ParseFloat(n.Value, 64)
	if err != nil || v != v || v-v != 0 {
		r.problem(n, "%q is not a number", "%q は数値ではありません", n.Value)
		return nil
	}
	return &v
}

func (r *reader) kpi(in *incident.Incident, n *yaml.Node) {
	var k incident.KPI
	r.keys(n, r.lang.Say("a KPI", "KPI"), map[string]func(*yaml.Node){
		"name": func(n *yaml.Node) { k.Name = r.line(n) }, "unit": func(n *yaml.Node) { k.Unit = r.line(n) },
		"read_by": func(n *yaml.Node) { k.ReadBy = r.line(n) }, "value": func(n *yaml.Node) { k.Value = r.number(n) },
		"baseline": func(n *yaml.Node) {
			if n.Kind != yaml.SequenceNode || len(n.Content) != 2 {
				r.problem(n, "a baseline is two numbers: [low, high]", "baseline は [下限, 上限] の二つの数値です")
				return
			}
			low, high := r.number(n.Content[0]), r.number(n.Content[1])
			if low != nil && high != nil && *low > *high {
				r.problem(n, "the baseline ends (%s) before it begins (%s); put the smaller number first", "baseline の上限（%s）が下限（%s）より小さくなっています。小さい方を先に書いてください", n.Content[1].Value, n.Content[0].Value)
			} else if low != nil && high != nil {
				k.Baseline = &incident.Range{Low: *low, High: *high}
			}
		},
	})
	in.KPIs = append(in.KPIs, k)
}

func (r *reader) report(in *incident.Incident, n *yaml.Node) {
	var report incident.Report
	r.keys(n, r.lang.Say("a report", "連絡"), map[string]func(*yaml.Node){
		"kind": func(n *yaml.Node) {
			if report.Kind = incident.ReportKindOf(r.line(n)); !report.Kind.Valid() {
				r.problem(n, "there is no report %q; the reports are %s", "連絡の種別 %q はありません。使える種別: %s", report.Kind, join(incident.ReportKinds()))
			}
		},
		"sent_at": func(n *yaml.Node) { report.SentAt = r.moment(n) }, "next_at": func(n *yaml.Node) { report.NextAt = r.moment(n) },
		"audience": func(n *yaml.Node) { report.Audience = r.line(n) },
		"tickets": func(n *yaml.Node) {
			r.list(n, "tickets", func(c *yaml.Node) { report.Tickets = append(report.Tickets, r.line(c)) })
		},
	})
	in.Reports = append(in.Reports, report)
}

func (r *reader) item(in *incident.Incident, n *yaml.Node) {
	a := incident.ActionItem{ID: "AI-" + strconv.Itoa(len(in.ActionItems)+1)}
	r.keys(n, r.lang.Say("an action item", "恒久対応"), map[string]func(*yaml.Node){
		"title": func(n *yaml.Node) { a.Title = r.line(n) }, "owner": func(n *yaml.Node) { a.Owner = r.line(n) },
		"kind": func(n *yaml.Node) {
			if a.Kind = incident.ActionKind(r.line(n)); a.Kind != "" && !a.Kind.Valid() {
				r.problem(n, "there is no kind of action item %q; the kinds are %s", "恒久対応の種別 %q はありません。使える種別: %s", a.Kind, join(incident.ActionKinds()))
			}
		},
		"due": func(n *yaml.Node) {
			due, err := civil.ParseDate(r.line(n))
			if a.Due = due; err != nil && n.Value != "" {
				r.problem(n, "%q is not a day of the calendar; write it as YYYY-MM-DD", "%q は暦にある日ではありません。YYYY-MM-DD の形で書いてください", n.Value)
			}
		},
		"when": func(n *yaml.Node) { a.When = r.line(n) }, "before": func(n *yaml.Node) { a.Before = r.line(n) },
		"after": func(n *yaml.Node) { a.After = r.line(n) }, "verified_by": func(n *yaml.Node) { a.VerifiedBy = r.line(n) },
		"ticket": func(n *yaml.Node) { a.Ticket = r.line(n) },
	})
	in.ActionItems = append(in.ActionItems, a)
}
