package postmortem

import (
	"net/url"
	"regexp"
	"strings"
	"sync"
)

// elsewhere gives a text of the document as it reads where it is not: a relative link
// leads to where it leads from the document's address, and is only its text where that
// is not known; marks of footnotes, which stay behind, are left out.
func (d *Document) elsewhere(text, address string) string {
	if strings.IndexByte(text, '[') < 0 {
		return text // nearly all
	}
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
			if was, now := d.linkElsewhere(rest, address); was > 0 {
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

// linkElsewhere gives the length of the relative link, picture or mark of a footnote
// that a text begins with, and what stands for it elsewhere; 0: it begins with none.
func (d *Document) linkElsewhere(text, address string) (was int, now string) {
	if mark := footnoteMark().FindString(text); mark != "" && strings.Contains(string(d.Source), mark+":") {
		return len(mark), ""
	}
	link := strings.TrimPrefix(text, "!")
	m := namedLink().FindStringSubmatch(link)
	if m == nil {
		return 0, ""
	}
	target := linkAddress(m)
	u, err := url.Parse(target)
	if err != nil || u.Scheme != "" || u.Host != "" || target == "" {
		return 0, ""
	}
	was, now = len(text)-len(link)+len(m[0]), d.elsewhere(m[1], "") // a link in a link is none
	base, err := url.Parse(address)
	if err != nil || base.Host == "" || strings.HasPrefix(u.Path, "/") { // of what that would be the root, the address does not tell
		return was, now
	}
	whole := base.ResolveReference(u).String()
	if strings.ContainsAny(whole, "()") {
		whole = "<" + whole + ">"
	}
	return was, "[" + now + "](" + whole + ")"
}
