package incident

import (
	"net/mail"
	"strings"
	"unicode"
)

// CheckAddress tells whether an address is one to which a message can be sent:
// "slack:#sre", "slack:C0123ABCD", "mailto:sre@example.com". The error is Invalid.
func CheckAddress(address string) error {
	scheme, rest, _ := strings.Cut(address, ":")
	switch {
	case scheme == "slack" && isChannel(rest), scheme == "mailto" && isMailbox(rest):
		return nil
	}
	return Tell(Invalid, "%q is not an address to send to; write slack:#channel or mailto:person@example.com", "%q は送信先として使えません。slack:#channel か mailto:person@example.com のように書いてください", address)
}

// isChannel tells whether a text can name a channel or a member of Slack.
func isChannel(text string) bool {
	name := strings.TrimPrefix(text, "#")
	return name != "" && !strings.ContainsFunc(name, func(r rune) bool {
		return unicode.IsSpace(r) || unicode.IsControl(r) || strings.ContainsRune("#@,;:<>", r)
	})
}

// isMailbox tells whether a text is one person's or list's address, with the name
// in front of it or without.
func isMailbox(text string) bool {
	read, err := mail.ParseAddress(text)
	if err != nil || strings.ContainsAny(text, "\r\n") {
		return false
	}
	host := read.Address[strings.LastIndex(read.Address, "@")+1:]
	return !strings.ContainsFunc(host, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune(".-[]:", r)
	})
}
