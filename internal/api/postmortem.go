package api

import (
	"context"
	"net/http"
	"strconv"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/pmtracker/pmtracker/internal/incident"
	pm "github.com/pmtracker/pmtracker/internal/postmortem"
	"github.com/pmtracker/pmtracker/internal/tracker"
)

type paperBody struct {
	Incident string    `json:"incident"`
	Revision int       `json:"revision"`
	Digest   string    `json:"digest" doc:"of which an approval speaks"`
	Text     string    `json:"text" doc:"Markdown"`
	SavedAt  time.Time `json:"saved_at"`
	SavedBy  string    `json:"saved_by"`
	Findings []finding `json:"findings"`
	Left     []string  `json:"left,omitempty" doc:"what differs from the record and stayed: what people had changed in the tables of a postmortem that is brought up to date, and a beginning that the incident of a saved one does not follow"`
}

type finding struct {
	Rule       string `json:"rule"`
	Severity   string `json:"severity"`
	Line       int    `json:"line"`
	Column     int    `json:"column"`
	Item       string `json:"item"`
	Message    string `json:"message"`
	Suggestion string `json:"suggestion"`
}

type generateInput struct {
	Matched
	Lang string `query:"lang" enum:"en,ja"`
}

type editPaperInput struct {
	Keyed
	IfMatch string `header:"If-Match" doc:"the ETag of the revision from which the text was made; needed"`
	Body    struct {
		Text string `json:"text" minLength:"1"`
		Note string `json:"note,omitempty" maxLength:"200"`
	}
}

type approveInput struct {
	Matched
	Body struct {
		Digest  string `json:"digest" doc:"of the revision that was read" maxLength:"100"`
		Verdict string `json:"verdict" enum:"approve,changes,withdraw" doc:"withdraw takes back that you asked for changes; the last verdict of each reviewer counts"`
		Text    string `json:"text,omitempty" maxLength:"4000" doc:"what should change"`
	}
}

// postmortem registers what is done with the document.
func (s *server) postmortem(a huma.API) {
	huma.Register(a, operation("get-postmortem", http.MethodGet, "/incidents/{key}/postmortem", "Get the current revision and what the checker finds"), func(ctx context.Context, in *Keyed) (*body[paperBody], error) {
		return s.paper(ctx, in.Key)
	})
	huma.Register(a, operation("generate-postmortem", http.MethodPost, "/incidents/{key}/postmortem", "Write the postmortem from the record, or bring the one that is there up to date"), s.generatePostmortem)
	huma.Register(a, wholeDocument(operation("edit-postmortem", http.MethodPut, "/incidents/{key}/postmortem", "Save a new revision")), s.editPostmortem)
	huma.Register(a, operation("review-postmortem", http.MethodPost, "/incidents/{key}/reviews", "Approve this very revision, ask for changes, or withdraw that"), s.reviewPostmortem)
	s.comments(a)
	s.review(a)
	s.history(a)
}

func (s *server) generatePostmortem(ctx context.Context, in *generateInput) (*body[paperBody], error) {
	ctx, err := s.match(ctx, &in.Matched)
	if err != nil {
		return nil, err
	}
	g, err := s.tracker.Generate(ctx, actor(ctx), in.Key, incident.Lang(in.Lang), pm.Template{})
	if err != nil {
		return nil, problem(err)
	}
	s.changed(in.Key)
	paper, err := s.paper(ctx, in.Key)
	if err != nil {
		return nil, err
	}
	for _, left := range g.Left {
		paper.Body.Left = append(paper.Body.Left, incident.Sentence(left, lang(ctx)))
	}
	return paper, nil
}

func (s *server) editPostmortem(ctx context.Context, in *editPaperInput) (*body[paperBody], error) {
	base, err := revisionOf(in.IfMatch)
	if err != nil {
		return nil, err
	}
	_, err = s.tracker.Edit(ctx, actor(ctx), in.Key, base, in.Body.Text, in.Body.Note)
	if incident.CodeOf(err) == incident.Conflict {
		return nil, refusal(http.StatusPreconditionFailed, err)
	}
	if err != nil {
		return nil, problem(err)
	}
	s.changed(in.Key)
	paper, err := s.paper(ctx, in.Key)
	if err != nil {
		return nil, err
	}
	late, err := s.tracker.LateBeginning(ctx, actor(ctx), in.Key)
	if late != nil {
		paper.Body.Left = append(paper.Body.Left, incident.Sentence(late, lang(ctx)))
	}
	return paper, problem(err)
}

