package postmortem

import (
	"errors"
	"regexp"
	"strconv"
	"strings"
	"sync"

	"go.yaml.in/yaml/v3"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// notYAML reports front matter that is no YAML, in the language that its own line
// lang: names: there is no other way to know it yet.
func (d *Document) notYAML(err error) {
	if m := langLine().FindSubmatch(d.Source[d.Front.body.Start:d.Front.body.End]); m != nil {
		d.Lang = incident.Lang(m[1])
	} else {
		d.guessLang()
	}
	d.Front.problem(d.brokenLine(err), d.say("the front matter is not YAML from here on: %s", "front matter がここから YAML として読めません: %s", d.yamlReason(err)),
		d.say("write each line as key: value, and quote values with a colon or an @", "各行を key: value の形で書き、コロンや @ を含む値は引用符で囲んでください"))
}

var langLine = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`(?m)^lang:[ \t]*["']?(en|ja)["']?[ \t]*\r?$`) })

// yamlPlace matches where the YAML library says that it stopped.
var yamlPlace = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^(?:yaml: )?line (\d+)(?:, column (\d+))?: `) })

// brokenLine gives the value at which reading stopped, or the whole line. The
// library counts some of its lines from 0 and some from where a value began, so
// that the line is the first behind the longest beginning that can be read.
func (d *Document) brokenLine(err error) Span {
	block := d.Front.body
	first, last := d.lines.Index(block.Start), d.lines.Index(max(block.Start, block.End-1))
	if last-first < mostBrokenLines && block.End-block.Start < mostBrokenBytes {
		for n := last; n >= first; n-- {
			if yaml.Unmarshal(d.Source[block.Start:d.lines[n]], new(yaml.Node)) == nil {
				return d.brokenValue(d.trim(Span{d.lines[n], d.lineEnd(d.lines[n])}))
			}
		}
	}
	if m := yamlPlace().FindStringSubmatch(err.Error()); m != nil {
		n, _ := strconv.Atoi(m[1])
		if n = first + n - 1; n >= first && n <= last {
			return d.brokenValue(d.trim(Span{d.lines[n], d.lineEnd(d.lines[n])}))
		}
	}
	return block
}

// Up to how much the broken line is looked for by reading again, once a line;
// front matter has twenty lines.
const (
	mostBrokenLines = 100
	mostBrokenBytes = 16 << 10
)

// brokenValue gives the value of a line, where it has one.
func (d *Document) brokenValue(line Span) Span {
	key, value, ok := strings.Cut(d.text(line), ":")
	if !ok || strings.TrimSpace(value) == "" {
		return line
	}
	return d.trim(Span{line.Start + len(key) + 1, line.End})
}

// yamlReason says in the document's language what the YAML library found; in its
// own words where nobody foresaw them.
func (d *Document) yamlReason(err error) string {
	reason := yamlPlace().ReplaceAllString(err.Error(), "")
	var kinds *yaml.TypeError
	if errors.As(err, &kinds) {
		reason = strings.Join(kinds.Errors, "; ")
	}
	for _, known := range []struct{ says, en, ja string }{
		{"mapping values are not allowed", "a second colon stands in the value", "値の中にもう一つコロンがあります"},
		{"could not find expected ':'", "a line has no colon behind its key", "キーの後ろにコロンがない行があります"},
		{"cannot start any token", "a value begins with a sign that has to be quoted", "値が、引用符で囲む必要のある記号で始まっています"},
		{"found unexpected end of stream", "a quote is not closed", "引用符が閉じられていません"},
		{"found a tab character", "a tab stands where spaces belong", "空白であるべき場所にタブがあります"},
		{"did not find expected ',' or", "a bracket is not closed", "かっこが閉じられていません"},
		{"did not find expected", "the line does not go on from the one before it", "前の行から続く形になっていません"},
		{"unknown anchor", "a value that begins with * has to be quoted", "* で始まる値は引用符で囲む必要があります"},
	} {
		if strings.Contains(reason, known.says) {
			return d.say(known.en, known.ja)
		}
	}
	return strings.ReplaceAll(strings.TrimPrefix(reason, "yaml: "), "\n", " ")
}
