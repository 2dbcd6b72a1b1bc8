package action

import (
	"crypto/rand"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/pmtracker/pmtracker/internal/diagnostic"
	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/terminal"
)

// Commands to the runner go over standard output; what stands in them is
// escaped, so that a text cannot give a command of its own.
// https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands

var dataEscaper = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
var propertyEscaper = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")

// annotation is one remark beside a file, or beside a line of it.
type annotation struct {
	diagnostic.Diagnostic // without a rule: about the file as a whole
	file                  string
	lang                  incident.Lang
}

// perStep is how many annotations of one severity GitHub shows of a step; it
// drops the others without a word.
// https://github.com/actions/toolkit/blob/main/docs/problem-matchers.md#limitations
const perStep = 10

// annotate writes the annotations that GitHub will show. Where there are more,
// the last says how many and where they are.
func annotate(w io.Writer, all []annotation, l incident.Lang) error {
	for _, severity := range []diagnostic.Severity{diagnostic.Error, diagnostic.Warning} {
		var some []annotation
		for _, a := range all {
			if a.Severity == severity {
				some = append(some, a)
			}
		}
		if len(some) > perStep {
			rest := some[perStep-1:]
			files := map[string]bool{}
			for _, a := range rest {
				files[a.file] = true
			}
			more := annotation{file: rest[0].file}
			more.Severity = severity
			more.Message = l.Say("%[1]d more of these in %[2]s: see the summary of this job", "ほかに%[1]d件（%[3]dファイル）あります。このジョブの要約を見てください", len(rest), diagnostic.Count(len(files), "file"), len(files))
			some = append(some[:perStep-1:perStep-1], more)
		}
		for _, a := range some {
			if err := a.write(w); err != nil {
				return err
			}
		}
	}
	return nil
}

// write gives the runner one annotation.
func (a annotation) write(w io.Writer) error {
	a.Message, a.Suggestion = terminal.Plain(a.Message), terminal.Plain(a.Suggestion)
	if a.Rule == "" {
		place := ""
		if a.Line > 0 {
			place = fmt.Sprintf("line=%d,col=%d,", a.Line, a.Column)
		}
		_, err := fmt.Fprintf(w, "::%s file=%s,%stitle=pmtracker::%s\n", a.Severity, propertyEscaper.Replace(a.file), place, dataEscaper.Replace(a.Message))
		return err
	}
	report, err := diagnostic.NewReport("github", w, diagnostic.Options{})
	if err != nil {
		return err
	}
	if err := report.Add(diagnostic.File{Path: a.file, Lang: a.lang, Diagnostics: []diagnostic.Diagnostic{a.Diagnostic}}); err != nil {
		return err
	}
	return report.Close()
}

// notice writes a remark about the run.
func notice(w io.Writer, text string) {
	fmt.Fprintf(w, "::notice title=pmtracker::%s\n", dataEscaper.Replace(terminal.Plain(text)))
}

// warn writes what is wrong, without stopping the run.
func warn(w io.Writer, err error, l incident.Lang) {
	fmt.Fprintf(w, "::warning title=pmtracker::%s\n", dataEscaper.Replace(terminal.Plain(incident.Sentence(err, l))))
}

// freely writes text of others into the log: the runner obeys no command in it.
func freely(w io.Writer, write func(io.Writer) error) error {
	token := rand.Text()
	fmt.Fprintf(w, "::stop-commands::%s\n", token)
	err := write(w)
	fmt.Fprintf(w, "\n::%s::\n", token)
	return err
}

// output is one result that later steps can read.
type output struct{ name, value string }

func (j *Job) output(name, value string) { j.outputs = append(j.outputs, output{name, value}) }

// writeOutputs hands the results to the runner, each between two lines that
// nobody can guess.
func (j *Job) writeOutputs() error {
	path := j.Getenv("GITHUB_OUTPUT")
	if path == "" || len(j.outputs) == 0 {
		return nil
	}
	var b strings.Builder
	for _, o := range j.outputs {
		end := rand.Text()
		fmt.Fprintf(&b, "%s<<%s\n%s\n%s\n", o.name, end, o.value, end)
	}
	j.outputs = nil
	return appendFile(path, b.String())
}

func appendFile(path, text string) error {
	f, err := os.OpenFile(path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
	if err != nil {
		return incident.Tell(incident.Invalid, "cannot write what the runner reads: %w", "ランナーが読み取るファイルに書き込めません: %w", err)
	}
	_, err = f.WriteString(text)
	if e := f.Close(); err == nil {
		err = e
	}
	if err != nil {
		return incident.Tell(incident.Invalid, "cannot write what the runner reads: %w", "ランナーが読み取るファイルに書き込めません: %w", err)
	}
	return nil
}

// summaryLimit is how large the summary of a step may be, in bytes.
const summaryLimit = 1 << 20

// summarize shows Markdown on the page of the run.
func (j *Job) summarize(markdown string) error {
	path := j.Getenv("GITHUB_STEP_SUMMARY")
	if path == "" {
		return nil
	}
	return appendFile(path, cut(markdown, summaryLimit-1024))
}

// cut shortens Markdown at the end of a line.
func cut(markdown string, limit int) string {
	if len(markdown) <= limit {
		return markdown
	}
	at := strings.LastIndexByte(markdown[:limit], '\n')
	if at < 0 {
		at = 0
	}
	return markdown[:at] + "\n\n…\n"
}
