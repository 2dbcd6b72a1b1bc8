package config

import (
	"errors"
	"fmt"
	"io"
	"maps"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
	"unicode"

	"go.yaml.in/yaml/v3"

	"github.com/pmtracker/pmtracker/internal/diagnostic"
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
	r.problems = append(r.problems, diagnostic.At(r.name, n.Line, n.Column, err))
}

// place names where something stands: file:line:column.
func (r *reader) place(n *yaml.Node) string { return fmt.Sprintf("%s:%d:%d", r.name, n.Line, n.Column) }

var yamlLine = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^(?:yaml: )?(?:line (\d+): )?`) })

// notYAML keeps why the file cannot be read, with its line; that it ends is no reason.
// The column is not known.
func (r *reader) notYAML(err error) {
	if errors.Is(err, io.EOF) {
		return
	}
	line := 1
	found := yamlLine().FindStringSubmatch(err.Error())
	if n, err := strconv.Atoi(found[1]); err == nil {
		line = n
	}
	r.problem(&yaml.Node{Line: line, Column: 1}, "this is not YAML: %s", "YAML として読み取れません: %s", strings.TrimPrefix(err.Error(), found[0]))
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
		r.notKeys(n, place)
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

// notKeys says that no key: value stands at a place; "" is the file as a whole.
func (r *reader) notKeys(n *yaml.Node, place string) {
	if place == "" {
		r.problem(n, "a configuration is made of keys, and this is none; write for example lang: en", "設定はキーで書きますが、ここにはキーがありません。lang: ja のように書いてください")
		return
	}
	r.problem(n, "%s: these are no keys; write key: value", "%s: キーがありません。key: value の形で書いてください", place)
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

// text reads one value. An empty one is a problem: what it would set is left out by
// taking out its line.
func (r *reader) text(n *yaml.Node, place string) string {
	text, ok := r.maybeEmpty(n, place)
	if ok && text == "" {
		r.problem(n, "%s: this is empty; write a value, or take it out", "%s: 値が空です。値を書くか、削除してください", place)
	}
	return text
}

func (r *reader) maybeEmpty(n *yaml.Node, place string) (text string, ok bool) {
	if n.Kind == yaml.AliasNode {
		n = n.Alias
	}
	switch {
	case n.Kind != yaml.ScalarNode:
		r.problem(n, "%s: this is not a text; write one value", "%s: 値が一つの文字列ではありません。値を一つ書いてください", place)
		return "", false
	case isNull(n):
		return "", true
	}
	return strings.TrimSpace(n.Value), true
}

func (r *reader) texts(n *yaml.Node, place string) []string {
	var texts []string
	r.list(n, place, func(n *yaml.Node) { texts = append(texts, r.text(n, place)) })
	return texts
}

// addresses reads to whom messages go.
func (r *reader) addresses(n *yaml.Node, place string) []string {
	var addresses []string
	r.list(n, place, func(n *yaml.Node) {
		address := r.text(n, place)
		if address == "" {
			return // told
		}
		if err := incident.CheckAddress(address); err != nil {
			r.wrong(n, incident.Errorf(incident.Invalid, "%s: %w", place, err))
		}
		addresses = append(addresses, address)
	})
	return addresses
}

// emoji reads the name of an emoji of Slack, with colons around it or without.
func (r *reader) emoji(n *yaml.Node) string {
	text := r.text(n, "slack.reaction")
	name := strings.Trim(text, ":")
	unlike := func(c rune) bool {
		return !unicode.IsLetter(c) && !unicode.IsDigit(c) && !strings.ContainsRune("_+-'", c)
	}
	if text != "" && (name == "" || strings.ContainsFunc(name, unlike)) {
		r.problem(n, "slack.reaction: %q is no name of an emoji; write it as Slack names it, for example memo", "slack.reaction: %q は絵文字の名前ではありません。memo のように Slack での名前を書いてください", text)
	}
	return name
}

func (r *reader) oneOf(n *yaml.Node, place string, allowed ...string) string {
	text, ok := r.maybeEmpty(n, place)
	if ok && !slices.Contains(allowed, text) {
		r.problem(n, "%s: %q is not known; write one of %s", "%s: %q は使えません。次のどれかを書いてください: %s", place, text, strings.Join(allowed, ", "))
		return ""
	}
	return text
}

func (r *reader) zone(n *yaml.Node) *time.Location {
	text, ok := r.maybeEmpty(n, "timezone")
	zone, err := time.LoadLocation(text)
	if ok && (err != nil || text == "" || text == "Local") {
		r.problem(n, "timezone: %q is no time zone; write an IANA name such as Asia/Tokyo", "timezone: タイムゾーン %q はありません。Asia/Tokyo のような IANA の名前を書いてください", text)
		return nil
	}
	return zone
}

func (r *reader) weekday(n *yaml.Node) time.Weekday {
	text, ok := r.maybeEmpty(n, "digest.weekday")
	for d := time.Sunday; d <= time.Saturday; d++ {
		if strings.EqualFold(text, d.String()) {
			return d
		}
	}
	if ok {
		r.problem(n, "digest.weekday: %q is no day of the week; write for example monday", "digest.weekday: %q は曜日ではありません。monday のように書いてください", text)
	}
	return time.Monday
}

func (r *reader) number(n *yaml.Node, place string) *float64 {
	text, ok := r.maybeEmpty(n, place)
	v, err := strconv.ParseFloat(text, 64)
	if err != nil || math.IsNaN(v) || math.IsInf(v, 0) {
		if ok {
			r.problem(n, "%s: %q is not a number; write for example 0.5", "%s: %q は数値ではありません。0.5 のように書いてください", place, text)
		}
		return nil
	}
	return &v
}
