package diagnostic

import (
	"bufio"
	"net/url"
	"path/filepath"
	"strings"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// sarifReport writes SARIF 2.1.0 (OASIS standard, March 2020), as code scanning
// takes it. Columns count Unicode code points, which the run says. The
// libraries for it fill every optional field; these few are what is read.
type sarifReport struct {
	out     *bufio.Writer
	version string
	rules   map[Rule]int // index in the list of rules
	driver  []sarifRule
	results []sarifResult
	unread  []sarifNotification
}

type sarifText struct {
	Text string `json:"text"`
}

type sarifRule struct {
	ID               string    `json:"id"`
	ShortDescription sarifText `json:"shortDescription"`
	HelpURI          string    `json:"helpUri"`
}

type sarifResult struct {
	RuleID    string          `json:"ruleId"`
	RuleIndex int             `json:"ruleIndex"`
	Level     string          `json:"level"`
	Message   sarifText       `json:"message"`
	Locations []sarifLocation `json:"locations"`
	Fixes     []sarifFix      `json:"fixes,omitempty"`
}

// sarifNotification is about the run itself: a file that it could not judge.
type sarifNotification struct {
	Level     string          `json:"level"`
	Message   sarifText       `json:"message"`
	Locations []sarifLocation `json:"locations"`
}

type sarifLocation struct {
	PhysicalLocation struct {
		ArtifactLocation sarifArtifact `json:"artifactLocation"`
		Region           *sarifRegion  `json:"region,omitempty"` // none: the file as a whole
	} `json:"physicalLocation"`
}

type sarifArtifact struct {
	URI string `json:"uri"`
}

type sarifRegion struct {
	StartLine   int `json:"startLine"`
	StartColumn int `json:"startColumn"`
	EndLine     int `json:"endLine,omitempty"`
	EndColumn   int `json:"endColumn,omitempty"`
}

type sarifFix struct {
	Description     sarifText     `json:"description"`
	ArtifactChanges []sarifChange `json:"artifactChanges"`
}

type sarifChange struct {
	ArtifactLocation sarifArtifact      `json:"artifactLocation"`
	Replacements     []sarifReplacement `json:"replacements"`
}

type sarifReplacement struct {
	DeletedRegion   sarifRegion `json:"deletedRegion"`
	InsertedContent sarifText   `json:"insertedContent"`
}

func (r *sarifReport) Add(f File) error {
	lines := NewLines(f.Source)
	artifact := sarifArtifact{artifactURI(f.Path)}
	for _, d := range f.Diagnostics {
		text := d.Message
		if d.Suggestion != "" {
			text += "\n" + f.Lang.Say("fix: ", "対処: ") + d.Suggestion
		}
		result := sarifResult{RuleID: string(d.Rule), RuleIndex: r.rule(d.Rule), Level: string(d.Severity), Message: sarifText{text}}
		var at sarifLocation
		at.PhysicalLocation.ArtifactLocation = artifact
		at.PhysicalLocation.Region = &sarifRegion{d.Line, d.Column, d.EndLine, d.EndColumn}
		result.Locations = []sarifLocation{at}
		var replacements []sarifReplacement
		for _, e := range d.Fix {
			line, column := lines.Place(f.Source, e.Start)
			endLine, endColumn := lines.Place(f.Source, e.End)
			replacements = append(replacements, sarifReplacement{sarifRegion{line, column, endLine, endColumn}, sarifText{e.Text}})
		}
		if len(replacements) > 0 {
			result.Fixes = []sarifFix{{sarifText{d.Suggestion}, []sarifChange{{artifact, replacements}}}}
		}
		r.results = append(r.results, result)
	}
	return nil
}

func (r *sarifReport) Unread(u Unread) error {
	var at sarifLocation
	at.PhysicalLocation.ArtifactLocation = sarifArtifact{artifactURI(u.Path)}
	if u.Line > 0 {
		at.PhysicalLocation.Region = &sarifRegion{StartLine: u.Line, StartColumn: u.Column}
	}
	r.unread = append(r.unread, sarifNotification{string(Error), sarifText{u.Why}, []sarifLocation{at}})
	return nil
}

// rule gives the index of a rule in the list that the run carries.
func (r *sarifReport) rule(rule Rule) int {
	if i, ok := r.rules[rule]; ok {
		return i
	}
	i := len(r.driver)
	r.rules[rule] = i
	r.driver = append(r.driver, sarifRule{string(rule), sarifText{rule.Title(incident.English)}, rule.PageURL(incident.English)})
	return i
}

// artifactURI makes a path a relative reference, an absolute one a file address.
func artifactURI(path string) string {
	if path == "-" {
		return "stdin"
	}
	slashed := filepath.ToSlash(path)
	if filepath.IsAbs(path) {
		return (&url.URL{Scheme: "file", Path: "/" + strings.TrimPrefix(slashed, "/")}).String()
	}
	return (&url.URL{Path: strings.TrimPrefix(slashed, "./")}).String() // "./" again before a colon
}

func (r *sarifReport) Close() error {
	type driver struct {
		Name           string      `json:"name"`
		Version        string      `json:"version,omitempty"`
		InformationURI string      `json:"informationUri"`
		Rules          []sarifRule `json:"rules"`
	}
	type tool struct {
		Driver driver `json:"driver"`
	}
	type invocation struct {
		ExecutionSuccessful bool                `json:"executionSuccessful"`
		Notifications       []sarifNotification `json:"toolExecutionNotifications"`
	}
	type run struct {
		Tool        tool          `json:"tool"`
		Invocations []invocation  `json:"invocations,omitempty"`
		ColumnKind  string        `json:"columnKind"`
		Results     []sarifResult `json:"results"`
	}
	var invocations []invocation
	if len(r.unread) > 0 {
		invocations = []invocation{{false, r.unread}}
	}
	log := struct {
		Schema  string `json:"$schema"`
		Version string `json:"version"`
		Runs    []run  `json:"runs"`
	}{"https://json.schemastore.org/sarif-2.1.0.json", "2.1.0", []run{{
		Tool:        tool{driver{"pmtracker", r.version, "https://github.com/pmtracker/pmtracker", append([]sarifRule{}, r.driver...)}},
		Invocations: invocations, ColumnKind: "unicodeCodePoints", Results: append([]sarifResult{}, r.results...),
	}}}
	if err := encode(r.out, log); err != nil {
		return err
	}
	if err := r.out.WriteByte('\n'); err != nil {
		return err
	}
	return r.out.Flush()
}
