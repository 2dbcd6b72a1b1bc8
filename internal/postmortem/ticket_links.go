package postmortem

import (
	"cmp"
	"net/url"
	"regexp"
	"strings"
	"sync"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/util"
)

// elsewhere gives a text of the document as it reads where it is not: a relative link
// leads to where it leads from the document's address, and is only its text where that
// is not known; a link whose address is defined elsewhere in the document has it with it;
// marks of footnotes, which stay behind, are left out.
func (d *Document) elsewhere(text, address string) string {
	if strings.IndexByte(text, '[') < 0 {
		return text // nearly all
	}
	return linkCarrier{d, d.linkDefinitions(), address}.carried(text)
}

// linkDefinitions gives the addresses that the document defines for its links, by label:
// "[dashboard]: https://…". Of two the first counts.
func (d *Document) linkDefinitions() map[string]string {
	all := map[string]string{}
	_ = ast.Walk(d.root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if def, ok := n.(*ast.LinkReferenceDefinition); ok && entering {
			if label := util.ToLinkReference(def.Label); all[label] == "" {
				all[label] = string(def.Destination)
			}
		}
		return ast.WalkContinue, nil
	})
	return all
}

// linkCarrier carries texts of a document to where the document is not.
type linkCarrier struct {
	d       *Document
	defined map[string]string // addresses by label
	address string            // of the document; without a host: nobody knows it
}

func (c linkCarrier) carried(text string) string {
	var b strings.Builder
	fences := lastFences(text)
	for at := 0; at < len(text); {
		end := at + 1
		switch rest := text[at:]; {
		case rest[0] == '\\' && len(rest) > 1:
			end++
		case rest[0] == '`':
			end = codeSpanEnd(text, at, fences)
		case rest[0] == '[', strings.HasPrefix(rest, "!["):
			if was, now := c.link(rest); was > 0 {
				b.WriteString(now)
				at += was
				continue
			}
		}
		b.WriteString(text[at:end])
		at = end
	}
	return b.String()
}

var footnoteMark = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^\[\^[^\]\s]+\]`) })

// labelledLink is a link whose address is defined elsewhere: "[the board][board]",
// "[board][]", "[board]".
var labelledLink = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^\[((?:[^\[\]\\]|\\.|!?\[(?:[^\[\]\\]|\\.)*\](?:\([^\s()]*\)|\[[^\[\]]*\])?)*)\](?:\[((?:[^\[\]\\]|\\.)*)\])?`)
})

// link gives the length of the link, picture or mark of a footnote that a text begins
// with, and what stands for it elsewhere; 0: it begins with none, or that stays as it is.
func (c linkCarrier) link(text string) (was int, now string) {
	if mark := footnoteMark().FindString(text); mark != "" && strings.Contains(string(c.d.Source), mark+":") {
		return len(mark), ""
	}
	link := strings.TrimPrefix(text, "!")
	picture := text[:len(text)-len(link)]
	if m := namedLink().FindStringSubmatch(link); m != nil {
		target := linkAddress(m)
		if u, err := url.Parse(target); err != nil || u.Scheme != "" || u.Host != "" || target == "" {
			return 0, ""
		}
		return len(picture) + len(m[0]), c.to(target, m[1], picture)
	}
	m := labelledLink().FindStringSubmatch(link)
	if m == nil {
		return 0, ""
	}
	target, defined := c.defined[util.ToLinkReference([]byte(cmp.Or(m[2], m[1])))]
	if !defined {
		return 0, ""
	}
	return len(picture) + len(m[0]), c.to(target, m[1], picture)
}

// to writes a link or picture with its address. Where that is relative and nobody knows
// of what, only its words are left.
func (c linkCarrier) to(target, words, picture string) string {
	bare := c
	bare.address = ""
	words = bare.carried(words) // a link in a link is none
	u, err := url.Parse(target)
	if err != nil || target == "" {
		return words
	}
	if u.Scheme == "" && u.Host == "" {
		base, err := url.Parse(c.address)
		if err != nil || base.Host == "" || strings.HasPrefix(u.Path, "/") { // of what that would be the root, the address does not tell
			return words
		}
		target, picture = base.ResolveReference(u).String(), ""
	}
	if strings.ContainsAny(target, "() ") {
		target = "<" + target + ">"
	}
	return picture + "[" + words + "](" + target + ")"
}
