package postmortem

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/golang-sql/civil"
	"golang.org/x/text/unicode/norm"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// dayForms are other ways of writing a day than YYYY-MM-DD, as plainDay leaves them,
// that can mean one day alone.
func dayForms() []string {
	return []string{"2006/1/2", "2006.1.2", "2006-1-2", "2006年1月2日", "20060102", "Jan 2 2006", "2 Jan 2006", "2006 Jan 2"}
}

// dayPieces are what stands around a day and in it without changing which one it is.
var dayPieces = sync.OnceValue(func() (p struct{ era, japanese, weekdayJa, weekday, ordinal, comma, month, midnight, numbers *regexp.Regexp }) {
	p.era = regexp.MustCompile(`^(?:令和|[Rr])\s*(\d{1,2}|元)\s*([年./-])`) // the Japanese era that began in 2019
	p.japanese = regexp.MustCompile(`\s*([年月日])\s*`)
	p.weekdayJa = regexp.MustCompile(`\s*(?:\([日月火水木金土](?:曜日?)?\)|[日月火水木金土]曜日?)$`)
	const weekday = `(?:mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:r(?:s(?:day)?)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)\.?`
	p.weekday = regexp.MustCompile(`(?i)^` + weekday + `,?\s+|,?\s*(?:\(` + weekday + `\)|\b` + weekday + `)$`)
	p.ordinal = regexp.MustCompile(`(?i)\b(\d{1,2})(?:st|nd|rd|th)\b(?:\s+of\b)?`)
	p.comma = regexp.MustCompile(`[\s,]+`)
	p.month = regexp.MustCompile(`(?i)[\s-]*\b(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?[\s-]*`)
	p.midnight = regexp.MustCompile(`^(\d{4}-\d{2}-\d{2})[Tt ]00:00(?::00(?:\.0+)?)?\s*(?:[Zz]|[+-]\d{2}:?\d{2})?$`) // a day, as programs store it
	p.numbers = regexp.MustCompile(`^(\d{1,2})([./-])(\d{1,2})([./-])(\d{4})$`)
	return p
})

// DueDay gives the due date of an item as check corrects it, the zero date where none is
// written. What is written and is no day, or can be two, is Refused.
func (it *Item) DueDay() (civil.Date, error) {
	raw := it.Fields[incident.FieldDue].Raw
	if it.HasDue() || raw == "" {
		return it.Due, nil
	}
	switch days := otherDays(raw); len(days) {
	case 1:
		return days[0], nil
	case 2:
		return civil.Date{}, incident.Tell(incident.Refused, "%s: the due date %q can be %s or %s; write the day that is meant, as YYYY-MM-DD",
			"%s: 期限「%s」は %s とも %s とも読めます。どちらの日か、YYYY-MM-DD の形で書いてください", it.ID, raw, days[0], days[1])
	}
	return civil.Date{}, incident.Tell(incident.Refused, "%s: the due date %q is not a day of the calendar; write it as YYYY-MM-DD, or clear it to open the ticket without one",
		"%s: 期限「%s」は日付として読めません。YYYY-MM-DD の形で書くか、空にしてください。空なら期限なしで起票します", it.ID, raw)
}

// otherDays reads a day that is written in another form: none, or the days that it can
// mean, in their order. 11/12/2026 is two days, 11/30/2026 one.
func otherDays(text string) []civil.Date {
	text = plainDay(text)
	for _, form := range dayForms() {
		if t, err := time.Parse(form, text); err == nil {
			return []civil.Date{civil.DateOf(t)}
		}
	}
	m := dayPieces().numbers.FindStringSubmatch(text)
	if m == nil || m[2] != m[4] {
		return nil
	}
	first, second := number(m[1]), number(m[3])
	var days []civil.Date
	for _, day := range []civil.Date{{Year: number(m[5]), Month: time.Month(second), Day: first}, {Year: number(m[5]), Month: time.Month(first), Day: second}} {
		if day.IsValid() && !slices.Contains(days, day) {
			days = append(days, day)
		}
	}
	slices.SortFunc(days, func(a, b civil.Date) int { return a.DaysSince(b) })
	return days
}

// plainDay takes out of a day what makes no difference: which kind of digit, the day of
// the week, ordinals, commas, the length of the month's name, the era, midnight.
func plainDay(text string) string {
	p := dayPieces()
	text = strings.TrimSpace(norm.NFKC.String(text))
	text = p.weekday.ReplaceAllString(p.weekdayJa.ReplaceAllString(text, ""), "")
	if m := p.era.FindStringSubmatch(text); m != nil {
		text = strconv.Itoa(2018+max(1, number(m[1]))) + m[2] + text[len(m[0]):] // 元 is the first year
	}
	if m := p.midnight.FindStringSubmatch(text); m != nil {
		return m[1]
	}
	text = p.japanese.ReplaceAllString(text, "$1")
	text = p.ordinal.ReplaceAllString(text, "$1")
	text = p.month.ReplaceAllStringFunc(text, func(name string) string {
		return " " + strings.Trim(name, " \t\n\f\r.-")[:3] + " "
	})
	return strings.TrimSpace(p.comma.ReplaceAllString(text, " "))
}
