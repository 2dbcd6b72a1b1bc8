package prose

import "testing"

func FuzzWeighingTellsTheSigns(f *testing.F) {
	for _, s := range append(hostile(), "", "’", "a’b’", "“Q”–x", "It's 10:02; db-1 didn't.", "We told the vendor and Dana, the users never knew; nobody asked Ben's team.", "当番が10時に確認を怠った。", "あ", "\xe2\x80", "é") {
		if len(s) < 5000 {
			f.Add(s)
		}
	}
	f.Fuzz(func(t *testing.T, text string) {
		var r reader
		eachSentence(text, func(start, end int, m marks) {
			_, got := r.judge(text[start:end], m)
			if _, want := r.judge(text[start:end], wide|quotes); got != want {
				t.Fatalf("%q: found %v by its marks %b, %v by all", text[start:end], got, m, want)
			}
		})
		r.sign(text, English)
		pieces, runs := r.pieces, appendRuns(nil, r.pieces, wordRun)
		if got, _ := glanceModel().glance(text); glanceModel().score(got) != glanceModel().Score(runs) || got.signs != len(runs) || got.pieces != len(pieces) {
			t.Fatalf("%q at a glance: %+v, want %v, %d signs, %d pieces", text, got, glanceModel().Score(runs), len(runs), len(pieces))
		}
	})
}

// TestTheProgramJudgesByTheSigns holds the fast way against the signs that the
// models are trained and measured by.
func TestTheProgramJudgesByTheSigns(t *testing.T) {
	for _, s := range append(hostile(), "forgot it", "Ops", "human error", "The engineer forgot to renew it.", "The on-call noticed it at 10:02.", "不注意", "当番が確認を怠った。", "10時に復旧した。", `The runbook calls this "careless deploying by the engineer".`, "The vendor told us and Dana; users saw it.") {
		if len(s) > longestSentence {
			continue
		}
		look := LookAtSentence(s)
		want := look.Short && look.Ruled || !look.Short && blameModels()[look.Written].Score(look.Signs) > 0 && (look.Ruled || look.Written == Japanese || look.Glance != nil && glanceModel().Score(look.Glance) > 0)
		var r reader
		if _, found := r.judge(s, wide|quotes); found != want {
			t.Errorf("%q: found %v, want %v by %+v", s, found, want, look)
		}
	}
}
