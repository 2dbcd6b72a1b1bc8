package config

import (
	"slices"
	"time"

	"go.yaml.in/yaml/v3"
)

// shortestBaseline is from how long a past on an hour of the week comes in it twice,
// before which nothing is known of what is normal then.
const shortestBaseline = 7 * day

func (r *reader) kpis(n *yaml.Node) []KPI {
	var kpis []KPI
	r.list(n, "kpis", func(n *yaml.Node) {
		k := r.kpi(n)
		switch {
		case k.Name == "":
			r.problem(n, "kpis: a KPI has no name; write name: as reports call it, for example error_rate",
				"kpis: name のない KPI があります。連絡での呼び方を name: に書いてください。例: error_rate")
		case slices.ContainsFunc(kpis, func(other KPI) bool { return other.Name == k.Name }):
			r.problem(n, "kpis: %s stands twice; keep one", "kpis: %s が二度書かれています。一つにしてください", k.Name)
		}
		kpis = append(kpis, k)
	})
	return kpis
}

func (r *reader) kpi(n *yaml.Node) KPI {
	k := KPI{Window: 10 * time.Minute, Baseline: 30 * day}
	var low, baseline *yaml.Node
	r.keys(n, "kpis", map[string]func(*yaml.Node){
		"name":     func(n *yaml.Node) { k.Name = r.text(n, "kpis.name") },
		"unit":     func(n *yaml.Node) { k.Unit, _ = r.maybeEmpty(n, "kpis.unit") }, // a count has none
		"query":    func(n *yaml.Node) { k.Query = r.text(n, "kpis.query") },
		"window":   func(n *yaml.Node) { k.Window = r.duration(n, "kpis.window") },
		"baseline": func(n *yaml.Node) { k.Baseline, baseline = r.duration(n, "kpis.baseline"), n },
		"low":      func(n *yaml.Node) { k.Low, low = r.number(n, "kpis.low"), n },
		"high":     func(n *yaml.Node) { k.High = r.number(n, "kpis.high") },
		"better":   func(n *yaml.Node) { k.Better = Better(r.oneOf(n, "kpis.better", string(Lower), string(Higher))) },
	})
	if k.Low != nil && k.High != nil && *k.Low > *k.High {
		r.problem(low, "kpis.low: %g is above high: %g, so no value is ever normal; exchange them", "kpis.low: %g が high: %g より大きく、どの値も正常範囲に入りません。入れ替えてください", *k.Low, *k.High)
	}
	if baseline != nil && k.Baseline > 0 && k.Baseline < shortestBaseline && k.Low == nil && k.High == nil {
		r.problem(baseline, "kpis.baseline: %q is too short to learn from what is normal at an hour of the week; write at least 7d", "kpis.baseline: %q では短く、曜日と時刻ごとの正常範囲を学習できません。7d 以上にしてください", baseline.Value)
	}
	return k
}
