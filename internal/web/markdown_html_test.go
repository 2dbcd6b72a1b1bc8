package web

import (
	"bytes"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"pgregory.net/rapid"

	"github.com/pmtracker/pmtracker/internal/postmortem"
)

// allowedHTML gives for each element that Markdown may become the attributes that
// it may have, with their values. Nothing else may reach a page.
func allowedHTML() map[string]map[string]*regexp.Regexp {
	id := regexp.MustCompile(`^(L[0-9]+|finding-[0-9]+|pm-slot-[0-9]+-[0-9]+)$`)
	class := regexp.MustCompile(`^(prompt|finding)$`)
	align := regexp.MustCompile(`^(left|right|center)$`)
	empty := regexp.MustCompile(`^$`)
	allowed := map[string]map[string]*regexp.Regexp{
		"a":     {"href": regexp.MustCompile(`.`), "rel": regexp.MustCompile(`^nofollow noreferrer$`)},
		"mark":  {"id": id, "class": class},
		"span":  {"class": class},
		"ol":    {"start": regexp.MustCompile(`^[0-9]+$`)},
		"table": {"tabindex": regexp.MustCompile(`^0$`), "class": regexp.MustCompile(`^events$`)},
		"th":    {"align": align}, "td": {"align": align},
		"input": {"type": regexp.MustCompile(`^checkbox$`), "checked": empty, "disabled": empty},
	}
	for _, name := range []string{"p", "br", "hr", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "pre", "code",
		"em", "strong", "del", "table", "thead", "tbody", "tr", "i"} {
		if allowed[name] == nil {
			allowed[name] = map[string]*regexp.Regexp{}
		}
		allowed[name]["id"] = id
	}
	return allowed
}

// foreign tells what of some HTML should not be there: an element, an attribute or
// an address that is not allowed, a comment, an element that is not closed where
// it was opened. HTML is read as a browser reads it.
func foreign(src []byte) string {
	allowed := allowedHTML()
	var open []string
	for z := html.NewTokenizer(bytes.NewReader(src)); ; {
		switch z.Next() {
		case html.ErrorToken:
			if len(open) > 0 {
				return "not closed: " + strings.Join(open, " ")
			}
			return ""
		case html.CommentToken, html.DoctypeToken, html.SelfClosingTagToken:
			return string(z.Raw())
		case html.EndTagToken:
			name, _ := z.TagName()
			if len(open) == 0 || open[len(open)-1] != string(name) {
				return "closed but not open: " + string(name)
			}
			open = open[:len(open)-1]
		case html.StartTagToken:
			token := z.Token()
			attributes, known := allowed[token.Data]
			if !known || token.Data == "a" && slices.Contains(open, "a") {
				return token.String()
			}
			for _, a := range token.Attr {
				if value := attributes[a.Key]; value == nil || !value.MatchString(a.Val) || a.Key == "href" && !harmless(a.Val) {
					return token.String()
				}
			}
			if token.Data != "br" && token.Data != "hr" && token.Data != "input" {
				open = append(open, token.Data)
			}
		}
	}
}

// harmless reads an address as a browser does (https://url.spec.whatwg.org):
// without spaces and control characters around it, and without tabs and line
// breaks anywhere.
func harmless(address string) bool {
	seen := strings.Map(func(r rune) rune {
		if r == '\t' || r == '\n' || r == '\r' {
			return -1
		}
		return r
	}, strings.TrimFunc(address, func(r rune) bool { return r <= ' ' }))
	if m := regexp.MustCompile(`^([A-Za-z][A-Za-z0-9+.-]*):`).FindStringSubmatch(seen); m != nil {
		return slices.Contains([]string{"http", "https", "mailto"}, strings.ToLower(m[1]))
	}
	_, err := url.Parse(address)
	return err == nil
}

