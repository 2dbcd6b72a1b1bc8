package api

import (
	"math"
	"time"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/store"
	"github.com/pmtracker/pmtracker/internal/tracker"
)

// IncidentBody is an incident of a list. Its name is exported so that the description
// of what embeds it has its fields.
type IncidentBody struct {
	Key        string     `json:"incident" example:"INC-2026-0042"`
	Title      string     `json:"title"`
	Severity   string     `json:"severity" enum:"SEV1,SEV2,SEV3,SEV4"`
	Service    string     `json:"service"`
	State      string     `json:"state" enum:"declared,contained,recovered,in_review,closed"`
	Lang       string     `json:"lang" enum:"en,ja"`
	Timezone   string     `json:"timezone" example:"Asia/Tokyo"`
	OccurredAt *time.Time `json:"occurred_at"`
	DeclaredAt time.Time  `json:"declared_at"`
	DeclaredBy string     `json:"declared_by"`
	Customers  string     `json:"customers" enum:",none,degraded,partial,all" doc:"how customers were affected when it was declared; empty: nobody said"`
	DataAtRisk bool       `json:"data_at_risk" doc:"data may be lost, wrong or seen by others: the safe stop comes first"`
	Revision   int        `json:"revision" doc:"number of the postmortem's current revision; 0: there is none"`
}

func incidentOf(in store.Incident) IncidentBody {
	return IncidentBody{Key: in.Key, Title: in.Title, Severity: string(in.Severity), Service: in.Service, State: string(in.State), Lang: string(in.Lang),
		Timezone: in.Zone.String(), OccurredAt: orNull(in.OccurredAt), DeclaredAt: in.DeclaredAt, DeclaredBy: in.DeclaredBy, Customers: string(in.Impact.Customers), DataAtRisk: in.Impact.DataAtRisk, Revision: in.Revision}
}

func orNull(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}

type metricsBody struct {
	MTTD *int64 `json:"mttd_seconds"`
	MTTA *int64 `json:"mtta_seconds"`
	MTTC *int64 `json:"mttc_seconds"`
	MTTR *int64 `json:"mttr_seconds"`
}

type eventBody struct {
	ID         string    `json:"id"`
	At         time.Time `json:"at"`
	RecordedAt time.Time `json:"recorded_at"`
	RecordedBy string    `json:"recorded_by"`
	Kind       string    `json:"kind"`
	Role       string    `json:"role"`
	Text       string    `json:"text"`
	Links      []string  `json:"links"`
	Corrects   string    `json:"corrects"`

	CorrectedAt *time.Time `json:"corrected_at,omitempty" doc:"of a correction: the right time of the event that it corrects"`
	WrittenAt   *time.Time `json:"written_at,omitempty" doc:"the time that was written before a correction"`
}

func eventOf(e incident.Event) eventBody {
	return eventBody{e.ID, e.At, e.RecordedAt, e.RecordedBy, string(e.Kind), string(e.Role), e.Text, append([]string{}, e.Links...), e.Corrects, orNull(e.CorrectedAt), orNull(e.WrittenAt)}
}

type reportBody struct {
	Kind     string     `json:"kind"`
	Audience string     `json:"audience"`
	SentAt   time.Time  `json:"sent_at"`
	NextAt   *time.Time `json:"next_at"`
	Tickets  []string   `json:"tickets"`
	Text     string     `json:"text"`
}

type kpiBody struct {
	Name   string   `json:"name"`
	Unit   string   `json:"unit"`
	Value  *float64 `json:"value"`
	Low    *float64 `json:"low"`
	High   *float64 `json:"high"`
	ReadBy string   `json:"read_by"`
}

// kpiInput is a KPI that somebody read. What is fixed in the configuration is left out.
type kpiInput struct {
	Name   string   `json:"name" example:"error_rate"`
	Unit   string   `json:"unit,omitempty" example:"%"`
	Value  *float64 `json:"value"`
	Low    *float64 `json:"low,omitempty" doc:"lower end of the normal range; left out with high: as the configuration fixes it"`
	High   *float64 `json:"high,omitempty" doc:"upper end of the normal range; left out alone: open"`
	ReadBy string   `json:"read_by,omitempty" doc:"who read the value; left out: you"`
}

type itemBody struct {
	Incident   string `json:"incident"`
	ID         string `json:"id" example:"AI-1"`
	Title      string `json:"title"`
	Kind       string `json:"kind"`
	Owner      string `json:"owner"`
	Due        string `json:"due" example:"2026-12-15"`
	Ticket     string `json:"ticket"`
	When       string `json:"when"`
	Before     string `json:"before"`
	After      string `json:"after"`
	VerifiedBy string `json:"verified_by"`
	Concrete   bool   `json:"concrete"`
	State      string `json:"state" enum:"open,done,verified"`
}

