package prose

import "strings"

// sentence adds what one sentence shows.
func (f *featureSet) sentence(ws []word, first bool) {
	at, how := headVerb(ws)
	f.add("how:" + how)
	if at >= 0 {
		class := verbClass(ws, at)
		if first {
			f.add("first:" + class)
		}
		f.add("verb:" + class)
		if f.quoteStart < 0 && class != "change" && class != "strict" {
			f.quote(ws, at)
		}
		f.objectNouns(ws, at, class)
	} else if f.quoteStart < 0 {
		f.quoteStart, f.quoteEnd = ws[0].start, ws[len(ws)-1].end
	}
	f.nouns(ws, at)
	f.signs(ws, at)
	f.laterVerbs(ws, at)
}

// quote marks the verb and up to four words after it.
func (f *featureSet) quote(ws []word, at int) {
	end := at
	for end+1 < len(ws) && end < at+4 && !ws[end+1].comma && ws[end+1].tags&boundary == 0 {
		end++
	}
	for end > at && ws[end].tags&(determiner|preposition) != 0 {
		end--
	}
	f.quoteStart, f.quoteEnd = ws[at].start, ws[end].end
	from := at + 1
	for from < end && (ws[from].tags&(preposition|qualifier|adverb) != 0 || ws[from].text == "the" || ws[from].text == "our" || ws[from].text == "a") {
		from++
	}
	if from <= end {
		f.objectStart, f.objectEnd = ws[from].start, ws[end].end
	}
}

// verbClass names what the verb at i leaves behind; where a verb can be of two
// classes, its object decides.
func verbClass(ws []word, i int) string {
	t := ws[i].tags
	w := ws[i].text
	next := func(words ...string) bool {
		if i+1 >= len(ws) {
			return false
		}
		for _, x := range words {
			if ws[i+1].text == x {
				return true
			}
		}
		return false
	}
	switch {
	case strings.HasPrefix(w, "look"), strings.HasPrefix(w, "think"), strings.HasPrefix(w, "find"), strings.HasPrefix(w, "figur"), strings.HasPrefix(w, "follow") && next("up"),
		strings.HasPrefix(w, "reach") && next("out"), w == "see" && next("if", "whether", "how"), strings.HasPrefix(w, "try"), strings.HasPrefix(w, "work") && next("with", "out"), strings.HasPrefix(w, "check") && next("if", "whether", "why", "how", "with"):
		return "inquiry"
	case strings.HasPrefix(w, "make") && next("sure"), strings.HasPrefix(w, "ensur"):
		return "ensure"
	case w == "be" && next("more", "careful", "mindful"):
		return "care"
	case strings.HasPrefix(w, "rais") && next("awareness"):
		return "care"
	case strings.HasPrefix(w, "check"), strings.HasPrefix(w, "test"), strings.HasPrefix(w, "verif"), strings.HasPrefix(w, "confirm"):
		return "check"
	case strings.HasPrefix(w, "increas"), strings.HasPrefix(w, "reduc"), strings.HasPrefix(w, "rais"), strings.HasPrefix(w, "lower"), strings.HasPrefix(w, "shorten"), strings.HasPrefix(w, "decreas"):
		return "level"
	case t&care != 0:
		return "care"
	case t&writing != 0 && documentAhead(ws, i):
		return "write"
	case strings.HasPrefix(w, "document") || strings.HasPrefix(w, "draft"):
		return "write"
	case t&inquiry != 0 && t&change == 0:
		return "inquiry"
	case t&improvement != 0 && t&change == 0:
		return "improve"
	case t&strictChange != 0:
		return "strict"
	case t&change != 0:
		return "change"
	case t&oneOff != 0:
		return "one-off"
	case t&inquiry != 0:
		return "inquiry"
	case t&writing != 0:
		return "write"
	}
	return "other"
}

// documentAhead tells whether the object of the verb at i is a document.
func documentAhead(ws []word, i int) bool {
	for k := i + 1; k < len(ws) && k <= i+7; k++ {
		w := ws[k]
		if w.tags&documentNoun != 0 {
			return true
		}
		if k > i+1 && (w.comma || w.tags&(boundary|preposition) != 0) {
			return false
		}
	}
	return false
}

// objectNouns adds what stands right after the verb: the kinds of its nouns.
func (f *featureSet) objectNouns(ws []word, at int, class string) {
	generic, named, system, check, board, doc := false, false, false, false, false, false
	end := at + 1
	for ; end < len(ws) && end <= at+8; end++ {
		w := ws[end]
		if end > at+1 && (w.tags&boundary != 0 && w.tags&determiner == 0 || w.text == "to" || w.text == "for" || w.text == "in" || w.text == "on") {
			break
		}
		generic = generic || w.tags&genericNoun != 0
		system = system || w.tags&systemNoun != 0
		check = check || w.tags&checkNoun != 0
		board = board || w.tags&boardNoun != 0
		doc = doc || w.tags&documentNoun != 0
		named = named || isName(ws, end)
	}
	switch {
	case check:
		f.add("object:check")
	case board:
		f.add("object:board")
	case doc:
		f.add("object:document")
	case named:
		f.add("object:name")
	case generic:
		f.add("object:generic")
	case system:
		f.add("object:system")
	default:
		f.add("object:other")
	}
	if generic && class != "change" {
		f.add("generic:" + class)
	}
}

// isName tells whether a word is the name of a part: an identifier, an acronym,
// a capitalised word within the sentence.
func isName(ws []word, i int) bool {
	w := ws[i]
	if strings.ContainsAny(w.text, "_./") && len(w.text) > 3 {
		return true
	}
	if w.tags&(weekday|pronoun|person) != 0 {
		return false
	}
	if w.capital && i > 0 && !ws[i].comma && w.tags&(determiner|boundary|genericNoun|inquiry|improvement|change) == 0 {
		return true
	}
	digits, letters := false, false
	for k := range len(w.text) {
		c := w.text[k]
		digits = digits || c >= '0' && c <= '9'
		letters = letters || c >= 'a' && c <= 'z'
	}
	return digits && letters && w.tags&unit == 0 && !(w.text[0] >= '0' && w.text[0] <= '9')
}

// nouns adds what is named anywhere in the sentence.
func (f *featureSet) nouns(ws []word, at int) {
	names, systems, generics, quals := 0, 0, 0, 0
	for i, w := range ws {
		if isName(ws, i) {
			names++
		}
		if w.tags&systemNoun != 0 {
			systems++
		}
		if w.tags&genericNoun != 0 && w.tags&systemNoun == 0 {
			generics++
		}
		if w.tags&qualifier != 0 {
			quals++
		}
		if w.tags&boardNoun != 0 {
			f.add("any:board")
		}
		if w.tags&checkNoun != 0 {
			f.add("any:check")
		}
		if w.tags&documentNoun != 0 {
			f.add("any:document")
		}
	}
	count := func(name string, n int) {
		if n > 0 {
			f.add(name + ">0")
		}
		if n > 1 {
			f.add(name + ">1")
		}
	}
	count("names", names)
	count("systems", systems)
	count("generic", generics)
	count("qualifier", quals)
}