// renderedWhole gives a text as a page shows it: as a document with its findings,
// and as the text of an event.
func renderedWhole(t interface{ Fatal(...any) }, text string) [][]byte {
	d, err := postmortem.Parse("a.md", []byte(text))
	if err != nil {
		return [][]byte{renderInline(text)}
	}
	r, err := renderDocument(d, postmortem.Check(d, postmortem.CheckOptions{}).Diagnostics)
	if err != nil {
		t.Fatal(err)
	}
	var b []byte
	for i, p := range r.parts {
		b = append(b, p.html...)
		if (i == len(r.parts)-1) != (p.slot == lineRange{}) {
			t.Fatal("a slot is missing, or one that is none was made")
		}
	}
	return [][]byte{b, renderInline(text)}
}

// dangerous are pieces of Markdown and HTML that could call out, run something, or
// look like a part of the page.
func dangerous() []string {
	return append(payloads(),
		"[x](JaVaScRiPt:alert(1))", "[x](java\tscript:alert(1))", "[x](java&#x0a;script:alert(1))", "[x](&#1;javascript:alert(1))", "[x](javascript&colon;alert(1))",
		"[x](<javascript:alert(1)>)", "[x]( javascript:alert(1))", "[x](%6aavascript:alert(1))", "[x](vbscript:x)", "[x](data:text/html;base64,PHNjcmlwdD4=)", "[x](data:image/png;base64,AA)",
		"[x](//evil.example)", `[x](/\evil.example)`, "[x](file:///etc/passwd)", "[x](:javascript)", "[x](http://[::1)", "[x](\x00javascript:alert(1))", "[x](https://a.example \"t\" onclick=x)",
		`[x](https://a.example/"onmouseover="alert(1))`, `[x](https://a.example/ "a\" onclick=alert(1) x=\"")`, "[x][r]\n\n[r]: javascript:alert(1) 'x'\n", "![a](javascript:alert(1))", "[![a](https://b.example)](https://a.example)",
		"![![a](x)](y)", "<javascript:alert(1)>", "<https://a.example/\"onclick=x>", "<a@b.example>", "<MAILTO:a@b.example>", "www.a.example/?a=1&copy=2", "https://a.example/<script>", "ftp://a.example", "a@b.example",
		"```html\"onclick=\"x\n</code></pre><script>\n```\n", "    </code></pre><script>\n", "`</code><script>`", "~~<b>~~", "- [x] <i id=\"pm-slot-1-2\">\n", "- [ ] a\n  - [x] b\n", "3. c\n4. d\n", "9999999999999. x\n",
		"# <h1 onclick=x>\n", "## a {#L1 onclick=x .finding}\n", "| <b> | `a|b` |\n|:--|--:|\n| \\| | <script>|</script> |\n", "|a|\n|:-:|\n", "⟨write <b>it</b>⟩", "⟨", "⟩", "> <div>\n", "<!-- x -->", "<!-- --!> <script>", "<![CDATA[ <script> ]]>", "<?php x ?>", "<!DOCTYPE x>",
		"<div>\n*a*\n\n</div>\n", "&lt;img src=x&gt;", "&#0;&#xD800;&#x110000;", "\u2028\u202e", "@bob carelessly broke the pool.", "\\<b>", "***a** b*", "---\n", "===\n", "\n\n", "\r", "\t", "  \n", "| ", "*", "_", "[", "](", ")", "!", "`", "~~", "<", ">", "\"", "'", "&")
}

// TestOnlyKnownHTML: each dangerous piece by itself, in the places of a document.
func TestOnlyKnownHTML(t *testing.T) {
	for _, piece := range dangerous() {
		for _, place := range []string{piece, "a " + piece + " b", "- " + piece, "> " + piece, "# " + piece, "| a | b |\n| --- | :-: |\n| " + piece + " | x |\n", "[" + piece + "](https://a.example)", "**" + piece + "**"} {
			for _, html := range renderedWhole(t, place) {
				if found := foreign(html); found != "" {
					t.Errorf("%q becomes %s\nin %s", place, found, html)
				}
			}
		}
	}
}

