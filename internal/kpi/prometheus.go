// Package kpi reads the numbers by which recovery is judged from Prometheus:
// their values, what is normal for them, and since when they have not been.
package kpi

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"time"

	"github.com/prometheus/client_golang/api"
	v1 "github.com/prometheus/client_golang/api/prometheus/v1"
	"github.com/prometheus/common/model"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// Prometheus is a server to ask.
type Prometheus struct {
	api  v1.API
	host string // for error texts: never the whole address, which may hold a password
}

// queryTimeout bounds one question: somebody is waiting at 3 a.m.
const queryTimeout = 15 * time.Second

// maxPoints is what Prometheus gives for one series at most (11,000), with room.
const maxPoints = 10000

// New gives the server at an address such as http://prometheus:9090. transport
// may be nil. The error is Invalid.
func New(address string, transport http.RoundTripper) (*Prometheus, error) {
	parsed, err := url.Parse(address)
	if err != nil || parsed.Host == "" || parsed.Scheme != "http" && parsed.Scheme != "https" {
		return nil, incident.Errorf(incident.Invalid, "PROMETHEUS_URL is not an address; write it as http://prometheus:9090")
	}
	if transport == nil {
		transport = api.DefaultRoundTripper
	}
	client, err := api.NewClient(api.Config{Address: address, RoundTripper: transport})
	if err != nil {
		return nil, incident.Errorf(incident.Invalid, "PROMETHEUS_URL is not an address; write it as http://prometheus:9090")
	}
	return &Prometheus{api: v1.NewAPI(client), host: parsed.Host}, nil
}

// curve asks for a series of values. No value at all is no error. name is the
// KPI's, for error texts.
func (p *Prometheus) curve(ctx context.Context, name, query string, from, until time.Time, step time.Duration) ([]Point, error) {
	if least := until.Sub(from) / maxPoints; step < least {
		step = least.Round(time.Second)
	}
	ctx, cancel := context.WithTimeout(ctx, queryTimeout)
	defer cancel()
	value, _, _, err := p.api.QueryRange(ctx, query, v1.Range{Start: from, End: until, Step: step})
	if err != nil {
		return nil, p.failure(name, err)
	}
	matrix, ok := value.(model.Matrix)
	if !ok || len(matrix) > 1 {
		return nil, incident.Errorf(incident.Invalid, "the query of KPI %s gives %d series; it must give one: aggregate it with sum(…) or without labels", name, len(matrix))
	}
	var points []Point
	for _, series := range matrix {
		for _, sample := range series.Values {
			if v := float64(sample.Value); finite(v) {
				points = append(points, Point{At: sample.Timestamp.Time(), Value: v})
			}
		}
	}
	return points, nil
}

// failure tells a query that is wrong from a server that does not answer.
func (p *Prometheus) failure(name string, err error) error {
	var said *v1.Error
	if errors.As(err, &said) {
		switch said.Type {
		case v1.ErrBadData, v1.ErrExec:
			return incident.Errorf(incident.Invalid, "Prometheus refuses the query of KPI %s: %s; correct it in .pmtracker.yaml", name, said.Msg)
		case v1.ErrClient:
			return incident.Errorf(incident.Invalid, "%s refuses to answer for KPI %s: %s; check PROMETHEUS_URL and its credentials", p.host, name, said.Msg)
		}
		return p.unavailable(name, said.Msg)
	}
	var wrapped *url.Error
	if errors.As(err, &wrapped) {
		err = wrapped.Err
	}
	return p.unavailable(name, err.Error())
}

func (p *Prometheus) unavailable(name, why string) error {
	return incident.Errorf(incident.Unavailable, "cannot read KPI %s: Prometheus at %s does not answer (%s); try again, or enter what you read elsewhere: --kpi %s=VALUE --read-by PERSON", name, p.host, why, name)
}
