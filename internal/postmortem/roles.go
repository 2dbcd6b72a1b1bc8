package postmortem

import (
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// withRoles gives the incident with the names of those who acted taken out of
// the text: a postmortem tells facts by role.
func withRoles(in incident.Incident) incident.Incident {
	names := actorNames(in.Events)
	if len(names) == 0 {
		return in
	}
	events := make([]incident.Event, len(in.Events))
	for i, e := range in.Events {
		for _, n := range names {
			e.Text = replaceName(e.Text, n.name, string(n.role))
		}
		e.Actor = ""
		events[i] = e
	}
	in.Events = events
	return in
}

type actorName struct {
	name string
	role incident.Role
}

// actorNames lists the names under which somebody with a role acted, the
// longest first. A name under which two roles acted stands for the first.
func actorNames(events []incident.Event) []actorName {
	var names []actorName
	seen := map[string]bool{}
	add := func(name string, role incident.Role) {
		if utf8.RuneCountInString(name) >= 2 && !seen[name] && (!isASCII(name) || len(name) >= 3) {
			seen[name] = true
			names = append(names, actorName{name, role})
		}
	}
	for _, e := range events {
		if e.Actor == "" || e.Role == "" {
			continue
		}
		add(e.Actor, e.Role)
		bare := strings.TrimPrefix(e.Actor, "@")
		local, _, _ := strings.Cut(bare, "@")
		add("@"+local, e.Role)
		add(local, e.Role)
	}
	sort.SliceStable(names, func(i, j int) bool { return len(names[i].name) > len(names[j].name) })
	return names
}

// replaceName replaces a name that stands as a word of its own, with the
// Japanese form of address behind it.
func replaceName(text, name, role string) string {
	for from := 0; ; {
		i := strings.Index(text[from:], name)
		if i < 0 {
			return text
		}
		start, end := from+i, from+i+len(name)
		if isASCII(name) && (wordBefore(text, start) || wordAfter(text, end)) {
			from = end
			continue
		}
		for _, address := range []string{"さん", "氏", "様"} {
			if strings.HasPrefix(text[end:], address) {
				end += len(address)
				break
			}
		}
		text = text[:start] + role + text[end:]
		from = start + len(role)
	}
}

func wordBefore(text string, at int) bool {
	r, _ := utf8.DecodeLastRuneInString(text[:at])
	return at > 0 && (r < utf8.RuneSelf && (unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune("_-./@", r)))
}

func wordAfter(text string, at int) bool {
	r, size := utf8.DecodeRuneInString(text[at:])
	if r == '.' || r == '-' {
		next, _ := utf8.DecodeRuneInString(text[at+size:])
		return unicode.IsLetter(next) || unicode.IsDigit(next)
	}
	return at < len(text) && (r < utf8.RuneSelf && (unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune("_/@", r)))
}
