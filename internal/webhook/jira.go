package webhook

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"time"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// readJira reads a delivery of Jira. The identifier is the same when it is sent
// again; a server too old to send one repeats the same bytes.
func readJira(h http.Header, body []byte) (report, error) {
	var in struct {
		Event     string `json:"webhookEvent"`
		Timestamp int64  `json:"timestamp"` // milliseconds
		Issue     struct {
			Key string `json:"key"` // its own address is not believed: the key is read at our Jira
		} `json:"issue"`
		Changes struct {
			Items []struct {
				Field string `json:"field"`
				From  string `json:"fromString"`
			} `json:"items"`
		} `json:"changelog"`
	}
	if err := json.Unmarshal(body, &in); err != nil || in.Event == "" {
		return report{}, errors.New("the body is no event of Jira")
	}
	if !strings.HasPrefix(in.Event, "jira:issue_") {
		return report{ignored: "the event " + in.Event + " changes no ticket"}, nil
	}
	ref, ok := incident.ParseTicketRef(in.Issue.Key)
	if !ok || ref.Provider != incident.Jira {
		return report{ignored: "it is about no issue"}, nil
	}
	rep := report{delivery: h.Get("X-Atlassian-Webhook-Identifier"), ref: ref}
	for _, changed := range in.Changes.Items {
		if former, ok := incident.ParseTicketRef(changed.From); ok && strings.EqualFold(changed.Field, "Key") && former.Provider == incident.Jira {
			rep.former = former
		}
	}
	if rep.delivery == "" {
		sum := sha256.Sum256(body)
		rep.delivery = hex.EncodeToString(sum[:])
	}
	if in.Timestamp > 0 {
		rep.at = time.UnixMilli(in.Timestamp)
	}
	return rep, nil
}
