package action

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/pmtracker/pmtracker/internal/diagnostic"
	"github.com/pmtracker/pmtracker/internal/digest"
	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/terminal"
)

// findingsShown is how many findings of a document a page lists; the log has
// them all.
const findingsShown = 50

// report writes what is said of the documents, for the summary of the run and
// for the comment. Each document is spoken of in its own language; where there is
// none, the team's is spoken.
func report(verdicts []verdict, team incident.Lang) string {
	var b strings.Builder
	l := spoken(verdicts, team)
	fmt.Fprintf(&b, "## %s\n\n%s\n", l.Say("Postmortems", "ポストモーテム"), overview(verdicts, l))
	for _, v := range verdicts {
		if v.NoDocument {
			continue
		}
		v.write(&b)
	}
	return b.String()
}

// spoken is the language of a page about documents: that of the first one.
func spoken(verdicts []verdict, team incident.Lang) incident.Lang {
	for _, v := range verdicts {
		if !v.NoDocument {
			return v.Lang
		}
	}
	return team
}

func overview(verdicts []verdict, l incident.Lang) string {
	s := count(verdicts)
	found := l.Say(diagnostic.Count(s.errors, "error")+", "+diagnostic.Count(s.warnings, "warning"), "エラー"+strconv.Itoa(s.errors)+"件、警告"+strconv.Itoa(s.warnings)+"件")
	switch {
	case s.documents == 0:
		return l.Say("This pull request changes no postmortem.", "このプルリクエストはポストモーテムを変更していません。")
	case len(s.refused) > 0:
		return l.Say("**Not yet**: %[1]d of %[2]s may not be closed (%[3]s).", "**まだクローズできません**: %[4]d件中%[1]d件（%[3]s）",
			len(s.refused), diagnostic.Count(s.documents, "document"), found, s.documents)
	case s.errors > 0:
		return l.Say("%[1]s in %[2]s.", "%[1]s（%[3]d文書）", found, diagnostic.Count(s.documents, "document"), s.documents)
	}
	return l.Say("No error in %[1]s (%[2]s).", "%[3]d文書にエラーはありません（警告%[4]d件）", diagnostic.Count(s.documents, "document"), diagnostic.Count(s.warnings, "warning"), s.documents, s.warnings)
}

// verdict says in the last line of the job why it fails.
func (s tally) verdict(l incident.Lang) string {
	found := l.Say(diagnostic.Count(s.errors, "error"), "エラー"+strconv.Itoa(s.errors)+"件")
	if len(s.refused) == 0 {
		return found
	}
	return l.Say("%[1]s; %[2]s may not be closed yet", "%[1]s。%[3]d件の文書はまだクローズできません", found, diagnostic.Count(len(s.refused), "document"), len(s.refused))
}

func (v verdict) write(b *strings.Builder) {
	l := v.Lang
	title := digest.Escape(v.Title)
	if v.Key != "" {
		title = strings.TrimSuffix(digest.Escape(v.Key)+": "+title, ": ")
	}
	if title == "" {
		title = l.Say("(no title)", "（題名なし）")
	}
	fmt.Fprintf(b, "\n### %s\n\n%s\n", title, codeSpan(v.Path))
	if v.Problem != "" {
		problem := v.Problem
		if v.Line > 0 {
			problem = l.Say("line %d: %s", "%d行目: %s", v.Line, problem)
		}
		fmt.Fprintf(b, "\n**%s** %s\n", l.Say("It could not be judged:", "判定できません:"), digest.Escape(problem))
		return
	}
	v.writeGate(b)
	var rest []diagnostic.Diagnostic
	for i, d := range v.Diagnostics {
		if d.Rule != diagnostic.Gate && !slices.Contains(v.Said, i) {
			rest = append(rest, d)
		}
	}
	v.writeFindings(b, rest)
}

// where names the item of what the gate says, and its line where one is known.
func (v verdict) where(i int) string {
	item := v.Unmet[i].Item
	switch {
	case item == "":
		return ""
	case i >= len(v.Lines) || v.Lines[i] <= 0:
		return item + ": "
	}
	return v.Lang.Say("%s (line %d): ", "%s（%d行目）: ", item, v.Lines[i])
}

