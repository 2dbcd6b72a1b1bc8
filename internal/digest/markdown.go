package digest

import (
	"fmt"
	"io"
	"strings"
)

// WriteMarkdown writes the digest for an issue or a page. Owners are written as
// they are, so that GitHub tells them; what people wrote elsewhere mentions
// nobody and formats nothing.
func (d Digest) WriteMarkdown(w io.Writer) error {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n\n%s\n", d.Title(), d.summary())
	for _, g := range d.groups() {
		heading := Escape(g.heading)
		if g.owner != "" {
			heading = mention(g.owner)
		}
		fmt.Fprintf(&b, "\n## %s\n\n", heading)
		for _, e := range g.entries {
			d.markdownEntry(&b, e, Escape(g.whose(e)))
		}
	}
	if len(d.Escalated) > 0 {
		fmt.Fprintf(&b, "\n## %s\n\n", d.escalation(mention(d.EscalateTo)))
		for _, e := range d.Escalated {
			d.markdownEntry(&b, e.Entry, Escape(d.whose(e)))
		}
	}
	if c := d.caveat(); c != "" {
		fmt.Fprintf(&b, "\n%s\n", c)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func (d Digest) markdownEntry(b *strings.Builder, e Entry, owner string) {
	fmt.Fprintf(b, "- **%s** (%s) %s %s: %s", d.when(e), e.due(), Escape(e.Incident), e.ID, Escape(e.Title))
	if owner != "" {
		fmt.Fprintf(b, " · %s", owner)
	}
	if link := safeLink(e.Ticket); link != "" {
		fmt.Fprintf(b, " · <%s>", link)
	} else if e.Ticket != "" {
		fmt.Fprintf(b, " · %s", Escape(e.Ticket))
	}
	b.WriteString("\n")
}

// mention writes a login so that GitHub tells that person, and nothing else.
func mention(owner string) string {
	login := strings.TrimPrefix(owner, "@")
	if login != owner && login != "" && strings.Trim(strings.ToLower(login), "abcdefghijklmnopqrstuvwxyz0123456789-") == "" {
		return owner
	}
	return Escape(owner)
}

// safeLink gives an address that may stand between angle brackets; empty: it is
// none.
func safeLink(address string) string {
	if !strings.HasPrefix(address, "https://") && !strings.HasPrefix(address, "http://") || strings.ContainsAny(address, " \t\r\n<>\"`") {
		return ""
	}
	return address
}

// Escape writes a text so that Markdown shows it as it is: it formats nothing,
// links nothing and mentions nobody.
func Escape(text string) string {
	var b strings.Builder
	for _, r := range plain(text) {
		switch {
		case r == '<':
			b.WriteString("&lt;")
		case r == '>':
			b.WriteString("&gt;")
		case r == '&':
			b.WriteString("&amp;")
		case r == '@':
			b.WriteString("@\u2060") // a word joiner: GitHub sees no name behind it
		case strings.ContainsRune("\\`*_[]#|~!$", r):
			b.WriteByte('\\')
			b.WriteRune(r)
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}
