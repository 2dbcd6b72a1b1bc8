package postmortem

import (
	"net/url"
	"strings"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// ticketAddress gives the ticket that a text names, out of a link too.
func ticketAddress(text string) string { return incident.TicketAsTyped(linkedAddress(text)) }

// linkedAddress takes the address out of a link, in whatever form Markdown has it and
// with a remark behind it: "[#812](https://…) (open)", "<https://…>". Of two tickets
// nobody knows which one is meant, and the text stays as it is.
func linkedAddress(text string) string {
	angled := strings.HasPrefix(text, "<") && strings.Contains(text, ">")
	if !angled && !(strings.HasPrefix(text, "[") && namedLink().MatchString(text)) {
		return text
	}
	address, length := firstLink(text)
	remark := text[length:]
	if strings.Contains(remark, "](") || strings.Contains(remark, "://") {
		return text
	}
	for _, word := range strings.FieldsFunc(remark, func(r rune) bool { return strings.ContainsRune(" \t()[]<>,;、。（）", r) }) {
		if _, another := incident.ParseTicketRef(word); another {
			return text
		}
	}
	return address
}

// linkedPeople gives an owner with the person in the place of each link:
// "[@akiko](https://github.com/akiko)", "[Akiko Sato](mailto:akiko@example.com)".
func linkedPeople(owner string) string {
	if !strings.Contains(owner, "](") {
		return owner // nearly all
	}
	var b strings.Builder
	for at := 0; at < len(owner); {
		if owner[at] == '[' {
			if link := namedLink().FindStringSubmatch(owner[at:]); link != nil {
				b.WriteString(linkedPerson(link))
				at += len(link[0])
				continue
			}
		}
		b.WriteByte(owner[at])
		at++
	}
	return strings.TrimSpace(b.String())
}

// linkedPerson gives whom a link means: the login or address that is its text, the one
// to which it leads, or else the name. Words that are no person's lead to none.
func linkedPerson(link []string) string {
	words, address := strings.TrimSpace(unescapeMarks(withoutMarks(link[1]))), linkAddress(link)
	if strings.Contains(words, "@") || !(incident.People{}).OnePerson(words) {
		return words
	}
	u, err := url.Parse(address)
	if err != nil {
		return words
	}
	login := strings.Trim(u.Path, "/")
	switch {
	case strings.EqualFold(u.Scheme, "mailto") && strings.Contains(u.Opaque, "@"):
		return u.Opaque
	case strings.EqualFold(u.Host, "github.com") && login != "" && !strings.Contains(login, "/"):
		return "@" + login
	}
	return words
}
