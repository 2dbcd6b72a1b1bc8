package postmortem

import (
	"regexp"
	"strings"
	"sync"
)

// A page shows nothing of what stands in some elements of HTML, so that it says as little
// as what is struck through.

// hiddenAttribute matches the attributes by which an element is not shown, where each begins;
// quotedValue matches what an attribute other than style says.
var (
	hiddenAttribute = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`(?i)\shidden(?:[\s=/]|$)|\sstyle\s*=[^>]*(?:display\s*:\s*none|visibility\s*:\s*hidden)`)
	})
	quotedValue = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`(?i)\s(?:[a-rt-z][\w-]*|s[a-su-z][\w-]*|hidden)\s*=\s*(?:"[^"]*"|'[^']*')`)
	})
)

// hidesElement tells whether the element of an opening tag is not shown, by the tag's
// name in small letters and its attributes.
func hidesElement(name, attributes string) bool {
	switch name {
	case "template", "script", "style":
		return true
	case "img", "br", "hr", "wbr", "input", "meta", "link": // nothing stands in them
		return false
	}
	if attributes == "" {
		return false
	}
	if hiddenAttribute().MatchString(attributes) {
		bare := quotedValue().ReplaceAllStringFunc(attributes, func(a string) string { return a[:strings.IndexByte(a, '=')] })
		return hiddenAttribute().MatchString(bare)
	}
	return false
}

// mayHide tells at a glance of a text with a tag whether some element in it may not be
// shown, although no tag closes.
func mayHide(text string) bool {
	text = strings.ToLower(text)
	return strings.Contains(text, "hidden") || strings.Contains(text, "none") || strings.Contains(text, "<template") || strings.Contains(text, "<script") || strings.Contains(text, "<style")
}

// hideRest takes all that follows a tag whose element is hidden and never ends.
func (s *strikes) hideRest(end int) {
	for name, starts := range s.opened {
		if len(starts) > 0 && !strikesThrough(name) {
			s.opened[name] = starts[:1]
			s.read(name, Span{end, end}, false, true)
		}
	}
}

// strikesThrough tells whether a sign or the name of a tag strikes through.
func strikesThrough(sign string) bool {
	switch sign {
	case "~", "~~", "del", "s", "strike":
		return true
	}
	return false
}
