package inbox

import (
	"slices"
	"strings"

	"github.com/pmtracker/pmtracker/internal/config"
	"github.com/pmtracker/pmtracker/internal/incident"
)

// quotes are the marks in which people put a name of several words; Slack bends them.
const quotes = "\"'“”‘’「」"

// readings reads KPIs that somebody read, NAME=VALUE, and behind reason= why nothing was
// contained. A name of several words is one that is configured, or stands in quotes.
func (r *Receiver) readings(words []string) (kpis []incident.KPI, reason string, err error) {
	start := 0 // of the reading whose = is still to come
	for i, word := range words {
		if !strings.Contains(word, "=") {
			continue
		}
		if text, ok := strings.CutPrefix(word, "reason="); ok && start == i {
			return kpis, strings.TrimSpace(text + " " + strings.Join(words[i+1:], " ")), nil
		}
		reading := strings.Join(words[start:i+1], " ")
		name, text, _ := strings.Cut(reading, "=")
		v, unit, isValue := incident.ParseValue(strings.Trim(text, quotes))
		if !isValue || !r.namesKPI(name) {
			return nil, "", r.noReading(reading)
		}
		kpis, start = append(kpis, incident.KPI{Name: strings.Trim(name, quotes), Unit: unit, Value: &v}), i+1
	}
	if start < len(words) {
		return nil, "", r.noReading(strings.Join(words[start:], " "))
	}
	return kpis, "", nil
}

// namesKPI tells whether a text is the name of one KPI and no sentence before it.
func (r *Receiver) namesKPI(name string) bool {
	return !strings.Contains(name, " ") || strings.Trim(name, quotes) != name ||
		slices.ContainsFunc(r.tracker.Config.KPIs, func(k config.KPI) bool { return k.Name == name })
}

func (r *Receiver) noReading(text string) error {
	return incident.Errorf(incident.Invalid, "%s", r.lang().Say("%q is not of the form NAME=VALUE, for example error_rate=0.4%%", "%q は 名前=値 の形ではありません。例: error_rate=0.4%%", text))
}
