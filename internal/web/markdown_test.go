package web

import (
	"strings"
	"testing"

	"github.com/pmtracker/pmtracker/internal/postmortem"
)

const sample = `---
incident: INC-2026-0001
title: Checkout fails
author: "@akiko"
---
# INC-2026-0001: Checkout fails

## Summary

@bob carelessly broke the pool. <script>alert(1)</script> ![shot](https://example.com/x.png)

- ⟨write it⟩
- When: ⟨say when⟩ or never, ⟨or why⟩
- [click](javascript:alert(1)) and **bold**

| a | b |
| --- | --- |
| 1 | <img src=x onerror=alert(1)> |

### AI-1: Improve monitoring
- Kind: prevent
- After: improve monitoring
`

func TestFindingsStandInTheText(t *testing.T) {
	d, err := postmortem.Parse("a.md", []byte(sample))
	if err != nil {
		t.Fatal(err)
	}
	r, err := renderDocument(d, postmortem.Check(d, postmortem.CheckOptions{}).Diagnostics)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, p := range r.parts {
		b.Write(p.html)
	}
	html := b.String()
	t.Log(html)
	for _, want := range []string{`<mark class="finding" id="finding-`, `<span class="prompt">⟨write it⟩</span>`, `When: <span class="prompt">⟨say when⟩</span> or never, <span class="prompt">⟨or why⟩</span>`, `<a href="https://example.com/x.png"`, `id="L8"`, "<strong>bold</strong>"} {
		if !strings.Contains(html, want) {
			t.Errorf("missing %q", want)
		}
	}
	for _, bad := range []string{"<script", "<img", "javascript:", "pm-slot"} {
		if strings.Contains(html, bad) {
			t.Errorf("%q got through", bad)
		}
	}
}

func TestInlineTextStaysWhatWasWritten(t *testing.T) {
	for src, want := range map[string]string{
		"# not a heading":                     "# not a heading",
		"- not a list":                        "- not a list",
		"a `b` c":                             "a <code>b</code> c",
		"<b>x</b>":                            "&lt;b&gt;x&lt;/b&gt;",
		"one\n\n# two\r\n<hr>":                "one<br>\n<br>\n# two<br>\n&lt;hr&gt;",
		"expected List<Order> but got <null>": "expected List&lt;Order&gt; but got &lt;null&gt;",
		"1 < 2 & 3":                           "1 &lt; 2 &amp; 3",
		"[x](data:text/x)":                    "x",
	} {
		p := &page{}
		p.inline(src)
		if string(p.b) != want {
			t.Errorf("%q: got %q, want %q", src, p.b, want)
		}
	}
}
