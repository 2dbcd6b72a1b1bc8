package action_test

import (
	"bytes"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"github.com/pmtracker/pmtracker/internal/action"
	"github.com/pmtracker/pmtracker/internal/action/setup"
	"github.com/pmtracker/pmtracker/internal/incident"
)

// workflow is what the tests read of a workflow.
type workflow struct {
	Name        string
	On          any
	Permissions map[string]string
	Jobs        map[string]struct {
		Permissions map[string]string
		Timeout     int `yaml:"timeout-minutes"` // 0: GitHub's own, six hours
		Steps       []struct {
			Uses, Run string
			With      map[string]string
		}
	}
}

// workflows gives every workflow that people are handed, by a name for messages:
// those that init writes, in all their forms, and every one in the documents.
func workflows(t *testing.T) map[string]string {
	t.Helper()
	all := map[string]string{}
	for i := range 8 {
		a := setup.Answers{
			Action: "pmtracker/pmtracker@v1", Lang: "ja", Zone: "Asia/Tokyo", Folder: "docs/postmortems", Branch: "main", At: "09:00",
			Jira: i&1 > 0, PullRequests: i&2 > 0, Forks: i&4 > 0,
		}
		files, err := a.Files()
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range files {
			if strings.Contains(f.Path, "workflows") {
				all[itoa(i)+"-"+filepath.Base(f.Path)] = string(f.Text)
			}
		}
	}
	for _, pattern := range []string{"../../*.md", "../../docs/*.md", "../../docs/rules/*.md"} {
		pages, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, page := range pages {
			for i, block := range yamlBlocks(read(t, page)) {
				all[filepath.Base(page)+itoa(i)+".yml"] = block
			}
		}
	}
	if n := len(all); n < 8*3+4+2*6 {
		t.Fatalf("only %d workflows were found", n)
	}
	return all
}

// yamlBlocks gives the workflows in a page: the YAML blocks with jobs.
func yamlBlocks(page string) []string {
	var blocks []string
	for _, part := range strings.Split(page, "```yaml\n")[1:] {
		if block, _, _ := strings.Cut(part, "```"); strings.Contains(block, "\njobs:") {
			blocks = append(blocks, block)
		}
	}
	return blocks
}

// TestWorkflowsAreSound runs actionlint on every workflow, and on that of the
// tests.
func TestWorkflowsAreSound(t *testing.T) {
	lint := program(t, "actionlint")
	dir := t.TempDir()
	names := []string{filepath.Join(dir, "check.yml")}
	if err := os.WriteFile(names[0], []byte(checkWorkflow), 0o644); err != nil {
		t.Fatal(err)
	}
	for name, text := range workflows(t) {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		names = append(names, path)
	}
	if out, err := exec.Command(lint, append([]string{"-no-color", "-shellcheck", "", "-pyflakes", ""}, names...)...).CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}

// TestWorkflowsAskForNoMoreThanTheyNeed: none runs with rights on what a stranger
// brings, none hands a text of others to a shell, and each gives the Action what
// it takes.
func TestWorkflowsAskForNoMoreThanTheyNeed(t *testing.T) {
	inputs := actionYAML(t).Inputs
	for name, text := range workflows(t) {
		if strings.Contains(text, "pull_request_target") {
			t.Errorf("%s runs on pull_request_target", name)
		}
		w := parseWorkflow(t, name, text)
		if w.Permissions == nil {
			t.Errorf("%s takes the rights that the repository gives by default", name)
		}
		onPull := strings.Contains(strings.Split(text, "permissions:")[0], "pull_request")
		for _, job := range w.Jobs {
			if rights := joined(w.Permissions, job.Permissions); onPull && (rights["contents"] == "write" || rights["issues"] == "write") {
				t.Errorf("%s writes the repository on a pull request", name)
			}
			for _, step := range job.Steps {
				if step.Run != "" {
					t.Errorf("%s runs a script: %s", name, step.Run)
				}
				if strings.HasPrefix(step.Uses, "actions/checkout") && strings.Contains(text, "workflow_run:") {
					t.Errorf("%s checks out what a fork brought", name)
				}
				if !strings.HasPrefix(step.Uses, "pmtracker/") {
					continue
				}
				for input := range step.With {
					if _, known := inputs[input]; !known {
						t.Errorf("%s gives the Action an input %s, which it has not", name, input)
					}
				}
				if c := step.With["command"]; c != "" && !slices.Contains(action.Commands(), c) {
					t.Errorf("%s: there is no command %s", name, c)
				}
			}
		}
	}
}

