package prose

// traitWords judge whoever they are said of: "was lazy", "a clueless admin".
const traitWords = `impatient hasty inexperienced untrained overeager overzealous arrogant stubborn ignorant lazy clumsy foolish undisciplined unqualified
	absent-minded forgetful overconfident cocky smug gullible inept incapable unfit unprepared underprepared underqualified ill-prepared ill-informed uncooperative
	unhelpful obstructive indecisive timid cowardly dishonest evasive apathetic indifferent disengaged uninterested unmotivated disorganised disorganized unfocused
	unwilling greedy selfish short-sighted shortsighted impulsive trigger-happy heavy-handed lax clueless naive distracted
	inconsiderate insubordinate defensive dismissive unconcerned oblivious`

// traitNouns are failings where somebody has them: "the founder's obsession",
// "indecision of the committee".
const traitNouns = `obsession haste impatience ego arrogance hubris stubbornness indecision indecisiveness inexperience indifference apathy ineptitude overconfidence
	refusal unwillingness reluctance inability misunderstanding misjudgement misjudgment miscalculation misconfiguration omission slip-up mix-up misstep mishandling
	mismanagement misinterpretation misreading foolishness stupidity inaction slowness tardiness disregard disobedience naivety forgetfulness meddling typo
	inattentiveness half-heartedness`

// faultVerbs are deeds that find fault with the person who is said to have done
// them.
const faultVerbs = `panicked overreacted blundered fumbled bungled mistyped misconfigured mismanaged dismissed downplayed withheld procrastinated rubber-stamped abused
	botched butchered clobbered nuked trashed bricked goofed erred flubbed dithered dawdled slacked shirked skimped meddled tampered fiddled tinkered gambled
	overstepped misinformed misled misspelled misspelt miscalculated misconstrued misinterpreted misapplied mistook misremembered miscommunicated mislabelled mislabeled
	miscounted misdiagnosed muddled overslept dozed snoozed cheated lied concealed violated flouted disobeyed defied trivialised trivialized belittled fat-fingered
	fudged bluffed stonewalled sabotaged overcommitted overpromised overruled pressured bullied skimmed`

// blamingPhrases are words that judge whoever they are said of: single words
// first, then phrases between bars.
const blamingPhrases = `careless carelessly carelessness sloppy sloppiness negligent negligently incompetent incompetence reckless recklessly recklessness laziness
	inattentive inattention inattentiveness complacent complacency irresponsible irresponsibly thoughtless unprofessional amateurish foolishly stupidly idiotic idiot
	idiots moron clowns shoddy slipshod slapdash lackadaisical inexcusable unforgivable blameworthy half-assed half-hearted half-heartedly dereliction thoughtlessly
	| stupid mistake | dumb mistake | silly mistake | foolish mistake | stupid error | fat-fingered | fat fingered | screwed up | messed up | dropped the ball | asleep at the wheel | common sense | rookie mistake | cut corners | cutting corners
	| rookie error | amateur mistake | beginner mistake | beginner's mistake | elementary mistake | schoolboy error | embarrassing mistake | careless mistake | basic mistake | avoidable mistake on
	| should know better | should have known better | knew better | at fault | to blame for | is to blame | was to blame | are to blame | were to blame | blame lies | blame rests | solely to blame | partly to blame
	| blame falls | poor judgement | poor judgment | bad judgement | bad judgment | lack of attention | lack of care | lack of diligence | lack of discipline | lapse of judgement | lapse of judgment | lapse in judgement | lapse in judgment | lapse of concentration
	| error of judgement | error of judgment | error in judgement | error in judgment | errors of judgement | lack of judgement | lack of judgment | lack of professionalism | lack of seriousness | lack of interest | lack of rigour | lack of rigor | lack of commitment
	| lack of competence | lack of common | lack of experience | lack of skill | not paying attention | wasn't paying attention | weren't paying attention | paid no attention | didn't pay attention | did not pay attention | insufficient care | insufficient attention | insufficient diligence
	| took a shortcut | took shortcuts | took the easy way | easy way out | did nothing about | didn't care | did not care | failed in their | failed in his | failed in her | took it upon | let us down | let the team down | no excuse | eye off the ball
	| turned a blind eye | turning a blind eye | looked the other way | passed the buck | kicked the can | asleep on the job | fell down on the job | phoned it in | winged it | wing it | shot from the hip | swept under | jumped the gun | one job | what were they thinking
	| what was he thinking | what was she thinking | couldn't be bothered | could not be bothered | never got around | never got round | let it slide | let this slide | let things slide | left it to chance | not doing their job | do their job properly | did not do their job
	| didn't do their job | do their homework | done their homework | did their homework | do his homework | do his job | do her job | knew full well | against better judgement | against better judgment | blatant disregard | wilful disregard | willful disregard | gross negligence | wishful thinking
	| amateur hour | hard to understand why | hard to believe that | beggars belief | out of laziness | out of ignorance | out of carelessness | out of habit | for no good reason | poor workmanship | weak leadership | rash decision | hasty decision | ill-advised decision
	| poor choice by | was unwise | was foolish | was stupid | was silly | utterly avoidable | entirely avoidable | blissfully unaware | not up to scratch | thought he knew | thought she knew | thought they knew | knew it all | of all people | couldn't care less
	| held accountable | held responsible | be reprimanded | was reprimanded | disciplinary action | need to be punished | who did this | whose fault | who is responsible for | be fired | was fired for | shame on
	| who was responsible for | person responsible | persons responsible | people responsible for this | individual responsible | responsible party | responsible individual | guilty party | guilty of | my bad | my fault | my mistake | my own fault
	| infinite wisdom | bright idea | genius idea | brilliant idea | genius move | fault lies | of course nobody | of course no one | is beyond me | was beyond me | nothing but negligence | sheer negligence | sheer carelessness | pure negligence | operator error | not up to the task | not up to the job | bad advice | poor decision | bad decision | poor decisions | must have known | job properly | they know better | poor discipline | lack of ownership | nobody takes ownership | nobody takes responsibility | no one takes ownership | no one takes responsibility | nobody took ownership | nobody took responsibility | nobody felt responsible | no one felt responsible | engineer in question | employee in question | person in question | developer in question | been disciplined | be disciplined | disciplinary measures | given a warning | been reprimanded | been warned about | pilot error | cockpit error | layer 8 | pebkac`
