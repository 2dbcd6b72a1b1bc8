package prose

import "strings"

// humanErrorEnglish: "human error", "operator error" told as the cause. A rate,
// a guard against it and talk about it blame nobody.
func humanErrorEnglish(ws []word, i int) (verdict, bool) {
	end := i + 1
	if ws[i].text == "human" && i+2 < len(ws) && !ws[i+1].comma && ws[i+1].tags&(person|boundary|preposition|auxiliary) == 0 && !mistake(ws[i+1].text) {
		end = i + 2 // "a human configuration error"
	}
	if end >= len(ws) || ws[end].comma || !mistake(ws[end].text) {
		return verdict{}, false
	}
	v := spanOf(ws, i, end, NamedCause)
	if general(ws, end+1) {
		return v, false
	}
	if ws[i].quoted || denied(ws, end) || denied(ws, i) {
		return v, false
	}
	if ws[i].text != "human" && ws[i].text != "operator" && ws[i].text != "pilot" {
		// "a user error", "an engineer error": a message of the program, unless it is the cause.
		return v, causal(ws, i)
	}
	return v, causal(ws, i) || causalAfter(ws, end)
}

// mistake tells whether a word is what people are said to make.
func mistake(w string) bool {
	switch w {
	case "error", "errors", "mistake", "mistakes", "negligence", "fault", "carelessness":
		return true
	}
	return false
}

// humanMadeEnglish: "a human-caused outage".
func humanMadeEnglish(ws []word, i int) (verdict, bool) {
	return spanOf(ws, i, i+1, NamedCause), i+1 < len(ws) && !ws[i].quoted && !denied(ws, i)
}

// general tells whether what follows speaks of such errors at large: "human error
// is a symptom".
func general(ws []word, i int) bool {
	if i+1 >= len(ws) {
		return false
	}
	switch ws[i].text {
	case "is", "are", "can", "will", "may", "should", "cannot", "happens", "must":
		return ws[i+1].text != "the"
	}
	return false
}

// causal tells whether the words before i make what stands there the cause.
func causal(ws []word, i int) bool {
	for k := i - 1; k >= 0 && k >= i-6; k-- {
		switch ws[k].text {
		case "cause", "caused", "causes", "due", "because", "attributed", "reason", "result", "resulted", "stemmed", "blame", "root", "simply", "plain", "was", "is", "from", "traced", "through", "after":
			return true
		}
	}
	return i == 0
}

func causalAfter(ws []word, i int) bool {
	for k := i + 1; k < len(ws) && k <= i+9; k++ {
		switch ws[k].text {
		case "by", "led", "caused", "resulted", "part", "during", "took", "brought", "when":
			return true
		}
	}
	return i+1 >= len(ws)
}

// possessedEnglish: a mistake that belongs to somebody: "the operator's
// mistake", "a mistake by the release manager", "the team made a mistake".
func possessedEnglish(ws []word, i int) (verdict, bool) {
	if ws[i].text == "mistake" && i > 0 && ws[i-1].text == "by" {
		return byMistake(ws, i)
	}
	if denied(ws, i) {
		return verdict{}, false
	}
	technical := strings.HasPrefix(ws[i].text, "error") || ws[i].text == "fault"
	if ws[i].text == "fault" || ws[i].text == "error" || ws[i].text == "mistake" {
		if v, ok := faultLiesEnglish(ws, i); ok {
			return v, true
		}
	}
	for k := i - 1; k >= 0 && k >= i-3; k-- {
		t := ws[k]
		if possessive(t.text) && t.tags&(person|givenName) != 0 && t.tags&outsider == 0 {
			return spanOf(ws, k, i, NamedCause), true
		}
		switch t.text {
		case "their", "his", "her", "my", "your":
			if ws[i].tags&traitNoun == 0 && !technical || ws[i].text == "fault" {
				return spanOf(ws, k, i, NamedCause), true
			}
		case "our":
			if ws[i].text == "fault" || ws[i].text == "mistake" || ws[i].text == "negligence" {
				return spanOf(ws, k, i, NamedCause), true
			}
		}
		if t.tags&(boundary|preposition) != 0 {
			break
		}
	}
	for k := i + 1; k < len(ws) && k <= i+5; k++ {
		switch ws[k].text {
		case "by", "of":
			if technical && ws[k].text == "of" && ws[i].text != "fault" {
				continue
			}
			if head(ws, k+1, min(len(ws), k+5))&(person|givenName) != 0 && head(ws, k+1, min(len(ws), k+5))&outsider == 0 {
				return spanOf(ws, i, min(k+2, len(ws)-1), NamedCause), true
			}
		}
		if ws[k].tags&boundary != 0 {
			break
		}
	}
	if i > 1 && (ws[i-2].text == "made" || ws[i-1].text == "made") && !futureOrHabit(ws, i) {
		m := i - 2
		if ws[i-1].text == "made" {
			m = i - 1
		}
		who, _ := subject(ws, m)
		return spanOf(ws, m, i, NamedCause), who&(person|pronoun|givenName) != 0 && who&outsider == 0
	}
	return verdict{}, false
}

