package lsp_test

import (
	"context"
	"encoding/json"
	"net"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"go.lsp.dev/jsonrpc2"
	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"
	"go.uber.org/zap"

	"github.com/pmtracker/pmtracker/internal/lsp"
)

// editor is an editor's side of the protocol, by a library that shares no code
// with the server.
type editor struct {
	t      *testing.T
	server protocol.Server
	found  chan *protocol.PublishDiagnosticsParams
	shown  chan *protocol.ShowMessageParams
	dir    string
}

func newEditor(t *testing.T, configuration string) *editor {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background()) // outlives the test's own, for the farewell
	e := &editor{t: t, found: make(chan *protocol.PublishDiagnosticsParams, 16), shown: make(chan *protocol.ShowMessageParams, 16), dir: t.TempDir()}
	if configuration != "" {
		if err := os.WriteFile(filepath.Join(e.dir, ".pmtracker.yaml"), []byte(configuration), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	ours, theirs := net.Pipe()
	served := make(chan error, 1)
	go func() { served <- lsp.Serve(ctx, theirs, "test") }()
	conn := jsonrpc2.NewConn(jsonrpc2.NewStream(ours))
	conn.Go(ctx, func(_ context.Context, reply jsonrpc2.Replier, req jsonrpc2.Request) error {
		switch req.Method() {
		case protocol.MethodTextDocumentPublishDiagnostics:
			e.found <- decode[protocol.PublishDiagnosticsParams](t, req.Params())
		case protocol.MethodWindowShowMessage:
			e.shown <- decode[protocol.ShowMessageParams](t, req.Params())
		default:
			t.Errorf("the server sent %s", req.Method())
		}
		return reply(ctx, nil, nil)
	})
	e.server = protocol.ServerDispatcher(conn, zap.NewNop())
	result, err := e.server.Initialize(ctx, &protocol.InitializeParams{})
	if err != nil || result.ServerInfo.Name != "pmtracker" {
		t.Fatalf("initialize: %+v, %v", result, err)
	}
	t.Cleanup(func() {
		if err := e.server.Shutdown(context.Background()); err != nil {
			t.Errorf("shutdown: %v", err)
		}
		_ = e.server.Exit(context.Background())
		if err := <-served; err != nil {
			t.Errorf("serve: %v", err)
		}
		_ = conn.Close()
		cancel()
	})
	return e
}

func decode[T any](t *testing.T, raw json.RawMessage) *T {
	t.Helper()
	v := new(T)
	if err := json.Unmarshal(raw, v); err != nil {
		t.Errorf("decode: %v", err)
	}
	return v
}

func (e *editor) uri(name string) protocol.DocumentURI { return uri.File(filepath.Join(e.dir, name)) }

// open shows a text and gives what the server finds.
func (e *editor) open(name, text string) []protocol.Diagnostic {
	e.t.Helper()
	err := e.server.DidOpen(e.t.Context(), &protocol.DidOpenTextDocumentParams{TextDocument: protocol.TextDocumentItem{URI: e.uri(name), LanguageID: "markdown", Version: 1, Text: text}})
	if err != nil {
		e.t.Fatal(err)
	}
	return (<-e.found).Diagnostics
}

// cut gives the text of a range, counting as an editor does: in UTF-16.
func cut(text string, r protocol.Range) string {
	line := utf16.Encode([]rune(strings.Split(text, "\n")[r.Start.Line]))
	return string(utf16.Decode(line[r.Start.Character:r.End.Character]))
}

// apply makes the edits of one document, which all speak of the same text.
func apply(text string, edits []protocol.TextEdit) string {
	lines := strings.SplitAfter(text, "\n")
	at := func(p protocol.Position) int {
		n := 0
		for _, l := range lines[:p.Line] {
			n += len(l)
		}
		if int(p.Line) >= len(lines) {
			return n
		}
		return n + len(string(utf16.Decode(utf16.Encode([]rune(lines[p.Line]))[:p.Character])))
	}
	edits = slices.Clone(edits)
	slices.SortStableFunc(edits, func(a, b protocol.TextEdit) int { return at(a.Range.Start) - at(b.Range.Start) })
	for i := len(edits) - 1; i >= 0; i-- {
		start, end := at(edits[i].Range.Start), at(edits[i].Range.End)
		text = text[:start] + edits[i].NewText + text[end:]
	}
	return text
}

const item = `---
incident: INC-2026-0001
title: x
severity: SEV2
status: draft
lang: ja
---

## 寄与要因

🙂𠮷 担当者が確認を怠ったことが原因である。🙂

## 恒久対応

### AI-1: 🙂 自動で戻る

- 種別: prevent
- 期限: 2026年12月1日
- これから: 🙂🙂 監視の強化を検討する
- 
`

func find(t *testing.T, ds []protocol.Diagnostic, code string) protocol.Diagnostic {
	t.Helper()
	for _, d := range ds {
		if d.Code == code {
			return d
		}
	}
	t.Fatalf("no %s among %v", code, ds)
	return protocol.Diagnostic{}
}

// TestPositionsCountUTF16: what the editor marks is the word, behind characters
// that are one, two and four bytes long.
func TestPositionsCountUTF16(t *testing.T) {
	e := newEditor(t, "")
	ds := e.open("a.md", item)
	for code, want := range map[string]string{"blame": "怠った", "action-due": "2026年12月1日"} {
		if got := cut(item, find(t, ds, code).Range); !strings.Contains(got, want) {
			t.Errorf("%s marks %q, want %q", code, got, want)
		}
	}
	if got := cut(item, find(t, ds, "action-vague").Range); !strings.Contains(got, "検討") || strings.Contains(got, "🙂") && !strings.HasPrefix(got, "🙂") {
		t.Errorf("action-vague marks %q", got)
	}
	d := find(t, ds, "blame")
	if d.Source != "pmtracker" || d.Severity != protocol.DiagnosticSeverityError || !strings.HasSuffix(string(d.CodeDescription.Href), "/docs/rules/blame.ja.md") {
		t.Errorf("blame: %+v", d)
	}
}

// TestTypingChangesWhatIsFound: a change takes a finding away, a document that is
// no postmortem has none, closing clears.
func TestTypingChangesWhatIsFound(t *testing.T) {
	e := newEditor(t, "")
	e.open("a.md", item)
	better := strings.Replace(item, "2026年12月1日", "2026-12-01", 1)
	err := e.server.DidChange(t.Context(), &protocol.DidChangeTextDocumentParams{
		TextDocument:   protocol.VersionedTextDocumentIdentifier{TextDocumentIdentifier: protocol.TextDocumentIdentifier{URI: e.uri("a.md")}, Version: 2},
		ContentChanges: []protocol.TextDocumentContentChangeEvent{{Text: better}},
	})
	if err != nil {
		t.Fatal(err)
	}
	p := <-e.found
	if p.Version != 2 {
		t.Errorf("version %d, want 2", p.Version)
	}
	for _, d := range p.Diagnostics {
		if d.Code == "action-due" {
			t.Errorf("still found: %v", d)
		}
	}
	if ds := e.open("notes.md", "# Notes\n\nSato forgot to renew the certificate.\n"); len(ds) != 0 {
		t.Errorf("a note is judged: %v", ds)
	}
	twice := item + "\n### AI-1: x\n"
	if d := find(t, e.open("twice.md", twice), "unreadable"); cut(twice, d.Range) != "AI-1: x" {
		t.Errorf("unreadable at %v: %s", d.Range, d.Message)
	}
	if err := e.server.DidClose(t.Context(), &protocol.DidCloseTextDocumentParams{TextDocument: protocol.TextDocumentIdentifier{URI: e.uri("a.md")}}); err != nil {
		t.Fatal(err)
	}
	if p := <-e.found; len(p.Diagnostics) != 0 {
		t.Errorf("closing left %v", p.Diagnostics)
	}
}

// TestCodeActions applies each fix that is offered and has the result judged.
func TestCodeActions(t *testing.T) {
	e := newEditor(t, "")
	ds := e.open("a.md", item)
	actions := func(d protocol.Diagnostic) map[string]protocol.CodeAction {
		list, err := e.server.CodeAction(t.Context(), &protocol.CodeActionParams{TextDocument: protocol.TextDocumentIdentifier{URI: e.uri("a.md")}, Range: d.Range})
		if err != nil {
			t.Fatal(err)
		}
		byTitle := map[string]protocol.CodeAction{}
		for _, a := range list {
			byTitle[a.Title] = a
		}
		return byTitle
	}
	edited := func(a protocol.CodeAction) string { return apply(item, a.Edit.Changes[e.uri("a.md")]) }
	due := actions(find(t, ds, "action-due"))["修正: 2026-12-01 と書いてください"]
	if text := edited(due); !strings.Contains(text, "- 期限: 2026-12-01\n") || len(text) != len(item)-len("2026年12月1日")+len("2026-12-01") {
		t.Errorf("the fix of the date gives\n%s", text)
	}
	owner := find(t, ds, "action-owner")
	for title, a := range actions(owner) {
		if strings.HasPrefix(title, "行を追加: - 担当") {
			if text := edited(a); !strings.Contains(text, "- 種別: prevent\n- 担当: ⟨") {
				t.Errorf("the line of the owner gives\n%s", text)
			}
			owner.Message = ""
		}
	}
	if owner.Message != "" {
		t.Errorf("no line is offered for the owner: %v", actions(owner))
	}
	ignored := edited(actions(find(t, ds, "blame"))["理由を書いて blame の指摘を除外する"])
	if d := find(t, e.open("ignored.md", ignored), "ignore"); !strings.Contains(d.Message, "理由") {
		t.Errorf("the comment does not ask for a reason: %v", d)
	}
	all := actions(find(t, ds, "section-missing"))["機械的に直せるものをすべて修正"]
	fixed := apply(item, all.Edit.Changes[e.uri("a.md")])
	for _, d := range e.open("fixed.md", fixed) {
		if d.Code == "section-missing" || d.Code == "action-due" {
			t.Errorf("fixing everything left %v", d)
		}
	}
}

// TestIgnoreIsOfferedWhereItWorks: the title is set aside in the front matter, a row
// of a table inside of its cell, what stands nowhere not at all.
func TestIgnoreIsOfferedWhereItWorks(t *testing.T) {
	e := newEditor(t, "")
	const text = "---\nincident: INC-1\ntitle: 'Ben was careless'\nseverity: SEV2\nstatus: lost\n---\n\n## Timeline\n\n" +
		"| Time | What happened |\n| --- | --- |\n| 2026-03-01 09:00 | Ben was careless |\n\n## Action items\n\n### AI-1: Alice was careless\n"
	want := map[string]bool{
		"title: 'Ben was careless' # <!-- pmtracker:ignore blame -->\n": true, "status: lost # <!-- pmtracker:ignore front-matter -->\n": true,
		"| 2026-03-01 09:00 | Ben was careless <!-- pmtracker:ignore blame --> |\n": true, "### AI-1: Alice was careless <!-- pmtracker:ignore blame -->\n": true,
	}
	for _, d := range e.open("a.md", text) {
		list, err := e.server.CodeAction(t.Context(), &protocol.CodeActionParams{TextDocument: protocol.TextDocumentIdentifier{URI: e.uri("a.md")}, Range: d.Range})
		if err != nil {
			t.Fatal(err)
		}
		for _, a := range list {
			if edits := a.Edit.Changes[e.uri("a.md")]; strings.HasPrefix(a.Title, "Ignore ") {
				line := strings.SplitAfter(apply(text, edits), "\n")[edits[0].Range.Start.Line]
				delete(want, line)
			}
		}
	}
	for line := range want {
		t.Errorf("nothing offers %q", line)
	}
}

// TestLinksAreJudgedBesideAFileOnly: a text that was never saved lies beside nothing.
func TestLinksAreJudgedBesideAFileOnly(t *testing.T) {
	e := newEditor(t, "")
	for address, want := range map[protocol.DocumentURI]bool{e.uri("a.md"): true, "untitled:Untitled-1": false, "vscode-remote://ssh-remote/home/a.md": false} {
		err := e.server.DidOpen(t.Context(), &protocol.DidOpenTextDocumentParams{TextDocument: protocol.TextDocumentItem{
			URI: address, LanguageID: "markdown", Version: 1, Text: "---\nincident: INC-1\n---\n\n[x](gone.md)\n",
		}})
		if err != nil {
			t.Fatal(err)
		}
		broken := slices.ContainsFunc((<-e.found).Diagnostics, func(d protocol.Diagnostic) bool { return d.Code == "link-broken" })
		if broken != want {
			t.Errorf("%s: the link is broken: %v", address, broken)
		}
	}
}

func TestHover(t *testing.T) {
	e := newEditor(t, "")
	ds := e.open("a.md", item)
	at := func(p protocol.Position) string {
		h, err := e.server.Hover(t.Context(), &protocol.HoverParams{TextDocumentPositionParams: protocol.TextDocumentPositionParams{TextDocument: protocol.TextDocumentIdentifier{URI: e.uri("a.md")}, Position: p}})
		if err != nil || h == nil {
			return ""
		}
		return h.Contents.Value
	}
	if text := at(find(t, ds, "blame").Range.Start); !strings.Contains(text, "## 満たすには") {
		t.Errorf("the finding is not explained: %q", text)
	}
	if text := at(protocol.Position{Line: 16, Character: 3}); !strings.Contains(text, "一つ選ぶ") {
		t.Errorf("the key is not explained: %q", text)
	}
	if text := at(protocol.Position{Line: 7, Character: 0}); text != "" {
		t.Errorf("an empty line says %q", text)
	}
}

func TestCompletion(t *testing.T) {
	e := newEditor(t, "people: [{id: \"@akiko\", name: Akiko Sato, team: payments}, {id: \"@ben\"}]\n")
	complete := func(name, text string, line, character uint32) []string {
		e.open(name, text)
		list, err := e.server.Completion(t.Context(), &protocol.CompletionParams{TextDocumentPositionParams: protocol.TextDocumentPositionParams{TextDocument: protocol.TextDocumentIdentifier{URI: e.uri(name)}, Position: protocol.Position{Line: line, Character: character}}})
		if err != nil {
			t.Fatal(err)
		}
		var texts []string
		for _, i := range list.Items {
			texts = append(texts, apply(text, []protocol.TextEdit{*i.TextEdit}))
		}
		return texts
	}
	contains := func(texts []string, want string) bool {
		for _, text := range texts {
			if strings.Contains(text, want) {
				return true
			}
		}
		return false
	}
	lines := strings.Split(item, "\n")
	if texts := complete("a.md", item, 19, 2); !contains(texts, "\n- 担当: \n") || contains(texts, "\n- 種別: \n") {
		t.Errorf("keys that the item lacks: %v", texts)
	}
	owner := strings.Replace(item, "\n- \n", "\n- 担当: @a\n", 1)
	if texts := complete("b.md", owner, 19, 8); !contains(texts, "- 担当: @akiko\n") || contains(texts, "@ben") {
		t.Errorf("owners: %v", texts)
	}
	for _, others := range []string{"SREチーム", "@a @b"} {
		team := strings.Replace(item, "\n- \n", "\n- 担当: \n\n### AI-2: y\n- 担当: "+others+"\n\n### AI-3: z\n- 担当: @chika\n", 1)
		if texts := complete("team.md", team, 19, 6); !contains(texts, "- 担当: @chika\n\n###") || contains(texts, "- 担当: "+others+"\n\n### AI-2") {
			t.Errorf("%s, who is not one person, is offered, or @chika is not: %v", others, texts)
		}
	}
	kind := strings.Replace(item, "種別: prevent", "種別: ", 1)
	if texts := complete("c.md", kind, 16, 6); !contains(texts, "- 種別: game-day\n") {
		t.Errorf("kinds: %v", texts)
	}
	ignore := item + "🙂 <!-- pmtracker:ignore bl"
	if texts := complete("d.md", ignore, uint32(len(lines)-1), 27); !contains(texts, "🙂 <!-- pmtracker:ignore blame ") || contains(texts, "action-vague") && len(texts) > 1 {
		t.Errorf("rules: %v", texts)
	}
	front := strings.Replace(item, "severity: SEV2", "sev", 1)
	if texts := complete("e.md", front, 3, 3); !contains(texts, "\nseverity: \n") {
		t.Errorf("front matter keys: %v", texts)
	}
	if texts := complete("f.md", item, 4, 8); !contains(texts, "status: ") {
		t.Errorf("front matter values: %v", texts)
	}
}

func TestConfigurationMistakeIsTold(t *testing.T) {
	e := newEditor(t, "rules: {blame: quiet}\n")
	e.open("a.md", item)
	if m := <-e.shown; !strings.Contains(m.Message, ".pmtracker.yaml:1:") {
		t.Errorf("told %q", m.Message)
	}
}
