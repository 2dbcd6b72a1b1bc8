package api

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"
)

// revisionBody is one revision, without its text.
type revisionBody struct {
	Revision   int       `json:"revision" doc:"from 1"`
	Digest     string    `json:"digest" doc:"of which an approval speaks"`
	SavedAt    time.Time `json:"saved_at"`
	SavedBy    string    `json:"saved_by"`
	Note       string    `json:"note" doc:"what was changed"`
	ApprovedBy []string  `json:"approved_by"`
}

type revisionTextBody struct {
	Incident string `json:"incident"`
	Revision int    `json:"revision"`
	Text     string `json:"text" doc:"Markdown"`
}

// history registers what reads earlier revisions. Two are compared by who asks: their
// texts are all that there is to compare.
func (s *server) history(a huma.API) {
	type revisionsBody struct {
		Revisions []revisionBody `json:"revisions"`
	}
	huma.Register(a, operation("list-revisions", http.MethodGet, "/incidents/{key}/postmortem/revisions", "List the revisions of the postmortem, the oldest first"), func(ctx context.Context, in *Keyed) (*body[revisionsBody], error) {
		all, err := s.tracker.Revisions(ctx, actor(ctx), in.Key)
		out := &body[revisionsBody]{Body: revisionsBody{[]revisionBody{}}}
		for _, r := range all {
			one := revisionBody{r.Number, r.Digest, r.SavedAt, r.SavedBy, r.Note, []string{}}
			for _, approval := range r.Approvals {
				one.ApprovedBy = append(one.ApprovedBy, approval.By)
			}
			out.Body.Revisions = append(out.Body.Revisions, one)
		}
		return out, problem(err)
	})
	type revisionInput struct {
		Keyed
		Revision int `path:"revision" minimum:"1" maximum:"1000000000" example:"3"`
	}
	huma.Register(a, operation("get-revision", http.MethodGet, "/incidents/{key}/postmortem/revisions/{revision}", "Get the text of one revision"), func(ctx context.Context, in *revisionInput) (*body[revisionTextBody], error) {
		text, err := s.tracker.RevisionText(ctx, actor(ctx), in.Key, in.Revision)
		if err != nil {
			return nil, problem(err)
		}
		return &body[revisionTextBody]{Body: revisionTextBody{in.Key, in.Revision, text}}, nil
	})
}
