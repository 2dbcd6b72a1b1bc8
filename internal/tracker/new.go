package tracker

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/postmortem"
)

// NextKey gives the next free incident key of a year in a folder of postmortems:
// "INC-2026-0043". Both the documents' own keys and the names of files count.
func NextKey(docs []*postmortem.Document, year int) string {
	prefix := fmt.Sprintf("INC-%04d-", year)
	last := 0
	for _, d := range docs {
		for _, name := range []string{d.Front.Incident, strings.TrimSuffix(filepath.Base(d.Path), ".md")} {
			digits, ok := strings.CutPrefix(name, prefix)
			if !ok {
				continue
			}
			if end := strings.IndexFunc(digits, func(r rune) bool { return r < '0' || r > '9' }); end >= 0 {
				digits = digits[:end]
			}
			// INC-2026-0323-1925 is a provisional key made of a moment, no number.
			if n, err := strconv.Atoi(digits); err == nil && !strings.HasPrefix(name[len(prefix)+len(digits):], "-") {
				last = max(last, n)
			}
		}
	}
	return fmt.Sprintf("%s%04d", prefix, last+1)
}

// foldersOfKeys gives the folders that have no key in common with a document of a folder:
// the team's, where it belongs to them.
func foldersOfKeys(dir string, team []string) []string {
	all := []string{dir}
	if !slices.ContainsFunc(team, func(f string) bool { return holds(f, dir) }) {
		return all
	}
	for _, f := range team {
		if info, err := os.Stat(f); err == nil && info.IsDir() && f != dir {
			all = append(all, f)
		}
	}
	return all
}

// New writes a fresh postmortem of an incident into a folder, under the next
// free key of its year, and gives the path. Where it is one of the team's folders, or in
// one, the keys of all of these are taken. A file that is there is never overwritten. now says the year where the incident's own times do not.
func New(ctx context.Context, dir string, team []string, in incident.Incident, tmpl postmortem.Template, now time.Time) (string, error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return "", incident.Tell(incident.Invalid, "cannot make the folder of the postmortems: %w", "ポストモーテムのフォルダーを作成できません: %w", err)
	}
	docs, err := LoadFolders(ctx, foldersOfKeys(dir, team), nil) // for their keys
	if err != nil {
		return "", err
	}
	at := in.OccurredAt
	if at.IsZero() && len(in.Events) > 0 {
		at = in.Events[0].At
	}
	if at.IsZero() {
		at = now
	}
	in.Key = NextKey(docs, at.In(in.Zone).Year())
	text, err := postmortem.Generate(in, tmpl)
	if err != nil {
		return "", err
	}
	path := filepath.Join(dir, in.Key+".md")
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if errors.Is(err, fs.ErrExist) {
		return "", incident.Tell(incident.Refused, "%s exists and is no postmortem of pmtracker; move it away", "%s がすでにありますが、pmtracker のポストモーテムではありません。別の場所へ移してください", path)
	}
	if err != nil {
		return "", incident.Tell(incident.Invalid, "cannot write the postmortem: %w", "ポストモーテムを書き込めません: %w", err)
	}
	_ = f.Close() // the content goes in at once below
	return path, WriteFile(path, text)
}