func itemOf(key string, it store.IndexedItem) itemBody {
	return itemBody{key, it.ID, it.Title, string(it.Kind), it.Owner, it.Get(incident.FieldDue), it.Ticket, it.When, it.Before, it.After, it.VerifiedBy, it.Concrete, string(it.State)}
}

type unmetBody struct {
	Rule    string `json:"rule"`
	Item    string `json:"item"`
	Message string `json:"message"`
	Fix     string `json:"fix"`
}

type gateBody struct {
	Incident string      `json:"incident"`
	Closed   bool        `json:"closed"`
	Unmet    []unmetBody `json:"unmet"`
	Off      []string    `json:"off"`
	Unasked  []string    `json:"unasked" doc:"action items about whose ticket nobody has asked the provider yet, so that whether G4 holds for them is not known; GET …/gate and closing ask"`
}

func gateOf(c tracker.Closing, l incident.Lang) gateBody {
	g := gateBody{Incident: c.Incident, Closed: c.Closed, Unmet: []unmetBody{}, Off: []string{}, Unasked: append([]string{}, c.Unasked...)}
	for _, u := range c.Unmet {
		g.Unmet = append(g.Unmet, unmetBody{string(u.Rule), u.Item, u.Message, gateFix(u, l)})
	}
	for _, off := range c.Off {
		g.Off = append(g.Off, string(off))
	}
	return g
}

// wholeBody is one incident with everything that belongs to it.
type wholeBody struct {
	IncidentBody
	Author      string       `json:"author"`
	Metrics     metricsBody  `json:"metrics"`
	Alerts      alertsBody   `json:"alerts"`
	Events      []eventBody  `json:"events"`
	Roles       []roleBody   `json:"roles"`
	Reports     []reportBody `json:"reports"`
	KPIs        []kpiBody    `json:"kpis"`
	ActionItems []itemBody   `json:"action_items"`
	NextReport  *time.Time   `json:"next_report_at"`
	Gate        gateBody     `json:"gate"`
}

type alertsBody struct {
	Total    int `json:"total" doc:"different alerts that belong to the incident"`
	Listed   int `json:"listed" doc:"of these, how many the timeline lists; the others of a storm are counted"`
	Resolved int `json:"resolved" doc:"of these, how many no longer fire"`
}

type roleBody struct {
	Role   string     `json:"role"`
	Person string     `json:"person"`
	From   time.Time  `json:"from"`
	Until  *time.Time `json:"until"`
}

func wholeOf(v tracker.Viewed, l incident.Lang) wholeBody {
	m := v.Metrics()
	w := wholeBody{IncidentBody: incidentOf(v.Incident), Author: v.Author, Gate: gateOf(v.Gate, l), Alerts: alertsBody(v.Alerts),
		Metrics: metricsBody{seconds(m.Detect), seconds(m.Declare), seconds(m.Contain), seconds(m.Recover)},
		Events:  []eventBody{}, Roles: []roleBody{}, Reports: []reportBody{}, KPIs: []kpiBody{}, ActionItems: []itemBody{}}
	w.Gate.Closed = v.State == incident.Closed
	if len(v.Owed) > 0 {
		w.NextReport = &v.Owed[0].DueAt
	}
	for _, e := range v.Events {
		w.Events = append(w.Events, eventOf(e))
	}
	for _, a := range v.Roster {
		w.Roles = append(w.Roles, roleBody{string(a.Role), a.Person, a.From, orNull(a.Until)})
	}
	for _, r := range v.Reports {
		w.Reports = append(w.Reports, reportBody{string(r.Kind), r.Audience, r.SentAt, orNull(r.NextAt), append([]string{}, r.Tickets...), r.Text})
	}
	for _, k := range v.KPIs {
		body := kpiBody{Name: k.Name, Unit: k.Unit, Value: k.Value, ReadBy: k.ReadBy}
		if k.Baseline != nil {
			body.Low, body.High = finite(k.Baseline.Low), finite(k.Baseline.High)
		}
		w.KPIs = append(w.KPIs, body)
	}
	for _, it := range v.Items {
		w.ActionItems = append(w.ActionItems, itemOf(v.Key, it))
	}
	return w
}

func seconds(d *time.Duration) *int64 {
	if d == nil {
		return nil
	}
	s := int64(d.Seconds())
	return &s
}

// finite gives an end of a range, nil where it is open.
func finite(v float64) *float64 {
	if math.IsInf(v, 0) {
		return nil
	}
	return &v
}
