package action

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/pmtracker/pmtracker/internal/config"
	"github.com/pmtracker/pmtracker/internal/diagnostic"
	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/postmortem"
	"github.com/pmtracker/pmtracker/internal/tickets"
	"github.com/pmtracker/pmtracker/internal/tracker"
)

// verdict is what is said of one document of a pull request.
type verdict struct {
	Path        string                  `json:"path"`
	Key         string                  `json:"incident"`
	Title       string                  `json:"title"`
	Lang        incident.Lang           `json:"lang"`
	Status      string                  `json:"status"`
	Held        bool                    `json:"held"` // closed here, or on the base branch: the gate decides
	Diagnostics []diagnostic.Diagnostic `json:"diagnostics"`
	Unmet       []incident.Unmet        `json:"unmet"`
	Lines       []int                   `json:"lines,omitempty"` // where each of Unmet stands, from 1; 0: in the state of the document
	Said        []int                   `json:"said,omitempty"`  // the Diagnostics that say what the gate says
	Off         []incident.GateRule     `json:"off"`
	Later       []incident.GateRule     `json:"later,omitempty"` // others are asked about them once it is to be closed
	Tickets     []string                `json:"tickets"`
	Problem     string                  `json:"problem,omitempty"` // why it could not be judged at all
	Line        int                     `json:"line,omitempty"`    // where in it the problem stands, from 1; 0: in the file as a whole
	Column      int                     `json:"column,omitempty"`
	NoDocument  bool                    `json:"no_document,omitempty"`

	source []byte
}

// refused tells whether the document may not be closed as it says.
func (v verdict) refused() bool { return v.Held && (len(v.Unmet) > 0 || v.Problem != "") }

// judge is what documents are judged with: the team's rules as they stand on the
// base branch, and the words of others.
type judge struct {
	job      *Job
	config   config.Config
	reviews  reviews
	folders  []string // of the postmortems, by the base branch
	anywhere bool     // nobody knows the folders: a document is what names an incident
	provider func() (tickets.Provider, error)
}

// document judges one changed file. base is its text on the base branch, nil
// where it is new.
func (g judge) document(ctx context.Context, c change, base []byte) verdict {
	v := verdict{Path: c.path, Lang: g.lang()}
	before := closedDocument(c.old, base)
	if before != nil {
		v.Lang, v.Key, v.Title, v.Held = before.Lang, before.Front.Incident, before.Front.Title, true
	}
	if problem := g.unreadable(c, v.Lang, before != nil); problem != "" {
		v.Problem = problem
		return v
	}
	if c.deleted {
		v.NoDocument = true
		return v
	}
	src, err := g.job.root.ReadFile(c.path)
	if err != nil {
		v.Problem = v.Lang.Say("it cannot be read: %s", "読めません: %s", reason(err, v.Lang))
		return v
	}
	d, err := postmortem.ParseIn(c.path, src, g.config.Zone)
	if err != nil {
		u := diagnostic.NewUnread(c.path, err, v.Lang)
		v.Problem, v.Line, v.Column = u.Why, u.Line, u.Column
		return v
	}
	if before == nil && (isPage(c.path, d) || g.anywhere && d.Front.Incident == "" && d.Front.Status != postmortem.StatusClosed) {
		v.NoDocument = true
		return v
	}
	v.source = src
	return g.parsed(ctx, v, d, before)
}

// unreadable says why a file is not even opened; empty: it is.
func (g judge) unreadable(c change, l incident.Lang, wasClosed bool) string {
	if c.deleted && wasClosed {
		return l.Say("it was closed on the base branch and is deleted here; keep it, its action items are still followed",
			"ベースブランチではクローズ済みですが、削除されています。恒久対応を追跡しているため残してください")
	}
	if wasClosed && !inFolders(c.path, g.folders) {
		return l.Say("it was closed on the base branch and is moved out of the folders of the postmortems (%s) here; move it back, its action items are still followed",
			"ベースブランチではクローズ済みですが、ポストモーテムのフォルダー（%s）の外へ移されています。恒久対応を追跡しているため元に戻してください", strings.Join(g.folders, ", "))
	}
	if c.link {
		return linkRefused(l)
	}
	return ""
}

