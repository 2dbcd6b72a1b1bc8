package prose

import "strings"

// tag is what is known of an English word, as a set.
type tag uint64

// The classes of words. A word can be in several: "review" is a thing that is
// done and a verb of inquiry.
const (
	person       tag = 1 << iota // a role, a team, people
	pronoun                      // we, they, somebody: a person
	outsider                     // users, customers, attackers: people who are not the ones held to account
	givenName                    // a frequent first or family name
	dummy                        // this, it, which: says nothing of who
	preposition                  // ends the noun that is the subject
	boundary                     // begins another clause
	determiner                   // the, a, our
	auxiliary                    // is, was, had, did
	adverb                       // can stand between subject and verb
	negation                     // not, never, nobody's
	diligence                    // an act of care, in its base form: check, follow, tell
	diligenceEd                  // the same as participle: checked, followed, told
	participle                   // an irregular participle
	adjectival                   // a form in -ed that mostly stands before a noun
	inquiry                      // investigate, consider
	improvement                  // improve, strengthen
	care                         // be careful, remind, train
	oneOff                       // restore, clean up, apologise
	writing                      // document, write
	change                       // add, set, block: something is different afterwards
	strictChange                 // reject, require, page: the verb itself is the end state
	genericNoun                  // monitoring, process: no part of the system by name
	documentNoun                 // policy, process, documentation
	runbookNoun                  // a document that holds steps: runbook, checklist
	checkNoun                    // alert, test, gate
	boardNoun                    // dashboard, metric
	qualifier                    // better, more, robust, proactively
	triggerWord                  // when, before, if
	systemNoun                   // server, pipeline, job
	verbS                        // a verb in the third person that says what happens: rejects, rolls
	weekday                      // names of months, quarters: no threshold
	unit                         // minutes, %, MB
	inquiryNoun                  // discussion, review, investigation: what a light verb makes an inquiry
	careNoun                     // training, awareness, workshop
	pastWrap                     // created, raised, done: a wrapper about the state of the work
	trait                        // lazy, clueless: judges whoever it is said of
	traitNoun                    // obsession, indecision: a failing where somebody has it
	faultVerb                    // botched, panicked: a deed that finds fault with who did it
)

const personLike = person | pronoun | givenName

// tagsOf gives what is known of a word in lower case.
func tagsOf(word string) tag {
	if t := listed(word); t != 0 {
		return t
	}
	if base, ok := strings.CutSuffix(word, "'s"); ok {
		return listed(base)
	}
	if strings.HasSuffix(word, "s'") {
		return listed(word[:len(word)-1])
	}
	if word[0] == '@' && len(word) > 1 {
		return person
	}
	if again, ok := strings.CutPrefix(word, "re-"); ok {
		return listed(again)
	}
	if i := strings.LastIndexByte(word, '-'); i > 0 && i+1 < len(word) {
		return listed(word[i+1:]) & (person | systemNoun | checkNoun | genericNoun | documentNoun)
	}
	if len(word) > 5 && strings.HasSuffix(word, "ly") && !nounInLy(word) {
		return adverb
	}
	return 0
}

// nounInLy tells whether a word that ends as adverbs do is a noun or a verb.
func nounInLy(w string) bool {
	switch w {
	case "assembly", "reassembly", "disassembly", "anomaly", "supply", "resupply", "family", "monopoly", "multiply", "fastly", "bitly", "grammarly", "oversupply", "butterfly", "paperfly":
		return true
	}
	return false
}

// phrasesShift: above its tags stands where the blaming phrases that begin with a word
// are listed, counted from one.
const phrasesShift = 40

// listed gives what the lexicon says of a word.
func listed(word string) tag {
	return tagsIn(wordTable(englishTable).find(hashText(word)))
}

// tagsIn gives the tags out of what the lexicon says of a word.
func tagsIn(known uint64) tag { return tag(known & (1<<phrasesShift - 1)) }

