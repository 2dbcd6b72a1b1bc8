package lsp

import (
	"context"
	"fmt"
	"net/url"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"

	"github.com/sourcegraph/jsonrpc2"

	"github.com/pmtracker/pmtracker/internal/config"
	"github.com/pmtracker/pmtracker/internal/diagnostic"
	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/postmortem"
	"github.com/pmtracker/pmtracker/internal/tracker"
)

// document is a text that the editor has open, and what was found in it.
type document struct {
	uri     string
	path    string
	isFile  bool // on this machine
	version int
	src     []byte
	lines   diagnostic.Lines
	config  config.Config
	lang    incident.Lang
	parsed  *postmortem.Document // nil: no postmortem, or one that cannot be read
	found   []diagnostic.Diagnostic

	unreadable string // why the text cannot be read at all
}

// pathOf gives the path of a file address; another address is a path of its own.
func pathOf(uri string) (path string, isFile bool) {
	u, err := url.Parse(uri)
	if err != nil || u.Scheme != "file" {
		return uri, false
	}
	path = u.Path
	if runtime.GOOS == "windows" {
		path = strings.TrimPrefix(path, "/")
	}
	return filepath.FromSlash(path), true
}

// judge reads and checks a text. The error is about the configuration.
func judge(uri string, version int, text string) (*document, error) {
	path, isFile := pathOf(uri)
	d := &document{uri: uri, path: path, isFile: isFile, version: version, src: []byte(text), lang: incident.English}
	d.lines = diagnostic.NewLines(d.src)
	c, err := config.LoadFor(filepath.Dir(d.path))
	if err != nil {
		c = config.Default()
	}
	d.config = c
	parsed, parseErr := postmortem.ParseIn(d.path, d.src, d.config.Zone)
	if parseErr != nil {
		d.unreadable = parseErr.Error()
		return d, err
	}
	d.lang = parsed.Lang
	if d.isPostmortem(parsed) {
		d.parsed = parsed
		d.found = postmortem.Check(parsed, d.checkOptions()).Diagnostics
	}
	return d, err
}

// checkOptions gives what the check may know. Beside a text that is no file, such as
// one that was never saved or that lies elsewhere, nothing can be looked for.
func (d *document) checkOptions() postmortem.CheckOptions {
	o := tracker.CheckOptions(d.config, time.Time{}) // what is found while one types does not depend on the hour
	if !d.isFile {
		o.Exists = nil
	}
	return o
}

// isPostmortem tells whether a Markdown file is one: it names an incident, or
// lies in the team's folder.
func (d *document) isPostmortem(parsed *postmortem.Document) bool {
	if parsed.Front.Incident != "" || d.frontSays("incident:") { // front matter that is being typed is no YAML for a moment
		return true
	}
	if d.config.Postmortems == "" || d.config.Path == "" || strings.EqualFold(filepath.Base(d.path), "readme.md") {
		return false
	}
	root, err := filepath.Abs(filepath.Dir(d.config.Path)) // --config may name it from here
	if err != nil {
		return false
	}
	rel, err := filepath.Rel(root, d.path)
	return err == nil && slices.ContainsFunc(tracker.FolderNames(d.config.Postmortems), func(name string) bool {
		_, ok := tracker.Below(filepath.ToSlash(rel), name)
		return ok
	})
}

// frontSays tells whether a line of the front matter begins with a text.
func (d *document) frontSays(text string) bool {
	if !d.isFence(0) {
		return false
	}
	for i := 1; i < len(d.lines) && !d.isFence(i); i++ {
		if strings.HasPrefix(string(d.lines.Text(d.src, i)), text) {
			return true
		}
	}
	return false
}

// isFence tells whether a line is one of the two around the front matter.
func (d *document) isFence(line int) bool {
	return strings.TrimRight(string(d.lines.Text(d.src, line)), " \t") == "---"
}

// spanOf gives where a finding stands.
func (d *document) spanOf(f diagnostic.Diagnostic) span {
	return span{
		place(d.src, d.lines, fromColumn(d.src, d.lines, f.Line, f.Column)),
		place(d.src, d.lines, fromColumn(d.src, d.lines, f.EndLine, f.EndColumn)),
	}
}

func (d *document) lspDiagnostic(f diagnostic.Diagnostic) lspDiagnostic {
	severity := severityError
	if f.Severity == diagnostic.Warning {
		severity = severityWarning
	}
	message := f.Message
	if f.Suggestion != "" {
		message += "\n" + d.lang.Say("fix: ", "対処: ") + f.Suggestion
	}
	return lspDiagnostic{d.spanOf(f), severity, string(f.Rule), codeDescription{f.Rule.PageURL(d.lang)}, "pmtracker", message}
}

// publish tells the editor what was found.
func (d *document) publish(ctx context.Context, conn *jsonrpc2.Conn) error {
	all := make([]lspDiagnostic, 0, len(d.found))
	for _, f := range d.found {
		all = append(all, d.lspDiagnostic(f))
	}
	if d.unreadable != "" {
		all = append(all, d.unreadableAt())
	}
	return conn.Notify(ctx, "textDocument/publishDiagnostics", publishParams{d.uri, &d.version, all})
}

// unreadableAt gives the one finding of a text that cannot be read, such as one
// number that means two action items, at its place.
func (d *document) unreadableAt() lspDiagnostic {
	message := strings.TrimPrefix(d.unreadable, d.path+":")
	line, column := 1, 1
	if n, _ := fmt.Sscanf(message, "%d:%d:", &line, &column); n == 2 {
		_, message, _ = strings.Cut(message, ": ")
	}
	at := fromColumn(d.src, d.lines, line, column)
	end := d.lines[d.lines.Index(at)] + len(d.lines.Text(d.src, d.lines.Index(at)))
	return lspDiagnostic{Range: d.textEdit(diagnostic.Edit{Start: at, End: end}).Range, Severity: severityError, Code: "unreadable", Source: "pmtracker", Message: message}
}

// textEdit turns an edit of bytes into one of the protocol.
func (d *document) textEdit(e diagnostic.Edit) textEdit {
	return textEdit{span{place(d.src, d.lines, e.Start), place(d.src, d.lines, e.End)}, e.Text}
}
