package prose

import "testing"

func TestBlameQuotesTheWordsAndNamesTheReason(t *testing.T) {
	for text, want := range map[string]struct {
		quote  string
		reason Reason
	}{
		"The on-call engineer should have checked the lag.": {"should have checked", Hindsight},
		"This should have been caught in review.":           {"should have been caught", Hindsight},
		"Mori forgot to renew the certificate.":             {"forgot to renew", Forgetting},
		"The team failed to follow the process.":            {"failed to follow", Carelessness},
		"Root cause: human error by the operator.":          {"human error", NamedCause},
		"It was the vendor's mistake.":                      {"vendor's mistake", NamedCause},
		"レビューで気づくべきだった。":                                    {"気づくべきだった", Hindsight},
		"担当者が確認を怠ったことが原因である。":                               {"怠った", Carelessness},
	} {
		found := Blame(text, English)
		if len(found) != 1 {
			t.Errorf("%q: %d findings, want 1", text, len(found))
			continue
		}
		if got := text[found[0].Start:found[0].End]; got != want.quote || found[0].Reason != want.reason {
			t.Errorf("%q: %q (%s), want %q (%s)", text, got, found[0].Reason, want.quote, want.reason)
		}
	}
}

func TestBlameIsSilentOnFacts(t *testing.T) {
	for _, text := range []string{
		"The deploy failed over to the standby.",
		"`git blame` shows when the line was added.",
		"The human error rate metric counts mistyped codes.",
		"The engineer noticed the spike at 10:02.",
		"The alert should have fired at 1%.",
		"We should have an alert for this.",
		"The server failed to respond.",
		"人為ミスを誘発する画面だった。",
		"見落とし率の指標を見る。",
	} {
		if found := Blame(text, English); len(found) > 0 {
			t.Errorf("%q: %s", text, found[0].Message)
		}
	}
}

// TestBlameIsSilentOnWhatIsQuoted: somebody else's words, whatever marks stand round
// them and however many sentences they are; the same words unquoted are found.
func TestBlameIsSilentOnWhatIsQuoted(t *testing.T) {
	for _, text := range []string{
		`Support forwarded "Your engineer was careless. Refund me." at 10:02.`,
		`A customer wrote “The operator should have checked it. Fire him!” in the ticket.`,
		`The first report said ‘the engineer didn’t bother to check. He was careless’ and was withdrawn.`,
		`報告書には「担当者が確認を怠った。」と書かれていた。`,
		`報告書には『担当者が確認を怠った』と書かれていた。`,
		`メールには“担当者の不注意が原因です。返金してください。”とあった。`,
		`The mail said «The engineer carelessly forgot to check the lag. Refund me.» at 10:02.`,
		`The mail said « The engineer carelessly forgot to check the lag. »`,
		`The mail said „The engineer carelessly forgot to check the lag.“`,
		`The mail said „The engineer carelessly forgot to check the lag.” Support answered.`,
		`The mail said »The engineer carelessly forgot to check the lag«.`,
		`The mail said 'The engineer carelessly forgot to check the lag.'`,
		`The mail said: 'Your engineer didn't check the lag. He was careless!' (10:02)`,
		"The mail said\n'Your engineers' deploy was careless.'",
	} {
		if found := Blame(text, langOf(text)); len(found) > 0 {
			t.Errorf("%s: %+v", text, found)
		}
	}
	for _, text := range []string{
		"Your engineer was careless. Refund me.",
		`The disk is 3.5" wide. Ben was careless. The other one is 2.5" wide.`,
		`"Refund me." That was all. Ben was careless and forgot to verify the backup.`,
		"報告書のとおり、担当者が確認を怠った。",
		`The engineers' console was slow. Ben was careless and forgot to verify the backup. It's the team's.`,
		`The mail said 'Refund me.' Ben was careless and forgot to verify the backup.`,
		`In the '90s Ben was careless and forgot to verify the teams' backup.`,
		`'The engineer carelessly forgot to check the lag.'`,
		`«The engineer carelessly forgot to check the lag.»`,
		`Settings » Backup: Ben was careless and forgot to verify it.`,
	} {
		if len(Blame(text, langOf(text))) == 0 {
			t.Errorf("%s: nothing found", text)
		}
	}
}

// TestBlameReadsNoBreakSpaces: text processors leave them between any words.
func TestBlameReadsNoBreakSpaces(t *testing.T) {
	for _, text := range []string{"The engineer should\u00a0have checked it.", "Ben failed&nbsp;to verify the backup before the deploy."} {
		found := Blame(text, English)
		if len(found) != 1 || found[0].End > len(text) {
			t.Errorf("%q: %+v", text, found)
		}
	}
}
