package postmortem

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// View is what a template can write: the incident's own fields, and its tables
// and blocks ready-made.
type View struct {
	incident.Incident
}

func newView(in incident.Incident) View { return View{in} }

// Zone names the zone in which times are written.
func (v View) Zone() string { return v.Incident.Zone.String() }

// Heading is the title of the document.
func (v View) Heading() string { return v.Key + ": " + encodeTitle(v.Title) }

func (v View) say(english, japanese string, args ...any) string {
	return v.Lang.Say(english, japanese, args...)
}

// FrontMatter is the block at the top, its two lines of dashes included.
func (v View) FrontMatter() string {
	at := func(kind incident.EventKind) string {
		e, _ := v.First(kind)
		return formatFrontTime(e.At, v.Incident.Zone)
	}
	var b strings.Builder
	b.WriteString("---\n")
	for _, line := range [][2]string{
		{"incident", v.Key}, {"title", v.Title}, {"severity", string(v.Severity)}, {"service", v.Service},
		{"status", string(StatusDraft)}, {"lang", string(v.Lang)}, {"timezone", v.Incident.Zone.String()},
	} {
		b.WriteString(strings.TrimRight(line[0]+": "+orNothing(line[1]), " ") + "\n")
	}
	for _, line := range [][2]string{
		{"occurred_at", formatFrontTime(v.OccurredAt, v.Incident.Zone)}, {"detected_at", at(incident.KindDetection)},
		{"contained_at", at(incident.KindContainment)}, {"recovered_at", at(incident.KindRecovery)},
	} {
		b.WriteString(strings.TrimRight(line[0]+": "+line[1], " ") + "\n")
	}
	b.WriteString("author:" + strings.TrimRight(" "+orNothing(v.Author), " ") + "\n---\n")
	return b.String()
}

func orNothing(text string) string {
	if text == "" {
		return ""
	}
	return quoteYAML(text)
}

// RecoveredWithoutContainment tells whether a state was skipped, which needs a
// reason.
func (v View) RecoveredWithoutContainment() bool {
	_, contained := v.First(incident.KindContainment)
	_, recovered := v.First(incident.KindRecovery)
	return recovered && !contained
}

// LinkList lists the evidence and the tickets, one line each.
func (v View) LinkList() string {
	var links []string
	for _, e := range v.Events {
		links = append(links, e.Links...)
	}
	for _, a := range v.ActionItems {
		if strings.Contains(a.Ticket, "://") {
			links = append(links, a.Ticket)
		}
	}
	var b strings.Builder
	seen := map[string]bool{}
	for _, l := range links {
		if !seen[l] {
			seen[l] = true
			b.WriteString("- " + formatLinks([]string{l}) + "\n")
		}
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// MetricsTable writes the durations by which the incident is judged.
func (v View) MetricsTable() string { return v.durations().String() }

func (v View) durations() madeTable {
	unknown := v.say("unknown: the timeline does not say", "不明（時系列に記録がない）")
	t := madeTable{
		name:   v.say("durations", "所要時間"),
		header: []string{v.say("Measure", "指標名"), v.say("From → to", "区間"), v.say("Duration", "時間")},
		keys:   []int{0}, open: map[int]string{2: unknown}, same: sameDuration,
	}
	m := v.Metrics()
	for _, row := range []struct {
		name, span string
		d          *time.Duration
	}{
		{"MTTD", v.say("occurrence → detection", "発生 → 検知"), m.Detect},
		{"MTTA", v.say("detection → declaration", "検知 → 宣言"), m.Declare},
		{v.say("Time to contain", "安全化までの時間"), v.say("detection → containment", "検知 → 安全化"), m.Contain},
		{"MTTR", v.say("detection → recovery", "検知 → 復旧"), m.Recover},
	} {
		text := unknown
		if row.d != nil {
			text = Duration(*row.d, v.Lang)
		}
		t.add(row.name, row.span, text)
	}
	return t
}

// Duration writes a duration to the second: "1 h 22 min", 「1時間22分」.
func Duration(d time.Duration, l incident.Lang) string {
	seconds := int64(d / time.Second)
	var parts []string
	for _, unit := range []struct {
		seconds int64
		en, ja  string
	}{{86400, " d", "日"}, {3600, " h", "時間"}, {60, " min", "分"}, {1, " s", "秒"}} {
		if n := seconds / unit.seconds; n > 0 {
			parts = append(parts, strconv.FormatInt(n, 10)+l.Say(unit.en, unit.ja))
			seconds %= unit.seconds
		}
	}
	if len(parts) == 0 {
		return l.Say("0 min", "0分")
	}
	return strings.Join(parts, l.Say(" ", ""))
}

func writeRow(b *strings.Builder, cells ...string) {
	for _, c := range cells {
		b.WriteString("| ")
		b.WriteString(c)
		b.WriteByte(' ')
	}
	b.WriteString("|\n")
}

func hasLinks(events []incident.Event) bool {
	return slices.ContainsFunc(events, func(e incident.Event) bool { return len(e.Links) > 0 })
}
