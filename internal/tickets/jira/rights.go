package jira

import (
	"context"
	"errors"
	"maps"
	"net/http"
	"net/url"
	"slices"
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
		return []tickets.Right{tickets.Right{Name: l.Say("reach %s", "%s に接続する", p.base), Needed: true}.Failed(err, l)}
	}
	rights := p.tryPermissions(ctx, is)
	rights = append(rights, p.tryScreen(ctx)...)
	for _, person := range p.config.People {
		if person.Jira == "" {
			continue
		}
		rights = append(rights, tickets.AssignRight(ctx, person, person.Jira, func(ctx context.Context, owner string) (string, error) {
			return p.assignee(ctx, owner, p.config.Project)
		}))
	}
	if p.nobodySpeaks(ctx) { // to none of the questions
		return []tickets.Right{tickets.Right{Name: l.Say("reach %s", "%s に接続する", p.base), Needed: true}.Failed(p.notSpoken(p.noProject()), l)}
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
		case err != nil:
			right = right.Failed(failure(err, errors.New(right.Name), false), l)
			if !hasStatus(err, http.StatusUnauthorized) && !notThere(err) {
				right.State = tickets.RightUnknown
			}
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

// tryScreen looks whether issues of the configured type can be created with the
// fields that a ticket sets, and with no others.
func (p *Provider) tryScreen(ctx context.Context) []tickets.Right {
	l := tickets.LangOf(ctx)
	s, err := p.createScreen(ctx)
	kind := tickets.Right{Name: l.Say("create issues of the type %s", "課題タイプ %s の課題を作成する", p.config.IssueType), State: tickets.RightUnknown, Needed: true}
	switch {
	case err != nil:
		kind = kind.Failed(err, l)
		if !notThere(err) {
			kind.State = tickets.RightUnknown
		}
	case s.fields != nil:
		kind.State = tickets.RightHeld
	case len(s.types) > 0:
		kind.State, kind.Detail = tickets.RightMissing, incident.Sentence(p.noSuchType(s.types, ""), l)
	}
	rights := []tickets.Right{kind}
	try := func(name, field string, lacking error) {
		right := tickets.Right{Name: name, State: tickets.RightUnknown, Needed: true}
		if s.lacks(field) {
			right.State, right.Detail = tickets.RightMissing, incident.Sentence(lacking, l)
		} else if len(s.fields) > 0 {
			right.State = tickets.RightHeld
		}
		rights = append(rights, right)
	}
	for _, f := range ourFields {
		try(l.Say(f.does, f.doesJa), f.id, p.offScreen(f, ""))
	}
	for _, id := range slices.Sorted(maps.Keys(p.config.Fields)) {
		try(l.Say("set %s (tickets.fields)", "%s を設定する（tickets.fields）", id), id, p.configuredOffScreen(id))
	}
	given := p.given(tickets.Draft{})
	given["duedate"], given["assignee"] = true, true
	for _, f := range s.unfilled(given) {
		rights = append(rights, tickets.Right{Name: l.Say("fill the field %s", "項目 %s を埋める", f), State: tickets.RightMissing, Needed: true,
			Detail: incident.Sentence(p.unfilled([]screenField{f}, tickets.Draft{}), l)})
	}
	return rights
}

// notThere tells whether Jira itself says that there is no such project. Without a word
// of Jira's, the address may only be one that this server does not know.
func notThere(err error) bool {
	var r *refusal
	return errors.As(err, &r) && r.Status == http.StatusNotFound && r.spoken && r.said() != ""
}
