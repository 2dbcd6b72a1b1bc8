package architecture

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// spokenTo lists the packages whose errors people read.
func spokenTo() []string {
	return []string{
		"cli", "web", "inbox", "api", "mcp", "action", "tracker", "report", "store", "search", "digest", "notify", "kpi", "imports",
		"config", "explain", "timeline", "postmortem", "diagnostic", "incident", "tickets", "jobs",
	}
}

// englishAlone gives the files whose errors need no Japanese, with the reason.
func englishAlone() map[string]string {
	const (
		operator = "only who runs the server and its database reads it"
		internal = "an internal failure: it stands in the log, and people are told so in their language"
		program  = "it cannot happen but by a mistake in the program"
	)
	return map[string]string{
		"store/dsn.go": operator, "store/store.go": operator, "store/migrate.go": operator,
		"store/curve.go": internal, "store/decision.go": internal, "store/overdue.go": internal,
		"tracker/password.go": internal, "tracker/intents.go": internal, "web/oauth.go": internal, "web/signin.go": internal,
		"web/account.go": internal, "web/act_review.go": internal, "cli/session.go": internal, "imports/timeline.go": internal,
		"store/tables.go": program, "store/group.go": program, "incident/error.go": "it is what Tell and Errorf are made of", "explain/explain.go": program, "action/setup/setup.go": program, "postmortem/ticket_body.go": program,
		"mcp/mcp.go":         "it goes to the program that the assistant runs in",
		"tickets/tickets.go": internal, "jobs/jobs.go": internal,
		"action/git.go":  "the words are git's own, which the job runs in English",
		"web/session.go": program, "action/report.go": "the reason stands in a sentence that is told in both languages",
	}
}

var (
	formatVerb = regexp.MustCompile(`%(\[\d+\])?[-+#0-9.]*[a-z]|%%`)
	// flagOrName is what is the same in both languages: a flag, a variable.
	flagOrName = regexp.MustCompile(`--[a-z-]+|_FILE`)
	twoLetters = regexp.MustCompile(`[A-Za-z]{2}`)
	kana       = regexp.MustCompile(`[\p{Hiragana}\p{Katakana}\p{Han}]`)
)

// TestErrorsSpeakBothLanguages reads the sources and fails on an error for people
// that is in one language: Errorf with words of its own, a plain error, or Tell
// without Japanese or with other operands in one language than in the other.
func TestErrorsSpeakBothLanguages(t *testing.T) {
	told, excused := 0, map[string]bool{}
	for _, dir := range spokenTo() {
		eachCall(t, filepath.Join("..", dir), func(path string, at token.Position, name string, args []string) {
			wrong := ""
			switch name {
			case "incident.Tell", "Tell", "tickets.Cannot", "tickets.MovedTo", "notFound", "failed":
				told++
				wrong = wrongTwin(args)
			case "incident.Errorf", "Errorf", "errors.New", "fmt.Errorf":
				for _, text := range args {
					if twoLetters.MatchString(flagOrName.ReplaceAllString(formatVerb.ReplaceAllString(text, ""), "")) {
						wrong = "it is in one language; use incident.Tell"
					}
				}
			}
			if wrong == "" {
				return
			}
			if englishAlone()[path] != "" {
				excused[path] = true
				return
			}
			t.Errorf("%s:%d: %s: %q", path, at.Line, wrong, args)
		})
	}
	if told < 150 {
		t.Errorf("only %d errors were read that speak both languages; the walk is wrong", told)
	}
	for path := range englishAlone() {
		if !excused[path] {
			t.Errorf("%s needs its exception no more; take it out of the list", path)
		}
	}
}

// wrongTwin says what is wrong with the two sentences of a Tell.
func wrongTwin(texts []string) string {
	if len(texts) < 2 {
		return "both sentences stand in the call"
	}
	if kana.MatchString(texts[0]) || !kana.MatchString(texts[1]) {
		return "first the English sentence, then the Japanese"
	}
	if strings.Contains(texts[0]+texts[1], "%[") {
		return ""
	}
	if len(formatVerb.FindAllString(texts[0], -1)) != len(formatVerb.FindAllString(texts[1], -1)) {
		return "the two sentences have different operands"
	}
	return ""
}

// eachCall gives the calls below a folder, tests left out, with the texts that
// stand in their arguments, whole.
func eachCall(t *testing.T, dir string, do func(path string, at token.Position, name string, texts []string)) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err == nil && e.IsDir() && (e.Name() == "storetest" || filepath.ToSlash(path) == "../explain/pages") {
			return fs.SkipDir // programs and parts that only those who build pmtracker run
		}
		if err != nil || e.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		set := token.NewFileSet()
		file, err := parser.ParseFile(set, path, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		short := strings.TrimPrefix(filepath.ToSlash(path), "../")
		ast.Inspect(file, func(n ast.Node) bool {
			if call, ok := n.(*ast.CallExpr); ok {
				do(short, set.Position(call.Pos()), callee(call), textsOf(call))
			}
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func callee(call *ast.CallExpr) string {
	switch f := call.Fun.(type) {
	case *ast.Ident:
		return f.Name
	case *ast.SelectorExpr:
		if x, ok := f.X.(*ast.Ident); ok {
			return x.Name + "." + f.Sel.Name
		}
	}
	return ""
}

// passedOn are parameters by which a sentence comes that is read where it was
// written, as it may stand in their place.
var passedOn = map[string]string{"english": "–", "japanese": "文"}

func textsOf(call *ast.CallExpr) []string {
	var texts []string
	for _, arg := range call.Args {
		if b, ok := arg.(*ast.BinaryExpr); ok {
			arg = b.X // format + what is added to it
		}
		if id, ok := arg.(*ast.Ident); ok && passedOn[id.Name] != "" {
			texts = append(texts, passedOn[id.Name])
		}
		if lit, ok := arg.(*ast.BasicLit); ok && lit.Kind == token.STRING {
			if text, err := strconv.Unquote(lit.Value); err == nil {
				texts = append(texts, text)
			}
		}
	}
	return texts
}