// englishWords is the lexicon: the tags of words, and where phrases begin with them, by
// the words' hashes.
func englishWords() map[uint64]uint64 {
	lex := map[uint64]uint64{}
	add := func(t tag, list string) {
		for w := range strings.FieldsSeq(list) {
			lex[hashText(w)] |= uint64(t)
		}
	}
	add(trait, traitWords)
	add(traitNoun, traitNouns)
	add(faultVerb, faultVerbs)
	peopleWords(add)
	grammarWords(add)
	diligenceWords(add)
	actionVerbs(add)
	actionNouns(add)
	_, begin := packPhrases()
	for hash, at := range begin {
		lex[hash] |= (at + 1) << phrasesShift
	}
	return lex
}

func peopleWords(add func(tag, string)) {
	add(person, `engineer engineers developer developers dev devs operator operators admin admins administrator administrators sysadmin sysadmins
		dba dbas sre sres manager managers lead leads leader leaders leadership supervisor supervisors director owner owners maintainer maintainers
		author authors reviewer reviewers approver approvers committer committers contributor contributors contractor contractors vendor vendors
		supplier suppliers provider's colleague colleagues coworker coworkers teammate teammates member members employee employees staff staffer
		technician technicians analyst analysts architect architects tester testers qa intern interns junior juniors hire hires newcomer newcomers
		rookie trainee trainees person people persons individual individuals guy guys man men woman women human humans on-call oncall on-caller
		responder responders commander ic caller team teams crew squad department departments organisation organization company management
		group's shift shifts ops devops support helpdesk someone's consultant consultants partner's programmer programmers designer designers
		agent's boss chief ceo cto captain crowd personnel workforce party parties volunteer volunteers folks
		coo cfo cio ciso vp president founder founders cofounder cofounders executive executives officer officers coordinator coordinators committee
		specialist specialists expert experts professional professionals novice novices newbie newbies beginner beginners apprentice amateur amateurs graduate
		freelancer freelancers subcontractor subcontractors agency nurse nurses doctor doctors clinician clinicians physician pharmacist clerk clerks secretary
		desk noc sysops netops secops tpm predecessor predecessors successor moderator moderators scripter scripters coder coders researcher researchers scientist scientists
		electrician electricians foreman integrator trainer instructor helper helpers artist artists writer's editor's sponsor sponsors joiner joiners guild guilds deployer deployers on-callers signatory signatories programme-manager
		captain captains steward stewards marshal marshals radiographer radiographers receptionist receptionists matron registrar paramedic paramedics porter porters midwife therapist teller tellers trader traders broker brokers banker bankers auditor auditors accountant accountants
		treasurer underwriter cashier cashiers actuary planner planners animator animators modder lineman linesman splicer splicers rigger riggers surveyor isp isps telco telcos carrier carriers packager packagers triager chairman chairwoman council editor-in-chief evangelist advocate advocates teamlead techlead firefighter goalie scribe
		representative representatives rep reps salesperson salesman plumber janitor cleaner cleaners caretaker watchman official officials civil-servant minister mayor councillor teacher teachers lecturer professor principal counsel lawyer lawyers solicitor recruiter facilities treasury
		sysop newhire new-hire oncaller dispatcher's installer installers fitter fitters mechanic mechanics machinist foremen superintendent steering technologist statistician mathematician biologist physicist chemist administrators webmaster postmaster hostmaster sourcer buyer-in-chief office bureau`)
	add(pronoun, `we i he she they you someone somebody anyone anybody everyone everybody nobody who whoever none us our him her
		we'd he'd she'd they'd you'd i'd we've i've they've`)
	add(person, `management legal procurement hr networking marketing sales engineering finance support infosec infra`)
	add(outsider, `user users customer customers client clients attacker attackers caller callers visitor visitors subscriber subscribers merchant merchants student students player players patient patients guest guests passenger passengers resident residents citizen citizens shopper shoppers buyer buyers seller sellers tenant tenants viewer viewers reader readers traveller travellers pupil pupils`)
	add(givenName, `akiko ben chen dana eiji fatima goro hana sato suzuki tanaka yamada takahashi watanabe ito nakamura kobayashi kato yoshida alice bob carol
		dave eve frank grace henry ivan jack jane john joe james jim jason jeff jennifer jessica karen kate kevin kim laura linda lisa mark mary matt michael mike nick
		nancy oliver olivia paul peter priya rachel rahul raj robert rob ryan sam sarah scott sean sophie steve steven susan thomas tom tim tony wei yuki yuko ken kenji
		hiroshi takeshi maria jose juan carlos luis anna andrew andy alex alexander amy anders anil arjun brian chris christian claire daniel dan david diana ed elena emily
		emma eric erik fred george hans helen hugo ian jan jean jonas julia julie kumar lars lee leo li liam lucas luca martin max mei mia mohammed nina noah omar pat
		patrick pedro philip ravi rita rosa sanjay sasha sergey simon smith jones sofia stefan sunil tanya ted terry vijay vlad wang will yan yusuf zhang zoe`)
}