// TestEachRightIsExplained: a right that a workflow asks for has its row, which
// says what it is for, in both languages.
func TestEachRightIsExplained(t *testing.T) {
	for page, title := range map[string]string{"GITHUB-ACTION.md": "## What each right is for\n", "GITHUB-ACTION.ja.md": "## 権限の意味\n"} {
		_, table, _ := strings.Cut(read(t, "../../docs/"+page), title)
		table, _, _ = strings.Cut(table, "\n## ")
		seen := 0
		for name, text := range workflows(t) {
			w := parseWorkflow(t, name, text)
			for _, job := range w.Jobs {
				for right, level := range joined(w.Permissions, job.Permissions) {
					seen++
					if !strings.Contains(table, "`"+right+": "+level+"`") {
						t.Errorf("%s asks for %s: %s, which has no row in %s", name, right, level, page)
					}
				}
			}
		}
		if seen < 40 {
			t.Errorf("only %d rights were found", seen)
		}
	}
}

// TestTheIssueFormIsSound holds the form for a new incident to what GitHub takes.
// https://docs.github.com/en/communities/using-templates-to-encourage-useful-issues-and-pull-requests/syntax-for-githubs-form-schema
func TestTheIssueFormIsSound(t *testing.T) {
	word := regexp.MustCompile(`^[A-Za-z0-9_-]+$`)
	for _, lang := range []incident.Lang{incident.English, incident.Japanese} {
		files, err := setup.Answers{Action: "x", Lang: lang, Zone: "UTC", Folder: "pm", Branch: "main", At: "09:00"}.Files()
		if err != nil {
			t.Fatal(err)
		}
		at := slices.IndexFunc(files, func(f setup.File) bool { return f.Path == ".github/ISSUE_TEMPLATE/incident.yml" })
		var form struct {
			Name, Description, Title string
			Labels                   []string
			Body                     []struct {
				Type, ID   string
				Attributes struct {
					Label, Value, Placeholder, Description string
					Options                                []any
					Default                                *int
				}
				Validations map[string]bool
			}
		}
		decoder := yaml.NewDecoder(bytes.NewReader(files[at].Text))
		decoder.KnownFields(true)
		if err := decoder.Decode(&form); err != nil {
			t.Fatalf("%s: %v", lang, err)
		}
		if form.Name == "" || form.Description == "" || len(form.Body) < 5 {
			t.Errorf("%s: %+v", lang, form)
		}
		ids := map[string]bool{}
		for _, f := range form.Body {
			if f.Type == "markdown" {
				if f.Attributes.Value == "" {
					t.Errorf("%s: a text without text", lang)
				}
				continue
			}
			if !slices.Contains([]string{"input", "textarea", "dropdown", "checkboxes"}, f.Type) || !word.MatchString(f.ID) || ids[f.ID] || f.Attributes.Label == "" {
				t.Errorf("%s: the field %+v", lang, f)
			}
			if choice := f.Type == "dropdown" || f.Type == "checkboxes"; choice != (len(f.Attributes.Options) > 0) || f.Attributes.Default != nil && *f.Attributes.Default >= len(f.Attributes.Options) {
				t.Errorf("%s: the choices of %+v", lang, f)
			}
			ids[f.ID] = true
		}
	}
}

// TestAWorkflowOutlivesTheWaitForALimit: for a limit of GitHub a request waits for up to a
// quarter of an hour (max_wait). A job that is killed before could have gone on.
func TestAWorkflowOutlivesTheWaitForALimit(t *testing.T) {
	for name, text := range workflows(t) {
		for job, w := range parseWorkflow(t, name, text).Jobs {
			if w.Timeout != 0 && w.Timeout < 20 {
				t.Errorf("%s: the job %s is killed after %d minutes", name, job, w.Timeout)
			}
		}
	}
}

// TestThePageShowsWhatInitWrites: the workflows of the page and those of init
// have the same events, rights and commands.
func TestThePageShowsWhatInitWrites(t *testing.T) {
	all := workflows(t)
	for _, pair := range [][2]string{{"0-pmtracker.yml", "0"}, {"0-pmtracker-review.yml", "1"}, {"0-pmtracker-main.yml", "2"}, {"4-pmtracker-forks.yml", "4"}} {
		for _, page := range []string{"GITHUB-ACTION.md", "GITHUB-ACTION.ja.md"} {
			written, shown := essence(t, all[pair[0]]), essence(t, all[page+pair[1]+".yml"])
			if written != shown {
				t.Errorf("%s, block %s:\n%s\ninit writes:\n%s", page, pair[1], shown, written)
			}
		}
	}
}

