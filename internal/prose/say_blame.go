package prose

import "fmt"

// blameFinding puts a verdict into words, with the question that leads from the
// person to the condition.
func blameFinding(text string, v verdict, lang Lang) Finding {
	return Finding{
		Start: v.start, End: v.end, Reason: v.reason,
		Message:    fmt.Sprintf(lang.say("%q judges a person instead of describing what the system made likely", "「%s」は仕組みではなく人を評価しています"), asShown(text, v.start, v.end)),
		Suggestion: blameAdvice(v.reason, lang),
	}
}

func blameAdvice(r Reason, lang Lang) string {
	switch r {
	case Hindsight:
		return lang.say("say what could be seen at the time, and which signal or guard was missing: \"at <time> <role> saw <what the screen showed>; nothing showed <what was hidden>\"",
			"その時点で何が見えていたか、どの合図や歯止めがなかったかを書いてください。例:「〈時刻〉の時点で〈役割〉に見えていたのは〈画面の表示〉で、〈隠れていた条件〉を示すものはなかった」")
	case Forgetting:
		return lang.say("memory is no safeguard: say what reminds of the step or does it by itself, and that it was missing: \"nothing renews <thing> or warns before <event>\"",
			"記憶は歯止めになりません。その手順を思い出させる、または自動で行う仕組みがなかったことを書いてください。例:「〈対象〉を自動で更新する仕組みも、〈出来事〉の前の警告もなかった」")
	case NamedCause:
		return lang.say("a person is where the questions begin, not the cause: what made this the obvious thing to do, and what let it reach production?",
			"人は原因ではなく、問いの始まりです。その操作が自然に見えたのはなぜか、何がそれを本番まで通したのかを書いてください")
	case Guilty:
		return lang.say("ask what, not who: which step let this through, and what would have stopped it whoever was on duty?",
			"「誰が」ではなく「何が」を問うてください。どの工程が通したのか、誰が当番でも止められた仕組みは何か")
	}
	return lang.say("describe the condition: what made it the obvious thing to do, and which mechanism was missing?",
		"条件を書いてください。その時点でその行動が自然だったのはなぜか、どの仕組みがなかったのか")
}
