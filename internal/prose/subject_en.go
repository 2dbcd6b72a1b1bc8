package prose

// subject tells who or what does the thing that the word at i says: the classes
// of the head of the noun that stands before it in its clause, and the word at
// which that noun begins. Without one ("and forgot to …") the subject is that of
// the clause before.
func subject(ws []word, i int) (who tag, from int) {
	end := i
	for end > 0 && !ws[end].comma && ws[end-1].tags&(adverb|auxiliary|negation) != 0 && ws[end-1].tags&(person|pronoun) == 0 {
		end--
	}
	start := end
	for start > 0 && !ws[start].comma {
		if ws[start-1].tags&boundary != 0 && ws[start-1].text != "whoever" {
			break
		}
		start--
	}
	if start == end {
		return subjectBefore(ws, start)
	}
	if ws[start].text == "whoever" || start > 0 && ws[start-1].text == "whoever" {
		return person, start
	}
	return head(ws, start, end), start
}

// subjectBefore gives the subject where none stands beside the verb: the noun
// before "who", or the subject of the clause before "and".
func subjectBefore(ws []word, at int) (tag, int) {
	if at == 0 {
		return 0, 0
	}
	switch ws[at-1].text {
	case "who", "whoever":
		if at >= 2 && ws[at-2].tags&outsider != 0 {
			return ws[at-2].tags, at - 2
		}
		return person, at - 1
	case "that", "which", "what":
		if at >= 2 && ws[at-2].tags&personLike != 0 {
			return ws[at-2].tags, at - 2
		}
		return dummy, at - 1
	}
	start := at - 1
	if ws[at].comma && ws[at-1].tags&boundary == 0 {
		start = at
	}
	for start > 0 && !clauseStart(ws, start) {
		start--
	}
	for start < at-1 && ws[start].tags&boundary != 0 {
		start++
	}
	return head(ws, start, at-1), start
}

func clauseStart(ws []word, i int) bool {
	switch ws[i-1].text {
	case "because", "when", "but", "so", "while", "although", "if", "that", "as", "since":
		return true
	}
	return false
}

// head gives the classes of the noun that carries ws[start:end): the last word
// before a preposition, a verb or a clause of its own.
func head(ws []word, start, end int) tag {
	if start < end && ws[start].text == "whoever" {
		return person
	}
	last, seen := -1, false
	for j := start; j < end; j++ {
		w := ws[j]
		if seen && ws[last].tags&(person|pronoun) != 0 && gerund(ws, j) && j+1 < end && ws[j+1].tags&(determiner|preposition) != 0 {
			break // the person running the migration
		}
		if seen && ws[last].tags&(person|pronoun) != 0 && (w.text == "knew" || w.text == "saw" || w.text == "thought" || irregularDeed(w.text)) {
			break
		}
		noun := w.tags&(person|pronoun|outsider|systemNoun|checkNoun|documentNoun) != 0
		if seen && (w.tags&(preposition|auxiliary) != 0 || w.text == "and" || w.text == "who" || w.text == "which" || w.comma || !noun && finiteVerb(w) && !(j+1 < end && ws[j+1].tags&person != 0)) {
			break
		}
		if w.tags&(determiner|adverb|preposition) != 0 && w.tags&pronoun == 0 && !(w.tags&dummy != 0 && j+1 == end) {
			continue
		}
		last, seen = j, true
	}
	if last < 0 {
		return 0
	}
	w := ws[last]
	t := w.tags
	if last > start {
		if t = named(ws[last-1].text, w.text, t); t == systemNoun {
			return t
		}
	}
	if w.capital && last > start && ws[last-1].capital && ws[last-1].tags == 0 {
		return systemNoun // "Workflow Manager": the name of a program
	}
	if t == 0 && w.capital && last > 0 && isTitle(ws[last-1].text) {
		return person
	}
	if t&(givenName) != 0 && !w.capital {
		t &^= givenName
	}
	return t
}

// named gives the classes of a noun of two words where the first decides: a
// support agent is a person, a cluster manager is none.
func named(first, noun string, t tag) tag {
	switch noun {
	case "agent", "agents":
		switch first {
		case "support", "service", "helpdesk", "desk", "sales", "call", "customer", "booking":
			return person
		}
	case "group", "groups", "unit", "division", "section", "office", "branch", "function", "organisation", "people", "guys", "folks", "side":
		switch first {
		case "platform", "infra", "infrastructure", "network", "networking", "security", "data", "database", "operations", "ops", "support", "storage", "middleware", "backend", "frontend", "mobile", "qa", "release", "engineering",
			"product", "finance", "legal", "it", "ict", "change", "service", "quality", "compliance", "project", "development", "dev", "testing", "back", "front", "business", "payments", "billing", "audit", "risk":
			return person
		case "hardware", "mainframe", "firmware", "facilities", "sre", "devops", "noc", "soc", "analytics", "bi", "ml", "web", "app", "api", "cloud", "cluster", "identity", "search", "growth", "desktop", "helpdesk", "content", "editorial", "media", "radio", "field", "duty", "night", "day":
			if noun == "group" || noun == "people" || noun == "guys" || noun == "folks" || noun == "side" {
				return person
			}
		}
		if noun == "office" {
			return 0
		}
	case "provider":
		switch first {
		case "hosting", "service", "internet", "telecom", "maintenance", "managed", "the", "our", "their", "upstream", "network", "dns", "cloud", "cdn", "email", "sms", "payment", "transit", "connectivity", "colocation", "telephony", "power":
			return person
		}
	case "manager", "managers", "operator", "operators", "controller", "owner", "supervisor", "director", "dispatcher":
		switch first {
		case "cluster", "session", "package", "cache", "queue", "resource", "memory", "transaction", "connection", "thread", "job", "lock", "secret", "secrets", "state", "config", "configuration", "certificate",
			"container", "volume", "storage", "node", "file", "kubernetes", "k8s", "prometheus", "postgres", "process", "partition", "device", "window", "bitwise", "ternary":
			return systemNoun
		}
	}
	return t
}

func isTitle(s string) bool {
	switch s {
	case "mr", "ms", "mrs", "dr", "engineer", "operator", "developer", "employee", "colleague":
		return true
	}
	return false
}

// finiteVerb tells whether a word looks like a verb in the past tense.
func finiteVerb(w word) bool {
	n := len(w.text)
	return n > 4 && w.text[n-2:] == "ed" || w.tags&(participle|change) != 0 && w.tags&(determiner|person) == 0
}
