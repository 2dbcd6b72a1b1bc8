package digest

import (
	"slices"
	"strings"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// Recipients gives the addresses to which a digest goes: those of the team and,
// where something is escalated, that of the person to whom it is, unless a message
// reaches the person there already. In a channel of Slack a mention does. A person
// of whom no address is known is named in the text alone.
func (d Digest) Recipients(team []string) []string {
	if len(d.Escalated) == 0 {
		return team
	}
	if incident.CheckAddress(d.EscalateTo) == nil {
		return withAddress(team, d.EscalateTo)
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

// Unaddressed names the person to whom something is escalated and of whom no address is
// known, so that no message is sent there; empty: nobody is.
func (d Digest) Unaddressed() string {
	if len(d.Escalated) == 0 || d.Escalates() {
		return ""
	}
	return d.EscalateTo
}

// Escalates tells whether an address is known of the person to whom what is long overdue
// goes.
func (o Options) Escalates() bool {
	slackID, email := o.escalationAccounts()
	return slackID != "" || email != "" || incident.CheckAddress(o.EscalateTo) == nil
}

// escalationAccounts gives Slack's member id and the e-mail address of the person
// to whom what is long overdue goes; empty: not known.
func (o Options) escalationAccounts() (slackID, email string) {
	if p, ok := o.People.Known(o.EscalateTo); ok {
		return p.Slack, p.Email
	}
	if strings.Index(o.EscalateTo, "@") > 0 && !strings.ContainsAny(o.EscalateTo, " \t\r\n") {
		return "", o.EscalateTo
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
