package action

import (
	"bytes"
	"io/fs"
	"slices"

	"github.com/pmtracker/pmtracker/internal/diagnostic"
	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/postmortem"
)

// Two pull requests can take the same free key for two incidents. Tickets are
// found again by the key, so that the second one would take over the tickets of
// the first.

// keys gives the files of the folders by the incident that each names, of the
// incidents that documents of the pull request name. Only a file that has such a
// key somewhere is read as a postmortem.
func (j *Job) keys(folders []string, verdicts []verdict) (map[string][]string, error) {
	named := func(src []byte) bool {
		return slices.ContainsFunc(verdicts, func(v verdict) bool { return v.Key != "" && bytes.Contains(src, []byte(v.Key)) })
	}
	files := map[string][]string{}
	for _, folder := range folders {
		err := fs.WalkDir(j.root.FS(), folder, func(name string, e fs.DirEntry, err error) error {
			if err != nil || e.IsDir() || !e.Type().IsRegular() || !inFolders(name, folders) {
				return nil // what cannot be read is told where it is judged
			}
			src, err := j.root.ReadFile(name)
			if err != nil || !named(src) {
				return nil
			}
			d, err := postmortem.Parse(name, src)
			if err == nil && d.Front.Incident != "" && !isPage(name, d) && !slices.Contains(files[d.Front.Incident], name) {
				files[d.Front.Incident] = append(files[d.Front.Incident], name)
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return files, nil
}

// sameKey finds documents of the pull request whose key another file has.
func sameKey(verdicts []verdict, files map[string][]string) {
	for i := range verdicts {
		v := &verdicts[i]
		for _, other := range files[v.Key] {
			if v.Key == "" || v.NoDocument || v.Problem != "" || other == v.Path {
				continue
			}
			v.Diagnostics = append(v.Diagnostics, keyTaken(v.Lang, v.Key, other))
			break
		}
	}
}

// keyTaken says that another file has a document's key.
func keyTaken(l incident.Lang, key, other string) diagnostic.Diagnostic {
	return diagnostic.Diagnostic{
		Rule: diagnostic.FrontMatter, Severity: diagnostic.Error, Line: 1, Column: 1, EndLine: 1, EndColumn: 1,
		Message: l.Say("%s is also the incident of %s", "%s は %s のインシデント番号でもあります", key, other),
		Suggestion: l.Say("take the next free key (pmtracker new does); tickets are found again by it",
			"次の空き番号にしてください（pmtracker new が選びます）。チケットはこの番号で探します"),
	}
}

// keyOwners gives for each key of the documents the file that has it: the one
// whose tickets are linked already, else the first.
func (j *Job) keyOwners(docs []*postmortem.Document) map[string]string {
	linked := func(a incident.ActionItem) bool { return !lacksTicket(a) }
	owners, tickets := map[string]string{}, map[string]bool{}
	for _, d := range docs {
		key, has := d.Front.Incident, slices.ContainsFunc(d.ActionItems(), linked)
		if _, known := owners[key]; !known || has && !tickets[key] {
			owners[key], tickets[key] = j.rel(d.Path), has
		}
	}
	return owners
}
