package diagnostic

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"golang.org/x/text/width"
)

// WriteText writes the findings for a person: the place, the line with a caret
// under it, the reason and the fix.
func WriteText(w io.Writer, files []File) error {
	var b strings.Builder
	for _, f := range files {
		lines := strings.Split(string(f.Source), "\n")
		for _, d := range f.Diagnostics {
			fmt.Fprintf(&b, "%s:%d:%d: %s[%s]: %s\n", f.Path, d.Line, d.Column, d.Severity, d.Rule, d.Message)
			if d.Line <= len(lines) {
				writeExcerpt(&b, strings.TrimRight(lines[d.Line-1], "\r"), d)
			}
			fmt.Fprintf(&b, "  fix: %s\n\n", d.Suggestion)
		}
	}
	s := Count(files)
	fmt.Fprintf(&b, "%d errors, %d warnings in %d files\n", s.Errors, s.Warnings, s.Files)
	_, err := io.WriteString(w, b.String())
	return err
}

// excerptWidth is how many code points of a line are shown around the finding.
const excerptWidth = 100

func writeExcerpt(b *strings.Builder, line string, d Diagnostic) {
	runes := []rune(line)
	from := max(0, min(d.Column-1, len(runes))-excerptWidth/2)
	to := min(len(runes), from+excerptWidth)
	column := min(d.Column-1, to)
	end := to
	if d.EndLine == d.Line {
		end = min(max(d.EndColumn-1, column+1), to)
	}
	fmt.Fprintf(b, "%6d | %s\n       | %s^%s\n", d.Line, strings.ReplaceAll(string(runes[from:to]), "\t", " "),
		strings.Repeat(" ", columns(runes[from:column])), strings.Repeat("~", max(0, columns(runes[column:end])-1)))
}

// columns counts the columns of a terminal that a text fills.
func columns(runes []rune) int {
	n := 0
	for _, r := range runes {
		n++
		if k := width.LookupRune(r).Kind(); k == width.EastAsianWide || k == width.EastAsianFullwidth {
			n++
		}
	}
	return n
}

// WriteJSON writes the findings in the form of the contract ("Check output").
func WriteJSON(w io.Writer, files []File) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	return enc.Encode(struct {
		Files   []File  `json:"files"`
		Summary Summary `json:"summary"`
	}{files, Count(files)})
}
