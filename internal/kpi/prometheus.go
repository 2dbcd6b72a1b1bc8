// Package kpi reads the numbers by which recovery is judged from Prometheus:
// their values, what is normal for them, and since when they have not been.
package kpi

import (
	"context"
	"errors"
	"math"
	"net/http"
	"net/url"
	"time"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// Prometheus is a server to ask.
type Prometheus struct {
	server *url.URL
	client *http.Client
	host   string // for error texts: never the whole address, which may hold a password
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
		return nil, incident.Tell(incident.Invalid, "PROMETHEUS_URL is not an address; write it as http://prometheus:9090", "PROMETHEUS_URL がアドレスではありません。http://prometheus:9090 のように書いてください")
	}
	return &Prometheus{server: parsed, client: &http.Client{Transport: transport}, host: parsed.Host}, nil
}

// curve is a series of values, as Prometheus gives it.
type curve struct {
	points  []Point
	warning string // why some of the values may be missing; empty: none is
}

// curve asks for a series of values. No value at all is no error, and NaN is none; an
// infinite one is: a quantile in the last bucket, a rate divided by zero. name is the
// KPI's, for error texts.
func (p *Prometheus) curve(ctx context.Context, name, query string, from, until time.Time, step time.Duration) (curve, error) {
	if least := until.Sub(from) / maxPoints; step < least {
		step = least.Round(time.Second)
	}
	ctx, cancel := context.WithTimeout(ctx, queryTimeout)
	defer cancel()
	answered, err := queryRange{query, from, until, step}.ask(ctx, p.client, p.server)
	if err != nil {
		return curve{}, p.failure(name, err)
	}
	if len(answered.series) > 1 {
		return curve{}, incident.Tell(incident.Invalid, "the query of KPI %s gives %d series; it must give one: aggregate it with sum(…) or without labels", "KPI %s のクエリが %d 系列を返します。sum(…) やラベルの除外で一つに集約してください", name, len(answered.series))
	}
	c := curve{warning: answered.warning}
	for _, line := range answered.series {
		for _, s := range line.Values {
			if !math.IsNaN(s.value) {
				c.points = append(c.points, Point{At: s.at, Value: s.value})
			}
		}
	}
	return c, nil
}

// failure tells a query that is wrong from a server that does not answer.
func (p *Prometheus) failure(name string, err error) error {
	var said *refusal
	if errors.As(err, &said) {
		switch {
		case said.kind == "bad_data", said.kind == "execution":
			return incident.Tell(incident.Invalid, "Prometheus refuses the query of KPI %s: %s; correct it in .pmtracker.yaml", "Prometheus が KPI %s のクエリを受け付けません: %s。.pmtracker.yaml を直してください", name, said.said)
		case said.status == http.StatusTooManyRequests, said.status == http.StatusRequestTimeout: // it may answer later
		case said.status/100 == 4:
			return incident.Tell(incident.Invalid, "%s refuses to answer for KPI %s: %s; check PROMETHEUS_URL and its credentials", "%s が KPI %s の問い合わせを拒否しました: %s。PROMETHEUS_URL と認証情報を確認してください", p.host, name, said.said)
		}
		return p.unavailable(name, said.said)
	}
	var wrapped *url.Error
	if errors.As(err, &wrapped) {
		err = wrapped.Err
	}
	return p.unavailable(name, err.Error())
}

func (p *Prometheus) unavailable(name, why string) error {
	return incident.Tell(incident.Unavailable, "cannot read KPI %s: Prometheus at %s does not answer (%s); try again, or enter what you read elsewhere: --kpi %[4]s --read-by PERSON", "KPI %s を読み取れません: Prometheus（%s）が応答しません（%s）。再試行するか、別の手段で確認した値を入力してください: --kpi %[5]s --read-by 担当者",
		name, p.host, why, incident.ShellWord(name+"=VALUE"), incident.ShellWord(name+"=値"))
}
