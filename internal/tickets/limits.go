package tickets

import (
	"bytes"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// limitError says that waiting for the provider's limit would take too long.
type limitError struct {
	service string
	until   time.Time
}

func (e *limitError) Error() string {
	return fmt.Sprintf("%s's limit holds until %s", e.service, e.until.Format(time.RFC3339))
}

// refusedByLimit tells whether the provider turned the request away unheard:
// 429, GitHub's 403 for its primary and secondary limits, or the 200 in which its
// GraphQL API says so.
// https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api
func refusedByLimit(resp *http.Response) bool {
	switch resp.StatusCode {
	case http.StatusOK:
		graphQL := resp.Request != nil && strings.HasSuffix(resp.Request.URL.Path, "/graphql")
		return graphQL && bytes.Contains(bytes.ReplaceAll(peek(resp), []byte(" "), nil), []byte(`"type":"RATE_LIMITED"`))
	case http.StatusTooManyRequests:
		return true
	case http.StatusForbidden:
		if resp.Header.Get("Retry-After") != "" || resp.Header.Get("X-RateLimit-Remaining") == "0" {
			return true
		}
		said := strings.ToLower(string(peek(resp)))
		return strings.Contains(said, "secondary rate limit") || strings.Contains(said, "secondary-rate-limits") || strings.Contains(said, "rate limit exceeded") ||
			strings.Contains(said, "abuse detection")
	}
	return false
}

// limitWait gives how long to wait: what Retry-After says; else until the limit
// is reset; else a minute, doubled with each refusal. Where it says no time at all,
// a second, doubled too.
func (t *Transport) limitWait(resp *http.Response, refusals int) time.Duration {
	now := t.clock().Now()
	wait := time.Minute << min(refusals, 6)
	if after := resp.Header.Get("Retry-After"); after != "" {
		if seconds, err := strconv.Atoi(after); err == nil {
			wait = time.Duration(max(seconds, 0)) * time.Second
		} else if at, err := http.ParseTime(after); err == nil {
			wait = max(at.Sub(now), 0)
		}
	} else if resp.Header.Get("X-RateLimit-Remaining") == "0" {
		if reset, err := strconv.ParseInt(resp.Header.Get("X-RateLimit-Reset"), 10, 64); err == nil {
			wait = max(time.Unix(reset, 0).Sub(now), 0) + time.Second
		}
	}
	if wait < time.Second { // "now" was tried already
		wait = time.Second << min(refusals, 6)
	}
	return wait
}

// aLittle is added to a wait by chance, so that several runs do not come back at
// the same moment.
func aLittle(wait time.Duration) time.Duration {
	return time.Duration(rand.Int64N(int64(wait)/20 + int64(100*time.Millisecond)))
}

// hideLimits takes the limits out of an answer that was dealt with here:
// go-github would otherwise refuse later calls by itself, by the machine's clock.
func hideLimits(resp *http.Response) {
	if resp == nil {
		return
	}
	for _, name := range []string{"Retry-After", "X-RateLimit-Limit", "X-RateLimit-Remaining", "X-RateLimit-Reset"} {
		resp.Header.Del(name)
	}
}

// peek reads a body that stays readable.
func peek(resp *http.Response) []byte {
	data, _ := io.ReadAll(resp.Body)
	resp.Body = io.NopCloser(bytes.NewReader(data))
	return data
}