func linkRefused(l incident.Lang) string {
	return l.Say("it is a symbolic link, which is not followed; commit the file itself", "シンボリックリンクはたどりません。ファイルそのものをコミットしてください")
}

// parsed judges a document that could be read.
func (g judge) parsed(ctx context.Context, v verdict, d, before *postmortem.Document) verdict {
	v.Lang, v.Title, v.Status = d.Lang, d.Front.Title, string(d.Front.Status)
	if d.Front.Incident != "" {
		v.Key = d.Front.Incident
	}
	closed := d.Front.Status == postmortem.StatusClosed
	v.Held = closed || before != nil && !reasonIsNew(d, before)
	options := g.options(d, before, g.reviews.document(v.Path).given)
	options.TicketsAfterMerge = !v.Held
	if v.Held {
		options.Tickets = g.facts(ctx, d)
	}
	result := postmortem.Check(d, options)
	v.Diagnostics = result.Diagnostics
	v.Unmet = g.unmet(d, result, options, g.reviews.document(v.Path))
	v.Off = g.config.Policy.Off()
	if v.Held && !closed {
		v.Unmet = append([]incident.Unmet{reopened(d.Lang)}, v.Unmet...)
	}
	if !v.Held {
		v.ticketsAfterMerge(d.ActionItems())
		v.askedOnClosing(d.ActionItems())
	}
	if places := v.place(d); v.Held {
		v.gateFindings(places)
	}
	v.saidTwice()
	for _, item := range d.ActionItems() {
		if item.Ticket != "" {
			v.Tickets = append(v.Tickets, item.Ticket)
		}
	}
	return v
}

// reasonIsNew tells whether a document says why it is open again, in other words
// than the base branch has from an earlier time. A prompt or "TBD" says nothing.
func reasonIsNew(d, before *postmortem.Document) bool {
	folded := func(s string) string { return strings.Join(strings.Fields(s), " ") }
	reason := folded(d.Front.ReopenReason)
	return !incident.SaysNothing(reason) && reason != folded(before.Front.ReopenReason)
}

// reopened refuses a document that was closed on the base branch and is open
// here: editing status: does not lead around the gate.
func reopened(l incident.Lang) incident.Unmet {
	return incident.Unmet{
		Rule: ruleStatus, Message: l.Say("it is closed on the base branch, but not here", "ベースブランチではクローズ済みですが、ここでは違います"),
		Fix: l.Say("write status: closed again, or say why it is open again as reopen_reason: in the front matter; an earlier reason does not count again",
			"status: closed に戻すか、再オープンの理由を front matter の reopen_reason: に書いてください。以前の理由は使えません"),
	}
}

// ruleStatus stands beside the rules of the gate in a pull request.
const ruleStatus incident.GateRule = "status"

// place finds where in the document stands what the gate misses.
func (v *verdict) place(d *postmortem.Document) []diagnostic.Diagnostic {
	state := diagnostic.Diagnostic{Line: 1, Column: 1, EndLine: 1, EndColumn: 1}
	for _, found := range v.Diagnostics {
		if found.Rule == diagnostic.Gate {
			state = found
		}
	}
	places := make([]diagnostic.Diagnostic, len(v.Unmet))
	v.Lines = make([]int, len(v.Unmet))
	for i, u := range v.Unmet {
		places[i] = state
		if from, to, ok := d.UnmetAt(u); ok {
			places[i] = diagnostic.Diagnostic{Line: from.Line, Column: from.Column, EndLine: to.Line, EndColumn: to.Column}
			v.Lines[i] = from.Line
		}
	}
	return places
}

