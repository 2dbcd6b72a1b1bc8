package action

import (
	"maps"
	"slices"
	"strings"
	"unicode"

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

// inputs are those that take a few words only. They are read before anything is done:
// a slip of the pen is told with nothing left behind.
type inputs struct {
	on     map[string]bool
	chosen map[string]string
	places []string // of the digest
}

// switches are the inputs that are true or false, with what they are when they are left
// out.
var switches = map[string]bool{"all": false, "comment": false, "force": false, "index": true}

// choices are the inputs that are one of some words; the first is meant when they are
// left out.
var choices = map[string][]string{
	"write": {byCommit, byPull}, "digest-when-quiet": {quietLine, quietSilent}, "provider": {"", string(incident.GitHub), string(incident.Jira)},
}

// The words of those inputs.
const (
	byCommit    = "commit"
	byPull      = "pull-request"
	quietLine   = "line"
	quietSilent = "silent"
)

// readInputs reads them. Any other word is Invalid.
func (j *Job) readInputs() (inputs, error) {
	in := inputs{on: maps.Clone(switches), chosen: map[string]string{}}
	for _, name := range slices.Sorted(maps.Keys(switches)) {
		if err := j.readSwitch(name, in.on); err != nil {
			return in, err
		}
	}
	for _, name := range slices.Sorted(maps.Keys(choices)) {
		words := choices[name]
		given := j.input(name, words[0])
		if in.chosen[name] = strings.ToLower(given); !slices.Contains(words, in.chosen[name]) {
			return in, notAmong(name, words, given)
		}
	}
	return in, j.readPlaces(&in)
}

// readSwitch reads one that is true or false, as people write that in YAML. Any other
// word, taken for false, would leave out what was asked for, and say nothing.
func (j *Job) readSwitch(name string, on map[string]bool) error {
	switch given := j.input(name, ""); strings.ToLower(given) {
	case "":
	case "true", "yes", "on", "1":
		on[name] = true
	case "false", "no", "off", "0":
		on[name] = false
	default:
		return incident.Tell(incident.Invalid, "the input %s is true or false, not %q", "入力 %s は true か false です（%q は使えません）", name, given)
	}
	return nil
}

// readPlaces reads where the digest goes.
func (j *Job) readPlaces(in *inputs) error {
	given := j.input("digest-to", "issue")
	for _, place := range strings.FieldsFunc(given, func(r rune) bool { return r == ',' || unicode.IsSpace(r) }) {
		if place = strings.ToLower(place); !slices.Contains(digestPlaces, place) {
			return notAmong("digest-to", digestPlaces, place)
		}
		if !slices.Contains(in.places, place) {
			in.places = append(in.places, place)
		}
	}
	if len(in.places) == 0 {
		return notAmong("digest-to", digestPlaces, given)
	}
	return nil
}

func notAmong(name string, words []string, given string) error {
	words = slices.DeleteFunc(slices.Clone(words), func(w string) bool { return w == "" })
	return incident.Tell(incident.Invalid, "the input %[1]s takes %[2]s, not %[3]q", "入力 %[1]s に指定できるのは %[4]s です（%[3]q は使えません）",
		name, strings.Join(words[:len(words)-1], ", ")+" or "+words[len(words)-1], given, strings.Join(words, "、"))
}

// on tells what one of the switches is.
func (j *Job) on(name string) bool { return j.inputs.on[name] }

// chosen gives the word of an input that takes one of some.
func (j *Job) chosen(name string) string { return j.inputs.chosen[name] }
