package github

import (
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/pmtracker/pmtracker/internal/standin"
)

// limited keeps to the published limits for requests that create content: 80 a
// minute and 500 an hour.
// https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api
func (g *GitHub) limited(now time.Time, do func() standin.Answer) standin.Answer {
	if !g.Limits {
		return do()
	}
	minute, hour := 0, 0
	var untilMinute, untilHour time.Duration
	for _, at := range g.created {
		age := now.Sub(at)
		if age < time.Hour {
			if hour++; hour == 1 {
				untilHour = time.Hour - age
			}
		}
		if age < time.Minute {
			if minute++; minute == 1 {
				untilMinute = time.Minute - age
			}
		}
	}
	wait := untilMinute
	if hour >= 500 {
		wait = untilHour
	}
	if minute >= 80 || hour >= 500 {
		g.Provoked++
		return secondary(http.StatusForbidden, wait)
	}
	g.created = append(g.created, now)
	return do()
}

// secondary is GitHub's answer when a secondary limit is reached; without wait
// it does not say until when.
func secondary(status int, wait time.Duration) standin.Answer {
	a := said(status, "You have exceeded a secondary rate limit. Please wait a few minutes before you try again.")
	if wait > 0 {
		a.Header = http.Header{"Retry-After": {standin.Seconds(wait)}}
	}
	return a
}

// Refuse gives GitHub's words for a fault.
func (g *GitHub) Refuse(f standin.Fault, r *http.Request, now time.Time) (standin.Answer, bool) {
	switch f.Kind {
	case standin.Limit403:
		return secondary(http.StatusForbidden, f.Delay), true
	case standin.Limit403Silent:
		return secondary(http.StatusForbidden, 0), true
	case standin.Limit429:
		return secondary(http.StatusTooManyRequests, f.Delay), true
	case standin.Limit429Silent:
		return secondary(http.StatusTooManyRequests, 0), true
	case standin.LimitPrimary:
		a := said(http.StatusForbidden, "API rate limit exceeded for user ID 1.")
		a.Header = http.Header{
			"X-Ratelimit-Limit": {"5000"}, "X-Ratelimit-Remaining": {"0"},
			"X-Ratelimit-Reset": {strconv.FormatInt(now.Add(f.Delay).Unix(), 10)},
		}
		return a, true
	case standin.Moved:
		a := said(http.StatusMovedPermanently, "Moved Permanently")
		a.Header = http.Header{"Location": {"http://" + r.Host + strings.Replace(r.URL.RequestURI(), "/repos/"+g.Repository, "/repositories/1", 1)}}
		return a, true
	case standin.ServerError:
		return said(http.StatusInternalServerError, "Server Error"), true
	case standin.Forbidden:
		return said(http.StatusForbidden, "Resource not accessible by integration"), true
	case standin.Unauthorized:
		return said(http.StatusUnauthorized, "Bad credentials"), true
	case standin.NotImplemented:
		return said(http.StatusNotFound, "Not Found"), true
	case standin.RefusedField:
		return invalid("Issue", f.Field, "invalid"), true
	}
	return standin.Answer{}, false
}
