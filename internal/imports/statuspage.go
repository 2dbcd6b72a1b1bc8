package imports

import (
	"cmp"
	"encoding/json"
	"time"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// statuspageIncident is an incident of Statuspage, as its webhook and its
// incidents.json tell it (https://developer.statuspage.io).
type statuspageIncident struct {
	Name, Impact, Shortlink string
	CreatedAt               time.Time         `json:"created_at"`
	Updates                 []json.RawMessage `json:"incident_updates"`
	Components              []struct{ Name string }
}

func readStatuspage(name string, src []byte) (Log, error) {
	var p struct {
		Incident  *statuspageIncident
		Incidents []statuspageIncident
	}
	if err := json.Unmarshal(src, &p); err != nil {
		return Log{}, jsonError(name, src, err)
	}
	if p.Incident == nil && p.Incidents == nil { // the incident by itself, as the API gives it
		p.Incident = &statuspageIncident{}
		if err := json.Unmarshal(src, p.Incident); err != nil {
			return Log{}, jsonError(name, src, err)
		}
	}
	if p.Incident != nil {
		p.Incidents = []statuspageIncident{*p.Incident}
	}
	log := Log{Tools: []string{"statuspage"}}
	if len(p.Incidents) > 1 {
		return Log{}, incident.Tell(incident.Invalid, "%s: there are %d incidents in it; keep the one to import", "%s: インシデントが %d 件あります。取り込む一件だけを残してください", name, len(p.Incidents))
	}
	for _, in := range p.Incidents {
		one := Log{Title: in.Name, Severity: severityOf(in.Impact)}
		if len(in.Components) > 0 {
			one.Service = in.Components[0].Name
		}
		for _, record := range in.Updates {
			line, err := in.update(record)
			if err != nil {
				return Log{}, recordError(name, src, record, err)
			}
			one.Lines = append(one.Lines, line)
		}
		log.add(one)
	}
	return log, nil
}

// update reads one update: what customers were told, and so a communication.
func (in statuspageIncident) update(record json.RawMessage) (Line, error) {
	var u struct {
		Status, Body string
		DisplayAt    time.Time `json:"display_at"`
		CreatedAt    time.Time `json:"created_at"`
	}
	if err := json.Unmarshal(record, &u); err != nil {
		return Line{}, err
	}
	at := u.DisplayAt
	if at.IsZero() {
		at = cmp.Or(u.CreatedAt, in.CreatedAt)
	}
	e := incident.Event{At: at, Kind: incident.KindCommunication, Text: clean(u.Status + ": " + u.Body)}
	if in.Shortlink != "" {
		e.Links = []string{in.Shortlink}
	}
	return Line{Event: e, Raw: raw(record)}, nil
}
