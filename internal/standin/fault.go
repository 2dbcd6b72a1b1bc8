// Package standin holds what the stand-ins for GitHub and Jira have in common:
// servers that keep state as the real ones do, for tests and for the demo, and
// that fail on demand in each of the ways in which the real ones fail.
package standin

import (
	"net/http"
	"strings"
	"sync"
	"time"
)

// Kind is a way in which a request goes wrong.
type Kind string

// The kinds. "Carried out" means that the request has its effect although the
// caller does not learn of it.
const (
	None            Kind = ""
	Drop            Kind = "drop"            // the connection ends, nothing is done
	DropAfter       Kind = "drop-after"      // carried out, then the connection ends
	BadGateway      Kind = "502"             // 502 with HTML, nothing is done
	BadGatewayAfter Kind = "502-after"       // carried out, then 502 with HTML
	Garbled         Kind = "garbled"         // carried out, the answer is success but no JSON
	Late            Kind = "late"            // carried out at once, answered after Delay
	InFlight        Kind = "in-flight"       // carried out after Delay, when the caller may have given up
	Hang            Kind = "hang"            // never answered, nothing is done
	HangAfter       Kind = "hang-after"      // carried out, never answered
	Moved           Kind = "moved"           // 301, nothing is done
	Limit403        Kind = "403"             // a secondary limit, with Retry-After
	Limit403Silent  Kind = "403-silent"      // the same without Retry-After
	Limit429        Kind = "429"             // 429 with Retry-After
	Limit429Silent  Kind = "429-silent"      // 429 without
	LimitPrimary    Kind = "403-primary"     // 403 with X-RateLimit-Remaining: 0
	DropFields      Kind = "drop-fields"     // labels, assignees and milestone are dropped in silence
	Unsearchable    Kind = "not-searchable"  // carried out and answered, but hidden from search for Delay
	ServerError     Kind = "500"             // 500 in JSON, nothing is done
	Forbidden       Kind = "forbidden"       // 403 that is no limit
	NotImplemented  Kind = "not-implemented" // 404 as of a server that does not know the path
	Unauthorized    Kind = "401"             // the token is not accepted
	RefusedField    Kind = "field-refused"   // the create is refused for the field named in Field
)

// Fault is a kind with what it needs.
type Fault struct {
	Kind  Kind          `json:"kind"`
	Delay time.Duration `json:"delay,omitempty"` // of Late, InFlight, Unsearchable; the Retry-After of a limit
	Field string        `json:"field,omitempty"` // of RefusedField
}

// Rule makes requests of a method and path fail.
type Rule struct {
	Fault
	Method string `json:"method,omitempty"` // empty: any
	Path   string `json:"path,omitempty"`   // a part of the path; empty: any
	Skip   int    `json:"skip,omitempty"`   // so many matching requests go well first
	Times  int    `json:"times,omitempty"`  // so many fail; 0: all from then on
}

// Rules chooses faults by a list of rules, the first that matches.
type Rules struct {
	mu    sync.Mutex
	rules []Rule
	seen  []int
}

// Set replaces the rules.
func (r *Rules) Set(rules ...Rule) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.rules, r.seen = rules, make([]int, len(rules))
}

// Choose gives the fault of a request.
func (r *Rules) Choose(req *http.Request) Fault {
	r.mu.Lock()
	defer r.mu.Unlock()
	for i, rule := range r.rules {
		if rule.Method != "" && rule.Method != req.Method || !strings.Contains(req.URL.Path, rule.Path) {
			continue
		}
		r.seen[i]++
		if n := r.seen[i] - rule.Skip; n > 0 && (rule.Times == 0 || n <= rule.Times) {
			return rule.Fault
		}
	}
	return Fault{}
}
