package postmortem

import (
	"slices"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// withRoles gives the incident with the names of those who acted taken out of
// its text: a postmortem tells facts by role. Owners of action items stay, since
// somebody has to be asked.
func withRoles(in incident.Incident) incident.Incident {
	names := actorNames(actors(in), in.Lang)
	if len(names) == 0 {
		return in
	}
	byRole := func(text *string) {
		for _, n := range names {
			*text = replaceName(*text, n.name, n.role)
		}
	}
	byRole(&in.Title)
	in.Events = slices.Clone(in.Events)
	for i := range in.Events {
		byRole(&in.Events[i].Text)
		in.Events[i].Actor = ""
	}
	in.KPIs = slices.Clone(in.KPIs)
	for i := range in.KPIs {
		byRole(&in.KPIs[i].ReadBy)
	}
	in.ActionItems = slices.Clone(in.ActionItems)
	for i := range in.ActionItems {
		a := &in.ActionItems[i]
		for _, text := range []*string{&a.Title, &a.When, &a.Before, &a.After, &a.VerifiedBy} {
			byRole(text)
		}
	}
	in.Record = recordByRole(in.Record, byRole)
	return in
}

// actor is somebody who acted, and in which role; "": the timeline does not say.
type actor struct {
	name string
	role incident.Role
}

// actors lists who acted: those of the events, and those who held a role.
func actors(in incident.Incident) []actor {
	var all []actor
	for _, e := range in.Events {
		all = append(all, actor{e.Actor, e.Role})
	}
	if in.Record != nil {
		for _, a := range in.Record.Roster {
			all = append(all, actor{a.Person, a.Role})
		}
	}
	return all
}

type actorName struct{ name, role string }

// actorNames lists the names under which somebody acted, the longest first. A
// name under which two roles acted stands for the first; somebody whose role the
// timeline does not say is a responder.
func actorNames(actors []actor, l incident.Lang) []actorName {
	var names []actorName
	seen := map[string]bool{}
	add := func(name, role string) {
		if utf8.RuneCountInString(name) >= 2 && !seen[name] && (!isASCII(name) || len(name) >= 3) {
			seen[name] = true
			names = append(names, actorName{name, role})
		}
	}
	for _, known := range []bool{true, false} {
		for _, a := range actors {
			if a.name == "" || (a.role != "") != known {
				continue
			}
			role := string(a.role)
			if !known {
				role = l.Say("a responder", "対応者")
			}
			local, _, _ := strings.Cut(strings.TrimPrefix(a.name, "@"), "@")
			add(a.name, role)
			add("@"+local, role)
			add(local, role)
			if first := strings.ToUpper(local[:min(1, len(local))]); isASCII(local) && !slices.Contains(wordsThatAreNames(), first+local[min(1, len(local)):]) {
				add(first+local[min(1, len(local)):], role)
			}
			for _, part := range nameParts(a.name) {
				add(part, role)
			}
		}
	}
	sort.SliceStable(names, func(i, j int) bool { return len(names[i].name) > len(names[j].name) })
	return names
}

// nameParts gives family and given name of a full name, apart from those that are
// English words too.
func nameParts(name string) []string {
	parts := strings.Fields(name)
	if len(parts) < 2 {
		return nil
	}
	return slices.DeleteFunc(parts, func(part string) bool {
		first, _ := utf8.DecodeRuneInString(part)
		return isASCII(part) && !unicode.IsUpper(first) || slices.Contains(wordsThatAreNames(), part)
	})
}

// wordsThatAreNames are names that a sentence can begin with meaning something
// else.
func wordsThatAreNames() []string {
	return []string{
		"Will", "Mark", "Grant", "May", "June", "April", "August", "Bill", "Rob", "Drew", "Chase", "Page", "Price", "Long", "Short", "Young",
		"Black", "White", "Brown", "Green", "Gray", "Wood", "Stone", "Rose", "Hope", "Faith", "Grace", "Frank", "Art", "Dean", "King", "Major",
		"Guy", "Sue", "Pat", "Jack", "Jean", "Max", "Miles", "Cash", "Case", "Read", "Park", "Day", "Best", "Law", "Rice", "Cook", "Baker", "Miller", "Smith",
	}
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
		if mail := mailEnd(text, end); isASCII(name) && mail > end {
			end = mail
		}
		if isASCII(name) && (wordBefore(text, start) || wordAfter(text, end)) && !strings.HasPrefix(text[end:], "-san") {
			from = end
			continue
		}
		for _, address := range []string{"さん", "氏", "様", "-san"} {
			if strings.HasPrefix(text[end:], address) {
				end += len(address)
				break
			}
		}
		text = text[:start] + role + text[end:]
		from = start + len(role)
	}
}

// mailEnd gives where the e-mail address ends whose local part ends at an offset,
// or the offset itself.
func mailEnd(text string, at int) int {
	if !strings.HasPrefix(text[at:], "@") {
		return at
	}
	end := at + 1
	for end < len(text) && (isASCIILetter(text[end]) || strings.IndexByte("-.", text[end]) >= 0) {
		end++
	}
	for text[end-1] == '.' || text[end-1] == '-' {
		end--
	}
	if !strings.Contains(text[at:end], ".") {
		return at
	}
	return end
}

func isASCIILetter(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9'
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
