package tickets

import (
	"regexp"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/golang-sql/civil"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// dueLine is a due date as people read it in a body: "Due: 2026-12-15",
// "- **期限**：2026-12-15", "| Due | 2026-12-15 |".
var dueLine = sync.OnceValue(func() *regexp.Regexp {
	labels := regexp.QuoteMeta(incident.FieldDue.Label(incident.English)) + "|Due date|" +
		regexp.QuoteMeta(incident.FieldDue.Label(incident.Japanese)) + "|期日"
	return regexp.MustCompile(`(?mi)^[\s>|*+_-]*(?:` + labels + `)[\s*_]*[:|][\s*_]*(\d{4})[-/](\d{1,2})[-/](\d{1,2})`)
})

// DueIn reads the due date from a body. The line that people see counts before
// the hidden one: they edit what they see, and the hidden one is only written
// when the ticket is opened. The zero date: the body says none.
func DueIn(body string) civil.Date {
	if due := VisibleDue(body); due.IsValid() {
		return due
	}
	for _, m := range markerComment().FindAllStringSubmatch(body, -1) {
		if due, err := civil.ParseDate(m[2]); err == nil {
			return due
		}
	}
	return civil.Date{}
}

// VisibleDue reads the due date that people see in a body: the last such line,
// since WithDue writes below whatever the body says.
func VisibleDue(body string) civil.Date {
	all := dueLine().FindAllStringSubmatch(narrow(body), -1)
	if len(all) == 0 {
		return civil.Date{}
	}
	m := all[len(all)-1]
	due, err := civil.ParseDate(m[1] + "-" + two(m[2]) + "-" + two(m[3]))
	if err != nil || !due.IsValid() {
		return civil.Date{}
	}
	return due
}

// WithDue makes sure that people see the due date in a body, whatever template
// it comes from.
func WithDue(body string, due civil.Date, l incident.Lang) string {
	if !due.IsValid() || VisibleDue(body) == due {
		return body
	}
	return strings.TrimRight(body, "\n") + "\n\n" + incident.FieldDue.Label(l) + ": " + due.String() + "\n"
}

// SetDue gives a body with another due date, in the line that people see and in
// the hidden one.
func SetDue(body string, due civil.Date, l incident.Lang) string {
	narrowed := narrow(body)
	if all := dueLine().FindAllStringSubmatchIndex(narrowed, -1); len(all) > 0 {
		m := all[len(all)-1] // of the narrowed text, whose letters are as many and not as long
		letters := []rune(body)
		from, to := utf8.RuneCountInString(narrowed[:m[2]]), utf8.RuneCountInString(narrowed[:m[7]])
		body = string(letters[:from]) + due.String() + string(letters[to:])
	}
	var hidden string
	if at := markerComment().FindStringIndex(body); at != nil {
		hidden = markerComment().ReplaceAllString(body[at[0]:at[1]], "<!-- pmtracker:$1 due="+due.String()+" -->")
		body = body[:at[0]] + body[at[1]:]
		return WithDue(strings.TrimRight(body, "\n")+"\n", due, l) + "\n" + hidden + "\n"
	}
	return WithDue(body, due, l)
}

// narrow turns full-width digits and signs into their ASCII form.
func narrow(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= '０' && r <= '９':
			return r - '０' + '0'
		case r == '：':
			return ':'
		case r == '－' || r == '‐':
			return '-'
		case r == '／':
			return '/'
		}
		return r
	}, s)
}

func two(digits string) string {
	if len(digits) == 1 {
		return "0" + digits
	}
	return digits
}
