package postmortem

import (
	"slices"
	"sort"
	"strings"

	"github.com/pmtracker/pmtracker/internal/diagnostic"
	"github.com/pmtracker/pmtracker/internal/incident"
)

// skips tells whether an offset stands in a section that the team does not have
// read for blame.
func (c *checker) skips(offset int) bool {
	if len(c.SkipSections) == 0 {
		return false
	}
	i := sort.Search(len(c.Sections), func(i int) bool { return c.Sections[i].Heading.Start > offset }) - 1
	for ; i >= 0; i-- {
		s := c.Sections[i]
		if offset >= s.Body.End {
			continue
		}
		title := foldHeading(c.text(s.Heading))
		if slices.ContainsFunc(c.SkipSections, func(skip string) bool { return foldHeading(skip) == title }) {
			return true
		}
		if s.Level <= 1 {
			break
		}
	}
	return false
}

// allows tells whether a finding touches a word about which the team wants no
// finding.
func (c *checker) allows(text string, start, end int) bool {
	for _, word := range c.AllowedWords {
		found := false
		eachWord(text, word, func(at, stop int) { found = found || at < end && start < stop })
		if found {
			return true
		}
	}
	return false
}

// blameWords finds the team's own words for blame; base is where the text stands
// in the source. A place is judged once: from known on stands what was found in
// this text before.
func (c *checker) blameWords(text string, base, known int) {
	if len(c.BlameWords) == 0 {
		return
	}
	judged := make([]bool, len(text))
	mark := func(at, end int) {
		for i := max(at, 0); i < min(end, len(judged)); i++ {
			judged[i] = true
		}
	}
	for _, f := range c.found[known:] {
		mark(f.at.Start-base, f.at.End-base)
	}
	for _, word := range c.BlameWords {
		eachWord(text, word, func(at, end int) {
			if slices.Contains(judged[at:end], true) {
				return
			}
			mark(at, end)
			s := Span{base + at, base + end}
			c.fail(diagnostic.Blame, s, c.itemAt(s.Start), c.say("%q is on this team's list of words that judge a person", "「%s」は、このチームが人を裁く言葉として挙げている語です", text[at:end]),
				c.say("say what the system and its conditions made likely", "仕組みや状況が何を起こりやすくしたかを書いてください"))
		})
	}
}

// vagueWords finds the team's own words for a change that changes nothing, in
// what an action item changes.
func (c *checker) vagueWords(it *Item) {
	at := it.place(incident.FieldAfter)
	for _, word := range c.VagueWords {
		found := false
		eachWord(it.After, word, func(int, int) { found = true })
		if !found {
			continue
		}
		if start, ok := wordAt(c.text(at), word); ok {
			at = Span{at.Start + start, at.Start + start + len(word)}
		}
		c.fail(diagnostic.ActionVague, at, it.ID, c.say("%q is on this team's list of words that change nothing", "「%s」は、このチームが何も変えない言葉として挙げている語です", word),
			c.say("name who or what acts, when, and what is different afterwards", "誰が（何が）、どんなときに、何をするようになるのかを書いてください"))
		return
	}
}

func wordAt(text, word string) (start int, ok bool) {
	start = -1
	eachWord(text, word, func(at, _ int) {
		if start < 0 {
			start = at
		}
	})
	return start, start >= 0
}

// eachWord finds a word in a text, in any case; one that begins or ends with a
// Latin letter must stand by itself there.
func eachWord(text, word string, found func(start, end int)) {
	word = strings.ToLower(strings.TrimSpace(word))
	lower := strings.ToLower(text)
	if word == "" || len(lower) != len(text) { // a letter whose lower case has another length: leave the text alone
		return
	}
	for from := 0; ; {
		i := strings.Index(lower[from:], word)
		if i < 0 {
			return
		}
		start := from + i
		end := start + len(word)
		if !(isLatin(word[0]) && start > 0 && isLatin(lower[start-1])) && !(isLatin(word[len(word)-1]) && end < len(lower) && isLatin(lower[end])) {
			found(start, end)
		}
		from = end
	}
}

func isLatin(c byte) bool { return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' }
