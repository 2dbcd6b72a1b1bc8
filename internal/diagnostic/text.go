package diagnostic

import (
	"bufio"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/pmtracker/pmtracker/internal/columns"
	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/terminal"
)

// textReport writes for a person: the place, the line with a caret under it, the
// reason, the fix, and where the rule is explained.
type textReport struct {
	out    *bufio.Writer
	paint  painter
	sum    Summary
	reader incident.Lang // for whom the end is worded where no file was read
	other  bool          // a file in another language than Japanese was seen
}

func (r *textReport) Add(f File) error {
	r.sum.add(f)
	r.other = r.other || f.Lang != incident.Japanese
	if len(f.Diagnostics) == 0 {
		return nil
	}
	source := newCursor(f.Source)
	for _, d := range f.Diagnostics {
		fmt.Fprintf(r.out, "%s: %s%s\n", r.paint.bold(fmt.Sprintf("%s:%d:%d", terminal.Plain(f.Path), d.Line, d.Column)),
			r.paint.severity(d.Severity, fmt.Sprintf("%s[%s]", d.Severity, d.Rule)), r.paint.bold(": "+terminal.Plain(d.Message)))
		r.excerpt(source, d)
		if d.Suggestion != "" {
			fmt.Fprintf(r.out, "  %s %s\n", r.paint.fix(f.Lang.Say("fix:", "対処:")), terminal.Plain(d.Suggestion))
		}
		fmt.Fprintf(r.out, "  %s pmtracker explain %s\n\n", r.paint.dim(f.Lang.Say("why:", "解説:")), d.Rule)
	}
	return nil
}

func (r *textReport) Unread(u Unread) error {
	r.sum.Files++
	r.sum.Errors++
	r.other = r.other || u.Lang != incident.Japanese
	place := terminal.Plain(u.Path)
	if u.Line > 0 {
		place += fmt.Sprintf(":%d:%d", u.Line, u.Column)
	}
	_, err := fmt.Fprintf(r.out, "%s: %s%s\n\n", r.paint.bold(place), r.paint.severity(Error, string(Error)), r.paint.bold(": "+terminal.Plain(u.Why)))
	return err
}

func (r *textReport) Close() error {
	l := incident.English
	switch {
	case r.sum.Files == 0:
		l = r.reader
	case !r.other:
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

// excerpt shows the line and marks the finding under it. Of a long line it reads no more
// than it shows.
func (r *textReport) excerpt(c *cursor, d Diagnostic) {
	lineStart, lineEnd := c.bounds(d.Line)
	start := c.offsetOf(d.Line, d.Column)
	from := start
	for room := excerptWidth / 3; from > lineStart && room > 0; {
		_, size := utf8.DecodeLastRune(c.src[lineStart:from])
		from -= size
		room -= columns.Width(shown(c.src[from : from+size]))
	}
	end, column := lineEnd, d.Column
	to := from
	for room := excerptWidth; to < lineEnd && room > 0; {
		_, size := utf8.DecodeRune(c.src[to:lineEnd])
		if to >= start {
			column++
		}
		room -= columns.Width(shown(c.src[to : to+size]))
		to += size
		if d.EndLine == d.Line && column == max(d.EndColumn, d.Column+1) {
			end = to
		}
	}
	before, after := "", ""
	if from > lineStart {
		before = "…"
	}
	if to < lineEnd {
		after = "…"
	}
	end = max(min(end, to), start)
	mark := "^" + strings.Repeat("~", max(0, columns.Width(shown(c.src[start:end]))-1))
	fmt.Fprintf(r.out, "%s %s%s%s\n%s %s%s\n", r.paint.dim(fmt.Sprintf("%6d |", d.Line)), before, shown(c.src[from:to]), after,
		r.paint.dim("       |"), strings.Repeat(" ", columns.Width(before+shown(c.src[from:start]))), r.paint.severity(d.Severity, mark))
}

// shown is a part of a line as it stands in the report, of as many characters.
func shown(part []byte) string { return terminal.Plain(strings.ReplaceAll(string(part), "\t", " ")) }
