package webhook

import (
	"encoding/json"
	"errors"
	"net/http"
	"strconv"
	"time"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// readGitHub reads a delivery of GitHub. It comes as JSON; one that is
// configured to come as a form is refused, with what to change.
func readGitHub(h http.Header, body []byte) (report, error) {
	event := h.Get("X-GitHub-Event")
	switch event {
	case "":
		return report{}, errors.New("there is no X-GitHub-Event; this address is for GitHub")
	case "issues":
	default: // ping, and whatever else is ticked
		return report{ignored: "the event " + event + " changes no ticket"}, nil
	}
	var in struct {
		Repository struct {
			HTMLURL string `json:"html_url"`
		} `json:"repository"`
		Issue struct {
			Number      int       `json:"number"`
			UpdatedAt   time.Time `json:"updated_at"`
			PullRequest *struct{} `json:"pull_request"`
		} `json:"issue"`
	}
	if err := json.Unmarshal(body, &in); err != nil {
		return report{}, errors.New("the body is no JSON of GitHub; set the webhook's content type to application/json")
	}
	ref, ok := incident.ParseTicketRef(in.Repository.HTMLURL + "/issues/" + strconv.Itoa(in.Issue.Number))
	if !ok || ref.Provider != incident.GitHub || in.Issue.PullRequest != nil {
		return report{ignored: "it is about no issue"}, nil
	}
	delivery := h.Get("X-GitHub-Delivery")
	if delivery == "" {
		return report{}, errors.New("there is no X-GitHub-Delivery")
	}
	return report{delivery: delivery, ref: ref, at: in.Issue.UpdatedAt}, nil
}
