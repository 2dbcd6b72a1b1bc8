package cli

import (
	"os"
	"strings"

	"github.com/pmtracker/pmtracker/internal/diagnostic"
	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/postmortem"
)

// incidentsSeen are the files that were judged, by the keys of their incidents in small
// letters, as a key is the same in every case, and their language: a translation is of the
// same incident.
type incidentsSeen map[incidentIn]string

type incidentIn struct {
	key  string
	lang incident.Lang
}

// judge adds to what was found in a file that an earlier one is of the same incident.
func (seen incidentsSeen) judge(file *diagnostic.File, o postmortem.CheckOptions) {
	if file.Path == "-" || file.Incident == "" {
		return
	}
	key := incidentIn{strings.ToLower(file.Incident), file.Lang}
	earlier, there := seen[key]
	if !there {
		// parts of the text of the file would keep all of it
		seen[incidentIn{strings.Clone(key.key), incident.Lang(strings.Clone(string(key.lang)))}] = file.Path
		return
	}
	if incident.Unwritten(file.Incident) || incident.IsPrompt(file.Incident) {
		return
	}
	src := file.Source
	if src == nil { // nothing was found in it
		src, _ = os.ReadFile(file.Path)
	}
	if sameFile(earlier, file.Path) {
		return
	}
	if found := postmortem.IncidentShared(src, file.Lang, earlier, o); len(found) > 0 {
		file.Source, file.Diagnostics = src, append(file.Diagnostics, found...)
		diagnostic.Sort(file.Diagnostics)
	}
}

// sameFile tells whether two paths lead to one file.
func sameFile(a, b string) bool {
	one, err := os.Stat(a)
	other, e := os.Stat(b)
	return err == nil && e == nil && os.SameFile(one, other)
}
