package jira

import (
	"context"
	"net/http"
	"net/url"
	"strings"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/tickets"
)

// transition is a step of the workflow that an issue can take now. Names and ids
// differ by project; the category of the status that it leads to does not.
type transition struct {
	ID   string `json:"id"`
	Name string `json:"name"`
	To   struct {
		Category struct {
			Key string `json:"key"`
		} `json:"statusCategory"`
	} `json:"to"`
	Fields map[string]struct {
		Required bool `json:"required"`
		Allowed  []struct {
			Name string `json:"name"`
		} `json:"allowedValues"`
	} `json:"fields"`
}

// CloseDuplicate moves an issue to a status of the category "done" and says in a
// comment which one stays. One that somebody closed meanwhile is left alone: another
// machine may heal the same tickets.
func (p *Provider) CloseDuplicate(ctx context.Context, duplicate, stays tickets.Ticket, l incident.Lang) error {
	what := tickets.Cannot("cannot close %s as a duplicate of %s", "%s を %s の重複として閉じられません", duplicate.Ref, stays.Ref)
	if now, err := p.read(ctx, duplicate.Ref.Key); err == nil && now.done() {
		return nil
	}
	if err := p.move(ctx, duplicate.Ref.Key, "done", what); err != nil {
		return err
	}
	text := l.Say("Duplicate of %s. pmtracker opened both for one action item, because an answer of Jira was lost or two runs met. The lower number stays.",
		"%s の重複です。Jira の応答が失われたか二つの実行が重なったため、一つの恒久対応に二つ起票されました。番号の小さいほうを残します。", stays.Ref.Key)
	path := "issue/" + url.PathEscape(duplicate.Ref.Key) + "/comment"
	if _, err := p.call(ctx, http.MethodPost, path, map[string]any{"body": p.text(ctx, text)}, nil); err != nil {
		commented := tickets.Cannot("%s is closed, but without a comment that says why", "%s は閉じましたが、理由のコメントを書けません", duplicate.Ref)
		return incident.Errorf(incident.Refused, "%w", failure(err, commented, false))
	}
	return nil
}

// text is a plain text as the version of the API takes it.
func (p *Provider) text(ctx context.Context, s string) any {
	if p.version(ctx) == 3 {
		return Document(s)
	}
	return s
}

// move takes the first transition to a status of a category, one that speaks of
// duplicates before others.
func (p *Provider) move(ctx context.Context, key, category string, what error) error {
	path := "issue/" + url.PathEscape(key) + "/transitions"
	var list struct {
		Transitions []transition `json:"transitions"`
	}
	if _, err := p.call(ctx, http.MethodGet, path+"?expand=transitions.fields", nil, &list); err != nil {
		return failure(err, what, false)
	}
	chosen := pick(list.Transitions, category)
	if chosen == nil {
		return incident.Tell(incident.Refused, "%s: its workflow has no step to a status of the category %q; move it by hand",
			"%s: ワークフローに「%s」へ進む手順がありません。手で移してください", what, category)
	}
	body := map[string]any{"transition": map[string]string{"id": chosen.ID}}
	if resolution, ok := chosen.Fields["resolution"]; ok && resolution.Required && len(resolution.Allowed) > 0 {
		name := resolution.Allowed[0].Name
		for _, a := range resolution.Allowed {
			if dropped(a.Name) {
				name = a.Name
				break
			}
		}
		body["fields"] = map[string]any{"resolution": map[string]string{"name": name}}
	}
	if _, err := p.call(ctx, http.MethodPost, path, body, nil); err != nil {
		return failure(err, what, false)
	}
	return nil
}

func pick(list []transition, category string) *transition {
	var chosen *transition
	for i, t := range list {
		if t.To.Category.Key != category {
			continue
		}
		if speaks := strings.Contains(strings.ToLower(t.Name), "duplicate") || strings.Contains(t.Name, "重複"); chosen == nil || speaks {
			chosen = &list[i]
		}
	}
	return chosen
}