// writeGate lists the eight rules, those that hold ticked, and under each other
// one what is missing.
func (v verdict) writeGate(b *strings.Builder) {
	l := v.Lang
	heading := l.Say("What is missing before it may be closed", "クローズまでに足りないもの")
	if v.Held {
		heading = l.Say("The close gate", "クローズの条件")
	}
	fmt.Fprintf(b, "\n**%s**\n\n", heading)
	for _, u := range v.Unmet {
		if u.Rule == ruleStatus {
			fmt.Fprintf(b, "- [ ] %s\n  - %s\n", digest.Escape(u.Message), digest.Escape(u.Fix))
		}
	}
	for _, rule := range incident.GateRules() {
		if slices.Contains(v.Off, rule) {
			fmt.Fprintf(b, "- %s %s%s\n", rule, rule.Title(l), l.Say(" (turned off by this team)", "（このチームでは無効）"))
			continue
		}
		var missing []int
		for i, u := range v.Unmet {
			if u.Rule == rule {
				missing = append(missing, i)
			}
		}
		mark, later := "x", slices.Contains(v.Later, rule)
		if len(missing) > 0 || later {
			mark = " "
		}
		fmt.Fprintf(b, "- [%s] %s %s", mark, rule, rule.Title(l))
		if later && len(missing) == 0 {
			b.WriteString(l.Say(" (asked when it is closed)", "（クローズ時に確認）"))
		}
		b.WriteString("\n")
		for _, i := range missing {
			fmt.Fprintf(b, "  - %s → %s\n", digest.Escape(v.where(i)+v.Unmet[i].Message), digest.Escape(v.Unmet[i].Fix))
		}
	}
}

func (v verdict) writeFindings(b *strings.Builder, found []diagnostic.Diagnostic) {
	if len(found) == 0 {
		return
	}
	l := v.Lang
	fmt.Fprintf(b, "\n**%s**\n\n", l.Say("Findings", "指摘"))
	for i, d := range found {
		if i == findingsShown {
			fmt.Fprintf(b, "- %s\n", l.Say("… and %d more; pmtracker check lists them", "…ほかに%d件。pmtracker check で一覧できます", len(found)-i))
			return
		}
		kind := l.Say("error", "エラー")
		if d.Severity != diagnostic.Error {
			kind = l.Say("warning", "警告")
		}
		fmt.Fprintf(b, "- %s %s → %s\n", l.Say("line %d, %s (%s):", "%d行目 %s（%s）:", d.Line, kind, codeSpan(string(d.Rule))), digest.Escape(d.Message), digest.Escape(d.Suggestion))
	}
}

func withoutRule(all []diagnostic.Diagnostic, rule diagnostic.Rule) []diagnostic.Diagnostic {
	return slices.DeleteFunc(slices.Clone(all), func(d diagnostic.Diagnostic) bool { return d.Rule == rule })
}

// codeSpan shows a name as it is, in Markdown code.
func codeSpan(name string) string {
	name = strings.Join(strings.Fields(terminal.Plain(strings.ReplaceAll(name, "\n", " "))), " ")
	fence := "`"
	for strings.Contains(name, fence) {
		fence += "`"
	}
	if len(fence) > 1 {
		return fence + " " + name + " " + fence
	}
	return fence + name + fence
}

// tally is what the outputs and the first line count.
type tally struct {
	documents, errors, warnings int
	closed, refused, tickets    []string
}

func count(verdicts []verdict) tally {
	s := tally{closed: []string{}, refused: []string{}, tickets: []string{}}
	for _, v := range verdicts {
		if v.NoDocument {
			continue
		}
		s.documents++
		if v.Problem != "" {
			s.errors++
		}
		for _, d := range v.Diagnostics {
			if d.Severity == diagnostic.Error {
				s.errors++
			} else {
				s.warnings++
			}
		}
		name := v.Key
		if name == "" {
			name = v.Path
		}
		if v.refused() {
			s.refused = append(s.refused, name)
		} else if v.Held && v.Status == "closed" {
			s.closed = append(s.closed, name)
		}
		for _, t := range v.Tickets {
			if !slices.Contains(s.tickets, t) {
				s.tickets = append(s.tickets, t)
			}
		}
	}
	return s
}
