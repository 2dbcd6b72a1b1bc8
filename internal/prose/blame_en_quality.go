package prose

// qualityEnglish: what somebody has or does was poor: "the engineer's knowledge of
// the system was insufficient", "the vendor's support was a joke".
func qualityEnglish(ws []word, i int) (verdict, bool) {
	link := i - 1
	for link > 0 && link >= i-3 && !linking(ws[link].text) {
		link--
	}
	if link < 1 || !linking(ws[link].text) || ws[i].text == "sufficient" && !neg(ws, i) {
		return verdict{}, false
	}
	for k := link - 1; k >= 0 && k >= link-9; k-- {
		if ws[k].tags&boundary != 0 {
			return verdict{}, false
		}
		if !possessive(ws[k].text) || !accountable(ws[k].tags) || ws[k].tags&systemNoun != 0 {
			continue
		}
		for n := k + 1; n < link && n <= k+3; n++ {
			if quality(ws[n].text) {
				return spanOf(ws, k, i, Carelessness), ws[i].text == "sufficient" || !denied(ws, i)
			}
		}
		return verdict{}, false
	}
	return verdict{}, false
}

// quality tells whether a noun is what a person brings, or how they work.
func quality(w string) bool {
	switch w {
	case "attention", "mind", "focus", "knowledge", "skills", "skill", "competence", "judgement", "judgment", "handling", "support", "communication", "work", "performance", "attitude", "leadership", "preparation", "planning", "understanding",
		"grasp", "experience", "expertise", "reaction", "execution", "management", "decision", "decisions", "coordination", "discipline", "behaviour", "behavior", "conduct", "diligence", "care", "effort", "efforts", "testing", "review", "reviews",
		"analysis", "professionalism", "commitment", "motivation", "workmanship", "instructions", "advice", "priorities", "thinking", "reasoning", "approach", "involvement", "excuse", "excuses", "explanation", "supervision", "oversight", "training", "typing", "english":
		return true
	}
	return false
}

// unwatching tells whether nobody looked ("nobody was watching the dashboard"), of people who were there to
// look.
func unwatching(w string) bool {
	switch w {
	case "watching", "looking", "paying", "listening", "checking", "minding", "thinking":
		return true
	}
	return false
}

// wouldNeverEnglish: "a competent administrator would never do this", "no serious
// engineer would deploy this".
func wouldNeverEnglish(ws []word, i int) (verdict, bool) {
	if i < 2 || i+1 >= len(ws) || ws[i+1].text == "have" || ws[i+1].text == "be" {
		return verdict{}, false
	}
	never := ws[i+1].text == "never" || ws[i+1].text == "not"
	for k := i - 2; k >= 0 && k >= i-4; k-- {
		no := ws[k].text == "no" || k > 0 && ws[k-1].text == "no"
		if able(ws[k].text) && accountable(head(ws, k+1, i)) && (never || no) {
			return spanOf(ws, k, i+1, Hindsight), true
		}
	}
	return verdict{}, false
}

// able tells whether an adjective praises a person with whom another is compared.
func able(w string) bool {
	switch w {
	case "competent", "reasonable", "experienced", "careful", "good", "trained", "senior", "proper", "professional", "decent", "responsible", "attentive", "diligent", "seasoned", "skilled", "qualified", "sensible", "prudent",
		"vigilant", "thoughtful", "capable", "better", "real", "serious", "sharper", "brighter", "smarter", "wiser", "alert", "sane", "rational", "half-decent", "self-respecting", "conscientious":
		return true
	}
	return false
}

// whoeverEnglish: "nice work, whoever deleted the zone".
func whoeverEnglish(ws []word, i int) (verdict, bool) {
	j := i + 1
	for j < len(ws) && ws[j].tags&adverb != 0 {
		j++
	}
	return spanOf(ws, i, j, Guilty), j < len(ws) && deed(ws[j].text) && !futureOrHabit(ws, i)
}

// ofCourseEnglish: "of course the vendor did not call back".
func ofCourseEnglish(ws []word, i int) (verdict, bool) {
	if i == 0 || ws[i-1].text != "of" {
		return verdict{}, false
	}
	somebody := false
	for k := i + 1; k < len(ws) && k <= i+8; k++ {
		somebody = somebody || accountable(ws[k].tags)
		switch ws[k].text {
		case "not", "never", "didn't", "forgot", "ignored", "hadn't", "wasn't":
			return spanOf(ws, i-1, k, Carelessness), somebody
		}
	}
	return verdict{}, false
}

// cannotHaveEnglish: "the reviewer cannot have read the diff".
func cannotHaveEnglish(ws []word, i int) (verdict, bool) {
	if i+2 >= len(ws) || ws[i+1].text != "have" || ws[i+2].tags&diligenceEd == 0 {
		return verdict{}, false
	}
	who, _ := subject(ws, i)
	return spanOf(ws, i, i+2, Guilty), accountable(who) && !sensed(ws[i+2].text)
}
