package diagnostic

import (
	"bufio"
	"fmt"
	"strings"

	"github.com/pmtracker/pmtracker/internal/columns"
	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/terminal"
)

// textReport writes for a person: the place, the line with a caret under it, the
// reason, the fix, and where the rule is explained.
type textReport struct {
	out   *bufio.Writer
	paint painter
	sum   Summary
	other bool // a file in another language than Japanese was seen
}

func (r *textReport) Add(f File) error {
	r.sum.add(f)
	r.other = r.other || f.Lang != incident.Japanese
	if len(f.Diagnostics) == 0 {
		return nil
	}
	lines := NewLines(f.Source)
	for _, d := range f.Diagnostics {
		fmt.Fprintf(r.out, "%s: %s%s\n", r.paint.bold(fmt.Sprintf("%s:%d:%d", terminal.Plain(f.Path), d.Line, d.Column)),
			r.paint.severity(d.Severity, fmt.Sprintf("%s[%s]", d.Severity, d.Rule)), r.paint.bold(": "+terminal.Plain(d.Message)))
		r.excerpt(string(lines.Text(f.Source, d.Line-1)), d)
		if d.Suggestion != "" {
			fmt.Fprintf(r.out, "  %s %s\n", r.paint.fix(f.Lang.Say("fix:", "対処:")), terminal.Plain(d.Suggestion))
		}
		fmt.Fprintf(r.out, "  %s pmtracker explain %s\n\n", r.paint.dim(f.Lang.Say("why:", "解説:")), d.Rule)
	}
	return nil
}

func (r *textReport) Close() error {
	l := incident.English
	if !r.other && r.sum.Files > 0 {
		l = incident.Japanese
	}
	if l == incident.Japanese {
		fmt.Fprintf(r.out, "%dファイル: エラー %d件、警告 %d件\n", r.sum.Files, r.sum.Errors, r.sum.Warnings)
	} else {
		fmt.Fprintf(r.out, "%s, %s in %s\n", Count(r.sum.Errors, "error"), Count(r.sum.Warnings, "warning"), Count(r.sum.Files, "file"))
	}
	return r.out.Flush()
}

// Count says in English how many there are of something: "1 error", "2 errors".
func Count(n int, what string) string {
	if n != 1 {
		what += "s"
	}
	return fmt.Sprintf("%d %s", n, what)
}

// excerptWidth is how many columns of a line are shown around the finding.
const excerptWidth = 100

// excerpt shows the line and marks the finding under it.
func (r *textReport) excerpt(line string, d Diagnostic) {
	runes := []rune(terminal.Plain(strings.ReplaceAll(line, "\t", " ")))
	start := min(d.Column-1, len(runes))
	end := len(runes)
	if d.EndLine == d.Line {
		end = min(max(d.EndColumn-1, start+1), len(runes))
	}
	from := start
	for room := excerptWidth / 3; from > 0 && room > 0; from-- {
		room -= columns.Width(string(runes[from-1]))
	}
	to := from
	for room := excerptWidth; to < len(runes) && room > 0; to++ {
		room -= columns.Width(string(runes[to]))
	}
	before, after := "", ""
	if from > 0 {
		before = "…"
	}
	if to < len(runes) {
		after = "…"
	}
	end = max(min(end, to), start)
	mark := "^" + strings.Repeat("~", max(0, columns.Width(string(runes[start:end]))-1))
	fmt.Fprintf(r.out, "%s %s%s%s\n%s %s%s\n", r.paint.dim(fmt.Sprintf("%6d |", d.Line)), before, string(runes[from:to]), after,
		r.paint.dim("       |"), strings.Repeat(" ", columns.Width(before+string(runes[from:start]))), r.paint.severity(d.Severity, mark))
}
