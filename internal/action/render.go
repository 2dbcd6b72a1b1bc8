package action

import (
	"fmt"
	"slices"
	"strings"

	"github.com/pmtracker/pmtracker/internal/diagnostic"
	"github.com/pmtracker/pmtracker/internal/digest"
	"github.com/pmtracker/pmtracker/internal/incident"
)

// findingsShown is how many findings of a document a page lists; the log has
// them all.
const findingsShown = 50

// report writes what is said of the documents, for the summary of the run and
// for the comment. Each document is spoken of in its own language.
func report(verdicts []verdict) string {
	var b strings.Builder
	l := incident.English
	if len(verdicts) > 0 {
		l = verdicts[0].Lang
	}
	fmt.Fprintf(&b, "## %s\n\n%s\n", l.Say("Postmortems", "ポストモーテム"), overview(verdicts, l))
	for _, v := range verdicts {
		if v.NoDocument {
			continue
		}
		v.write(&b)
	}
	return b.String()
}

func overview(verdicts []verdict, l incident.Lang) string {
	s := count(verdicts)
	switch {
	case s.documents == 0:
		return l.Say("This pull request changes no postmortem.", "このプルリクエストはポストモーテムを変更していません。")
	case len(s.refused) > 0:
		return l.Say("**Not yet**: %d of %d documents may not be closed (%d errors, %d warnings).", "**まだクローズできません**: %[2]d件中%[1]d件（エラー%[3]d件、警告%[4]d件）",
			len(s.refused), s.documents, s.errors, s.warnings)
	case s.errors > 0:
		return l.Say("%d errors and %d warnings in %d documents.", "エラー%d件、警告%d件（%d文書）", s.errors, s.warnings, s.documents)
	}
	return l.Say("No error in %d documents (%d warnings).", "%d文書にエラーはありません（警告%d件）", s.documents, s.warnings)
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
		fmt.Fprintf(b, "\n**%s** %s\n", l.Say("It could not be judged:", "判定できません:"), digest.Escape(v.Problem))
		return
	}
	v.writeGate(b)
	if v.Held {
		v.writeFindings(b, withoutRule(v.Diagnostics, diagnostic.Gate))
		return
	}
	v.writeFindings(b, v.Diagnostics)
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
		var missing []incident.Unmet
		for _, u := range v.Unmet {
			if u.Rule == rule {
				missing = append(missing, u)
			}
		}
		mark := "x"
		if len(missing) > 0 || rule == incident.RuleTicket && !v.Held && len(v.Tickets) > 0 {
			mark = " "
		}
		fmt.Fprintf(b, "- [%s] %s %s", mark, rule, rule.Title(l))
		if mark == " " && len(missing) == 0 {
			b.WriteString(l.Say(" (asked when it is closed)", "（クローズ時に確認）"))
		}
		b.WriteString("\n")
		for _, u := range missing {
			fmt.Fprintf(b, "  - %s → %s\n", strings.TrimPrefix(digest.Escape(strings.TrimSpace(u.Item+": "+u.Message)), ": "), digest.Escape(u.Fix))
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
	name = strings.Join(strings.Fields(visible(strings.ReplaceAll(name, "\n", " "))), " ")
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