func grammarWords(add func(tag, string)) {
	add(dummy, `this it that these those there which`)
	add(preposition, `of on in for at from with by to into about under over during through against between among within across behind without via per upon onto toward towards`)
	add(boundary, `because since as that when if while but and so although though whereas after before until where how why what whether unless or nor then once than which who`)
	add(determiner, `the a an our their his her its this that these those each every any some no all both another whole entire new your my`)
	add(auxiliary, `is was were are be been being has have had do does did can will may might would could should must am isn't wasn't weren't hasn't haven't hadn't didn't don't doesn't couldn't wouldn't shouldn't won't can't cannot`)
	add(adverb, `recklessly hastily foolishly deliberately knowingly stubbornly negligently wrongfully also really simply clearly obviously probably just then apparently completely even still already again later first actually
		initially repeatedly consistently subsequently unfortunately mistakenly accidentally inadvertently carelessly wrongly blindly definitely
		certainly at least easily perhaps maybe surely once ever only very all both themselves himself herself ourselves itself twice collectively`)
	add(negation, `not never no nobody none nothing neither nor isn't wasn't weren't didn't doesn't don't can't cannot won't wouldn't hardly rather`)
	add(triggerWord, `when whenever if before after until unless once while during upon every each on`)
	add(unit, `second seconds sec secs s minute minutes min mins hour hours ms millisecond milliseconds percent mb gb tb kb gi mi gib mib request requests
		rps qps retries attempts replicas replica connections days day weeks week times nodes pods cores cpus errors characters rows bytes entries approvals approvers`)
	add(weekday, `january february march april june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec
		q1 q2 q3 q4 quarter quarters year month fiscal sprint sprints week eoy eoq eow monday tuesday wednesday thursday friday h1 h2`)
	add(pastWrap, `ticket issue raised created done completed already todo wip pr`)
}

// diligenceWords are acts of care: not doing them is what people are blamed for.
func diligenceWords(add func(tag, string)) {
	base := `check verify test review read follow validate double-check doublecheck ask confirm consult communicate escalate notify tell inform warn anticipate foresee
		predict notice realise realize recognise recognize see spot catch detect understand know think consider remember monitor watch coordinate document announce
		plan prepare investigate look inspect examine act respond react acknowledge update rotate renew raise report flag mention question challenge listen pay take
		stop wait prioritise prioritize learn bother do run perform prevent avoid identify set add include account revoke remove revert account adhere comply
		apply back page keep ensure make share involve give use`
	add(diligence, base)
	add(diligenceEd, `checked verified tested reviewed read followed validated double-checked asked confirmed consulted communicated escalated notified told informed
		warned anticipated foreseen predicted noticed realised realized recognised recognized seen spotted caught detected understood known thought considered remembered
		monitored watched coordinated documented announced planned prepared investigated looked inspected examined acted responded reacted acknowledged updated rotated
		renewed raised reported flagged mentioned questioned challenged listened paid taken stopped waited prioritised prioritized learned learnt bothered done run performed
		prevented avoided identified addressed picked thought-through adhered complied obvious clearer careful`)
	add(participle, `been done known caught seen told gone taken had made read set run found thought kept put given written spoken asked understood let left led built sent
		held brought chosen begun broken come drawn driven felt got gotten hit lost paid said shown shut sold spent taught thrown won worn cut dealt foreseen forgotten heard`)
	add(adjectival, `automated limited dedicated increased improved detailed defined documented restricted shared updated reduced centralized centralised separated managed
		named tested required sized enabled redundant isolated controlled versioned scheduled configured advanced combined distributed continued added`)
}