func (s *server) reviewPostmortem(ctx context.Context, in *approveInput) (*body[wholeBody], error) {
	return s.after(ctx, &in.Matched, func(ctx context.Context) error {
		switch in.Body.Verdict {
		case "changes":
			return s.tracker.AskForChanges(ctx, actor(ctx), in.Key, in.Body.Digest, in.Body.Text)
		case "withdraw":
			return s.tracker.WithdrawRequest(ctx, actor(ctx), in.Key)
		}
		return s.tracker.ApproveRevision(ctx, actor(ctx), in.Key, in.Body.Digest)
	})
}

type commentBody struct {
	ID         string    `json:"id"`
	Thread     string    `json:"thread"`
	Revision   int       `json:"revision"`
	Line       int       `json:"line"`
	Quote      string    `json:"quote"`
	Author     string    `json:"author"`
	At         time.Time `json:"at"`
	Text       string    `json:"text"`
	Suggestion *string   `json:"suggestion"`
	State      string    `json:"state" enum:"open,resolved,applied"`
}

type commentsBody struct {
	Comments []commentBody `json:"comments"`
}

type addInput struct {
	Matched
	Body struct {
		Revision   int     `json:"revision,omitempty" minimum:"0"`
		Line       int     `json:"line,omitempty" minimum:"0"`
		Thread     string  `json:"thread,omitempty" maxLength:"40"`
		Text       string  `json:"text" maxLength:"4000"`
		Suggestion *string `json:"suggestion,omitempty" maxLength:"4000"`
	}
}

// comments registers what is said about lines of the postmortem.
func (s *server) comments(a huma.API) {
	huma.Register(a, operation("list-comments", http.MethodGet, "/incidents/{key}/comments", "List the comments on the postmortem"), s.listComments)
	huma.Register(a, created(operation("add-comment", http.MethodPost, "/incidents/{key}/comments", "Comment on a line of a revision, or in a thread")), s.addComment)
}

func (s *server) listComments(ctx context.Context, in *Keyed) (*body[commentsBody], error) {
	tag, err := s.tag(ctx, in.Key) // before what it is the tag of: a change in between makes it stale, not wrong
	if err != nil {
		return nil, problem(err)
	}
	d, err := s.tracker.Discuss(ctx, actor(ctx), in.Key)
	out := &body[commentsBody]{ETag: tag, Body: commentsBody{[]commentBody{}}}
	for _, c := range d.Comments {
		state := string(d.States[c.Thread])
		if state == "" {
			state = "open"
		}
		out.Body.Comments = append(out.Body.Comments, commentBody{c.ID, c.Thread, c.Revision, c.Line, c.Quote, c.Author, c.At, c.Text, c.Suggestion, state})
	}
	return out, problem(err)
}

func (s *server) addComment(ctx context.Context, in *addInput) (*body[commentBody], error) {
	ctx, err := s.match(ctx, &in.Matched)
	if err != nil {
		return nil, err
	}
	b := in.Body
	c, err := s.tracker.Comment(ctx, actor(ctx), in.Key, tracker.Remark{Revision: b.Revision, Line: b.Line, Thread: b.Thread, Text: b.Text, Suggestion: b.Suggestion})
	if err != nil {
		return nil, problem(err)
	}
	s.changed(in.Key)
	return &body[commentBody]{Body: commentBody{c.ID, c.Thread, c.Revision, c.Line, c.Quote, c.Author, c.At, c.Text, c.Suggestion, "open"}}, nil
}

// paper gives the current revision; its ETag is its number.
func (s *server) paper(ctx context.Context, key string) (*body[paperBody], error) {
	v, err := s.tracker.View(ctx, actor(ctx), key, lang(ctx))
	if err != nil {
		return nil, problem(err)
	}
	if v.Paper == nil {
		return nil, problem(incident.Tell(incident.NotFound, "%s has no postmortem yet", "%s にポストモーテムはまだありません", key))
	}
	p := paperBody{Incident: key, Revision: v.Paper.Number, Digest: v.Paper.Digest, Text: v.Paper.Text, SavedAt: v.Paper.SavedAt, SavedBy: v.Paper.SavedBy, Findings: findingsOf(v.Paper.Result)}
	return &body[paperBody]{ETag: strconv.Quote(strconv.Itoa(p.Revision)), Body: p}, nil
}

func findingsOf(result pm.Result) []finding {
	all := []finding{}
	for _, d := range result.Diagnostics {
		all = append(all, finding{string(d.Rule), string(d.Severity), d.Line, d.Column, d.Item, d.Message, d.Suggestion})
	}
	return all
}