// TestOnlyKnownHTMLTogether: the pieces in any order.
func TestOnlyKnownHTMLTogether(t *testing.T) {
	pieces := append(dangerous(), "word", " ", "\n")
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 1, 12).Draw(t, "pieces"), "")
		for _, html := range renderedWhole(t, text) {
			if found := foreign(html); found != "" {
				t.Fatalf("%q becomes %s\nin %s", text, found, html)
			}
		}
	})
}

// FuzzMarkdown: no text brings anything unknown onto a page.
func FuzzMarkdown(f *testing.F) {
	for _, piece := range dangerous() {
		f.Add(piece)
	}
	f.Add(sample)
	f.Fuzz(func(t *testing.T, text string) {
		for _, html := range renderedWhole(t, text) {
			if found := foreign(html); found != "" {
				t.Fatalf("%q becomes %s\nin %s", text, found, html)
			}
		}
	})
}

// TestWordsInAngleBracketsAreSeen: what is no HTML is shown as the words that it is, and
// what only shapes a text, or is for those who edit it, is not.
func TestWordsInAngleBracketsAreSeen(t *testing.T) {
	for text, want := range map[string]string{
		"for pod <pod-name> in Map<String, User>":         "for pod &lt;pod-name&gt; in Map&lt;String, User&gt;",
		"# Card <payments> fail":                          "Card &lt;payments&gt; fail",
		"<pod-name>\ncrashed":                             "&lt;pod-name&gt;\ncrashed",
		"<img src=x onerror=alert(1)>":                    "&lt;img src=x onerror=alert(1)&gt;",
		"a <script>alert(1)</script>":                     "a &lt;script&gt;alert(1)&lt;/script&gt;",
		"<script>\nalert(1)\n</script>":                   "&lt;script&gt;\nalert(1)\n&lt;/script&gt;",
		"| a |\n| --- |\n| <service> is \\<down> |\n":     "<td>&lt;service&gt; is &lt;down&gt;</td>",
		"one<br>two <b>three</b> <kbd>x</kbd> <!-- c -->": "one<br>\ntwo three x ",
		"<b-side>": "&lt;b-side&gt;",
	} {
		html := string(renderedWhole(t, "---\ntitle: x\n---\n"+text)[0])
		if !strings.Contains(html, want) {
			t.Errorf("%q becomes %s, without %s", text, html, want)
		}
	}
}

// TestForeignFindsWhatItShould: the judge itself can say no.
func TestForeignFindsWhatItShould(t *testing.T) {
	for _, bad := range []string{"<script>x</script>", "<img src=x>", `<a href="javascript:x">x</a>`, "<a href=\" java\nscript:x\">x</a>", `<p onclick="x">x</p>`, `<p class="finding">x</p>`,
		`<p id="main">x</p>`, "<!-- x -->", "<p>x", "</p>", "<td style=\"x\">x</td>", `<a href="https://a.example" rel="x">x</a>`, `<input type="text">`, `<svg/>`} {
		if foreign([]byte(bad)) == "" {
			t.Errorf("%s is let through", bad)
		}
	}
}

// TestLinksLeadWhereTheySay: what is safe stays a link, to the same place.
func TestLinksLeadWhereTheySay(t *testing.T) {
	const link = `<a href="%" rel="nofollow noreferrer">`
	for src, want := range map[string]string{
		"[x](https://a.example/?a=1&b=2)":  "https://a.example/?a=1&amp;b=2",
		"x https://a.example/?a=1&copy=2":  "https://a.example/?a=1&amp;copy=2",
		"see www.a.example/x.":             "http://www.a.example/x",
		"<a@b.example>":                    "mailto:a@b.example",
		"[x](../other.md#L4)":              "../other.md#L4",
		"[x](#finding-1)":                  "#finding-1",
		"![shot](https://a.example/x.png)": "https://a.example/x.png",
		"[障害](https://a.example/障害)":       "https://a.example/%E9%9A%9C%E5%AE%B3",
	} {
		if got := string(renderInline(src)); !strings.Contains(got, strings.Replace(link, "%", want, 1)) {
			t.Errorf("%s becomes %s", src, got)
		}
	}
}
