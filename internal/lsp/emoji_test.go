package lsp_test

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"go.lsp.dev/protocol"
)

// sample is a text in one language, and what is found in it.
type sample struct {
	text              string
	blamed, link, due string
	linkLine          string // from the link to the end of its line
	typed             string // an ignore comment that is being written
}

// samples gives the same document in English and Japanese, in which lead stands
// before all that is found.
func samples(lead string) map[string]sample {
	form := "---\nincident: INC-2026-0001\ntitle: x\nseverity: SEV2\nstatus: draft\nlang: LANG\n---\n\n## FACTORS\n\n" +
		"LEAD BLAME 🚨 <!-- pmtracker:ignore timeline-order 🚨 quoted -->\n\nLEAD LINK\n\n## ACTIONS\n\n| Title | Owner | Due |\n| --- | --- | --- |\n| LEAD x | @a | DUE |\n\nTYPED 🚨\n"
	typed := lead + " <!-- pmtracker:ignore bl"
	fill := func(s sample, pairs ...string) sample {
		s.text = strings.NewReplacer(append(pairs, "LEAD", lead, "TYPED", typed, "LINK", s.linkLine, "DUE", s.due)...).Replace(form)
		s.typed = typed
		return s
	}
	return map[string]sample{
		"en": fill(sample{blamed: "should have checked", link: "[手順 🚨]()", due: "1 December 2026", linkLine: "[手順 🚨]() is a link. 🚨"},
			"LANG", "en", "FACTORS", "Contributing factors", "ACTIONS", "Action items", "BLAME", "The engineer should have checked."),
		"ja": fill(sample{blamed: "怠った", link: "[手順 🚨]()", due: "2026年12月1日", linkLine: "[手順 🚨]() を見る。🚨"},
			"LANG", "ja", "FACTORS", "寄与要因", "ACTIONS", "恒久対応", "BLAME", "担当者が確認を怠った。"),
	}
}

// place gives where the first of some words stands, and where it ends, counting
// as an editor does.
func place(t *testing.T, text, words string) (start, end protocol.Position) {
	t.Helper()
	before, _, ok := strings.Cut(text, words)
	if !ok {
		t.Fatalf("no %q in\n%s", words, text)
	}
	position := func(before string) protocol.Position {
		line := before[strings.LastIndexByte(before, '\n')+1:]
		return protocol.Position{Line: uint32(strings.Count(before, "\n")), Character: uint32(len(utf16.Encode([]rune(line))))}
	}
	return position(before), position(before + words)
}

// TestEmojiBeforeWhatIsFound: everything that the server says of a place, and
// every change that it offers, is right behind characters of two UTF-16 units and
// those that are made of several, in both languages, and still so when more of
// them were typed before it.
func TestEmojiBeforeWhatIsFound(t *testing.T) {
	const first, more = "🚨 👩‍🚒 🇯🇵 障害", "🇯🇵🚨 "
	for lang, s := range samples(first) {
		t.Run(lang, func(t *testing.T) {
			e := newEditor(t, "")
			e.checkPlaces(s, e.open("a.md", s.text))
			typed := samples(more + first)[lang]
			e.checkPlaces(typed, e.change("a.md", typed.text))
			e.checkPlaces(s, e.change("a.md", s.text))
		})
	}
}

// change sends a text that was typed in, whole, as the server asks for, and gives
// what the server finds.
func (e *editor) change(name, text string) []protocol.Diagnostic {
	e.t.Helper()
	err := e.server.DidChange(e.t.Context(), &protocol.DidChangeTextDocumentParams{
		TextDocument:   protocol.VersionedTextDocumentIdentifier{TextDocumentIdentifier: protocol.TextDocumentIdentifier{URI: e.uri(name)}, Version: 2},
		ContentChanges: []protocol.TextDocumentContentChangeEvent{{Text: text}},
	})
	if err != nil {
		e.t.Fatal(err)
	}
	return (<-e.found).Diagnostics
}

func (e *editor) checkPlaces(s sample, found []protocol.Diagnostic) {
	e.t.Helper()
	for code, words := range map[string]string{"blame": s.blamed, "link-broken": s.link, "action-due": s.due} {
		start, end := place(e.t, s.text, words)
		d := find(e.t, found, code)
		if d.Range.Start != start || d.Range.End != end {
			e.t.Errorf("%s marks %v, not %q", code, d.Range, words)
		}
		e.checkHover(s, d, code)
	}
	e.checkHoverOfRule(s)
	e.checkFixes(s, found)
	e.checkCompletion(s)
}

