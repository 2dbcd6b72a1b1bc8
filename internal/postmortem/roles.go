package postmortem

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// withRoles gives the incident with the names of people taken out of its text: of
// those who acted, and of everybody whom the team's configuration names. A
// postmortem tells facts by role. Owners of action items stay, since somebody has
// to be asked.
func withRoles(in incident.Incident) incident.Incident {
	names := namesOf(in)
	if len(names.byFirst) == 0 {
		return in
	}
	byRole := func(text *string) { *text = names.replace(*text, in.Lang, inProse, nameAsRole) }
	in.Title = names.replace(in.Title, in.Lang, inTitle, nameAsRole)
	in.Events = slices.Clone(in.Events)
	for i := range in.Events {
		e := &in.Events[i]
		if e.Actor = ""; e.Kind == incident.KindRole {
			e.Text = names.replace(e.Text, in.Lang, inRoleRow, nameInRoleEvent(in.Lang))
			continue
		}
		byRole(&e.Text)
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

// nameAsRole stands for a person by what that person was in the incident.
func nameAsRole(n personName) string { return n.role }

// nameInRoleEvent stands for those who take and leave roles: "a responder takes
// Ops", and not "Ops takes Ops".
func nameInRoleEvent(l incident.Lang) func(personName) string {
	var seen []string
	return func(n personName) string {
		if !slices.Contains(seen, n.person) {
			seen = append(seen, n.person)
		}
		switch slices.Index(seen, n.person) {
		case 0:
			return l.Say("a responder", "対応者")
		case 1:
			return l.Say("another responder", "別の対応者")
		}
		return l.Say("a third responder", "さらに別の対応者")
	}
}

// namesOf lists the names under which people may stand in the text of an incident.
// A name under which two roles acted stands for the first; somebody whose role the
// timeline does not say is a responder, and somebody of the team who did not act a
// colleague.
func namesOf(in incident.Incident) personNames {
	names := personNames{byFirst: map[byte][]personName{}, seen: map[string]bool{}}
	type actor struct {
		name string
		role incident.Role
	}
	var actors []actor
	for _, e := range in.Events {
		actors = append(actors, actor{e.Actor, e.Role})
	}
	if in.Record != nil {
		for _, a := range in.Record.Roster {
			actors = append(actors, actor{a.Person, a.Role})
		}
	}
	for _, k := range in.KPIs {
		if _, known := in.People.Known(k.ReadBy); known || strings.Contains(k.ReadBy, "@") && !strings.ContainsAny(k.ReadBy, " 　") { // a person, and not a role or a dashboard
			actors = append(actors, actor{k.ReadBy, ""})
		}
	}
	acted := map[string]bool{}
	for _, known := range []bool{true, false} {
		for _, a := range actors {
			if a.name == "" || (a.role != "") != known {
				continue
			}
			role := string(a.role)
			if !known {
				role = in.Lang.Say("a responder", "対応者")
			}
			who := personName{person: a.name, role: role}
			if p, ok := in.People.Find(a.name); ok {
				who.person, acted[p.ID] = p.ID, true
				names.addPerson(p, who)
			}
			names.addActor(a.name, who)
		}
	}
	for _, p := range in.People {
		if !acted[p.ID] {
			names.addPerson(p, personName{person: p.ID, role: in.Lang.Say("a colleague", "関係者")})
		}
	}
	names.sort()
	return names
}

// capitalAtStart writes what stands for a name as a sentence begins.
func capitalAtStart(before, text string) string {
	for len(before) > 0 && before[len(before)-1] == ' ' {
		before = before[:len(before)-1]
	}
	if before == "" || before[len(before)-1] == '.' || before[len(before)-1] == '\n' {
		r, size := utf8.DecodeRuneInString(text)
		return string(unicode.ToUpper(r)) + text[size:]
	}
	return text
}
