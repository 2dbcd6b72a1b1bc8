package action

import (
	"cmp"
	"context"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/postmortem"
	"github.com/pmtracker/pmtracker/internal/tickets"
)

// facts asks about the tickets of a document. Where nobody can be asked (no
// secrets in a pull request from a fork, Jira is away), each ticket says why it is not
// confirmed: everything else is judged all the same.
func (g judge) facts(ctx context.Context, d *postmortem.Document) map[string]incident.TicketFact {
	facts := map[string]incident.TicketFact{}
	var linked []incident.ActionItem
	for _, item := range d.ActionItems() {
		if _, ok := incident.ParseTicketRef(item.Ticket); ok {
			linked = append(linked, item)
		}
	}
	if len(linked) == 0 {
		return facts
	}
	p, err := g.provider()
	github := err == nil && p.Name() == incident.GitHub
	unread := map[string]error{}
	if err == nil {
		facts, unread = tickets.Facts(ctx, p, d.ActionItems())
	}
	for _, item := range linked {
		if why := cmp.Or(err, unread[item.ID]); why != nil {
			facts[item.ID] = incident.TicketFact{Why: tickets.Reason(why)}
		}
	}
	for id, fact := range facts {
		fact.PutRight = inTheJob(fact, github)
		facts[id] = fact
	}
	return facts
}

// inTheJob says how a job comes to its answer about a ticket; nil: as everywhere.
func inTheJob(fact incident.TicketFact, github bool) error {
	if fact.Exists {
		return nil
	}
	switch code := incident.CodeOf(fact.Why); {
	case code == incident.Refused && github:
		return incident.Tell(code, "give the job permissions: issues: read (where the input token is given: give that token the right), and run the check again; leave the link as it is",
			"ジョブに permissions: issues: read を付け（入力 token を使う場合はそのトークンに権限を付け）、チェックを再実行してください。リンクはそのままで構いません")
	case code == incident.Invalid && incident.RemedyOf(fact.Why) == incident.RemedyProvider:
		return incident.Tell(code, "give the job valid credentials (the input token, or jira-url, jira-user and jira-token), and run the check again; a pull request from a fork or of Dependabot has no secrets: close the document from a branch of this repository",
			"ジョブに有効な認証情報（入力 token、または jira-url・jira-user・jira-token）を渡して、チェックを再実行してください。フォークや Dependabot のプルリクエストにはシークレットがないため、クローズはこのリポジトリのブランチから行ってください")
	case code == incident.Invalid:
		return incident.Tell(code, "correct the setting that is named (JIRA_URL is the input jira-url, JIRA_PROJECT the input jira-project or tickets.project in .pmtracker.yaml), and run the check again; where it is a secret, a pull request from a fork or of Dependabot does not have it",
			"示された設定を直して（JIRA_URL は入力 jira-url、JIRA_PROJECT は入力 jira-project または .pmtracker.yaml の tickets.project）、チェックを再実行してください。シークレットで渡している場合、フォークや Dependabot のプルリクエストでは使えません")
	}
	return nil
}
