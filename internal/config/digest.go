package config

import (
	"strings"
	"time"

	"go.yaml.in/yaml/v3"
)

func (r *reader) digest(n *yaml.Node, d *Digest) {
	var after, to *yaml.Node
	r.keys(n, "digest", map[string]func(*yaml.Node){
		"weekday":        func(n *yaml.Node) { d.Weekday = r.weekday(n) },
		"at":             func(n *yaml.Node) { d.At = r.hour(n) },
		"soon":           func(n *yaml.Node) { d.Soon = r.days(n, "digest.soon", 0) },
		"to":             func(n *yaml.Node) { d.To = r.addresses(n, "digest.to") },
		"escalate_after": func(n *yaml.Node) { d.EscalateAfter, after = r.days(n, "digest.escalate_after", time.Second), n },
		"escalate_to":    func(n *yaml.Node) { d.EscalateTo, to = r.text(n, "digest.escalate_to"), n },
		"holidays": func(n *yaml.Node) {
			d.Holidays = strings.ToLower(r.text(n, "digest.holidays"))
			if _, err := NewCalendar(d.Holidays); err != nil {
				r.wrong(n, err)
			}
		},
	})
	switch {
	case after != nil && to == nil:
		r.problem(after, "digest.escalate_after: to whom is not said; write escalate_to beside it, for example \"@manager\", or take it out", "digest.escalate_after: 誰に知らせるかがありません。escalate_to: \"@manager\" のように並べて書くか、削除してください")
	case after == nil && to != nil:
		r.problem(to, "digest.escalate_to: after how long is not said; write escalate_after beside it, for example 2w, or take it out", "digest.escalate_to: どれだけ超過したら知らせるかがありません。escalate_after: 2w のように並べて書くか、削除してください")
	}
}

func (r *reader) hour(n *yaml.Node) string {
	text, ok := r.maybeEmpty(n, "digest.at")
	if _, err := time.Parse("15:04", text); ok && err != nil {
		r.problem(n, "digest.at: %q is not a time of day; write it as \"09:00\"", "digest.at: %q は時刻ではありません。\"09:00\" の形で書いてください", text)
	}
	return text
}
