package jira

import (
	"context"
	"maps"
	"strings"
	"unicode/utf8"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/tickets"
)

const (
	maxSummary     = 255
	maxDescription = 32767 // Jira's default, jira.text.field.character.limit
)

// Ready refuses a draft whose text is too long, whose owner cannot be assigned in
// the project, that sets a field which is not on the screen on which issues are
// created, or leaves one empty that has to be filled: a refusal by the create
// would come after other tickets were opened. A Jira that does not say what its
// screens hold is believed to take it.
func (p *Provider) Ready(ctx context.Context, d tickets.Draft) error {
	if n := utf8.RuneCountInString(p.description(d)); n > maxDescription {
		return incident.Tell(incident.Refused, "the ticket text of %s has %d characters and Jira takes %d; shorten the item or the template",
			"%s のチケット本文は %d 文字ですが、Jira の上限は %d 文字です。項目かテンプレートを短くしてください", d.Marker, n, maxDescription)
	}
	if d.Owner != "" {
		if _, err := p.assignee(ctx, d.Owner, p.config.Project); err != nil {
			return err
		}
	}
	given := p.given(d)
	if !p.inDoubt(given) {
		return nil
	}
	s, err := p.createScreen(ctx)
	if err != nil {
		return err
	}
	for _, f := range ourFields {
		if given[f.id] && s.lacks(f.id) {
			return p.offScreen(f, "")
		}
	}
	if open := s.unfilled(given); len(open) > 0 {
		return p.unfilled(open, d)
	}
	return nil
}

// inDoubt tells whether a draft could be refused for its fields after another one
// was opened. While all drafts fill the same fields the first create shows it, a
// refusal of which leaves nothing half done, and the questions are saved.
func (p *Provider) inDoubt(given map[string]bool) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.filled == nil {
		p.filled = given
	}
	return p.screen != nil || !maps.Equal(p.filled, given)
}

// ourField is a field that a ticket needs and that a project may not take.
type ourField struct {
	id             string
	does, doesJa   string // what it is for, of a right
	label, labelJa string // on the screens of Jira
}

var ourFields = []ourField{
	{"duedate", "set a due date", "期限を設定する", "Due date", "期限（Due date）"},
	{"labels", "set labels", "ラベルを付ける", "Labels", "ラベル（Labels）"},
	{"assignee", "set an assignee", "担当を設定する", "Assignee", "担当者（Assignee）"},
}

// given tells which fields the issue of a draft has a value for, by id. Whom Jira
// takes for the reporter where none is named, it knows.
func (p *Provider) given(d tickets.Draft) map[string]bool {
	given := map[string]bool{"project": true, "issuetype": true, "summary": true, "description": true, "labels": true, "reporter": true}
	given["duedate"], given["assignee"] = d.Due.IsValid(), d.Owner != ""
	for id := range p.config.Fields {
		given[id] = true
	}
	return given
}

// offScreen says that the create screen lacks a field. said is Jira's own word,
// empty where it was not tried.
func (p *Provider) offScreen(f ourField, said string) error {
	said, saidJa := inBrackets(said)
	right, rightJa := "", ""
	if f.id == "assignee" {
		right, rightJa = ", and give the account of the token the permission ASSIGN_ISSUES", "、トークンのアカウントに権限 ASSIGN_ISSUES を与えて"
	}
	return incident.Tell(incident.Refused, "Jira takes no %[6]s when a %[1]s is created in project %[2]s%[3]s; have an administrator put the field \"%[4]s\" on the create screen of that project%[7]s",
		"Jira のプロジェクト %[2]s では %[1]s の作成時に%[5]sを設定できません%[9]s。管理者に、作成画面へ「%[5]s」を追加して%[8]sもらってください",
		p.config.IssueType, p.config.Project, said, f.label, f.labelJa, strings.ToLower(f.label), right, rightJa, saidJa)
}

// configuredOffScreen says that the create screen lacks a field of the
// configuration.
func (p *Provider) configuredOffScreen(id string) error {
	return incident.Tell(incident.Refused, "%s is not on the screen on which a %s is created in project %s; take it out of tickets.fields in .pmtracker.yaml, or have an administrator put it there",
		"%s は、プロジェクト %[3]s で %[2]s を作成する画面にありません。.pmtracker.yaml の tickets.fields から外すか、管理者に作成画面へ追加してもらってください", id, p.config.IssueType, p.config.Project)
}

// unfilled says which fields a project asks for that the draft leaves empty.
func (p *Provider) unfilled(open []screenField, d tickets.Draft) error {
	var names []string
	for _, f := range open {
		switch f.ID {
		case "duedate":
			return incident.Tell(incident.Refused, "project %s takes no %s without a due date, and %s has none; write one",
				"プロジェクト %s の %s には期限が必須ですが、%s にはありません。期限を書いてください", p.config.Project, p.config.IssueType, d.Marker)
		case "assignee":
			return incident.Tell(incident.Refused, "project %s takes no %s without an assignee, and %s has no owner; write one",
				"プロジェクト %s の %s には担当が必須ですが、%s にはありません。担当を書いてください", p.config.Project, p.config.IssueType, d.Marker)
		}
		names = append(names, f.String())
	}
	return incident.Tell(incident.Refused, "project %s takes no %s without the field %s; %w",
		"プロジェクト %s の %s には項目 %s が必須です。%w", p.config.Project, p.config.IssueType, strings.Join(names, ", "), fillIt(open[0].ID))
}

// fillIt says what to do about a field that Jira requires.
func fillIt(id string) error {
	return tickets.Cannot("give it a value under tickets.fields in .pmtracker.yaml, for example {%s: %s}, or choose another tickets.issue_type",
		".pmtracker.yaml の tickets.fields に値を書くか（例: {%s: %s}）、tickets.issue_type に別の課題タイプを書いてください", id, exampleOf(id))
}

// exampleOf gives a value of a field in the form in which Jira's API takes it: its own
// fields each have one, and most of those that a team adds are a choice of values.
func exampleOf(id string) string {
	switch id {
	case "priority", "security":
		return "{name: High}"
	case "components", "fixVersions", "versions":
		return "[{name: Payments}]"
	case "parent":
		return "{key: PAY-1}"
	case "environment":
		return "production"
	}
	return "{value: Payments}"
}

// noSuchType says that the project has no issues of the configured type, and
// which it has, where that is known.
func (p *Provider) noSuchType(has []string, said string) error {
	said, saidJa := inBrackets(said)
	which, whichJa := "one that it has", "実在するもの"
	if len(has) > 0 {
		which, whichJa = "one of "+strings.Join(has, ", "), strings.Join(has, "、")+" のどれか"
	}
	return incident.Tell(incident.Invalid, "project %s has no issue type %q%s; name %[4]s as tickets.issue_type in .pmtracker.yaml",
		"プロジェクト %s に課題タイプ「%s」がありません%[6]s。.pmtracker.yaml の tickets.issue_type に、%[5]sを書いてください", p.config.Project, p.config.IssueType, said, which, whichJa, saidJa)
}

// inBrackets adds Jira's own word to a sentence of either language; nothing where
// there is none.
func inBrackets(said string) (english, japanese string) {
	if said == "" {
		return "", ""
	}
	return " (" + said + ")", "（" + said + "）"
}
