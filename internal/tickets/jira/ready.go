package jira

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"unicode/utf8"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/tickets"
)

const (
	maxSummary     = 255
	maxDescription = 32767 // Jira's default, jira.text.field.character.limit
)

// Ready refuses a draft whose owner cannot be assigned in the project, whose due
// date is not on the screen on which issues are created (where a refusal would
// come after other tickets were opened), or whose text is too long. A Jira that does not say what its screens hold is believed to take it:
// the create is refused then as a whole.
func (p *Provider) Ready(ctx context.Context, d tickets.Draft) error {
	ctx = tickets.WithLang(ctx, d.Lang)
	if n := utf8.RuneCountInString(p.description(d)); n > maxDescription {
		return incident.Tell(incident.Refused, "the ticket text of %s has %d characters and Jira takes %d; shorten the item or the template",
			"%s のチケット本文は %d 文字ですが、Jira の上限は %d 文字です。項目かテンプレートを短くしてください", d.Marker, n, maxDescription)
	}
	if d.Owner != "" {
		if _, err := p.assignee(ctx, d.Owner); err != nil {
			return err
		}
	}
	if !p.dueInDoubt(d) {
		return nil
	}
	screen, err := p.createScreen(ctx)
	if err != nil {
		return err
	}
	if len(screen) > 0 && !screen["duedate"] {
		return p.noDueDate("")
	}
	return nil
}

// dueInDoubt tells whether a draft's due date could be refused after another
// draft was opened: a refusal of the first create of all leaves nothing half
// done, and saves the question.
func (p *Provider) dueInDoubt(d tickets.Draft) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if !d.Due.IsValid() {
		p.without = true
		return false
	}
	return p.without && !p.dueTaken
}

func (p *Provider) noDueDate(said string) error {
	if said != "" {
		said = " (" + said + ")"
	}
	return incident.Tell(incident.Refused, "Jira takes no due date when a %s is created in project %s%s, so nothing was created; have an administrator put the field \"Due date\" on the create screen of that project",
		"Jira のプロジェクト %[2]s では %[1]s の作成時に期限を設定できないため%[3]s、何も作成していません。管理者に、作成画面へ「期限（Due date）」を追加してもらってください",
		p.config.IssueType, p.config.Project, said)
}

// createMeta is a page of issue types or of fields. Cloud and Data Center call
// the list differently.
type createMeta[T any] struct {
	IssueTypes []T `json:"issueTypes"`
	Fields     []T `json:"fields"`
	Values     []T `json:"values"`
	Total      int `json:"total"`
}

func (m createMeta[T]) all() []T { return append(append(m.IssueTypes, m.Fields...), m.Values...) }

type issueType struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

type screenField struct {
	FieldID string `json:"fieldId"`
}

// createScreen gives the fields that can be set when an issue is created; none
// when the server does not say. It asks once.
func (p *Provider) createScreen(ctx context.Context) (map[string]bool, error) {
	p.mu.Lock()
	known := p.screen
	p.mu.Unlock()
	if known != nil {
		return known, nil
	}
	what := tickets.Cannot("cannot ask what project %s takes", "プロジェクト %s で設定できる項目を確認できません", p.config.Project)
	path := "issue/createmeta/" + url.PathEscape(p.config.Project) + "/issuetypes"
	var types createMeta[issueType]
	if _, err := p.call(ctx, http.MethodGet, path+"?maxResults=200", nil, &types); err != nil {
		return p.unknownScreen(err, what)
	}
	id := ""
	for _, t := range types.all() {
		if strings.EqualFold(t.Name, p.config.IssueType) {
			id = t.ID
		}
	}
	screen := map[string]bool{}
	for start := 0; id != ""; {
		var fields createMeta[screenField]
		if _, err := p.call(ctx, http.MethodGet, fmt.Sprintf("%s/%s?startAt=%d&maxResults=200", path, url.PathEscape(id), start), nil, &fields); err != nil {
			return p.unknownScreen(err, what)
		}
		page := fields.all()
		for _, f := range page {
			screen[f.FieldID] = true
		}
		if start += len(page); len(page) == 0 || start >= fields.Total {
			break
		}
	}
	p.keepScreen(screen)
	return screen, nil
}

func (p *Provider) keepScreen(screen map[string]bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.screen = screen
}

// unknownScreen passes over an answer that says nothing about the screen: the
// create will.
func (p *Provider) unknownScreen(err, what error) (map[string]bool, error) {
	if silent(err) || hasStatus(err, http.StatusNotFound) || hasStatus(err, http.StatusBadRequest) || hasStatus(err, http.StatusForbidden) {
		p.keepScreen(map[string]bool{})
		return map[string]bool{}, nil
	}
	return nil, failure(err, what, false)
}
