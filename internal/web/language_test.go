package web

import (
	"regexp"
	"strings"
	"testing"
)

// TestNothingIsLeftUntranslated reads every page in Japanese, of an incident whose
// words are Japanese, and looks for English words that are not names.
func TestNothingIsLeftUntranslated(t *testing.T) {
	p := newSite(t, nil).person("ja")
	a := p.must(p.post("/declare", "title", "決済が失敗する", "severity", "SEV2"), 303)
	base := a.location
	live := []string{base, base + "/reports/first", base + "/recover", "/declare", "/", "/items", "/trends", "/keys", "/account", "/nothing"}
	p.untranslated(live)
	p.must(p.post(base+"/log", "text", "安全化: 流量を止めた"), 303)
	p.must(p.post(base+"/recover", "name", "error_rate", "value", "0.2", "low", "0", "high", "2", "read_by", "@akiko"), 303)
	p.must(p.post(base+"/generate"), 303)
	p.untranslated([]string{base, base + "/review", base + "/review?source=1", base + "/history", base + "/reports", base + "/reports/completion"})
}

var latinWord = regexp.MustCompile(`[A-Za-z][A-Za-z_-]{2,}`)

// names are words that are the same in both languages: names of programs, formats
// and fields, roles, codes and accounts.
func isName(word string) bool {
	for _, name := range []string{"pmtracker", "English", "API", "KPI", "KPIs", "HTML", "CSV", "iCal", "URL", "GitHub", "Jira", "Markdown", "Enter", "Esc", "Ops", "Comm", "Rec",
		"MTTD", "MTTA", "MTTC", "MTTR", "UTC", "INC", "SEV", "error_rate", "akiko", "Akiko", "Ben", "AI-", "author", "front", "matter", "prevent", "nothing",
		"no_action_items", "JavaScript"} {
		if word == name {
			return true
		}
	}
	return strings.HasPrefix(word, "SEV") || strings.HasPrefix(word, "INC-") || strings.HasPrefix(word, "section-") || strings.HasPrefix(word, "action-")
}

var (
	documentPart = regexp.MustCompile(`(?s)<article.*</article>|<div class="paper".*?</section>|<ol class="source".*?</ol>`)
	codeElement  = regexp.MustCompile(`(?s)<(code|kbd|title|pre)[^>]*>.*?</(code|kbd|title|pre)>`)
	label        = regexp.MustCompile(`(aria-label|placeholder|title)="([^"]*)"`)
)

func (p *person) untranslated(paths []string) {
	p.Helper()
	for _, path := range paths {
		body := codeElement.ReplaceAllString(documentPart.ReplaceAllString(p.get(path).body, ""), "")
		text := plainTextAll(body)
		for _, m := range label.FindAllStringSubmatch(body, -1) {
			if !strings.Contains(m[2], "(UTC)") && !strings.Contains(m[2], "+00:00") {
				text += " " + m[2]
			}
		}
		for _, word := range latinWord.FindAllString(text, -1) {
			if !isName(word) {
				p.Errorf("%s: %q is not translated", path, word)
			}
		}
	}
}
