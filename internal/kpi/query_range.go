package kpi

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// queryRange is the one question that is put to Prometheus, as its documentation
// describes it (https://prometheus.io/docs/prometheus/latest/querying/api/#range-queries).
// The official client would bring Protocol Buffers and a second JSON decoder into
// the start of every command.
type queryRange struct {
	query       string
	from, until time.Time
	step        time.Duration
}

// series is one line of the answer.
type series struct {
	Values []sample `json:"values"`
}

// sample is a moment, to the millisecond, and the value at it, which may be no
// number or infinite.
type sample struct {
	at    time.Time
	value float64
}

// UnmarshalJSON reads [1435781430.781, "1"].
func (s *sample) UnmarshalJSON(b []byte) error {
	var at float64
	var value string
	if err := json.Unmarshal(b, &[]any{&at, &value}); err != nil {
		return err
	}
	v, err := strconv.ParseFloat(value, 64)
	if err != nil {
		return incident.Tell(incident.Invalid, "the value %q is no number", "値 %q は数値ではありません", value)
	}
	s.at, s.value = time.UnixMilli(int64(math.Round(at*1000))), v
	return nil
}

// refusal is an answer of Prometheus, or of what stands before it, that holds no
// values.
type refusal struct {
	status int    // of HTTP
	kind   string // errorType, as Prometheus names it; empty where it did not speak
	said   string
}

func (r *refusal) Error() string { return r.said }

// maxAnswer bounds what is read, in bytes: one series has at most 11,000 values of
// some 30 bytes each, and a query that gives many series is refused anyway.
const maxAnswer = 32 << 20

// ask puts the question, by POST, since a query can be longer than an address
// may, and by GET where POST is not taken. The error is a *refusal where somebody
// answered.
func (q queryRange) ask(ctx context.Context, client *http.Client, server *url.URL) ([]series, error) {
	form := url.Values{
		"query": {q.query}, "start": {seconds(q.from)}, "end": {seconds(q.until)},
		"step": {strconv.FormatFloat(q.step.Seconds(), 'f', -1, 64)},
	}.Encode()
	address := server.JoinPath("api/v1/query_range")
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, address.String(), strings.NewReader(form))
	if err != nil {
		return nil, err
	}
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	found, status, err := send(client, request)
	switch status {
	case http.StatusForbidden, http.StatusMethodNotAllowed, http.StatusNotImplemented:
		address.RawQuery = form
		if request, err = http.NewRequestWithContext(ctx, http.MethodGet, address.String(), nil); err != nil {
			return nil, err
		}
		found, _, err = send(client, request)
	}
	return found, err
}

func send(client *http.Client, request *http.Request) ([]series, int, error) {
	answer, err := client.Do(request)
	if err != nil {
		return nil, 0, err
	}
	defer func() { _ = answer.Body.Close() }()
	body, err := io.ReadAll(io.LimitReader(answer.Body, maxAnswer+1))
	if err != nil {
		return nil, answer.StatusCode, err
	}
	if len(body) > maxAnswer {
		return nil, answer.StatusCode, &refusal{status: answer.StatusCode, said: fmt.Sprintf("the answer is longer than %d MB", maxAnswer>>20)}
	}
	found, err := read(answer.StatusCode, body)
	return found, answer.StatusCode, err
}

// read takes an answer apart.
func read(status int, body []byte) ([]series, error) {
	var answer struct {
		Status    string `json:"status"`
		ErrorType string `json:"errorType"`
		Error     string `json:"error"`
		Data      struct {
			Result []series `json:"result"`
		} `json:"data"`
	}
	err := json.Unmarshal(body, &answer)
	switch {
	case answer.ErrorType != "":
		return nil, &refusal{status, answer.ErrorType, answer.Error}
	case status/100 != 2:
		return nil, &refusal{status: status, said: fmt.Sprintf("HTTP status %d", status)}
	case err != nil:
		return nil, &refusal{status: status, said: "its answer is not that of Prometheus: " + err.Error()}
	case answer.Status != "success":
		return nil, &refusal{status: status, said: fmt.Sprintf("its answer has the status %q", answer.Status)}
	}
	return answer.Data.Result, nil
}

// seconds writes a moment as Prometheus takes it.
func seconds(t time.Time) string {
	return strconv.FormatFloat(float64(t.UnixMilli())/1000, 'f', -1, 64)
}