// essence is what decides about a workflow, without what makes it comfortable.
func essence(t *testing.T, text string) string {
	w := parseWorkflow(t, "", text)
	on, err := yaml.Marshal(w.On)
	if err != nil {
		t.Fatal(err)
	}
	lines := []string{w.Name, string(on)}
	for _, name := range slices.Sorted(maps.Keys(w.Jobs)) {
		job := w.Jobs[name]
		rights := joined(w.Permissions, job.Permissions)
		for _, right := range slices.Sorted(maps.Keys(rights)) {
			lines = append(lines, name+" "+right+": "+rights[right])
		}
		for _, step := range job.Steps {
			command := step.With["command"]
			if command == "pull-request" {
				command = "" // what auto does
			}
			lines = append(lines, name+" "+step.Uses+" "+command+" "+step.With["fetch-depth"])
		}
	}
	return strings.Join(lines, "\n")
}

func parseWorkflow(t *testing.T, name, text string) workflow {
	t.Helper()
	var w workflow
	if err := yaml.Unmarshal([]byte(text), &w); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return w
}

// joined gives the rights of a job: its own take the place of the workflow's.
func joined(workflow, job map[string]string) map[string]string {
	if job != nil {
		return job
	}
	return workflow
}

// composite is what the tests read of action.yml.
type composite struct {
	Inputs map[string]struct {
		Description string
		Default     *string
	}
	Outputs map[string]struct{ Value string }
	Runs    struct {
		Using string
		Steps []struct {
			Env       map[string]string
			Run, Uses string
		}
	}
}

func actionYAML(t *testing.T) composite {
	t.Helper()
	var c composite
	if err := yaml.Unmarshal([]byte(read(t, "../../action.yml")), &c); err != nil {
		t.Fatal(err)
	}
	return c
}

var readInput = regexp.MustCompile(`j\.(?:input|on|chosen)\("([a-z-]+)"|INPUT_([A-Z_]+)`)

// TestInputsReachTheProgramAsVariables: a text of others that stood in run: would
// be a command of the shell.
func TestInputsReachTheProgramAsVariables(t *testing.T) {
	c := actionYAML(t)
	if c.Runs.Using != "composite" || len(c.Runs.Steps) != 1 {
		t.Fatalf("%+v", c.Runs)
	}
	step := c.Runs.Steps[0]
	if strings.Contains(step.Run, "${{") || step.Uses != "" || strings.Contains(read(t, "../../scripts/action.sh"), "eval") {
		t.Errorf("run: %s", step.Run)
	}
	read := inputsRead(t)
	for name := range c.Inputs {
		variable, ok := map[string]string{"token": "GITHUB_TOKEN"}[name], false
		if strings.HasPrefix(name, "jira-") {
			variable = strings.ToUpper(strings.ReplaceAll(name, "-", "_"))
		} else if variable == "" {
			variable = "INPUT_" + strings.ToUpper(strings.ReplaceAll(name, "-", "_"))
			if ok = read[name]; !ok {
				t.Errorf("nothing reads the input %s", name)
			}
		}
		if got := step.Env[variable]; got != "${{ inputs."+name+" }}" {
			t.Errorf("the input %s reaches the program as %s=%q", name, variable, got)
		}
	}
	for name := range read {
		if _, ok := c.Inputs[name]; !ok {
			t.Errorf("the program reads an input %s, which action.yml has not", name)
		}
	}
	for _, name := range []string{"errors", "warnings", "closed", "refused", "tickets"} {
		if got := c.Outputs[name].Value; got != "${{ steps.run.outputs."+name+" }}" {
			t.Errorf("the output %s is %q", name, got)
		}
	}
}

// inputsRead lists the inputs that the script and the program read.
func inputsRead(t *testing.T) map[string]bool {
	t.Helper()
	names := map[string]bool{}
	paths, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range append(paths, "../../scripts/action.sh", "../cli/action.go") {
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		for _, m := range readInput.FindAllStringSubmatch(read(t, path), -1) {
			if name := m[1] + strings.ToLower(strings.ReplaceAll(m[2], "_", "-")); name != "" && name != "name" { // the help speaks of INPUT_NAME
				names[name] = true
			}
		}
	}
	return names
}