// byMistake: a role did something by mistake.
func byMistake(ws []word, i int) (verdict, bool) {
	return somebodyDid(ws, i, i-1)
}

// hurryEnglish: "the dev merged it in a hurry".
func hurryEnglish(ws []word, i int) (verdict, bool) {
	if i < 3 || ws[i-1].text != "a" || ws[i-2].text != "in" {
		return verdict{}, false
	}
	return somebodyDid(ws, i, i-2)
}

// brokenEnglish: "the build was broken by Tomasz".
func brokenEnglish(ws []word, i int) (verdict, bool) {
	if i+1 >= len(ws) || ws[i+1].text != "by" {
		return verdict{}, false
	}
	return byPerson(ws, i, NamedCause)
}

// somebodyDid marks how a person did something, from the word at from to that at i:
// "by mistake".
func somebodyDid(ws []word, i, from int) (verdict, bool) {
	for k := 0; k < i; k++ {
		if k > 0 && deed(ws[k].text) && ws[k-1].tags&auxiliary == 0 {
			who, _ := subject(ws, k)
			return spanOf(ws, from, i, Carelessness), accountable(who)
		}
	}
	return verdict{}, false
}

// causedByEnglish: a person as the cause: "caused by the new hire", "because of
// the vendor".
func causedByEnglish(ws []word, i int) (verdict, bool) {
	if ws[i].text == "caused" && i > 0 && (ws[i-1].tags&auxiliary == 0 || ws[i-1].text == "had") && !(i+1 < len(ws) && ws[i+1].text == "by") {
		who, _ := subject(ws, i)
		return spanOf(ws, i, i, NamedCause), accountable(who) && !futureOrHabit(ws, i) && !denied(ws, i)
	}
	k := i + 1
	for k < len(ws) && ws[k].tags&adverb != 0 {
		k++
	}
	want := map[string]string{"caused": "by", "triggered": "by", "because": "of", "due": "to", "thanks": "to"}[ws[i].text]
	if k >= len(ws) || ws[k].text != want || denied(ws, i) {
		return verdict{}, false
	}
	end := k + 1
	for end < len(ws) && end <= k+5 && !ws[end].comma && ws[end].tags&(preposition|boundary|auxiliary) == 0 && ws[end].text != "not" && !gerund(ws, end) && !possessive(ws[end].text) {
		end++
	}
	if end < len(ws) && possessive(ws[end].text) {
		return verdict{}, false
	}
	if end == k+1 {
		return verdict{}, false
	}
	last := ws[end-1]
	if last.tags&person == 0 && (last.tags&givenName == 0 || !last.capital) || last.tags&(outsider|systemNoun) != 0 {
		return verdict{}, false
	}
	if last.capital && end-2 > k && ws[end-2].capital && ws[end-2].tags == 0 {
		return verdict{}, false
	}
	if following(ws, end) {
		return verdict{}, false
	}
	return spanOf(ws, i, end-1, NamedCause), true
}

// following tells whether what the person did is told as a neutral act right
// after: "caused by an engineer running the playbook".
func following(ws []word, end int) bool {
	return end < len(ws) && gerund(ws, end)
}

func gerund(ws []word, i int) bool {
	w := ws[i].text
	return len(w) > 5 && w[len(w)-3:] == "ing"
}

// guiltyEnglish: the search for the person: "who deployed this?", "find out who
// approved the change".
func guiltyEnglish(ws []word, i int) (verdict, bool) {
	if strings.HasPrefix(ws[i].text, "culprit") {
		k := i + 1
		if k+1 < len(ws) && ws[k].tags&auxiliary != 0 && head(ws, k+1, min(len(ws), k+5))&(person|givenName) != 0 {
			return spanOf(ws, i, i, Guilty), !denied(ws, i)
		}
		return verdict{}, false
	}
	if i+1 >= len(ws) {
		return verdict{}, false
	}
	asked := i == 0
	for k := i - 1; k >= 0 && k >= i-4; k-- {
		switch ws[k].text {
		case "find", "out", "determine", "identify", "establish", "ask", "know", "clarify", "clear", "unclear", "investigate":
			asked = true
		}
	}
	if !asked || denied(ws, i) {
		return verdict{}, false
	}
	j := i + 1
	for j < len(ws) && (ws[j].tags&(adverb) != 0 || ws[j].text == "has" || ws[j].text == "had") {
		j++
	}
	if j >= len(ws) {
		return verdict{}, false
	}
	switch ws[j].text {
	case "did", "broke", "approved", "allowed", "caused", "deployed", "pushed", "merged", "deleted", "changed", "made", "messed", "signed", "introduced", "ran", "wrote", "committed", "removed", "let":
		return spanOf(ws, i, j, Guilty), true
	}
	return verdict{}, false
}
