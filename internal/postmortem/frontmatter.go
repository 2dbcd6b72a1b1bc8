package postmortem

import (
	"bytes"
	"slices"
	"strings"
	"time"
	"unicode"

	"go.yaml.in/yaml/v3"

	"github.com/pmtracker/pmtracker/internal/diagnostic"
	"github.com/pmtracker/pmtracker/internal/incident"
)

// Status is how far a postmortem file has come.
type Status string

// The statuses.
const (
	StatusDraft    Status = "draft"
	StatusInReview Status = "in-review"
	StatusClosed   Status = "closed"
)

// FrontMatter is what stands above the text of a postmortem. Zero times and
// empty texts are unknown.
type FrontMatter struct {
	Incident         string
	Title            string
	Severity         incident.Severity
	Service          string
	Status           Status
	Timezone         string // IANA name
	OccurredAt       time.Time
	DetectedAt       time.Time
	ContainedAt      time.Time
	RecoveredAt      time.Time
	Author           string
	ApprovedBy       string
	ApprovedRevision string
	NoActionItems    string // why none is needed
	ReopenReason     string // why a closed postmortem is open again

	present  bool
	body     Span // between the two lines of dashes
	entries  []frontEntry
	problems []frontProblem
}

// frontEntry is one key of the front matter and where it and its value stand.
type frontEntry struct {
	key     string
	value   string
	keyAt   int
	valueAt int
	line    Span     // the lines of the entry, its line ending included
	list    []string // the values of a sequence, of which value has all
}

// frontProblem is something that is wrong with the front matter.
type frontProblem struct {
	span    Span
	message string
	fix     string
	edit    []diagnostic.Edit
}

// Broken tells whether there is front matter that could not be read at all, so that
// what it says is unknown, and not missing.
func (f *FrontMatter) Broken() bool { return len(f.entries) == 0 && len(f.problems) > 0 }

// FrontKeys lists the keys that mean something to pmtracker.
func FrontKeys() []string {
	return []string{
		"incident", "title", "severity", "service", "status", "lang", "timezone",
		"occurred_at", "detected_at", "contained_at", "recovered_at",
		"author", approvedByKey, approvedRevisionKey, "no_action_items", "reopen_reason", baseKey,
	}
}

// byteOrderMark stands before a text that some editors save, and says nothing.
const byteOrderMark = "\ufeff"

// readFrontMatter finds the front matter, sets where the body begins, and reads
// what it says.
func (d *Document) readFrontMatter() {
	start := 0
	if bytes.HasPrefix(d.Source, []byte(byteOrderMark)) {
		start, d.base = len(byteOrderMark), len(byteOrderMark)
	}
	if !d.isFence(start, "---") {
		return
	}
	d.Front.body.Start = d.lineEnd(start)
	for at := d.Front.body.Start; at < len(d.Source); at = d.lineEnd(at) {
		if d.isFence(at, "---") || d.isFence(at, "...") {
			d.Front.present = true
			d.Front.body.End = at
			d.base = d.lineEnd(at)
			d.readFrontEntries()
			d.understandFront()
			return
		}
	}
	d.Front.problem(Span{start, start + 3}, d.say("the front matter does not end", "front matter が閉じられていません"),
		d.say("write a line of three dashes after it", "最後に --- の行を書いてください"))
}

// isFence tells whether the line at an offset is just the fence.
func (d *Document) isFence(at int, fence string) bool {
	return strings.TrimRight(d.text(Span{at, d.lineEnd(at)}), " \t\r\n") == fence
}

func (f *FrontMatter) problem(s Span, message, fix string) *frontProblem {
	f.problems = append(f.problems, frontProblem{span: s, message: message, fix: fix})
	return &f.problems[len(f.problems)-1]
}

// readFrontEntries reads the keys, and keeps where each value stands.
func (d *Document) readFrontEntries() {
	entries, plain := d.plainEntries()
	if !plain {
		entries = d.yamlEntries()
	}
	d.Front.entries = entries
	d.spreadEntries()
}

// yamlEntries decodes the YAML.
func (d *Document) yamlEntries() (entries []frontEntry) {
	var root yaml.Node
	block := d.Source[d.Front.body.Start:d.Front.body.End]
	if err := yaml.Unmarshal(block, &root); err != nil {
		d.notYAML(err)
		return nil
	}
	if len(root.Content) == 0 {
		return nil
	}
	mapping := root.Content[0]
	if mapping.Kind != yaml.MappingNode {
		d.Front.problem(d.Front.body, d.say("the front matter is not a list of keys", "front matter がキーの並びではありません"), d.say("write each line as key: value", "各行を key: value の形で書いてください"))
		return nil
	}
	entries = make([]frontEntry, 0, len(mapping.Content)/2)
	var cursor frontCursor
	for i := 0; i+1 < len(mapping.Content); i += 2 {
		entries = append(entries, d.yamlEntry(&cursor, mapping.Content[i], mapping.Content[i+1]))
	}
	return entries
}

func (d *Document) yamlEntry(cursor *frontCursor, key, value *yaml.Node) frontEntry {
	e := frontEntry{key: key.Value, keyAt: cursor.offset(d, key), valueAt: cursor.offset(d, value)}
	switch value.Kind {
	case yaml.ScalarNode:
		if value.Tag != "!!null" {
			e.value = strings.TrimSpace(value.Value)
			if value.Style == 0 { // plain: YAML takes a full-width space for a letter
				e.valueAt += len(value.Value) - len(strings.TrimLeftFunc(value.Value, unicode.IsSpace))
			}
		}
	case yaml.SequenceNode:
		for _, n := range value.Content {
			e.list = append(e.list, strings.TrimSpace(n.Value))
		}
		e.value = strings.Join(e.list, ", ")
	}
	return e
}

// frontCursor finds the offsets of YAML nodes, which come in the order of the
// text: yaml counts columns in code points of a line, and to count each from the
// beginning of a long line would cost its square.
type frontCursor struct{ line, column, at int }

func (c *frontCursor) offset(d *Document, n *yaml.Node) int {
	line := d.lines.Index(d.Front.body.Start) + n.Line - 1
	if line >= len(d.lines) {
		return d.Front.body.End
	}
	if c.line != n.Line || c.column > n.Column {
		*c = frontCursor{n.Line, 1, d.lines[line]}
	}
	for ; c.column < n.Column && c.at < len(d.Source); c.column++ {
		_, size := decodeRune(d.Source[c.at:])
		c.at += size
	}
	return c.at
}

// spreadEntries gives each entry the lines up to the next one.
func (d *Document) spreadEntries() {
	entries := d.Front.entries
	for i := range entries {
		end := d.Front.body.End
		if i+1 < len(entries) {
			end = d.lineStart(entries[i+1].keyAt)
		}
		entries[i].line = Span{d.lineStart(entries[i].keyAt), end}
	}
}

// entry gives the entry of a key.
func (f *FrontMatter) entry(key string) (frontEntry, bool) {
	i := slices.IndexFunc(f.entries, func(e frontEntry) bool { return e.key == key })
	if i < 0 {
		return frontEntry{}, false
	}
	return f.entries[i], true
}
