package imports

import (
	"cmp"
	"encoding/json"
	"strconv"
	"strings"
	"time"
)

// readOpsgenie reads the webhook of Opsgenie
// (https://support.atlassian.com/opsgenie/docs/opsgenie-edge-connector-alert-action-data/).
// Its times are Unix milliseconds, and nanoseconds for updatedAt.
func readOpsgenie(src []byte) ([]Alert, error) {
	var p struct {
		Action string
		Alert  struct {
			AlertID, Alias, Message, Description, Note, Entity, Username string
			Priority                                                     json.RawMessage
			CreatedAt, UpdatedAt                                         int64
		}
	}
	if err := json.Unmarshal(src, &p); err != nil {
		return nil, err
	}
	a := p.Alert
	alert := Alert{
		Fingerprint: cmp.Or(a.Alias, a.AlertID), Title: a.Message, Text: cmp.Or(a.Note, a.Description), Service: a.Entity, Who: a.Username,
		Severity: severityOf(strings.Trim(string(a.Priority), `"`)), Resolved: p.Action == "Close" || p.Action == "Delete", At: unixAny(cmp.Or(a.UpdatedAt, a.CreatedAt)), Raw: raw(src),
	}
	if !alert.Resolved && p.Action != "Create" {
		alert.Change, alert.Text = Change(p.Action), a.Note
		if strings.EqualFold(p.Action, "UpdatePriority") {
			alert.Text = cmp.Or(a.Note, strings.Trim(string(a.Priority), `"`))
		}
	}
	if a.UpdatedAt > 0 { // Opsgenie numbers no delivery; no two changes have the same nanosecond
		alert.Delivery = strings.Join([]string{a.AlertID, p.Action, strconv.FormatInt(a.UpdatedAt, 10)}, " ")
	}
	return []Alert{alert}, nil
}

// unixAny reads a Unix time by its size: seconds, milliseconds, microseconds or
// nanoseconds.
func unixAny(n int64) time.Time {
	switch {
	case n <= 0:
		return time.Time{}
	case n < 1e11:
		return time.Unix(n, 0).UTC()
	case n < 1e14:
		return time.UnixMilli(n).UTC()
	case n < 1e17:
		return time.UnixMicro(n).UTC()
	}
	return time.Unix(0, n).UTC()
}
