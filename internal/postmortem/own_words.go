package postmortem

import (
	"iter"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"github.com/pmtracker/pmtracker/internal/prose"
)

// ownWords are the words of a team's configuration, by what is to be made of them.
type ownWords struct{ blame, vague, allowed []ownWord }

// ownWord is a word or phrase that a team lists, and the forms in which a text has it.
type ownWord struct {
	listed string   // as the team wrote it
	forms  []string // folded
}

func (o CheckOptions) ownWords() ownWords {
	return ownWords{asOwn(o.BlameWords), asOwn(o.VagueWords), asOwn(o.AllowedWords)}
}

func asOwn(words []string) []ownWord {
	var own []ownWord
	for _, word := range words {
		if folded := strings.TrimSpace(fold(word).text); folded != "" {
			own = append(own, ownWord{strings.TrimSpace(word), formsOf(folded)})
		}
	}
	return own
}

// formsOf gives the forms of an English word, and of a phrase those of its first and of
// its last word: "touches base", "rookie mistakes". Any other has one form.
func formsOf(phrase string) []string {
	forms := []string{phrase}
	first, _, _ := strings.Cut(phrase, " ")
	for _, form := range inflected(first) {
		forms = append(forms, form+phrase[len(first):])
	}
	last := phrase[strings.LastIndexByte(phrase, ' ')+1:]
	for _, form := range inflected(last) {
		forms = append(forms, phrase[:len(phrase)-len(last)]+form)
	}
	slices.Sort(forms)
	return slices.Compact(forms)
}

// inflected gives the forms of one English word; none of what is too short to be one
// that takes endings, such as an abbreviation.
func inflected(word string) []string {
	if len(word) < 3 || strings.Trim(word, "abcdefghijklmnopqrstuvwxyz") != "" {
		return nil
	}
	return prose.Forms(word)
}

// foldedText is a text as own words are looked for in it: neither the case of letters
// nor their width nor how many blanks stand between words makes a difference.
type foldedText struct {
	text     string
	from, to []int // of each byte of text, where in the source what it was made of begins and ends
	size     int   // of the source, in bytes
}

func fold(source string) foldedText {
	f := foldedText{size: len(source), from: make([]int, 0, len(source)), to: make([]int, 0, len(source))}
	var b strings.Builder
	var parts norm.Iter
	blank := false
	for parts.InitString(norm.NFKC, source); !parts.Done(); {
		start := parts.Pos()
		part := strings.ToLower(string(parts.Next()))
		if strings.TrimSpace(part) == "" {
			if blank {
				continue
			}
			part = " "
		}
		blank = part == " "
		b.WriteString(part)
		for range len(part) {
			f.from, f.to = append(f.from, start), append(f.to, parts.Pos())
		}
	}
	f.text = b.String()
	return f
}

// each goes through the places of a word in the source, form by form. A form that
// begins or ends with a Latin letter or a digit must stand by itself there.
func (f foldedText) each(word ownWord) iter.Seq2[int, int] {
	return func(yield func(start, end int) bool) {
		for _, form := range word.forms {
			for end := 0; ; {
				i := strings.Index(f.text[end:], form)
				if i < 0 {
					break
				}
				start := end + i
				end = start + len(form)
				if f.apart(start, end) && !yield(f.from[start], f.to[end-1]) {
					return
				}
			}
		}
	}
}

// first gives a place of a word in the source.
func (f foldedText) first(word ownWord) (start, end int, found bool) {
	for start, end := range f.each(word) {
		return start, end, true
	}
	return 0, 0, false
}

// apart tells whether a stretch neither begins nor ends within a Latin word.
func (f foldedText) apart(start, end int) bool {
	t := f.text
	return !(isLatin(t[start]) && start > 0 && isLatin(t[start-1])) && !(isLatin(t[end-1]) && end < len(t) && isLatin(t[end]))
}

func isLatin(c byte) bool { return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' }
