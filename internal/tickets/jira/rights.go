package jira

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strings"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/tickets"
)

// permission is one of Jira's project permissions and what it is needed for.
type permission struct {
	key, en, ja string
	needed      bool
}

var permissions = []permission{
	{"BROWSE_PROJECTS", "read the issues of %s", "%s の課題を読む", true},
	{"CREATE_ISSUES", "open issues in %s", "%s に課題を作成する", true},
	{"ASSIGN_ISSUES", "assign issues in %s", "%s の課題に担当を付ける", false},
	{"EDIT_ISSUES", "change issues in %s (tickets sync --write ticket)", "%s の課題を変更する（tickets sync --write ticket）", false},
	{"TRANSITION_ISSUES", "close duplicates in %s", "%s の重複を閉じる", false},
	{"ADD_COMMENTS", "comment in %s", "%s にコメントする", false},
}

// Rights asks Jira for the permissions in the project and looks at what can be
// set when an issue is created.
func (p *Provider) Rights(ctx context.Context) []tickets.Right {
	l := tickets.LangOf(ctx)
	is, err := p.deployed(ctx)
	if err != nil {
		return []tickets.Right{{Name: l.Say("reach %s", "%s に接続する", p.base), State: tickets.RightMissing, Detail: incident.Sentence(err, l), Needed: true}}
	}
	rights := p.tryPermissions(ctx, is)
	rights = append(rights, p.tryScreen(ctx)...)
	for _, person := range p.config.People {
		if person.Jira == "" {
			continue
		}
		rights = append(rights, tickets.AssignRight(ctx, person, person.Jira, p.assignee))
	}
	return rights
}

func (p *Provider) tryPermissions(ctx context.Context, is deployment) []tickets.Right {
	l := tickets.LangOf(ctx)
	q := url.Values{"projectKey": {p.config.Project}}
	if is == cloud { // Data Center gives all, and knows no such parameter
		var keys []string
		for _, need := range permissions {
			keys = append(keys, need.key)
		}
		q.Set("permissions", strings.Join(keys, ","))
	}
	var have struct {
		Permissions map[string]struct {
			Have bool `json:"havePermission"`
		} `json:"permissions"`
	}
	_, err := p.call(ctx, http.MethodGet, "mypermissions?"+q.Encode(), nil, &have)
	var rights []tickets.Right
	for _, need := range permissions {
		right := tickets.Right{Name: l.Say(need.en, need.ja, p.config.Project), State: tickets.RightUnknown, Needed: need.needed}
		held, known := have.Permissions[need.key]
		switch {
		case hasStatus(err, http.StatusUnauthorized):
			right.State, right.Detail = tickets.RightMissing, incident.Sentence(failure(err, errors.New(right.Name), false), l)
		case err != nil:
			right.Detail = incident.Sentence(failure(err, errors.New(right.Name), false), l)
		case known && held.Have:
			right.State = tickets.RightHeld
		case known:
			right.State = tickets.RightMissing
			right.Detail = l.Say("give the account the permission %s in project %s", "アカウントにプロジェクト %[2]s の権限 %[1]s を与えてください", need.key, p.config.Project)
		}
		rights = append(rights, right)
	}
	return rights
}

// tryScreen looks whether the fields that a ticket needs can be set.
func (p *Provider) tryScreen(ctx context.Context) []tickets.Right {
	l := tickets.LangOf(ctx)
	screen, err := p.createScreen(ctx)
	var rights []tickets.Right
	for _, field := range []struct{ id, en, ja string }{{"duedate", "set a due date", "期限を設定する"}, {"labels", "set labels", "ラベルを付ける"}} {
		right := tickets.Right{Name: l.Say(field.en, field.ja), State: tickets.RightUnknown, Needed: true}
		switch {
		case err != nil:
			right.Detail = incident.Sentence(err, l)
		case screen[field.id]:
			right.State = tickets.RightHeld
		case len(screen) > 0:
			right.State = tickets.RightMissing
			right.Detail = l.Say("have an administrator put the field %s on the create screen of %s for the issue type %s",
				"管理者に、%[2]s の課題タイプ %[3]s の作成画面へ項目 %[1]s を追加してもらってください", field.id, p.config.Project, p.config.IssueType)
		}
		rights = append(rights, right)
	}
	return rights
}
