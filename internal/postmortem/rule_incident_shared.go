package postmortem

import (
	"cmp"
	"time"

	"github.com/pmtracker/pmtracker/internal/diagnostic"
	"github.com/pmtracker/pmtracker/internal/incident"
)

// IncidentShared is the part of rule front-matter that no document can find by itself:
// another file, which comes before it, is of the same incident. It reads no more of the text
// than its front matter; lang is the document's.
func IncidentShared(src []byte, lang incident.Lang, other string, o CheckOptions) []diagnostic.Diagnostic {
	zone := cmp.Or(o.TeamZone, time.UTC)
	d := &Document{Source: src, whole: sharedText(src), lines: diagnostic.NewLines(src), Zone: zone, team: zone, Lang: lang}
	d.readFrontMatter()
	c := &checker{Document: d, CheckOptions: o, words: o.wording(d)}
	e, ok := d.Front.entry("incident")
	if !ok {
		return nil
	}
	c.report(diagnostic.FrontMatter, diagnostic.Warning, e.valueSpan(), "", c.say("%s is of %s as well; both would share its tickets", "%s も %s のポストモーテムで、チケットを共有してしまいます", other, e.value),
		c.say("give one of them its own incident:, or remove it", "一方に別の incident: を付けるか、削除してください"))
	c.place()
	return c.leveled()
}