// gateFindings puts what the gate says in place of what the checker says of it: a
// finding an unmet rule, where it stands, else beside the line of the status. Where a
// finding says the same there, it is the one.
func (v *verdict) gateFindings(places []diagnostic.Diagnostic) {
	v.Diagnostics = withoutRule(v.Diagnostics, diagnostic.Gate)
	for i, u := range v.Unmet {
		if j := slices.IndexFunc(v.Diagnostics, func(d diagnostic.Diagnostic) bool { return v.says(d, i) }); j >= 0 {
			v.Diagnostics[j].Severity = diagnostic.Error // also where the team made it a warning: it keeps the document open
			continue
		}
		at := places[i]
		at.Rule, at.Severity, at.Item = diagnostic.Gate, diagnostic.Error, u.Item
		at.Message, at.Suggestion = strings.TrimSpace(string(u.Rule)+" "+u.Item)+": "+u.Message, u.Fix
		v.Diagnostics = append(v.Diagnostics, at)
	}
}

// gateRuleOf gives the rule of the gate that rests on a rule of the checker; empty: none.
func gateRuleOf(r diagnostic.Rule) incident.GateRule {
	switch r {
	case diagnostic.ActionNone:
		return incident.RuleActionItems
	case diagnostic.ActionVague, diagnostic.ActionFieldMissing:
		return incident.RuleBehaviour
	case diagnostic.ActionOwner, diagnostic.ActionDue:
		return incident.RuleOwnerAndDue
	case diagnostic.ActionTicketMissing, diagnostic.ActionTicketUnverified, diagnostic.ActionTicketMismatch:
		return incident.RuleTicket
	case diagnostic.Blame:
		return incident.RuleBlameless
	}
	return ""
}

// says tells whether a finding is what the gate misses: by the same words, or at the same
// place, of the same field.
func (v *verdict) says(d diagnostic.Diagnostic, i int) bool {
	u := v.Unmet[i]
	if d.Item != u.Item || gateRuleOf(d.Rule) != u.Rule {
		return false
	}
	if d.Message == u.Message {
		return true
	}
	switch d.Rule {
	case diagnostic.ActionNone:
		return true
	case diagnostic.ActionOwner:
		return u.Field == incident.FieldOwner
	case diagnostic.ActionDue:
		return u.Field == incident.FieldDue
	case diagnostic.ActionTicketMissing:
		return d.Line == v.Lines[i]
	case diagnostic.ActionFieldMissing:
		return u.Field != "" && d.Line == v.Lines[i] && strings.Contains(d.Message, u.Field.Label(v.Lang))
	}
	return false
}

// saidTwice finds the findings that the page need not list below the gate.
func (v *verdict) saidTwice() {
	for j, d := range v.Diagnostics {
		for i := range v.Unmet {
			if v.says(d, i) {
				v.Said = append(v.Said, j)
				break
			}
		}
	}
}

// askedOnClosing takes out what nobody was asked about, since the document is not yet to
// be closed: whether reviewers approve it, and what its tickets say.
func (v *verdict) askedOnClosing(items []incident.ActionItem) {
	later := map[incident.GateRule]bool{}
	v.Unmet = slices.DeleteFunc(v.Unmet, func(u incident.Unmet) bool {
		asks := u.Remedy == incident.RemedyApproval
		later[u.Rule] = later[u.Rule] || asks
		return asks
	})
	later[incident.RuleTicket] = slices.ContainsFunc(items, func(a incident.ActionItem) bool { return !lacksTicket(a) })
	for _, rule := range incident.GateRules() {
		if later[rule] {
			v.Later = append(v.Later, rule)
		}
	}
}