// checkHover: a finding is explained from its first character to behind its last,
// and not before it.
func (e *editor) checkHover(s sample, d protocol.Diagnostic, code string) {
	e.t.Helper()
	before := d.Range.Start
	before.Character--
	if h := e.hover(before); h != nil && strings.Contains(h.Contents.Value, "**"+code+"**") {
		e.t.Errorf("%s is explained before its place", code)
	}
	for _, at := range []protocol.Position{d.Range.Start, d.Range.End} {
		h := e.hover(at)
		if h == nil || h.Range == nil || *h.Range != d.Range || !strings.Contains(h.Contents.Value, "**"+code+"**") {
			e.t.Errorf("%s is not explained at %v of\n%s", code, at, s.text)
		}
	}
}

// checkHoverOfRule: the rule that an ignore comment names, behind emoji and before.
func (e *editor) checkHoverOfRule(s sample) {
	e.t.Helper()
	_, start := place(e.t, s.text, "pmtracker:ignore ")
	_, end := place(e.t, s.text, "pmtracker:ignore timeline-order")
	for _, at := range []protocol.Position{start, end} {
		h := e.hover(at)
		if h == nil || h.Range == nil || (*h.Range != protocol.Range{Start: start, End: end}) || !strings.Contains(h.Contents.Value, "**timeline-order**") {
			e.t.Errorf("the rule is not explained at %v of\n%s", at, s.text)
		}
	}
}

func (e *editor) hover(at protocol.Position) *protocol.Hover {
	e.t.Helper()
	h, err := e.server.Hover(e.t.Context(), &protocol.HoverParams{TextDocumentPositionParams: e.at(at)})
	if err != nil {
		e.t.Fatal(err)
	}
	return h
}

func (e *editor) at(p protocol.Position) protocol.TextDocumentPositionParams {
	return protocol.TextDocumentPositionParams{TextDocument: protocol.TextDocumentIdentifier{URI: e.uri("a.md")}, Position: p}
}

// checkFixes: the correction of a date changes the date, and the comment that sets
// a finding aside stands at the end of the line, behind an emoji.
func (e *editor) checkFixes(s sample, found []protocol.Diagnostic) {
	e.t.Helper()
	if want := strings.Replace(s.text, s.due, "2026-12-01", 1); !slices.Contains(e.offered(s, find(e.t, found, "action-due")), want) {
		e.t.Errorf("no action corrects the date alone in\n%s", s.text)
	}
	want := strings.Replace(s.text, s.linkLine, s.linkLine+" <!-- pmtracker:ignore link-broken -->", 1)
	if !slices.Contains(e.offered(s, find(e.t, found, "link-broken")), want) {
		e.t.Errorf("no action sets the link aside at the end of its line in\n%s", s.text)
	}
}

// offered gives what the text becomes by each action for a finding.
func (e *editor) offered(s sample, d protocol.Diagnostic) (texts []string) {
	e.t.Helper()
	list, err := e.server.CodeAction(e.t.Context(), &protocol.CodeActionParams{TextDocument: protocol.TextDocumentIdentifier{URI: e.uri("a.md")}, Range: d.Range})
	if err != nil {
		e.t.Fatal(err)
	}
	for _, a := range list {
		texts = append(texts, apply(s.text, a.Edit.Changes[e.uri("a.md")]))
	}
	return texts
}

// checkCompletion: the rule takes the place of what was typed of it, and the emoji
// on both sides stay.
func (e *editor) checkCompletion(s sample) {
	e.t.Helper()
	_, cursor := place(e.t, s.text, s.typed)
	list, err := e.server.Completion(e.t.Context(), &protocol.CompletionParams{TextDocumentPositionParams: e.at(cursor)})
	if err != nil {
		e.t.Fatal(err)
	}
	want := strings.Replace(s.text, s.typed, s.typed+"ame ", 1)
	if len(list.Items) != 1 || apply(s.text, []protocol.TextEdit{*list.Items[0].TextEdit}) != want {
		e.t.Errorf("the rule is not completed at %v of\n%s", cursor, s.text)
	}
}

// TestCompletionBehindTheEndOfALine: a character behind the end of a line means
// its end, as the protocol says.
func TestCompletionBehindTheEndOfALine(t *testing.T) {
	e := newEditor(t, "")
	for lang, s := range samples("🚨 障害") {
		text := strings.TrimSuffix(s.text, " 🚨\n")
		e.open("a.md", text)
		_, end := place(t, text, s.typed)
		far := end
		far.Character += 100
		list, err := e.server.Completion(t.Context(), &protocol.CompletionParams{TextDocumentPositionParams: e.at(far)})
		if err != nil {
			t.Fatal(err)
		}
		if len(list.Items) != 1 || list.Items[0].TextEdit.Range.End != end {
			t.Errorf("%s: %+v is offered, not a change that ends at %v", lang, list.Items, end)
		}
	}
}
