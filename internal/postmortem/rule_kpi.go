package postmortem

import (
	"strings"
	"unicode"

	"github.com/pmtracker/pmtracker/internal/diagnostic"
)

// kpis is rule kpi-unreadable: a value or a normal range that is written can be
// read. One without any digit, such as "unknown", is honest and a warning; the gate
// lets neither pass.
func (c *checker) kpis() {
	for _, k := range c.KPIs {
		for i, u := range k.Unread {
			severity := diagnostic.Warning
			if strings.ContainsFunc(u.Text, unicode.IsDigit) {
				severity = diagnostic.Error
			}
			c.report(diagnostic.KPIUnreadable, severity, k.unreadAt[i], "", u.Message(k.Name, c.words), u.Fix(c.words))
		}
	}
}
