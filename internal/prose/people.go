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

// peopleOf gives the kind of people that a word names, by the word's hash.
func peopleOf(hash uint64) people { return people(rareTable(peopleTable).find(hash)) }

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

// appendPeople adds what is said of people of a kind, and which kinds are spoken of.
func appendPeople(signs []Sign, pieces []piece) []Sign {
	var seen [peopleKinds]bool
	alike := make([]bool, len(pieces))
	as := make([]piece, len(pieces)) // with the kind in place of the word
	for i, p := range pieces {
		kind := peopleOf(p.hash)
		seen[kind] = true
		as[i] = p
		if alike[i] = kind.alike(); alike[i] {
			as[i].hash = peopleHashes[kind]
			signs = append(signs, Sign{mixHash(runKind, as[i].hash), false, p.from, p.to})
		}
	}
	for i := range as {
		run, apart := mixHash(runKind, as[i].hash), mixHash(apartKind, as[i].hash)
		for j := i + 1; j <= i+apartReach && j < len(as); j++ {
			if !alike[i] && !alike[j] {
				continue
			}
			first := apart
			if j == i+1 {
				first = run
			}
			signs = append(signs, Sign{mixHash(first, as[j].hash), false, as[i].from, as[j].to})
		}
	}
	return append(signs, whoIsSpokenOf(seen)...)
}

// whoIsSpokenOf gives the signs of the kinds of people that were seen; of nobody, if
// no other was.
func whoIsSpokenOf(seen [peopleKinds]bool) []Sign {
	var signs []Sign
	for kind := us; kind < peopleKinds; kind++ {
		if seen[kind] {
			signs = append(signs, spokenOf[kind])
		}
	}
	if signs == nil {
		signs = append(signs, spokenOf[nobody])
	}
	return signs
}
