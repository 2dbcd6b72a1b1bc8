// Package timeline reads timeline files: an incident as YAML or JSON, in the
// format of the contract ("Timeline file"). Every problem is reported at once,
// with its place.
package timeline

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"

	"go.yaml.in/yaml/v3"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// Parse reads a timeline file. JSON is read as the YAML that it is. Times
// without an offset are local to the file's timezone. The error is Invalid and
// has one line a problem, in the language of the file's text:
// name:line:column: what is wrong and what to do.
func Parse(name string, src []byte) (incident.Incident, error) {
	src = bytes.TrimPrefix(src, []byte("\xef\xbb\xbf"))
	if err := refuseBinary(name, src); err != nil {
		return incident.Incident{}, err
	}
	r := &reader{name: name, zone: time.UTC, lang: incident.LangOf(string(src))}
	if json.Valid(src) {
		src, r.moved = withoutJSONEscapes(src)
	}
	var root yaml.Node
	if err := yaml.Unmarshal(src, &root); err != nil {
		return incident.Incident{}, r.yamlError(err)
	}
	if len(root.Content) == 0 || root.Content[0].Kind != yaml.MappingNode {
		return incident.Incident{}, incident.Errorf(incident.Invalid, "%s:1:1: %s", name, r.lang.Say("the file has no keys; write at least title, severity, timezone and events",
			"キーがありません。少なくとも title、severity、timezone、events を書いてください"))
	}
	in := r.incident(root.Content[0])
	if len(r.problems) > 0 {
		return incident.Incident{}, incident.Errorf(incident.Invalid, "%s", strings.Join(r.problems, "\n"))
	}
	return in, nil
}

func (r *reader) yamlError(err error) error {
	text, line := strings.TrimPrefix(err.Error(), "yaml: "), 1
	if n, _ := fmt.Sscanf(text, "line %d:", &line); n == 1 {
		_, text, _ = strings.Cut(text, ": ")
	}
	return incident.Errorf(incident.Invalid, "%s:%d:1: %s", r.name, line, r.lang.Say("this is not YAML or JSON: %s", "YAML としても JSON としても読めません: %s", text))
}

// reader collects the problems of one file.
type reader struct {
	name     string
	lang     incident.Lang // of the problems
	zone     *time.Location
	hasZone  bool
	moved    []moved
	problems []string
}

func (r *reader) problem(n *yaml.Node, english, japanese string, args ...any) {
	r.problems = append(r.problems, fmt.Sprintf("%s:%d:%d: ", r.name, n.Line, columnBefore(r.moved, n.Line, n.Column))+r.lang.Say(english, japanese, args...))
}

// keys walks a mapping; a key that no reader takes is a problem.
func (r *reader) keys(n *yaml.Node, what string, known map[string]func(*yaml.Node)) {
	if n.Kind != yaml.MappingNode {
		r.problem(n, "%s is not a list of keys; write key: value", "%s がキーの集まりではありません。key: value と書いてください", what)
		return
	}
	seen := map[string]bool{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		read, ok := known[key.Value]
		switch {
		case seen[key.Value]:
			r.problem(key, "%s stands twice; keep one", "%s が二度書かれています。一つにしてください", key.Value)
		case !ok:
			r.problem(key, "unknown key %q in %s; the keys are %s", "キー %q は %s にありません。使えるキー: %s", key.Value, what, strings.Join(sortedKeys(known), ", "))
		case value.Kind == yaml.AliasNode:
			r.problem(value, "aliases are not read; write the value itself", "エイリアスは読めません。値をそのまま書いてください")
		default:
			read(value)
		}
		seen[key.Value] = true
	}
}

func sortedKeys(m map[string]func(*yaml.Node)) []string {
	var keys []string
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// maxText is how long one value may be, in bytes. More is not told by anybody.
const maxText = 1 << 20

// text reads a scalar; line breaks become one form, control characters are a
// problem.
func (r *reader) text(n *yaml.Node) string {
	if n.Kind != yaml.ScalarNode {
		r.problem(n, "this is not a text; write one value", "テキストではありません。値を一つ書いてください")
		return ""
	}
	if n.Tag == "!!null" {
		return ""
	}
	if len(n.Value) > maxText {
		r.problem(n, "the text is %d bytes long, more than %d; shorten it, or link to where the whole is", "テキストが %d バイトあり、上限の %d バイトを超えています。短くするか、全文のある場所へのリンクにしてください", len(n.Value), maxText)
		return ""
	}
	text := strings.TrimSpace(strings.ReplaceAll(n.Value, "\r\n", "\n"))
	if i := strings.IndexFunc(text, func(c rune) bool { return unicode.IsControl(c) && c != '\n' && c != '\t' }); i >= 0 {
		r.problem(n, "the text has a control character (0x%02x); take it out", "テキストに制御文字（0x%02x）があります。取り除いてください", text[i])
	}
	return text
}

// line reads a scalar as one line.
func (r *reader) line(n *yaml.Node) string { return strings.Join(strings.Fields(r.text(n)), " ") }

// list walks a sequence.
func (r *reader) list(n *yaml.Node, what string, read func(*yaml.Node)) {
	if n.Kind == yaml.ScalarNode && n.Tag == "!!null" {
		return
	}
	if n.Kind != yaml.SequenceNode {
		r.problem(n, "%s is not a list; begin each with a dash", "%s がリストではありません。一つずつ「- 」で始めてください", what)
		return
	}
	for _, c := range n.Content {
		read(c)
	}
}

// moment reads a time: RFC 3339, or local to the file's time zone.
func (r *reader) moment(n *yaml.Node) time.Time {
	text := r.text(n)
	if text == "" {
		return time.Time{}
	}
	if t, err := time.Parse(time.RFC3339, text); err == nil {
		return t
	}
	for _, layout := range []string{"2006-01-02T15:04:05", "2006-01-02T15:04", "2006-01-02 15:04:05", "2006-01-02 15:04"} {
		t, err := time.ParseInLocation(layout, text, r.zone)
		if err != nil {
			continue
		}
		if !r.hasZone {
			r.problem(n, "%q has no offset and the file no timezone; add timezone: with a name such as Asia/Tokyo", "%q に時差がなく、ファイルに timezone もありません。timezone: に Asia/Tokyo などの名前を書いてください", text)
		} else if t.Format(layout) != text {
			r.problem(n, "%q does not exist in %s: the clocks were put forward; write the time with its offset", "%q は %s に存在しません（夏時間への切り替え）。時差を付けて書いてください", text, r.zone)
		}
		return t
	}
	r.problem(n, "%q is not a time of the calendar; write it as 2026-03-01T09:00:00+09:00", "%q は暦にある日時ではありません。2026-03-01T09:00:00+09:00 の形で書いてください", text)
	return time.Time{}
}
