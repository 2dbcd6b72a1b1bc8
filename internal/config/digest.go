package config

import (
	"strings"
	"time"

	"go.yaml.in/yaml/v3"
)

func (r *reader) digest(n *yaml.Node, d *Digest) {
	r.keys(n, "digest", map[string]func(*yaml.Node){
		"weekday":        func(n *yaml.Node) { d.Weekday = r.weekday(n) },
		"at":             func(n *yaml.Node) { d.At = r.hour(n) },
		"soon":           func(n *yaml.Node) { d.Soon = r.days(n, "digest.soon", 0) },
		"to":             func(n *yaml.Node) { d.To = r.addresses(n, "digest.to") },
		"escalate_after": func(n *yaml.Node) { d.EscalateAfter = r.days(n, "digest.escalate_after", time.Second) },
		"escalate_to":    func(n *yaml.Node) { d.EscalateTo = r.text(n, "digest.escalate_to") },
		"holidays": func(n *yaml.Node) {
			d.Holidays = strings.ToLower(r.text(n, "digest.holidays"))
			if _, err := NewCalendar(d.Holidays); err != nil {
				r.wrong(n, err)
			}
		},
	})
}

func (r *reader) hour(n *yaml.Node) string {
	text, ok := r.maybeEmpty(n, "digest.at")
	if _, err := time.Parse("15:04", text); ok && err != nil {
		r.problem(n, "digest.at: %q is not a time of day; write it as \"09:00\"", "digest.at: %q は時刻ではありません。\"09:00\" の形で書いてください", text)
	}
	return text
}
