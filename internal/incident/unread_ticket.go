package incident

import (
	"net/url"
	"strings"
)

// UnreadTicket says of a text that names no ticket what is wrong with it, and what to do
// about it: opening one helps only once the field is empty. The remedy is to relink where
// another ticket or a new one will do, and to fill in the field where the advice says with
// what.
func UnreadTicket(text string, l Lang) (message, fix string, r Remedy) {
	message = l.Say("%q is not the address or key of a ticket", "「%s」はチケットのURLでもキーでもありません", text)
	if address := "https://" + strings.TrimSpace(text); isTicket(address) {
		return message, l.Say("write the whole address: %s", "アドレスを省略せずに書いてください: %s", address), RemedyItem
	}
	otherwise := l.Say("clear the field and run: pmtracker tickets create", "欄を空にして pmtracker tickets create を実行してください")
	switch {
	case isPullRequest(text):
		return l.Say("%q is a pull request, not a ticket", "「%s」はチケットではなくプルリクエストです", text),
			l.Say("write the issue that it belongs to, or %s", "対応する課題のURLを書くか、%s", otherwise), RemedyRelink
	case len(ticketsIn(text)) > 1:
		return l.Say("%q names more than one ticket", "「%s」にはチケットが複数書かれています", text),
			l.Say("write one of them; each action item has a ticket of its own", "一つだけ書いてください。チケットは恒久対応ごとに一つです"), RemedyItem
	}
	return message, l.Say("write the URL or key of its GitHub or Jira issue, or %s", "GitHub か Jira の課題のURLかキーを書くか、%s", otherwise), RemedyRelink
}

func isTicket(text string) bool {
	_, ok := ParseTicketRef(text)
	return ok
}

// ticketsIn gives the words of a text that name tickets.
func ticketsIn(text string) (named []string) {
	for _, word := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(" \t,;、，；　", r) }) {
		if isTicket(word) {
			named = append(named, word)
		}
	}
	return named
}

// isPullRequest tells the address of a pull request of GitHub, with https:// or without.
func isPullRequest(text string) bool {
	_, address, ok := strings.Cut(text, "://")
	if !ok {
		address = text
	}
	u, err := url.Parse("https://" + strings.TrimSpace(address))
	if err != nil {
		return false
	}
	parts := strings.Split(strings.Trim(u.Path, "/"), "/")
	return len(parts) >= 4 && parts[2] == "pull" && strings.Trim(parts[3], "0123456789") == ""
}
