package diagnostic

import (
	"bufio"
	"path/filepath"
	"strings"
)

// rdjsonReport writes reviewdog's diagnostic format, whose columns count bytes
// of UTF-8. Source: reviewdog/reviewdog, proto/rdf/reviewdog.proto.
type rdjsonReport struct {
	out         *bufio.Writer
	diagnostics []rdDiagnostic
}

type rdDiagnostic struct {
	Message     string         `json:"message"`
	Location    rdLocation     `json:"location"`
	Severity    string         `json:"severity"`
	Code        rdCode         `json:"code"`
	Suggestions []rdSuggestion `json:"suggestions,omitempty"`
}

type rdLocation struct {
	Path  string  `json:"path"`
	Range rdRange `json:"range"`
}

type rdRange struct {
	Start rdPosition `json:"start"`
	End   rdPosition `json:"end"`
}

type rdPosition struct {
	Line   int `json:"line"`
	Column int `json:"column"`
}

type rdCode struct {
	Value string `json:"value"`
	URL   string `json:"url"`
}

type rdSuggestion struct {
	Range rdRange `json:"range"`
	Text  string  `json:"text"`
}

func (r *rdjsonReport) Add(f File) error {
	source := newCursor(f.Source)
	for _, d := range f.Diagnostics {
		message := d.Message
		if d.Suggestion != "" {
			message += "\n" + f.Lang.Say("fix: ", "対処: ") + d.Suggestion
		}
		rd := rdDiagnostic{
			Message: message, Severity: strings.ToUpper(string(d.Severity)), Code: rdCode{string(d.Rule), d.Rule.PageURL(f.Lang)},
			Location: rdLocation{filepath.ToSlash(f.Path), rdRange{
				source.bytePosition(d.Line, d.Column), source.bytePosition(d.EndLine, d.EndColumn),
			}},
		}
		for _, e := range d.Fix {
			change := rdRange{source.lines.bytePlace(e.Start), source.lines.bytePlace(e.End)}
			if change.Start.Line >= d.Line && change.End.Line <= d.EndLine { // reviewdog refuses a suggestion for other lines
				rd.Suggestions = append(rd.Suggestions, rdSuggestion{change, e.Text})
			}
		}
		r.diagnostics = append(r.diagnostics, rd)
	}
	return nil
}

// Unread leaves the file out: reviewdog's format has no place for it.
func (r *rdjsonReport) Unread(Unread) error { return nil }

func (r *rdjsonReport) Close() error {
	type source struct {
		Name string `json:"name"`
		URL  string `json:"url"`
	}
	all := r.diagnostics
	if all == nil {
		all = []rdDiagnostic{}
	}
	if err := encode(r.out, struct {
		Source      source         `json:"source"`
		Diagnostics []rdDiagnostic `json:"diagnostics"`
	}{source{"pmtracker", "https://github.com/pmtracker/pmtracker"}, all}); err != nil {
		return err
	}
	if err := r.out.WriteByte('\n'); err != nil {
		return err
	}
	return r.out.Flush()
}

// bytePosition turns a column of code points into one of bytes.
func (c *cursor) bytePosition(line, column int) rdPosition {
	start, _ := c.bounds(line)
	return rdPosition{line, c.offsetOf(line, column) - start + 1}
}

func (l Lines) bytePlace(offset int) rdPosition {
	line := l.Index(offset)
	return rdPosition{line + 1, offset - l[line] + 1}
}
