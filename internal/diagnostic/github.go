package diagnostic

import (
	"bufio"
	"fmt"
	"path/filepath"
	"strings"
)

// githubReport writes workflow commands, which GitHub Actions shows at the lines
// of a pull request. Source: GitHub docs, "Workflow commands for GitHub Actions";
// what must be escaped is that of actions/toolkit, command.ts.
type githubReport struct {
	out *bufio.Writer
	sum Summary
}

var (
	commandData     = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	commandProperty = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
)

func (r *githubReport) Add(f File) error {
	r.sum.add(f)
	for _, d := range f.Diagnostics {
		place := fmt.Sprintf("line=%d,endLine=%d", d.Line, d.EndLine)
		if d.Line == d.EndLine { // columns are only taken where both ends are on one line
			place = fmt.Sprintf("line=%d,col=%d,endLine=%d,endColumn=%d", d.Line, d.Column, d.EndLine, max(d.EndColumn, d.Column))
		}
		text := d.Message
		if d.Suggestion != "" {
			text += "\n" + f.Lang.Say("fix: ", "対処: ") + d.Suggestion
		}
		text += "\n" + f.Lang.Say("why: ", "解説: ") + d.Rule.PageURL(f.Lang)
		if _, err := fmt.Fprintf(r.out, "::%s file=%s,%s,title=%s::%s\n", d.Severity, commandProperty.Replace(filepath.ToSlash(f.Path)), place,
			commandProperty.Replace("pmtracker "+string(d.Rule)), commandData.Replace(text)); err != nil {
			return err
		}
	}
	return nil
}

func (r *githubReport) Unread(u Unread) error {
	place := ""
	if u.Line > 0 {
		place = fmt.Sprintf("line=%d,col=%d,", u.Line, u.Column)
	}
	_, err := fmt.Fprintf(r.out, "::error file=%s,%stitle=pmtracker::%s\n", commandProperty.Replace(filepath.ToSlash(u.Path)), place, commandData.Replace(u.Why))
	return err
}

func (r *githubReport) Close() error { return r.out.Flush() }
