package lsp

import (
	"slices"
	"strings"

	"github.com/pmtracker/pmtracker/internal/diagnostic"
	"github.com/pmtracker/pmtracker/internal/postmortem"
)

// actionsAt offers a code action for each fix of the findings in a range: the
// correction, the line that is missing, or a comment that sets the finding aside
// and asks for the reason.
func actionsAt(d *document, p actionParams) []codeAction {
	actions := []codeAction{}
	var all []diagnostic.Edit
	for _, f := range d.found {
		all = append(all, f.Fix...)
		if !wants(p, quickFix) || !meet(d.spanOf(f), p.Range) {
			continue
		}
		if len(f.Fix) > 0 {
			actions = append(actions, d.action(f, d.lang.Say("Correct: ", "修正: ")+f.Suggestion, true, f.Fix...))
		}
		if f.Offer != nil {
			actions = append(actions, d.action(f, d.lang.Say("Add the line: ", "行を追加: ")+strings.TrimSpace(f.Offer.Text), false, *f.Offer))
		}
		if e, ok := d.ignoreEdit(f); ok && d.setsAside(e) {
			actions = append(actions, d.action(f, d.lang.Say("Ignore %s here, with a reason", "理由を書いて %s の指摘を除外する", f.Rule), false, e))
		}
	}
	if len(all) > 0 && wants(p, fixAll) {
		actions = append(actions, codeAction{Title: d.lang.Say("Correct everything that is mechanical", "機械的に直せるものをすべて修正"), Kind: fixAll, Edit: d.edit(all...)})
	}
	return actions
}

// wants tells whether the editor asked for a kind of action.
func wants(p actionParams, kind string) bool {
	return len(p.Context.Only) == 0 || slices.ContainsFunc(p.Context.Only, func(only string) bool { return kind == only || strings.HasPrefix(kind, only+".") })
}

func meet(a, b span) bool { return covers(a, b.Start) || covers(b, a.Start) }

func (d *document) action(f diagnostic.Diagnostic, title string, preferred bool, edits ...diagnostic.Edit) codeAction {
	return codeAction{Title: title, Kind: quickFix, Diagnostics: []lspDiagnostic{d.lspDiagnostic(f)}, IsPreferred: preferred, Edit: d.edit(edits...)}
}

// edit makes the changes of the document; the same one twice is made once.
func (d *document) edit(edits ...diagnostic.Edit) workspaceEdit {
	var changes []textEdit
	for _, e := range edits {
		if change := d.textEdit(e); !slices.Contains(changes, change) {
			changes = append(changes, change)
		}
	}
	return workspaceEdit{map[string][]textEdit{d.uri: changes}}
}

// ignoreEdit writes an ignore comment without a reason, which check then asks for,
// at the end of the line: in the front matter behind a #, in a table inside of the
// last cell.
func (d *document) ignoreEdit(f diagnostic.Diagnostic) (diagnostic.Edit, bool) {
	line := d.lines.Text(d.src, f.Line-1)
	trimmed := strings.TrimSpace(string(line))
	if f.Rule.Fixed() || trimmed == "" || strings.Contains(trimmed, "pmtracker:ignore") {
		return diagnostic.Edit{}, false
	}
	at := d.lines[f.Line-1] + len(line)
	comment := " <!-- pmtracker:ignore " + string(f.Rule) + " -->"
	if at <= d.parsed.BodyStart() {
		comment = " #" + comment
	} else if strings.HasPrefix(trimmed, "|") && strings.HasSuffix(trimmed, "|") {
		at = d.lines[f.Line-1] + strings.LastIndexByte(string(line), '|')
		comment = strings.TrimLeft(comment, " ") + " "
	}
	return diagnostic.Edit{Start: at, End: at, Text: comment}, true
}

// setsAside tells whether an ignore comment, once it has a reason, takes a finding
// away and makes no other: not every line has room for one.
func (d *document) setsAside(e diagnostic.Edit) bool {
	e.Text = strings.Replace(e.Text, " -->", " reason -->", 1)
	src, _ := diagnostic.Rewrite(d.src, []diagnostic.Edit{e})
	parsed, err := postmortem.ParseIn(d.path, src, d.config.Zone)
	return err == nil && len(postmortem.Check(parsed, d.checkOptions()).Diagnostics) < len(d.found)
}
