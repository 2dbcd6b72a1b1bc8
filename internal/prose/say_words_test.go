package prose

import (
	"strings"
	"testing"
)

// TestQuotesAreTheWordsOfTheDocument: as a reader sees them, to the end of the number or
// the reference that they lead to, and no part of a tag.
func TestQuotesAreTheWordsOfTheDocument(t *testing.T) {
	for text, want := range map[string][2]string{
		"Improve monitoring<br>Review alerts":       {`"Improve monitoring" does`, "leaves monitoring,"},
		"improve monitoring<br>and alerting":        {`"improve monitoring" does`, "leaves monitoring,"},
		"improve <b>monitoring</b>":                 {`"improve monitoring" does`, "leaves monitoring,"},
		"**Improve** _monitoring_":                  {`"Improve monitoring" does`, "leaves monitoring,"},
		"Improve __monitoring__":                    {`"Improve monitoring" does`, "leaves monitoring,"},
		"Improve the my_app monitoring":             {`"Improve the my_app monitoring" does`, "leaves the my_app monitoring,"},
		"Improve [monitoring](https://example.com)": {`"Improve monitoring" does`, "leaves monitoring,"},
		"Monitoring is improved by 50%":             {`"Monitoring is improved by 50%" does`, ""},
		"see AI-1":                                  {`"see AI-1" does`, ""},
		"Same as OPS-412.":                          {`"Same as OPS-412" does`, ""},
		"improve monitoring (OPS-412)":              {`"improve monitoring" does`, ""},
		"**監視**を強化する":                               {"「監視を強化する」", "「監視」が、"},
		"監視強化🚀":                                     {"「監視強化」", "「監視強化」の何が"},
		"監視体制を\n強化する":                               {"「監視体制を強化する」", "「監視体制」が、"},
	} {
		f, vague := Vague(Change{After: text}, writtenIn(text))
		if !vague || !strings.Contains(f.Message, want[0]) || !strings.Contains(f.Suggestion, want[1]) {
			t.Errorf("%q: vague %v, want %q and %q in %s %s", text, vague, want[0], want[1], f.Message, f.Suggestion)
		}
		if strings.Contains(text[f.Start:f.End], "<br") || strings.HasSuffix(text[f.Start:f.End], "🚀") {
			t.Errorf("%q: the place is %q", text, text[f.Start:f.End])
		}
	}
	f := Blame("担当者の確認\n不足が原因である。", Japanese)
	if len(f) != 1 || !strings.Contains(f[0].Message, "確認不足") {
		t.Errorf("across a line: %+v", f)
	}
	if f, _ := Vague(Change{Before: "the on-call decides", After: "the _on-call_ **decides**"}, English); !strings.Contains(f.Message, `"the on-call decides" leaves`) {
		t.Errorf("unchanged: %s", f.Message)
	}
}

// TestQuotesCostNoMoreThanTheText: neither open tags nor findings in a long text are gone
// through for each other.
func TestQuotesCostNoMoreThanTheText(t *testing.T) {
	if text := "improve monitoring " + strings.Repeat("<", 1<<20); asShown(text, 0, len(text)) != text {
		t.Error("other words are shown")
	}
	long := strings.Repeat("_a_ ", 1<<18)
	for range 20_000 {
		if asShown(long, 1<<19, 1<<19+7) != "a a" {
			t.Fatal("other words are shown")
		}
	}
}
