package prose

import (
	"regexp"
	"strings"
	"sync"

	"golang.org/x/text/unicode/norm"
)

// VagueList judges a change that is told as a list: c.After is the lead above it, which
// may be empty, and entries are what stands below. It is concrete where the lead is, or
// one entry, by itself or behind the lead: "the deploy pipeline does this: rolls back
// within 2 minutes". The finding is about the first part that says something, 0 is the
// lead.
func VagueList(c Change, entries []string, lang Lang) (found Finding, part int, vague bool) {
	lead := c.After
	if strings.TrimSpace(lead) == "" || OnlyLeads(lead) {
		lead = ""
	}
	part = -1
	judge := func(i int, text string) bool {
		c.After = text
		f, vague := Vague(c, lang)
		if vague && part < 0 {
			found, part = f, i
		}
		return vague
	}
	if lead != "" && !judge(0, lead) && !defers(lead) {
		return Finding{}, 0, false
	}
	for i, entry := range entries {
		if OnlyLeads(entry) { // to a list in the list
			continue
		}
		if !judge(i+1, entry) {
			return Finding{}, 0, false
		}
		goesOn := lead != "" && isJapanese(lead) == isJapanese(entry) && !leavesAll(c)
		if goesOn && !judge(i+1, lead+" "+entry) {
			return Finding{}, 0, false
		}
	}
	return found, max(0, part), part >= 0
}

// OnlyLeads tells whether a text does nothing but announce what stands below it: "from
// now on:", 「次を行う:」.
func OnlyLeads(text string) bool {
	words, ok := announces(text)
	return ok && leadForms().only.MatchString(words)
}

// defers tells whether a text ends with the announcement of what stands below it: "the
// deploy pipeline does this:".
func defers(text string) bool {
	words, ok := announces(text)
	return ok && leadForms().ends.MatchString(words)
}

// announces gives the words before the colon at the end of a text, in small letters and
// without marks; not ok where no colon ends it.
func announces(text string) (words string, ok bool) {
	text = strings.TrimRight(text, "*_` 　")
	words, ok = strings.CutSuffix(text, ":")
	if !ok {
		words, ok = strings.CutSuffix(text, "：")
	}
	if !ok {
		return "", false
	}
	words = strings.ReplaceAll(norm.NFKC.String(words), ",", " ")
	words = strings.NewReplacer("*", "", "_", "", "`", "", "、", "").Replace(words)
	return strings.ToLower(strings.Join(strings.Fields(words), " ")), true
}

var leadForms = sync.OnceValue(func() (forms struct{ only, ends *regexp.Regexp }) {
	const (
		time   = `(?:from now(?: on)?|as of now|now|in (?:the )?future|going forward|moving forward|henceforth|then|after(?:wards| this)?)`
		things = `(?:steps?|changes?|actions?|things?|points?)`
		those  = `(?:this|(?:all of )?these(?: ` + things + `)?|(?:all of )?the following(?: ` + things + `)?|following|as follows)`
		does   = `(?:(?:we |it |they )?(?:will )?(?:do|does|is|are)? ?` + those + `(?: happens?| appl(?:y|ies)| holds?| will be done| is done| are done)?)`

		timeJA = `(?:(?:今後|これから|以後|以降)は?)`
		doesJA = `(?:(?:次|以下|下記)(?:の(?:こと|対応|変更|施策|手順|作業|内容|項目))?(?:を(?:すべて)?(?:行う|行います|おこなう|実施(?:する|します)?|する|します|とる|取る)|の?(?:とおり|通り|よう)(?:に(?:する|します|なる|なります|変える|変更する|行う))?(?:とする|とします|です)?)?)`
	)
	forms.only = regexp.MustCompile(`^(?:` + time + `(?: we(?: will)?)?|(?:` + time + ` )?` + does + `|` + timeJA + `|` + timeJA + `?` + doesJA + `)$`)
	forms.ends = regexp.MustCompile(`(?:\b` + does + `|` + doesJA + `)$`)
	return forms
})
