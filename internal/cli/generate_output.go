package cli

import (
	"os"
	"path/filepath"

	"github.com/pmtracker/pmtracker/internal/config"
	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/tracker"
)

// openOutput prepares what -o names. A pipe or a device takes the place of standard
// output: it holds nothing that people wrote, and reading it may never end. closed is
// called when all was written.
func (o *generateOptions) openOutput() (closed func() error, err error) {
	if o.file == "-" { // as with tools that know no other way to name standard output
		o.file = ""
	}
	info, err := os.Stat(o.file)
	if err != nil || info.IsDir() || info.Mode().IsRegular() {
		return func() error { return nil }, nil
	}
	out, err := os.OpenFile(o.file, os.O_WRONLY, 0)
	if err != nil {
		return nil, incident.Tell(incident.Invalid, "cannot write %s: %w", "%s に書き込めません: %w", o.file, err)
	}
	o.streams.Out, o.file = out, ""
	return out.Close, nil
}

// makeFolder makes the folder of the file where it is one of the team's postmortems. Any
// other that there is not is more likely mistyped.
func (o *generateOptions) makeFolder() error {
	c, err := config.Load("")
	if err != nil {
		return err
	}
	dir, err := filepath.Abs(filepath.Dir(o.file))
	if err != nil {
		return nil // why it cannot be written is said when it is
	}
	folders, _ := postmortemFolders(c, "")
	for _, f := range folders {
		if whole, err := filepath.Abs(f); err != nil || whole != dir || tracker.IsPattern(f) {
			continue
		}
		if err := os.MkdirAll(dir, 0o755); err != nil {
			return incident.Tell(incident.Invalid, "cannot make the folder of the postmortems: %w", "ポストモーテムのフォルダーを作成できません: %w", err)
		}
	}
	return nil
}

// written gives what people may have written into a file; nil where there is none, or
// where it is empty.
func written(path string) ([]byte, error) {
	info, err := os.Stat(path)
	if err != nil || info.Size() == 0 {
		return nil, nil // why it cannot be looked at is said when it is written
	}
	return tracker.ReadFile(path)
}