// ticketsAfterMerge says of a missing ticket that it is opened once the pull request is
// merged, where the document is not yet to be closed.
func (v *verdict) ticketsAfterMerge(items []incident.ActionItem) {
	lacks := map[string]bool{}
	for _, item := range items {
		lacks[item.ID] = lacksTicket(item)
	}
	for i := range v.Unmet {
		if u := &v.Unmet[i]; u.Rule == incident.RuleTicket && lacks[u.Item] {
			u.Fix = postmortem.OpenedAfterMerge(v.Lang)
		}
	}
}

// isPage tells whether a file of the folder is no postmortem and need not be
// one: the index page, a README.
func isPage(name string, d *postmortem.Document) bool {
	readme := strings.EqualFold(path.Base(name), "README.md") && d.Front.Incident == "" && d.Front.Status != postmortem.StatusClosed
	return readme || tracker.IsIndexPage(d.Source)
}

// options are what a document is judged with. The approvals are those of the pull
// request; one that it leaves as it is keeps the approval on the base branch.
func (g judge) options(d, before *postmortem.Document, given []incident.Approval) postmortem.CheckOptions {
	approvals := make([]incident.Approval, len(given))
	for i, r := range given {
		approvals[i] = incident.Approval{By: r.By, Revision: d.Revision()}
	}
	if before != nil && bytes.Equal(before.Source, d.Source) {
		approvals = append(approvals, d.Approvals()...)
	}
	o := tracker.CheckOptions(g.config, g.job.Now())
	o.Approvals = approvals
	o.Exists = func(p string) bool {
		_, err := g.job.root.Lstat(path.Clean(p))
		return err == nil
	}
	return o
}

// unmet runs the gate; what it asks for an approval is said in a pull request's
// words.
func (g judge) unmet(d *postmortem.Document, result postmortem.Result, o postmortem.CheckOptions, words reviewed) []incident.Unmet {
	unmet := incident.Gate(d.Snapshot(result.Findings, o))
	for i, u := range unmet {
		if u.Remedy != incident.RemedyApproval {
			continue
		}
		unmet[i].Fix = reviewFix(d, words)
		switch {
		case u.Rule != incident.RuleReview: // the reason why no action item is needed
		case words.asked != nil:
			unmet[i].Message = d.Lang.Say("whether somebody approved this pull request could not be read", "このプルリクエストが承認されたかどうかを読み取れません")
		case len(o.Approvals) == 0:
			unmet[i].Message = d.Lang.Say("nobody has approved the last commit of this pull request", "このプルリクエストの最後のコミットを承認した人がいません")
		}
		unmet[i].Message += words.why(d.Lang)
	}
	return unmet
}

func reviewFix(d *postmortem.Document, words reviewed) string {
	switch {
	case words.asked != nil && incident.CodeOf(words.asked) == incident.Refused:
		return d.Lang.Say("give the job permissions: pull-requests: read, and run the check again", "ジョブに permissions: pull-requests: read を付けて、チェックを再実行してください")
	case words.asked != nil:
		return d.Lang.Say("run the check again", "チェックを再実行してください")
	}
	return d.Lang.Say("ask somebody other than %s to approve this pull request as it is now; a commit afterwards takes the approval back",
		"%s 以外の人に、いまの内容でプルリクエストを承認してもらってください。その後のコミットで承認は無効になります", d.Front.Author)
}

func (g judge) lang() incident.Lang {
	if g.config.Lang == "" {
		return incident.English
	}
	return g.config.Lang
}

// closedDocument gives a document of the base branch, if it is closed there.
func closedDocument(name string, src []byte) *postmortem.Document {
	if src == nil {
		return nil
	}
	d, err := postmortem.Parse(name, src)
	if err != nil || d.Front.Status != postmortem.StatusClosed {
		return nil
	}
	return d
}

// reason is what failed, without the path that the sentence names already.
func reason(err error, l incident.Lang) string {
	var p *fs.PathError
	if errors.As(err, &p) {
		return p.Err.Error()
	}
	return strings.TrimSpace(incident.Sentence(err, l))
}
