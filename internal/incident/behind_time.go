package incident

import (
	"regexp"
	"strings"
	"sync"
	"time"
)

// behindTime are the patterns of what stands behind a time with which a text begins.
var behindTime = sync.OnceValue(func() (p struct{ parts, partsTight, zone, goesOn, about *regexp.Regexp }) {
	const (
		sign   = `\s*[:：,、。\-–—]\s*`
		region = `(?:Africa|America|Antarctica|Asia|Atlantic|Australia|Etc|Europe|Indian|Pacific)/[A-Za-z_/]+`
		time   = `(?:\d{1,2}:\d\d|:\d\d|\d{1,2}時(?:[^間]|$)|\d{4}-\d\d-\d\d)`
		dash   = `[-–—‐−－~〜～]`
		and    = `(?:` + dash + `|[→/／&＆+,、・]|(?i:to|and|or|until|till|through)\b|から|より|と|や|か|および|及び)`
		verbs  = `is|isn't|was|wasn't|are|were|will|won't|would|should|shall|must|may|might|can|could|has|had|seems|looks|sounds|works|that`
		joins  = `to|and|or|until|till|through|onwards?|next|tomorrow|yesterday`
	)
	p.parts = regexp.MustCompile(`^(?:` + sign + `|\s*に\s*|\s+|$)`)
	p.partsTight = regexp.MustCompile(`^(?:` + sign + `|\s*に\s*|\s*)`)
	p.zone = regexp.MustCompile(`^\s*[(（]?((?i:UTC|GMT)[+-]\d{1,2}(?::?\d\d)?|(?i:UTC|GMT|JST)|日本時間|` + region + `|[A-Z]{1,5})[)）]?(?:[^A-Za-z0-9]|$)`)
	p.goesOn = regexp.MustCompile(`^(?:\s*[~〜～→]|` + dash + `\d|[間後\d]|\s*(?i:[ap]\.?m)\b|\s*` + and + `?\s*` + time + `)`)
	// Of the Japanese, a word that begins in the letters of a particle is none: 「8:10 はじめて」.
	p.about = regexp.MustCompile(`^(?:\s+(?i:` + verbs + `|` + joins + `)\b|[ぁ-なぬ-ゖ頃以過前台帯]|\s*に?\s*(?:次|明日|翌)|\s*に(?:は|も|て|かけ|な[っらりるれ])|\s+(?:から|まで|より|ごろ|頃|以降|以前)|\s+[はがもとのでや](?:[^ぁ-ゖ]|$))`)
	return p
})

// apart gives what follows what parts a time from the text behind it; false: nothing
// does, and they are one word.
func (f timeForm) apart(behind string) (rest string, ok bool) {
	parts := behindTime().parts
	if f.tight {
		parts = behindTime().partsTight
	}
	at := parts.FindStringIndex(behind)
	if at == nil {
		return behind, false
	}
	return behind[at[1]:], true
}

// goesOn tells whether what stands behind a time makes it another one, or one of several:
// "8:10 pm", 「3時間」, "08:10-08:20", "8:10, 8:15 and 8:20". Behind a colon it is what
// happened that begins with a time.
func goesOn(behind string) bool { return behindTime().goesOn.MatchString(behind) }

// aboutTime tells whether what stands behind a time makes it a word of a sentence: "15:00
// is when they call back", 「8:10 から失敗」, 「15時に次の確認」.
func aboutTime(behind string) bool { return behindTime().about.MatchString(behind) }

// zoneBehind gives the zone named behind a time, own where none is, and what follows it;
// false: one is named of which only its name is known here.
func zoneBehind(behind string, own *time.Location, now time.Time) (zone *time.Location, rest string, known bool) {
	m := behindTime().zone.FindStringSubmatchIndex(behind)
	if m == nil {
		return own, behind, true
	}
	name := strings.ToUpper(behind[m[2]:m[3]])
	if name == "日本時間" {
		name = "JST"
	}
	word, _, _ := strings.Cut(strings.ReplaceAll(name, "-", "+"), "+")
	if !ZoneWord(word) && !strings.Contains(name, "/") {
		return own, behind, true
	}
	if zone, known = ZoneNamed(name, own, now); !known {
		return own, behind, false
	}
	rest = behind[m[3]:]
	if strings.ContainsAny(behind[:m[2]], "(（") {
		rest = " " + strings.TrimPrefix(strings.TrimPrefix(rest, ")"), "）") // a bracket parts as a space does
	}
	return zone, rest, true
}
