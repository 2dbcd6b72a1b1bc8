package api

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/tracker"
)

// failure is problem details (RFC 9457) whose detail is put into the reader's
// language by told, where the request is known.
type failure struct {
	huma.ErrorModel
	err error
}

// problem turns an error into problem details, unless it is some already. The detail of
// an internal one is for the operator's log.
func problem(err error) error {
	var told *failure
	if err == nil || errors.As(err, &told) {
		return err
	}
	if errors.Is(err, tracker.ErrChanged) {
		return refusal(http.StatusPreconditionFailed, err)
	}
	err = tracker.Outward(context.Background(), err)
	return refusal(StatusOf(incident.CodeOf(err)), err)
}

// refusal is a failure under a status of its own; details say what it is about.
func refusal(status int, err error, details ...*huma.ErrorDetail) error {
	return &failure{huma.ErrorModel{Title: http.StatusText(status), Status: status, Detail: err.Error(), Errors: details}, err}
}

// outdated says that what is to be changed is not what the sender saw.
func outdated(what string) error {
	return problem(incident.Errorf(incident.Conflict, "%s: %w", what, tracker.ErrChanged))
}

// told puts the detail of a failure into the language of who reads it.
func told(ctx huma.Context, _ string, body any) (any, error) {
	switch f := body.(type) {
	case *huma.ErrorModel: // by the framework itself
		return reworded(f, ctx.Operation(), lang(ctx.Context())), nil
	case *failure:
		said := f.ErrorModel
		said.Detail = sentence(f.err, lang(ctx.Context()))
		return &said, nil
	}
	return body, nil
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
func gateProblem(unmet []incident.Unmet, l incident.Lang) error {
	var details []*huma.ErrorDetail
	for _, u := range unmet {
		details = append(details, &huma.ErrorDetail{Message: u.Message + "; " + gateFix(u, l), Location: strings.TrimSpace(string(u.Rule) + " " + u.Item)})
	}
	return refusal(http.StatusUnprocessableEntity, incident.Tell(incident.Refused, "the gate is closed", "クローズ条件を満たしていません"), details...)
}

// recoveryProblem says everything that speaks against a recovery, each by its KPI.
func recoveryProblem(unmet []incident.RecoveryUnmet, l incident.Lang) error {
	var details []*huma.ErrorDetail
	var sentences []string
	for _, u := range unmet {
		said := u.Message + "; " + fix(u, l)
		sentences = append(sentences, said)
		details = append(details, &huma.ErrorDetail{Message: said, Location: u.KPI})
	}
	return refusal(http.StatusUnprocessableEntity, incident.Errorf(incident.Refused, "%s", strings.Join(sentences, " / ")), details...)
}

// WriteProblem answers with problem details (RFC 9457) outside an operation.
func WriteProblem(w http.ResponseWriter, status int, detail string) {
	w.Header().Set("Content-Type", "application/problem+json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(map[string]any{"title": http.StatusText(status), "status": status, "detail": detail})
}
