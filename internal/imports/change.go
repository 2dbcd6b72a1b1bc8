package imports

import (
	"strings"
	"sync"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// Change is what happened to an alert that neither began to fire nor was resolved, as
// its tool names it: "acknowledge", "AddNote". Empty: nothing of that kind did.
type Change string

// wording is what a change is called.
type wording struct{ english, japanese string }

// changes holds the names of PagerDuty's webhooks, old and new, and of Opsgenie's
// actions, in lower case, with what happened.
var changes = sync.OnceValue(func() map[Change]wording {
	words := map[Change]wording{}
	for _, c := range []struct{ names, english, japanese string }{
		{"acknowledge acknowledged", "Acknowledged", "確認済み"},
		{"unacknowledge unacknowledged", "No longer acknowledged", "確認の取り消し"},
		{"assign assignownership", "Assigned", "担当の割り当て"},
		{"reassigned", "Reassigned", "担当の変更"},
		{"takeownership", "Ownership taken", "担当の引き受け"},
		{"delegate delegated", "Delegated", "担当の委任"},
		{"escalate escalated escalatenext", "Escalated", "エスカレーション"},
		{"priority_updated updatepriority", "Priority changed", "優先度の変更"},
		{"annotate annotated addnote", "Note", "メモ"},
		{"status_update_published", "Status update", "状況の連絡"},
		{"responder.added addrecipient addresponder", "Responder called in", "対応者の追加"},
		{"responder.replied", "Responder answered", "対応者の回答"},
		{"addteam", "Team called in", "チームの追加"},
		{"addtags removetags", "Tags changed", "タグの変更"},
		{"updatemessage", "Title changed", "題名の変更"},
		{"updatedescription", "Description changed", "説明の変更"},
		{"snooze snoozed", "Snoozed", "スヌーズ"},
		{"snoozeended", "Snooze ended", "スヌーズの終了"},
	} {
		for name := range strings.FieldsSeq(c.names) {
			words[Change(name)] = wording{c.english, c.japanese}
		}
	}
	return words
})

// isNote tells whether somebody wrote something.
func (c Change) isNote() bool {
	name := c.name()
	return name == "annotate" || name == "annotated" || name == "addnote" || name == "status_update_published"
}

func (c Change) name() Change {
	return Change(strings.ToLower(strings.TrimPrefix(string(c), "incident.")))
}

// say names the change; one that is not known by its tool's word.
func (c Change) say(l incident.Lang) string {
	words, ok := changes()[c.name()]
	if !ok {
		return l.Say("Changed (%s)", "変更（%s）", oneLine(clean(string(c))))
	}
	return l.Say(words.english, words.japanese)
}
