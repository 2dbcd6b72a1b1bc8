package postmortem

import (
	"cmp"
	"regexp"
	"strings"
	"sync"
	"time"
	"unicode"

	"github.com/yuin/goldmark/ast"
	"golang.org/x/text/unicode/norm"

	"github.com/pmtracker/pmtracker/internal/diagnostic"
)

// zoneLine is a line of the timeline's section that names a zone which nobody can tell, or
// another one than timezone: does.
type zoneLine struct {
	at   Span
	name string
	zone *time.Location // nil: nobody can tell it
}

// readZoneLine looks for the line of the timeline's section that says the zone of its
// times, above or below them: "All times are UTC.", 「時刻はすべてUTC。」. A zone in the heading
// comes before it.
func (r *bodyReader) readZoneLine(heading *ast.Heading) {
	for n := heading.NextSibling(); n != nil; n = n.NextSibling() {
		if h, ok := n.(*ast.Heading); ok && h.Level <= heading.Level || r.findZoneLine(n) {
			return
		}
	}
}

// findZoneLine reads a block, and what a quote or list holds, up to the first line that
// says a zone.
func (r *bodyReader) findZoneLine(n ast.Node) bool {
	switch n.Kind() {
	case ast.KindParagraph, ast.KindTextBlock:
		at := r.blockSpan(n)
		text := r.text(at)
		if !maySayZone(text) {
			return false // nearly all
		}
		for _, sentence := range strings.FieldsFunc(norm.NFKC.String(text), func(r rune) bool { return strings.ContainsRune("\n;。", r) }) {
			if name := zoneSaid(strings.TrimSpace(sentence), r.Zone); name != "" {
				r.takeZoneLine(at, name)
				r.noteOtherZone(at, name)
				return true
			}
		}
	case ast.KindBlockquote, ast.KindList, ast.KindListItem:
		for c := n.FirstChild(); c != nil; c = c.NextSibling() {
			if r.findZoneLine(c) {
				return true
			}
		}
	}
	return false
}

// takeZoneLine takes the zone that a line names as that of the times below it.
func (d *Document) takeZoneLine(at Span, name string) {
	if d.timelineIn = d.Zone; name == d.Zone.String() {
		return // as in what Generate writes
	}
	named := namedZone(name, d.Zone)
	if d.timelineIn = named.zone; named.name != "" && !d.isCalled(name) {
		d.zoneLines = append(d.zoneLines, zoneLine{at: at, name: name})
	}
}

// noteOtherZone notes that timezone: says another zone than the line from which the
// timeline's was taken.
func (d *Document) noteOtherZone(at Span, name string) {
	began := cmp.Or(d.Front.OccurredAt, d.Front.DetectedAt)
	_, offset := began.In(d.Zone).Zone()
	if d.Front.Timezone == d.Zone.String() && !began.IsZero() && !hasOffset(d.timelineIn, offset, []time.Time{began}) {
		d.zoneLines = append(d.zoneLines, zoneLine{at, name, d.timelineIn})
	}
}

// maySayZone tells by a few signs whether a block can be one that says the zone of times.
func maySayZone(text string) bool {
	const longest = 300 // in bytes
	if text == "" || len(text) > longest || text[0] >= '0' && text[0] <= '9' {
		return false
	}
	for _, sign := range []string{"ime", "TZ", "時", "タイム", "TIME"} {
		if strings.Contains(text, sign) {
			return true
		}
	}
	return false
}

