package incident

import (
	"strconv"
	"strings"
)

// AlertCount is how many different alerts belong to an incident.
type AlertCount struct {
	Total    int
	Listed   int // in the timeline; the others of a storm are counted alone
	Resolved int // which no longer fire
}

// InWords tells the count: "1,000 alerts, 980 not listed, all resolved"; empty where
// there is no alert.
func (c AlertCount) InWords(l Lang) string {
	if c.Total == 0 {
		return ""
	}
	parts := []string{l.Say("%s alerts", "アラート %s件", grouped(c.Total))}
	if c.Total == 1 {
		parts[0] = l.Say("1 alert", "アラート 1件")
	}
	if rest := c.Total - c.Listed; rest > 0 {
		parts = append(parts, l.Say("%s not listed", "うち時系列に載せないもの %s件", grouped(rest)))
	}
	if c.Resolved == c.Total {
		parts = append(parts, l.Say("all resolved", "すべて解消"))
	} else {
		parts = append(parts, l.Say("%s resolved", "解消 %s件", grouped(c.Resolved)))
	}
	return strings.Join(parts, l.Say(", ", "、"))
}

// grouped writes a count with its thousands apart: 1,000.
func grouped(n int) string {
	text := strconv.Itoa(n)
	for at := len(text) - 3; at > 0; at -= 3 {
		text = text[:at] + "," + text[at:]
	}
	return text
}
