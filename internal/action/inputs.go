package action

import (
	"maps"
	"slices"
	"strings"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// env reads a variable, with what it means when it is empty.
func (j *Job) env(name, otherwise string) string {
	if v := strings.TrimSpace(j.Getenv(name)); v != "" {
		return v
	}
	return otherwise
}

// input reads an input of the Action. action.yml hands them over as variables,
// so that no shell sees them.
func (j *Job) input(name, otherwise string) string {
	return j.env("INPUT_"+strings.ToUpper(strings.ReplaceAll(name, "-", "_")), otherwise)
}

// switches are the inputs that are true or false, with what they are when they are left
// out.
var switches = map[string]bool{"all": false, "comment": false, "force": false, "index": true}

// readSwitches reads those inputs, as people write them in YAML. Any other word is
// Invalid: taken for false it would leave out what was asked for, and say nothing.
func (j *Job) readSwitches() (map[string]bool, error) {
	read := maps.Clone(switches)
	for _, name := range slices.Sorted(maps.Keys(switches)) {
		switch given := j.input(name, ""); strings.ToLower(given) {
		case "":
		case "true", "yes", "on", "1":
			read[name] = true
		case "false", "no", "off", "0":
			read[name] = false
		default:
			return nil, incident.Tell(incident.Invalid, "the input %s is true or false, not %q", "入力 %s は true か false です（%q は使えません）", name, given)
		}
	}
	return read, nil
}

// on tells what one of the switches is.
func (j *Job) on(name string) bool { return j.switches[name] }
