package digest

import (
	"encoding/json"
	"io"
)

type jsonEntry struct {
	Incident    string `json:"incident"`
	Item        string `json:"item"`
	Title       string `json:"title"`
	Due         string `json:"due"` // empty: none
	DaysOverdue int    `json:"days_overdue"`
	Ticket      string `json:"ticket"`
	Dropped     bool   `json:"ticket_dropped,omitempty"` // closed, but not because the work is done
	Owner       string `json:"owner,omitempty"`          // where the list is not one person's
	Path        string `json:"path,omitempty"`
}

type jsonOwner struct {
	Owner   string      `json:"owner"`
	Overdue []jsonEntry `json:"overdue"`
	DueSoon []jsonEntry `json:"due_soon"`
}

type jsonEscalated struct {
	To    string      `json:"to"`
	Items []jsonEntry `json:"items"`
}

type jsonDigest struct {
	AsOf      string         `json:"as_of"`
	Owners    []jsonOwner    `json:"owners"`
	Unowned   []jsonEntry    `json:"unowned"`
	Undated   []jsonEntry    `json:"undated,omitempty"` // with their owners
	Escalated *jsonEscalated `json:"escalated,omitempty"`
	Elsewhere []string       `json:"tickets_elsewhere,omitempty"` // of another provider, so not asked
	Totals    Totals         `json:"totals"`
}

// WriteJSON writes the digest in the form of the contract ("Digest output").
func (d Digest) WriteJSON(w io.Writer) error {
	out := jsonDigest{AsOf: d.AsOf.String(), Owners: []jsonOwner{}, Unowned: jsonEntries(d.Unowned), Elsewhere: d.Elsewhere, Totals: d.Totals}
	for _, o := range d.Owners {
		out.Owners = append(out.Owners, jsonOwner{o.Owner, jsonEntries(o.Overdue), jsonEntries(o.DueSoon)})
	}
	for i, entry := range jsonEntries(d.Undated) {
		entry.Owner = d.Undated[i].Owner
		out.Undated = append(out.Undated, entry)
	}
	if len(d.Escalated) > 0 {
		out.Escalated = &jsonEscalated{To: d.EscalateTo}
		for _, e := range d.Escalated {
			entry := jsonEntries([]Entry{e.Entry})[0]
			entry.Owner = e.Owner
			out.Escalated.Items = append(out.Escalated.Items, entry)
		}
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	return enc.Encode(out)
}

func jsonEntries(entries []Entry) []jsonEntry {
	out := make([]jsonEntry, len(entries))
	for i, e := range entries {
		out[i] = jsonEntry{Incident: e.Incident, Item: e.ID, Title: e.Title, DaysOverdue: e.DaysOverdue, Ticket: e.Ticket, Dropped: e.Dropped, Path: e.Path}
		if e.Due.IsValid() {
			out[i].Due = e.Due.String()
		}
	}
	return out
}
