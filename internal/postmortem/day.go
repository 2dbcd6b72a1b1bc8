package postmortem

import (
	"regexp"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/golang-sql/civil"
	"golang.org/x/text/unicode/norm"
)

// dayForms are other ways of writing a day than YYYY-MM-DD whose meaning nobody
// can doubt. 12/1/2026 is not among them: it is two days.
func dayForms() []string {
	return []string{
		"2006/1/2", "2006.1.2", "2006-1-2", "2006年1月2日", "20060102",
		"Jan 2, 2006", "January 2, 2006", "Jan 2 2006", "January 2 2006", "2 Jan 2006", "2 January 2006", "02-Jan-2006",
	}
}

// weekday is a day of the week in brackets behind a date: 「2026年12月1日（火）」.
var weekday = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`\s*\((?:[日月火水木金土]|Sun|Mon|Tue|Wed|Thu|Fri|Sat)[^)]*\)$`)
})

// reiwa is a year of the Japanese era that began in 2019.
var reiwa = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^(?:令和|R)\s*(\d{1,2}|元)年`) })

// otherDay reads a day that is written in another form.
func otherDay(text string) (civil.Date, bool) {
	text = weekday().ReplaceAllString(strings.TrimSpace(norm.NFKC.String(text)), "")
	if m := reiwa().FindStringSubmatch(text); m != nil {
		year, err := strconv.Atoi(m[1])
		if err != nil {
			year = 1
		}
		text = strconv.Itoa(2018+year) + "年" + text[len(m[0]):]
	}
	for _, form := range dayForms() {
		if t, err := time.Parse(form, text); err == nil {
			return civil.DateOf(t), true
		}
	}
	return civil.Date{}, false
}
