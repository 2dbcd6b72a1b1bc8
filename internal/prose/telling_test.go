package prose

import (
	"strings"
	"testing"
)

// What is quoted ends where its words end, and begins with the whole time of day.
func TestQuotedStretchesAreWhole(t *testing.T) {
	for stretch, want := range map[string]string{
		"without so much as a glance at the": "without so much as a glance",
		"had the nerve to call it a":         "had the nerve to call it",
		"on the":                             "on the",
		"was not up to it":                   "was not up to it",
	} {
		if got := stretch[:withoutLeads(stretch, 0, len(stretch))]; got != want {
			t.Errorf("%q ends as %q; want %q", stretch, got, want)
		}
	}
	for sentence, want := range map[string]string{
		"broke the|login page while":      "broke the login page",
		"broke the|login page.":           "broke the login page",
		"was asleep at|the wheel.":        "was asleep at the wheel",
		"broke the|big red build script":  "broke the big red build script",
		"broke the|mem_limit of api.":     "broke the mem_limit",
		"broke the|naïve re-run.":         "broke the naïve re-run",
		"broke the|config.yaml.":          "broke the config.yaml",
		"broke the|":                      "broke the",
		"broke the|, he said":             "broke the",
		"had no idea|what the script did": "had no idea",
	} {
		before, after, _ := strings.Cut(sentence, "|")
		whole := before + " " + after
		if strings.HasPrefix(after, ",") || after == "" {
			whole = before + after
		}
		if got := whole[:toTheObject(whole, 0, len(before))]; got != want {
			t.Errorf("%q is quoted as %q; want %q", whole, got, want)
		}
	}
	for sentence, at := range map[string]int{"03:12のページを放置": 3, "ページ12を放置": 9} {
		want := 0
		if at != 3 {
			want = at
		}
		if got := clockStart(sentence, at); got != want {
			t.Errorf("%q begins at %d; want %d", sentence, got, want)
		}
	}
	const sentence = "委託先のミナモ社がコントロールプレーンを停止"
	start, end := strings.Index(sentence, "モ社"), strings.Index(sentence, "レーン")
	if from, to := wholeWords(sentence, start, end); sentence[from:to] != "ミナモ社がコントロールプレーン" {
		t.Errorf("quoted is %q", sentence[from:to])
	}
}

// A rule's finding begins with a whole word of katakana, however long it is.
func TestRuleQuotesWholeKatakana(t *testing.T) {
	const sentence = "ステージング環境しか確認しなかった。"
	findings := Blame(sentence, Japanese)
	if len(findings) != 1 || !strings.HasPrefix(sentence[findings[0].Start:], "ステージング") {
		t.Errorf("%q: %+v", sentence, findings)
	}
}
