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
