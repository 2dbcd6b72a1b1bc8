package api

import (
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/tracker"
)

// problem turns a failure into problem details (RFC 9457). The detail of an
// internal one is for the operator's log.
func problem(err error) error {
	if err == nil {
		return nil
	}
	if errors.Is(err, tracker.ErrChanged) {
		return huma.NewError(http.StatusPreconditionFailed, err.Error())
	}
	code := incident.CodeOf(err)
	if code == incident.Internal {
		slog.Error("request failed", "error", err)
		return huma.NewError(http.StatusInternalServerError, "something went wrong on our side; it is in the server's log")
	}
	return huma.NewError(StatusOf(code), err.Error())
}

// StatusOf is the one place that gives a failure its HTTP status, for the API and
// the pages.
func StatusOf(code incident.Code) int {
	switch code {
	case incident.Invalid:
		return http.StatusBadRequest
	case incident.Refused:
		return http.StatusUnprocessableEntity
	case incident.NotFound:
		return http.StatusNotFound
	case incident.Conflict:
		return http.StatusConflict
	case incident.Forbidden:
		return http.StatusForbidden
	case incident.Unavailable:
		return http.StatusServiceUnavailable
	}
	return http.StatusInternalServerError
}

// gateProblem says which rules of the gate do not hold.
func gateProblem(unmet []incident.Unmet) error {
	var details []error
	for _, u := range unmet {
		details = append(details, &huma.ErrorDetail{Message: u.Message + "; " + u.Fix, Location: string(u.Rule) + " " + u.Item})
	}
	return huma.NewError(http.StatusUnprocessableEntity, "the gate is closed", details...)
}

// WriteProblem answers with problem details (RFC 9457) outside an operation.
func WriteProblem(w http.ResponseWriter, status int, detail string) {
	w.Header().Set("Content-Type", "application/problem+json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(map[string]any{"title": http.StatusText(status), "status": status, "detail": detail})
}