// zoneSentences are the forms of a sentence that says the zone of the times around it, up
// to where the zone is named, and in Japanese to its end.
var zoneSentences = sync.OnceValue(func() (f struct{ english, clock, japanese *regexp.Regexp }) {
	const unless = `unless\s+(?:otherwise\s+)?(?:noted|stated|specified|indicated|mentioned)(?:\s+otherwise)?`
	const place = `below|above|here|listed|given|shown|used|noted|reported|displayed|quoted|recorded|(?:in|of)\s+(?:this|the|these)\s+(?:timeline|table|document|doc|section|post-?mortem|report|list|chronology|page|incident)`
	f.english = regexp.MustCompile(`(?i)^(?:(?:please\s+)?note(?:\s+that)?[:,]?\s*|n\.?b\.?:?\s*|` + unless + `,?\s*)*(?:(?:all|the|these|our)\s+)*(?:dates?\s+and\s+)?(?:time\s?stamps?|times?(?:\s?zones?)?|tz)(?:\s+(?:` + place + `)\b)*` +
		`\s*(?:(?:are|is|were|in)\b|[:=–—-]|\s)\s*(?:(?:all|always|given|shown|listed|in|expressed|reported|noted|displayed|quoted|recorded|written)\s+)*`)
	f.clock = regexp.MustCompile(`(?i)[,(]?\s*(?:` + unless + `|24[- ]?h(?:ours?|r)?(?:\s+(?:clock|format))?)\)?$`)
	const all = `(?:すべて|全て|全部|いずれも|特に)`
	f.japanese = regexp.MustCompile(`^(?:[※・\s]|注:|備考:|(?:特に)?(?:断り|記載|注記|明記)[がの]ない(?:限り|場合)は?、?|特記なき限り、?|以下、?の?|以降の|下記の|この(?:表|時系列|節|文書)の|本(?:書|文書|表|時系列|資料)[中内]?の|表[中内]?の|記載の|` + all + `の?|全)*` +
		`(?:時刻|日時|時間|タイムゾーン|タイムスタンプ|TZ)(?:の?(?:表記|記載|標記|基準|タイムゾーン))?\s*[はが:=]?\s*(?:` + all + `で?|特に(?:断り|記載)のない限り、?|\d{4}-\d{2}-\d{2}の?|\s)*` +
		`([A-Z][A-Za-z0-9/:_]*(?:\s?[+−-]\s?\d[\d:]*)?|日本標準時|日本時間|東京時間|協定世界時|世界標準時|現地時間)\s*(?:時間|標準時)?\s*(\([^()]*\))?` +
		`(?:です|である|とする|とします|統一|表記|記載|表示|基準|での?|に|している|しています|する|します|、?24時間(?:表記|制)|\s)*$`)
	return f
})

// zoneSaid gives the zone that a sentence about all times names; empty: it is none.
func zoneSaid(sentence string, own *time.Location) string {
	sentence = strings.Trim(sentence, "*_`>~ \t.")
	if inside, ok := strings.CutPrefix(sentence, "("); ok {
		sentence = strings.TrimRight(inside, ") .")
	}
	if m := zoneSentences().japanese.FindStringSubmatch(sentence); m != nil {
		return oneZoneOf(m[1], strings.Trim(m[2], "()"), own)
	}
	about := zoneSentences().english.FindString(sentence)
	if about == "" {
		return ""
	}
	zone := zoneSentences().clock.ReplaceAllString(strings.Trim(sentence[len(about):], "*_` ."), "")
	if before, _, apart := strings.Cut(zone, ","); apart {
		zone = before
	}
	before, behind, _ := strings.Cut(zone, "(")
	if !onlyZoneWords(before) {
		return ""
	}
	return oneZoneOf(before, strings.TrimRight(behind, ")*_ "), own)
}

// oneZoneOf gives the zone that words name, or the one in brackets behind them where that
// alone can be told: "Eastern (UTC-5)", "local time (CET)".
func oneZoneOf(words, brackets string, own *time.Location) string {
	words = strings.TrimSpace(words)
	if words == own.String() {
		return words // nearly always
	}
	name := zoneIn(words)
	if _, ok := zoneNamed(name, own, time.Time{}); name != "" && ok || brackets == "" {
		return name
	}
	return cmp.Or(zoneIn(brackets), name)
}

// onlyZoneWords tells whether words can be the name of a zone and nothing else: names,
// offsets, and what people add to them.
func onlyZoneWords(words string) bool {
	for _, word := range strings.Fields(words) {
		switch lower := strings.ToLower(strings.Trim(word, "*_`")); lower {
		case "the", "local", "time", "timezone", "zone", "standard", "daylight", "summer", "eastern", "central", "pacific", "mountain", "european", "offset":
			continue
		default:
			if first, _ := decodeRune([]byte(word)); !unicode.IsUpper(first) && !strings.ContainsRune("+-−*_`", first) && !isZoneWord(strings.ToUpper(lower)) {
				return false
			}
		}
	}
	return true
}

// zoneLinesApart is the part of rule timeline-order about a line that says the zone of the
// timeline's times: one that nobody can tell, and one that timezone: contradicts.
func (c *checker) zoneLinesApart() {
	for _, line := range c.zoneLines {
		message, fix := unsureZone(line.name, c.Zone)(c.words)
		if line.zone != nil {
			message = c.say("the times of the timeline are read as %s, as it says here, although timezone: says %s", "時系列の時刻は、ここに書かれたとおり %s として読み取ります。timezone: の値は %s です", line.name, c.Zone)
			fix = c.say("make both the same, or write the zone into the header of the column: Time (UTC)", "両方をそろえるか、「時刻（UTC）」のように列の見出しにゾーンを書いてください")
		}
		c.report(diagnostic.TimelineOrder, diagnostic.Warning, line.at, "", message, fix)
	}
}
