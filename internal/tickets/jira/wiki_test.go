package jira

import "testing"

func TestWikiMarkup(t *testing.T) {
	for _, tt := range []struct{ name, markdown, want string }{
		{"heading", "## What changes\n\ntext", "h2. What changes\n\ntext\n"},
		{"emphasis", "a **bold** and *soft* and ~~gone~~ word", "a *bold* and _soft_ and -gone- word\n"},
		{"emphasis in Japanese", "期限は**必ず**守る", "期限は{*}必ず{*}守る\n"},
		{"nested lists", "- one\n  1. first\n  2. second\n- two\n", "* one\n*# first\n*# second\n* two\n"},
		{"tasks", "- [x] done\n- [ ] open\n", "* (/) done\n* ( ) open\n"},
		{"link", "see [the postmortem](https://example.com/a_(b)?x=1|2)", "see [the postmortem|https://example.com/a_(b)?x=1%7C2]\n"},
		{"autolink", "<https://example.com/>", "[https://example.com/]\n"},
		{"table", "| Field | Value |\n| --- | --- |\n| Due | 2026-12-15 |\n| Note | a \\| b |\n| Empty | |\n",
			"||Field||Value||\n|Due|2026-12-15|\n|Note|a \\| b|\n|Empty| |\n"},
		{"code", "run `kubectl {x}`\n\n```go\nx := map[string]int{}\n```\n", "run {{kubectl \\{x\\}}}\n\n{code:go}\nx := map[string]int{}\n{code}\n"},
		{"quote", "> said\n> so", "{quote}\nsaid so\n{quote}\n"},
		{"what would be markup", "use {noformat} and [x] and --force and *stars", "use \\{noformat\\} and \\[x\\] and \\-\\-force and \\*stars\n"},
		{"words that only look like it", "on-call 2026-12-15 snake_case 2*3", "on-call 2026-12-15 snake_case 2*3\n"},
		{"soft break", "one\ntwo\n\n一行目\n二行目", "one two\n\n一行目二行目\n"},
		{"comment and HTML", "a <b>c</b>\n\n<!-- hidden -->\n", "a c\n"},
		{"words in angle brackets", "pod <pod-name> and \\<node> of <!-- no --> it<br>end\n\n<pod-name>\n", "pod <pod-name> and <node> of  it\\\\ end\n\n<pod-name>\n"},
		{"entities and escapes", "a &amp; b \\* c", "a & b * c\n"},
		{"rule", "a\n\n---\n\nb", "a\n\n----\n\nb\n"},
		{"end of code in code", "```\n{code}\n```", "{code}\n{ code}\n{code}\n"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := WikiMarkup(tt.markdown); got != tt.want {
				t.Errorf("got  %q\nwant %q", got, tt.want)
			}
		})
	}
}
