package diagnostic

import (
	"strconv"
	"strings"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// LinkedTicket is the ticket that an action item of a file links.
type LinkedTicket struct {
	Ref     incident.TicketRef
	Warning Diagnostic // of rule ticket-shared, as yet without words, for where another file links it too
}

// SharedTickets finds the tickets that files of one check share, in the order in which
// they come.
type SharedTickets struct {
	repository incident.TicketRef
	taken      map[string][]takenTicket // by what is the same in every spelling
}

type takenTicket struct {
	ref                  incident.TicketRef
	path, incident, item string
}

// NewSharedTickets takes the repository of tickets that name none ("#12"), as owner/name;
// empty: it is not known, and such tickets are compared with their like alone.
func NewSharedTickets(repository string) *SharedTickets {
	s := &SharedTickets{taken: map[string][]takenTicket{}}
	s.repository.Owner, s.repository.Repo, _ = strings.Cut(repository, "/")
	return s
}

// AddTo adds a warning to a file for each of its tickets that one before it links. Two
// files of one incident, in two languages or as a copy, share its tickets by right.
func (s *SharedTickets) AddTo(f *File) {
	known := len(f.Diagnostics)
	for _, link := range f.Linked {
		ref := link.Ref
		if ref.Provider == incident.GitHub && ref.Owner == "" {
			ref.Owner, ref.Repo = s.repository.Owner, s.repository.Repo
		}
		key := ref.Key + "#" + strconv.Itoa(ref.Number)
		if other := takenBefore(s.taken[key], ref, f); other != nil {
			f.Diagnostics = append(f.Diagnostics, other.warning(link.Warning, f.Lang))
		}
		s.taken[key] = append(s.taken[key], takenTicket{ref, f.Path, f.Incident, link.Warning.Item})
	}
	if len(f.Diagnostics) > known {
		Sort(f.Diagnostics)
	}
}

// takenBefore gives the first that has the ticket in a file of another incident.
func takenBefore(taken []takenTicket, ref incident.TicketRef, f *File) *takenTicket {
	for i, t := range taken {
		if t.path != f.Path && (t.incident != f.Incident || f.Incident == "") && t.ref.Same(ref) && (t.ref.Owner == "") == (ref.Owner == "") {
			return &taken[i]
		}
	}
	return nil
}

func (t takenTicket) warning(w Diagnostic, l incident.Lang) Diagnostic {
	w.Message = l.Say("%s has the same ticket as %s of %s", "%[1]s は %[3]s の %[2]s と同じチケットを指しています", w.Item, t.item, t.path)
	w.Suggestion = l.Say("if this is that incident again, its fix did not hold or was not done: take the link out here and run pmtracker tickets create for what changes now; else link the ticket of this action item",
		"再発なら、前回の対策は効かなかったか、実施されていません。ここのリンクを消し、今回変えることのチケットを pmtracker tickets create で作成してください。別件なら、この恒久対応のチケットを書いてください")
	return w
}
