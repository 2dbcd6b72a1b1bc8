// Package postmortem is the document: it generates a postmortem from an
// incident, reads one that people wrote, edits one field of it and leaves every
// other byte alone, and checks it.
package postmortem

import (
	"bytes"
	"time"
	"unicode/utf8"
	"unsafe"

	"github.com/golang-sql/civil"
	"github.com/yuin/goldmark/ast"

	"github.com/pmtracker/pmtracker/internal/diagnostic"
	"github.com/pmtracker/pmtracker/internal/incident"
)

// Document is one postmortem as it was read. Offsets are bytes into Source.
type Document struct {
	Path     string // as the person named it; "-" for standard input
	Source   []byte
	Front    FrontMatter
	Lang     incident.Lang
	Zone     *time.Location // of times without an offset; never nil
	Sections []Section
	Items    []Item
	Timeline *Timeline // nil: there is no timeline table
	KPIs     []KPIRow
	Reports  []ReportRow

	whole  string // Source, so that its stretches need no room of their own
	lines  diagnostic.Lines
	root   ast.Node
	base   int // where the body begins, after the front matter
	ignore []Ignore
	tables []*actionTable // that have a row an item

	overview []Item // rows of those that sum up an item which has a heading of its own
	strays   []stray
	prompts  []leftPrompt
	unreads  []unread

	team       *time.Location // zone of the times whose zone the document does not say
	timelineIn *time.Location // that the heading of the timeline or a line of its section names; nil: Zone
	zoneLines  []zoneLine
	dayAbove   civil.Date // that stands above the next row of the timeline; not valid: none does

	besideTimeline []Span // where further events stand that are not read: the timeline is the table
}

// Span is a stretch of the source, [Start,End).
type Span struct{ Start, End int }

// Parse reads a postmortem beside which no configuration stands; ParseIn says more.
func Parse(path string, src []byte) (*Document, error) { return ParseIn(path, src, time.UTC) }

// Edited reads the text that an edit of the document gave.
func (d *Document) Edited(text []byte) (*Document, error) { return ParseIn(d.Path, text, d.team) }

// ParseIn reads a postmortem; team is the zone of the times whose zone the document does
// not say, nil: UTC. A text that is no postmortem at all (binary, not
// UTF-8) or in which one number means two action items is an Invalid error with
// its place; everything else that is wrong with it is for Check to say.
func ParseIn(path string, src []byte, team *time.Location) (*Document, error) {
	if team == nil {
		team = time.UTC
	}
	d := &Document{Path: path, Source: src, whole: sharedText(src), lines: diagnostic.NewLines(src), Zone: team, team: team, Lang: incident.English}
	if err := d.refuseBinary(); err != nil {
		return nil, err
	}
	d.readFrontMatter()
	d.guessLang()
	d.root = parseMarkdown(src[d.base:])
	d.readBody()
	d.readIgnores()
	if err := d.refuseDuplicateItems(); err != nil {
		return nil, err
	}
	return d, nil
}

// sharedText gives the bytes as a text without a copy of them: nobody changes the source
// of a document, and edits make a new one.
func sharedText(src []byte) string { return unsafe.String(unsafe.SliceData(src), len(src)) }

// maxLine is how long one line may be, in bytes. Nobody wrote a longer one.
const maxLine = 4 << 20

// refuseBinary refuses what is no text.
func (d *Document) refuseBinary() error {
	if i := bytes.IndexByte(d.Source, 0); i >= 0 {
		return d.errorAt(i, "this is a binary file, not Markdown; name a postmortem file", "Markdown ではなくバイナリファイルです。ポストモーテムのファイルを指定してください")
	}
	for n, start := range d.lines {
		end := len(d.Source)
		if n+1 < len(d.lines) {
			end = d.lines[n+1]
		}
		if end-start > maxLine {
			return d.errorAt(start, "the line is %d bytes long, more than %d; break it, or link to what is embedded in it",
				"行が %d バイトあり、上限の %d バイトを超えています。改行を入れるか、埋め込んだ内容をリンクにしてください", end-start, maxLine)
		}
	}
	if utf8.Valid(d.Source) {
		return nil
	}
	i := 0
	for i < len(d.Source) {
		r, n := utf8.DecodeRune(d.Source[i:])
		if r == utf8.RuneError && n == 1 {
			break
		}
		i += n
	}
	return d.errorAt(i, "byte 0x%02x is not UTF-8; save the file as UTF-8",
		"バイト 0x%02x は UTF-8 ではありません。Shift_JIS など別の文字コードの場合は、UTF-8 で保存し直してください", d.Source[i])
}

func (d *Document) refuseDuplicateItems() error {
	d.setOverviewApart()
	seen := make(map[string]int, len(d.Items))
	for i, item := range d.Items {
		first, ok := seen[item.ID]
		if !ok {
			seen[item.ID] = i
			continue
		}
		line := d.Position(d.Items[first].Heading.Start).Line
		if row := d.Items[first].row; row != nil && !row.numbered {
			return d.errorAt(item.Heading.Start, "%s already stands on line %d, where a row says no number of its own; write into that row the number of the item that it sums up, or another one where it is another action",
				"%s は、番号が書かれていない %d 行目の行にも割り当てられています。その行に、対応する恒久対応の番号を書くか、別の対応なら別の番号を書いてください", item.ID, line)
		}
		return d.errorAt(item.Heading.Start, "%s already stands on line %d; give one of the two another number",
			"%s は %d 行目にもあります。どちらかを別の番号にしてください", item.ID, line)
	}
	return nil
}

func (d *Document) errorAt(offset int, english, japanese string, args ...any) error {
	p := d.Position(offset)
	return diagnostic.At(d.Path, p.Line, p.Column, incident.Tell(incident.Invalid, english, japanese, args...))
}

// text gives a stretch of the source.
func (d *Document) text(s Span) string { return d.whole[s.Start:s.End] }

// BodyStart gives the offset at which the Markdown begins, after the front
// matter.
func (d *Document) BodyStart() int { return d.base }

// Offset gives the byte offset of a place, the end of its line at most.
func (d *Document) Offset(p Position) int {
	if p.Line < 1 || p.Line > len(d.lines) {
		return len(d.Source)
	}
	at := d.lines[p.Line-1]
	end := d.lineEnd(at)
	for range p.Column - 1 {
		if at >= end {
			break
		}
		_, size := decodeRune(d.Source[at:])
		at += size
	}
	return at
}
