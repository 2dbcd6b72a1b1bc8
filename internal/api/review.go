package api

import (
	"context"
	"net/http"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/store"
)

type threadInput struct {
	Matched
	Thread string `path:"thread" maxLength:"40"`
	Body   struct {
		Do string `json:"do" enum:"resolve,reopen,apply" doc:"apply takes the suggestion of its first comment into the text, as a new revision"`
	}
}

type threadBody struct {
	Thread string `json:"thread"`
	State  string `json:"state" enum:"open,resolved,applied"`
}

type lineInput struct {
	Keyed
	Line    int    `path:"line" minimum:"1"`
	IfMatch string `header:"If-Match" doc:"the ETag of the postmortem in which the line was read; needed"`
	Body    struct {
		Text string `json:"text" maxLength:"4000"`
	}
}

type draftInput struct {
	Keyed
	Body struct {
		Text string `json:"text" minLength:"1"`
	}
}

type draftBody struct {
	Findings []finding `json:"findings"`
}

// review registers what is done with comments and single lines of a postmortem.
func (s *server) review(a huma.API) {
	huma.Register(a, operation("change-thread", http.MethodPost, "/incidents/{key}/threads/{thread}", "Resolve a thread, open it again, or apply its suggestion"), s.changeThread)
	huma.Register(a, operation("edit-line", http.MethodPut, "/incidents/{key}/postmortem/lines/{line}", "Change one line of the postmortem, and no other byte"), s.editLine)
	huma.Register(a, wholeDocument(operation("check-draft", http.MethodPost, "/incidents/{key}/postmortem/check", "Get what the checker finds in a text that is being written; nothing is saved")), func(ctx context.Context, in *draftInput) (*body[draftBody], error) {
		if _, err := s.tag(ctx, in.Key); err != nil {
			return nil, problem(err)
		}
		_, result, err := s.tracker.Draft(in.Key, in.Body.Text, "")
		return &body[draftBody]{Body: draftBody{findingsOf(result)}}, problem(err)
	})
}

func (s *server) changeThread(ctx context.Context, in *threadInput) (*body[threadBody], error) {
	out := &body[threadBody]{Body: threadBody{in.Thread, string(store.ThreadResolved)}}
	ctx, err := s.match(ctx, &in.Matched)
	if err != nil {
		return nil, err
	}
	switch in.Body.Do {
	case "apply":
		out.Body.State = string(store.ThreadApplied)
		err = s.tracker.ApplySuggestion(ctx, actor(ctx), in.Key, in.Thread)
	case "reopen":
		out.Body.State = string(store.ThreadOpen)
		err = s.tracker.SetThread(ctx, actor(ctx), in.Key, in.Thread, store.ThreadOpen)
	default:
		err = s.tracker.SetThread(ctx, actor(ctx), in.Key, in.Thread, store.ThreadResolved)
	}
	if err != nil {
		return nil, problem(err)
	}
	s.changed(in.Key)
	out.ETag, err = s.tag(ctx, in.Key)
	return out, problem(err)
}

func (s *server) editLine(ctx context.Context, in *lineInput) (*body[paperBody], error) {
	base, err := revisionOf(in.IfMatch)
	if err != nil {
		return nil, err
	}
	err = s.tracker.SetLine(ctx, actor(ctx), in.Key, base, in.Line, in.Body.Text)
	if incident.CodeOf(err) == incident.Conflict {
		return nil, refusal(http.StatusPreconditionFailed, err)
	}
	if err != nil {
		return nil, problem(err)
	}
	s.changed(in.Key)
	return s.paper(ctx, in.Key)
}

// revisionOf reads the number of a revision from If-Match, without which a text
// that somebody else wrote meanwhile would be overwritten (RFC 6585, 428).
func revisionOf(ifMatch string) (int, error) {
	if ifMatch == "" {
		return 0, refusal(http.StatusPreconditionRequired, incident.Tell(incident.Invalid, "send the ETag of the revision from which the text was made as If-Match", "編集の元にした版の ETag を If-Match で送ってください"))
	}
	base, err := strconv.Atoi(strings.Trim(ifMatch, `"`))
	if err != nil {
		return 0, refusal(http.StatusPreconditionFailed, incident.Tell(incident.Invalid, "If-Match has to be the ETag of a revision", "If-Match には版の ETag を指定してください"))
	}
	return base, nil
}
