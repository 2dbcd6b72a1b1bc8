// Package prose judges what words say: whether a sentence blames a person
// (Blame), and whether a change of behaviour is one that an outsider could see
// (Vague). English and Japanese are judged by what the text is written in,
// whatever language the verdict is explained in. The package does no I/O.
//
// The rules by which people labelled the corpus, and so what the verdicts mean,
// are in testdata/corpus/LABELLING.md; how often the verdicts agree with them is
// in docs/EVALUATION.md.
package prose

// Lang is the language in which a verdict is explained.
type Lang string

// The languages.
const (
	English  Lang = "en"
	Japanese Lang = "ja"
)

// Finding is one verdict on a stretch of text.
type Finding struct {
	Start, End int    // byte offsets into the text judged, [Start,End)
	Reason     Reason // the pattern, by a name that stays
	Message    string // one sentence that quotes the words
	Suggestion string // how to write it instead
	OnTitle    bool   // of Vague: the offsets are into the title
	Missing    []Part // of Vague: what the change does not say
}

// Reason names the pattern behind a verdict. The names are stable: explanations
// and configuration refer to them.
type Reason string

// The reasons of a blame finding.
const (
	Hindsight    Reason = "hindsight"    // what somebody should have or could have done
	Carelessness Reason = "carelessness" // care, diligence or ability that was lacking
	Forgetting   Reason = "forgetting"   // what somebody forgot
	NamedCause   Reason = "named-cause"  // a person, or "human error", as the cause
	Guilty       Reason = "guilty"       // the search for who did it
)

// The reasons of a vague change.
const (
	Improve      Reason = "improve"      // a verb of improvement without the state after it
	Inquiry      Reason = "inquiry"      // something is looked into, nothing is changed
	OpenObject   Reason = "open-object"  // a thing is named, not what changes about it
	Care         Reason = "care"         // people are asked to take care, to know, to be trained
	OneOff       Reason = "one-off"      // done once; next time all is as before
	Announcement Reason = "announcement" // a document or process that makes nobody do anything yet
)

// Part is one thing that a change of behaviour says.
type Part string

// The parts of a change of behaviour.
const (
	Actor   Part = "actor"   // who or what acts
	Act     Part = "act"     // what it does differently
	Trigger Part = "trigger" // the situation in which it does
	Result  Part = "result"  // what an outsider can see afterwards
)

func (l Lang) say(english, japanese string) string {
	if l == Japanese {
		return japanese
	}
	return english
}
