package digest

import (
	"slices"
	"strings"
)

// Recipients gives the addresses to which a digest goes: those of the team and,
// where something is escalated, that of the person to whom it is, unless a message
// reaches the person there already. In a channel of Slack a mention does. A person
// of whom no address is known is named in the text alone.
func (d Digest) Recipients(team []string) []string {
	if len(d.Escalated) == 0 {
		return team
	}
	slackID, email := d.escalationAccounts()
	inSlack := func(address string) bool { return strings.HasPrefix(address, "slack:") }
	switch {
	case email != "":
		return withAddress(team, "mailto:"+email)
	case slackID != "" && !slices.ContainsFunc(team, inSlack):
		return withAddress(team, "slack:"+slackID)
	}
	return team
}

// escalationAccounts gives Slack's member id and the e-mail address of the person
// to whom what is long overdue goes; empty: not known.
func (d Digest) escalationAccounts() (slackID, email string) {
	if p, ok := d.People.Known(d.EscalateTo); ok {
		return p.Slack, p.Email
	}
	if strings.Index(d.EscalateTo, "@") > 0 && !strings.ContainsAny(d.EscalateTo, " \t\r\n") {
		return "", d.EscalateTo
	}
	return "", ""
}

func withAddress(team []string, address string) []string {
	same := func(a string) bool { return strings.EqualFold(a, address) }
	if slices.ContainsFunc(team, same) {
		return team
	}
	return append(slices.Clone(team), address)
}
