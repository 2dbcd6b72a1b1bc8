package prose

// people are the kinds of people that a text can speak of. A model weighs which of them
// it speaks of, and sees "the reviewer" and "the operator", or Ben and Dana, also as the
// same word: what is said of one of them is blame if it is blame of another.
type people uint8

const (
	nobody    people = iota
	us               // we, us, I
	others           // they, nobody, someone
	role             // the operator, a vendor
	byName           // Dana
	outsiders        // users, customers
	peopleKinds
)

// alike tells whether the words of a kind count also as one word. Pronouns are few
// enough to be learned each by itself.
func (p people) alike() bool { return p >= role }

var (
	peopleNames  = [peopleKinds]string{"nobody", "us", "others", "role", "named", "outsiders"}
	peopleHashes = func() (hashes [peopleKinds]uint64) {
		for p, name := range peopleNames {
			hashes[p] = hashText("<" + name + ">")
		}
		return hashes
	}()
	spokenOf = func() (signs [peopleKinds]Sign) {
		for p, name := range peopleNames {
			signs[p] = namedSign("spoken of: " + name)
			signs[p].Whole = true
		}
		return signs
	}()
)

// englishPeople are the words of the lexicon that name people.
func englishPeople() map[uint64]uint64 {
	words := map[uint64]uint64{}
	for hash, known := range englishWords() {
		switch tags := tagsIn(known); {
		case tags&person != 0:
			words[hash] = uint64(role)
		case tags&givenName != 0:
			words[hash] = uint64(byName)
		case tags&outsider != 0:
			words[hash] = uint64(outsiders)
		case tags&pronoun != 0:
			words[hash] = uint64(others)
		}
	}
	for _, w := range []string{"we", "us", "i"} {
		words[hashText(w)] = uint64(us)
	}
	return words
}

// addPeople adds what is said of people of a kind, and which kinds are spoken of. It
// gives the latter, and the mood.
func (r *reader) addPeople() (spoken company, said mood) {
	r.alike = r.alike[:0]
	for _, p := range r.pieces {
		kind, moods := settingOf(p.hash)
		spoken |= 1 << kind
		said |= moods
		if p.counts = kind.alike(); p.counts {
			p.hash = peopleHashes[kind]
			r.signs = append(r.signs, Sign{mixHash(runKind, p.hash), false, p.from, p.to})
		}
		r.alike = append(r.alike, p)
	}
	r.addAlike()
	r.signs = spoken.appendSigns(r.signs)
	return spoken, said
}

// addAlike adds the runs and pairs of words in which people count alike.
func (r *reader) addAlike() {
	for i, p := range r.alike {
		run, apart := mixHash(runKind, p.hash), mixHash(apartKind, p.hash)
		for j := i + 1; j <= i+apartReach && j < len(r.alike); j++ {
			if !p.counts && !r.alike[j].counts {
				continue
			}
			first := apart
			if j == i+1 {
				first = run
			}
			r.signs = append(r.signs, Sign{mixHash(first, r.alike[j].hash), false, p.from, r.alike[j].to})
		}
	}
}

// company are the kinds of people that a sentence speaks of, a bit each; that of nobody
// says nothing.
type company uint8

// asOne leaves out nobody, and makes those whose post is told and those whose name is
// told the same.
func (c company) asOne() company {
	if c&(1<<byName) != 0 {
		c |= 1 << role
	}
	return c &^ (1<<byName | 1<<nobody)
}

// appendSigns adds the kinds of people that are spoken of; nobody, if no other is.
func (c company) appendSigns(signs []Sign) []Sign {
	if c &^= 1 << nobody; c == 0 {
		return append(signs, spokenOf[nobody])
	}
	for kind := us; kind < peopleKinds; kind++ {
		if c&(1<<kind) != 0 {
			signs = append(signs, spokenOf[kind])
		}
	}
	return signs
}
