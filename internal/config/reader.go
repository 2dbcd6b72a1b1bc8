package config

import (
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"go.yaml.in/yaml/v3"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// reader collects the problems of one file.
type reader struct {
	name     string
	problems []error
}

func (r *reader) problem(n *yaml.Node, english, japanese string, args ...any) {
	r.wrong(n, incident.Tell(incident.Invalid, english, japanese, args...))
}

// wrong keeps a mistake with its place.
func (r *reader) wrong(n *yaml.Node, err error) {
	r.problems = append(r.problems, incident.Errorf(incident.Invalid, "%s:%d:%d: %w", r.name, n.Line, n.Column, err))
}

// keys walks a mapping; a key that nobody reads is a problem.
func (r *reader) keys(n *yaml.Node, place string, known map[string]func(*yaml.Node)) {
	if n.Kind == yaml.AliasNode {
		n = n.Alias
	}
	if isNull(n) {
		return
	}
	if n.Kind != yaml.MappingNode {
		r.problem(n, "%s: these are no keys; write key: value", "%s: キーがありません。key: value の形で書いてください", strings.TrimPrefix(place, "."))
		return
	}
	seen := map[string]bool{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		full := strings.TrimPrefix(place+"."+key.Value, ".")
		read, ok := known[key.Value]
		switch {
		case seen[key.Value]:
			r.problem(key, "%s stands twice; keep one", "%s が二度書かれています。一つにしてください", full)
		case !ok:
			r.problem(key, "unknown key %s; the keys here are %s", "キー %s は使えません。ここで使えるキー: %s", full, strings.Join(slices.Sorted(maps.Keys(known)), ", "))
		case !isNull(value):
			read(value)
		}
		seen[key.Value] = true
	}
}

func isNull(n *yaml.Node) bool { return n.Kind == yaml.ScalarNode && n.Tag == "!!null" }

func (r *reader) list(n *yaml.Node, place string, read func(*yaml.Node)) {
	if n.Kind == yaml.AliasNode {
		n = n.Alias
	}
	if n.Kind != yaml.SequenceNode {
		r.problem(n, "%s: this is not a list; write [a, b], or begin each with a dash", "%s: リストではありません。[a, b] と書くか、各項目を - で始めてください", place)
		return
	}
	for _, c := range n.Content {
		read(c)
	}
}

func (r *reader) text(n *yaml.Node) string {
	if n.Kind == yaml.AliasNode {
		n = n.Alias
	}
	if n.Kind != yaml.ScalarNode {
		r.problem(n, "this is not a text; write one value", "値が一つの文字列ではありません。値を一つ書いてください")
		return ""
	}
	return strings.TrimSpace(n.Value)
}

func (r *reader) texts(n *yaml.Node, place string) []string {
	var texts []string
	r.list(n, place, func(n *yaml.Node) { texts = append(texts, r.text(n)) })
	return texts
}

func (r *reader) oneOf(n *yaml.Node, place string, allowed ...string) string {
	text := r.text(n)
	if !slices.Contains(allowed, text) {
		r.problem(n, "%s: %q is not known; write one of %s", "%s: %q は使えません。次のどれかを書いてください: %s", place, text, strings.Join(allowed, ", "))
		return ""
	}
	return text
}

func (r *reader) zone(n *yaml.Node) *time.Location {
	text := r.text(n)
	zone, err := time.LoadLocation(text)
	if err != nil || text == "" || text == "Local" {
		r.problem(n, "timezone: %q is no time zone; write an IANA name such as Asia/Tokyo", "timezone: タイムゾーン %q はありません。Asia/Tokyo のような IANA の名前を書いてください", text)
		return nil
	}
	return zone
}

func (r *reader) weekday(n *yaml.Node) time.Weekday {
	text := r.text(n)
	for d := time.Sunday; d <= time.Saturday; d++ {
		if strings.EqualFold(text, d.String()) {
			return d
		}
	}
	r.problem(n, "digest.weekday: %q is no day of the week; write for example monday", "digest.weekday: %q は曜日ではありません。monday のように書いてください", text)
	return time.Monday
}

// duration reads "90s", "10m", "12h", "30d", "2w".
func (r *reader) duration(n *yaml.Node, place string) time.Duration {
	text := r.text(n)
	units := map[string]time.Duration{"s": time.Second, "m": time.Minute, "h": time.Hour, "d": 24 * time.Hour, "w": 7 * 24 * time.Hour}
	if len(text) > 1 {
		count, err := strconv.ParseUint(text[:len(text)-1], 10, 16)
		if unit, ok := units[text[len(text)-1:]]; ok && err == nil {
			return time.Duration(count) * unit
		}
	}
	r.problem(n, "%s: %q is not a duration; write for example 10m, 12h, 7d or 2w", "%s: %q は時間の長さではありません。10m、12h、7d、2w のように書いてください", place, text)
	return 0
}

func (r *reader) number(n *yaml.Node, place string) *float64 {
	v, err := strconv.ParseFloat(r.text(n), 64)
	if err != nil {
		r.problem(n, "%s: %q is not a number; write for example 0.5", "%s: %q は数値ではありません。0.5 のように書いてください", place, n.Value)
		return nil
	}
	return &v
}
