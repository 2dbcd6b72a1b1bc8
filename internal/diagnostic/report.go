package diagnostic

import (
	"bufio"
	"io"
	"slices"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// Report writes what was found, file by file, so that a large folder need not
// be held in memory. Close writes what stands at the end.
type Report interface {
	Add(File) error
	// Unread says of a file that it could not be judged, in the formats that have a
	// place for that.
	Unread(Unread) error
	Close() error
}

// Options says what a report may use.
type Options struct {
	Color   bool          // the output is a terminal
	Version string        // of the program, for formats that name their tool
	Reader  incident.Lang // of what is said where no file says a language; empty: English
}

// Formats lists the names of the formats.
func Formats() []string { return []string{"text", "json", "github", "sarif", "rdjson"} }

// NewReport begins a report in one of the Formats. An unknown one is an Invalid
// error.
func NewReport(format string, w io.Writer, o Options) (Report, error) {
	out := bufio.NewWriterSize(w, 64<<10)
	switch format {
	case "text":
		return &textReport{out: out, paint: painter(o.Color), reader: o.Reader}, nil
	case "json":
		return &jsonReport{out: out}, nil
	case "github":
		return &githubReport{out: out}, nil
	case "sarif":
		return &sarifReport{out: out, version: o.Version, rules: map[Rule]int{}}, nil
	case "rdjson":
		return &rdjsonReport{out: out}, nil
	}
	return nil, incident.Tell(incident.Invalid, "there is no format %q; use text, json, github, sarif or rdjson", "形式 %q はありません。text、json、github、sarif、rdjson のいずれかを使ってください", format)
}

// add counts the findings of a file.
func (s *Summary) add(f File) {
	s.Files++
	errors := 0
	for _, d := range f.Diagnostics {
		if d.Severity == Error {
			errors++
		}
	}
	s.Errors += errors
	s.Warnings += len(f.Diagnostics) - errors
}

// HasError tells whether one of the findings is an error.
func (f File) HasError() bool {
	return slices.ContainsFunc(f.Diagnostics, func(d Diagnostic) bool { return d.Severity == Error })
}
