package prose

import "strings"

// A wish names an outcome and nothing that brings it about: "no alert is missed",
// "the database does not go down", "the service stays available at all times". It reads
// like a state that something is in afterwards, and anybody could promise it of anything.

// mereWish tells whether an English sentence denies a mishap, or promises that all is
// well, and says no more. A situation, a number, a means, or a verb of what is done makes
// it more than a wish.
func mereWish(ws []word) bool {
	if len(ws) > 9 { // so many words name something beside the outcome
		return false
	}
	wish := false
	for i := range ws {
		switch {
		case beyondWish(ws, i):
			return false
		case wishedAt(ws, i):
			wish = true
		}
	}
	return wish
}

// leftToMemory tells whether people are to remember what is to be done.
func leftToMemory(ws []word) bool {
	for i := range ws {
		if w := ws[i].text; (w == "remember" || w == "remembers") && i+1 < len(ws) && ws[i+1].text == "to" {
			return !deniedBefore(ws, i) && (i == 0 || ws[i-1].tags&(person|pronoun|auxiliary) != 0 || ws[i-1].text == "everyone" || ws[i-1].text == "everybody")
		}
	}
	return false
}

// beyondWish tells whether the word at i says when, how much, or by what.
func beyondWish(ws []word, i int) bool {
	w := &ws[i]
	switch w.text {
	case "when", "whenever", "if", "unless", "until", "once", "while", "during", "on", "for", "with", "from", "across", "before", "without", "within", "by", "via", "through", "using", "instead", "because", "so", "otherwise", "above", "below", "than", "per":
		return w.text != "by" || i+1 >= len(ws) || ws[i+1].text != "itself" && ws[i+1].text != "themselves"
	}
	return w.code || w.text[0] >= '0' && w.text[0] <= '9' || strings.ContainsAny(w.text, "_./=") || w.tags&strictChange != 0 && w.tags&(checkNoun|systemNoun|boardNoun) == 0 && !afterArticle(ws, i) && !mishap(w.text)
}

// afterArticle tells whether the word at i is a noun by what stands before it: "a page".
func afterArticle(ws []word, i int) bool { return i > 0 && ws[i-1].tags&determiner != 0 }

// wishedAt tells whether the word at i is the verb of a wish.
func wishedAt(ws []word, i int) bool {
	switch w := ws[i].text; {
	case w == "down" || w == "wrong" || w == "astray" || w == "full":
		return i > 0 && (ws[i-1].text == "go" || ws[i-1].text == "goes" || ws[i-1].text == "get" || ws[i-1].text == "gets") && deniedBefore(ws, i)
	case w == "up" && i > 0 && (ws[i-1].text == "fill" || ws[i-1].text == "fills" || ws[i-1].text == "pile" || ws[i-1].text == "piles"):
		return deniedBefore(ws, i)
	case mishap(w):
		return deniedBefore(ws, i)
	case w == "stays" || w == "stay" || w == "remains" || w == "remain" || w == "keeps":
		return wellSaid(ws, i) && (always(ws) || i+2 == len(ws))
	case w == "is" || w == "are" || w == "be":
		return wellSaid(ws, i) && (always(ws) || i+2 == len(ws))
	case w == "recovers" || w == "heals" || w == "survives" || w == "copes" || w == "recover" || w == "heal" || w == "works" || w == "work" || w == "runs" || w == "continues":
		return ofItself(ws, i)
	}
	return false
}

// mishap tells whether a verb says that something goes wrong.
func mishap(w string) bool {
	switch w {
	case "miss", "missed", "misses", "lose", "lost", "loses", "fail", "fails", "failed", "crash", "crashes", "expire", "expires", "expired", "cascade", "cascades", "break", "breaks", "broken", "recur", "recurs",
		"overflow", "overflows", "unnoticed", "undetected", "overlooked", "forgotten", "ignored", "affected", "impacted", "interrupted", "overloaded", "overwhelmed", "suffer", "suffers", "degrade", "degrades", "lapse", "lapses",
		"happen", "happens", "repeated", "disrupted", "harmed", "corrupted", "hang", "hangs", "stall", "stalls", "deadlock", "leak", "leaks":
		return true
	}
	return false
}

// deniedBefore tells whether what stands at i is said not to be, in the same clause.
func deniedBefore(ws []word, i int) bool {
	for j := i - 1; j >= 0 && j >= i-7; j-- {
		if ws[j+1].comma {
			return false
		}
		switch ws[j].text {
		case "no", "never", "not", "nothing", "none", "don't", "doesn't", "cannot", "can't", "won't", "isn't", "aren't", "nobody", "longer":
			return true
		}
	}
	return false
}

// wellSaid tells whether the word after i calls something well.
func wellSaid(ws []word, i int) bool {
	for k := i + 1; k < len(ws) && k <= i+2; k++ {
		switch ws[k].text {
		case "available", "up", "online", "healthy", "stable", "reachable", "consistent", "fast", "responsive", "reliable", "correct", "safe", "secure", "fresh", "operational", "robust", "resilient", "accurate", "intact", "smooth", "functional", "accessible":
			return true
		case "working", "running":
			return k+1 == len(ws) || always(ws)
		}
	}
	return false
}

// always tells whether something is promised for all times.
func always(ws []word) bool {
	for i := range ws {
		switch ws[i].text {
		case "always", "constantly", "permanently":
			return true
		case "times":
			return i > 1 && ws[i-1].text == "all"
		case "clock", "circumstances", "conditions":
			return i > 0
		}
	}
	return false
}

// ofItself tells whether what is done at i is done by nothing that is named: "recovers
// by itself", "works as expected".
func ofItself(ws []word, i int) bool {
	for k := i + 1; k < len(ws) && k <= i+4; k++ {
		switch ws[k].text {
		case "itself", "themselves", "own", "automatically", "smoothly", "expected", "intended", "correctly", "properly", "reliably", "gracefully", "quickly", "fine", "uninterrupted", "problems", "issues", "interruption", "normally":
			return true
		}
	}
	return false
}
