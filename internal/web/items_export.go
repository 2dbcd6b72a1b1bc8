package web

import (
	"encoding/csv"
	"io"
	"log/slog"
	"net/http"
	"strings"
	"time"

	ics "github.com/arran4/golang-ical"
	"github.com/golang-sql/civil"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/store"
)

// itemsPerLook is how many action items an export reads at a time: a list of a
// million is sent without being held.
const itemsPerLook = 500

// export sends every item of the filter, some at a time. begin gets what the body
// begins with, write appends items to it, end what it ends with.
func (s *Server) export(v *visit, kind string, begin func(io.Writer) error, write func(io.Writer, []listedItem) error, end string) error {
	filter := itemFilterOf(v.r.URL.Query())
	if err := filter.check(); err != nil {
		return err
	}
	q := filter.query(s.today(v))
	q.Limit = itemsPerLook
	items, err := s.itemPage(v, q)
	if err != nil {
		return err
	}
	h := v.w.Header()
	h.Set("Content-Type", kind)
	h.Set("Cache-Control", "no-store")
	out := http.NewResponseController(v.w)
	if err = begin(v.w); err == nil {
		err = write(v.w, items)
	}
	for err == nil && len(items) == itemsPerLook {
		_ = out.SetWriteDeadline(time.Now().Add(30 * time.Second))
		q.After = items[len(items)-1].Cursor()
		if items, err = s.itemPage(v, q); err == nil {
			err = write(v.w, items)
		}
	}
	if err == nil {
		_, err = io.WriteString(v.w, end)
	}
	if err != nil {
		if v.r.Context().Err() == nil {
			slog.ErrorContext(v.r.Context(), "an export broke off", "path", v.r.URL.Path, "error", err)
		}
		panic(http.ErrAbortHandler) // so that nobody takes half a list for all of it
	}
	return nil
}

func (s *Server) itemsCSV(v *visit) error {
	v.w.Header().Set("Content-Disposition", `attachment; filename="action-items.csv"`)
	return s.export(v, "text/csv; charset=utf-8", func(w io.Writer) error {
		if _, err := io.WriteString(w, "\ufeff"); err != nil { // by which Excel knows UTF-8
			return err
		}
		return writeRow(w, []string{"incident", "incident_title", "service", "item", "title", "kind", "owner", "team", "due", "state", "ticket", "when", "before", "after", "verified_by"})
	}, writeItemsCSV, "")
}

// writeItemsCSV writes items for a spreadsheet. A cell that a spreadsheet would
// take for a formula begins with an apostrophe.
func writeItemsCSV(w io.Writer, items []listedItem) error {
	out := csv.NewWriter(w)
	for i := range items {
		it := &items[i]
		row := []string{it.Incident, it.IncidentTitle, it.Service, it.ID, it.Title, string(it.Kind), it.Owner, it.team, it.Get(incident.FieldDue), string(it.State), it.Ticket, it.When, it.Before, it.After, it.VerifiedBy}
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

func writeRow(w io.Writer, row []string) error {
	out := csv.NewWriter(w)
	_ = out.Write(row)
	out.Flush()
	return out.Error()
}

// itemsCalendar sends the due days of the items as a calendar (RFC 5545).
func (s *Server) itemsCalendar(v *visit) error {
	site := s.site
	if site == "" {
		site = "http://" + v.r.Host
	}
	cal := ics.NewCalendar()
	cal.SetProductId("-//pmtracker//action items//EN")
	cal.SetMethod(ics.MethodPublish)
	const end = "END:VCALENDAR\r\n"
	head := strings.TrimSuffix(cal.Serialize(ics.WithNewLineWindows), end)
	config := &ics.SerializationConfiguration{MaxLength: 75, PropertyMaxLength: 75, NewLine: string(ics.WithNewLineWindows)}
	return s.export(v, "text/calendar; charset=utf-8", func(w io.Writer) error {
		_, err := io.WriteString(w, head)
		return err
	}, func(w io.Writer, items []listedItem) error {
		for i := range items {
			if it := &items[i]; it.HasDue() && it.State == store.ItemOpen {
				if err := itemEvent(it, site, v.now).SerializeTo(w, config); err != nil {
					return err
				}
			}
		}
		return nil
	}, end)
}

// itemEvent is the day on which an item is due.
func itemEvent(it *listedItem, site string, now time.Time) *ics.VEvent {
	e := ics.NewEvent(it.Incident + "-" + it.ID + "@pmtracker")
	e.SetDtStampTime(now)
	e.SetAllDayStartAt(it.Due.In(time.UTC))
	e.SetSummary(it.ID + " " + it.Title + " (" + orDash(it.Owner) + ")")
	e.SetDescription(it.Incident + " " + it.IncidentTitle + "\n" + it.After)
	e.SetURL(site + "/incidents/" + it.Incident + "/items/" + it.ID)
	return e
}

// today is the day on which items are overdue, for who asks.
func (s *Server) today(v *visit) civil.Date {
	return civil.DateOf(v.now.In(v.zoneOr(s.tracker.Config.Zone)))
}
