package kpi

import (
	"cmp"
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

// found is what Prometheus answers.
type found struct {
	series  []series
	warning string // why some of the data may be missing; empty: nothing is
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
func (q queryRange) ask(ctx context.Context, client *http.Client, server *url.URL) (found, error) {
	form := url.Values{
		"query": {q.query}, "start": {seconds(q.from)}, "end": {seconds(q.until)},
		"step": {strconv.FormatFloat(q.step.Seconds(), 'f', -1, 64)},
	}.Encode()
	address := server.JoinPath("api/v1/query_range")
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, address.String(), strings.NewReader(form))
	if err != nil {
		return found{}, err
	}
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	answered, status, err := send(client, request)
	switch status {
	case http.StatusForbidden, http.StatusMethodNotAllowed, http.StatusNotImplemented:
		address.RawQuery = form
		if request, err = http.NewRequestWithContext(ctx, http.MethodGet, address.String(), nil); err != nil {
			return found{}, err
		}
		answered, _, err = send(client, request)
	}
	return answered, err
}

func send(client *http.Client, request *http.Request) (found, int, error) {
	answer, err := client.Do(request)
	if err != nil {
		return found{}, 0, err
	}
	defer func() { _ = answer.Body.Close() }()
	body, err := io.ReadAll(io.LimitReader(answer.Body, maxAnswer+1))
	if err != nil {
		return found{}, answer.StatusCode, err
	}
	if len(body) > maxAnswer {
		return found{}, answer.StatusCode, &refusal{status: answer.StatusCode, said: fmt.Sprintf("the answer is longer than %d MB", maxAnswer>>20)}
	}
	answered, err := read(answer.StatusCode, body)
	return answered, answer.StatusCode, err
}

// read takes an answer apart.
func read(status int, body []byte) (found, error) {
	var answer struct {
		Status    string `json:"status"`
		ErrorType string `json:"errorType"`
		Error     string `json:"error"`
		Warnings  []string
		Data      struct {
			Result []series `json:"result"`
		} `json:"data"`
	}
	err := json.Unmarshal(body, &answer)
	switch {
	case answer.ErrorType != "":
		return found{}, &refusal{status, answer.ErrorType, answer.Error}
	case status/100 != 2:
		return found{}, &refusal{status: status, said: fmt.Sprintf("HTTP status %d", status)}
	case err != nil:
		return found{}, &refusal{status: status, said: "its answer is not that of Prometheus: " + err.Error()}
	case answer.Status != "success":
		return found{}, &refusal{status: status, said: fmt.Sprintf("its answer has the status %q", answer.Status)}
	}
	return found{answer.Data.Result, incomplete(answer.Warnings)}, nil
}

// incomplete gives the first warning that says that data is missing. Prometheus 2.48 to
// 2.52 tell among the warnings, too, what they call information on the query.
func incomplete(warnings []string) string {
	for _, w := range warnings {
		if !strings.HasPrefix(w, "PromQL info:") {
			return cmp.Or(w, "?")
		}
	}
	return ""
}

// seconds writes a moment as Prometheus takes it.
func seconds(t time.Time) string {
	return strconv.FormatFloat(float64(t.UnixMilli())/1000, 'f', -1, 64)
}
