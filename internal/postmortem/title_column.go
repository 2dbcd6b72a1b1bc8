package postmortem

import (
	"strings"

	"golang.org/x/text/unicode/norm"

	"github.com/pmtracker/pmtracker/internal/diagnostic"
	"github.com/pmtracker/pmtracker/internal/incident"
)

// Ranks of the name of a column, as titleRank has them.
const (
	saysText   = 2 // it may say anything
	saysTask   = 3 // what is to be done; steps of an action item are called so, too
	saysAction = 4 // an action
)

// titleRank tells how surely a column of a table of action items is the one that says
// what is to be done; 0: it is not. "Item" comes last: numbers stand under it, too.
func titleRank(column string) int {
	name := strings.ToLower(strings.Join(strings.Fields(strings.ReplaceAll(norm.NFKC.String(column), "-", " ")), " "))
	switch name {
	case "title", "タイトル", "件名", "題名":
		return 5
	case "action", "actions", "action item", "action items", "follow up", "measure", "countermeasure", "improvement",
		"対応", "対応策", "対策", "恒久対応", "恒久対策", "再発防止策", "改善策", "施策", "対策内容", "対策項目", "対応項目", "改善内容", "恒久対応策", "再発防止対策", "アクション", "アクションアイテム":
		return saysAction
	case "task", "tasks", "to do", "todo", "what", "実施内容", "実施項目", "タスク", "やること", "何を":
		return saysTask
	case "description", "summary", "name", "change", "work", "対応内容", "内容", "概要", "名称", "見出し":
		return saysText
	case "item", "項目":
		return 1
	}
	return 0
}

// lacksTitleColumn tells whether an item is the row of a table that has no column for
// its title beside that for its number.
func (it *Item) lacksTitleColumn() bool {
	if it.row == nil {
		return false
	}
	t := it.row.table
	return t.title < 0 || t.title < len(it.row.cells) && it.row.cells[t.title] == it.Heading
}

// missingTitles says once, at the table, that its rows have no title because there is
// no column for it. It is a warning: the fields of the item say what changes.
func (c *checker) missingTitles() {
	var seen *actionTable
	for i := range c.Items {
		it := &c.Items[i]
		if !it.lacksTitleColumn() || it.row.table == seen || !incident.Unwritten(it.Title) {
			continue
		}
		seen = it.row.table
		message := c.say("the table of action items has no column for the title", "恒久対応の表にタイトルの列がありません")
		if len(seen.unread) > 0 {
			message += c.say("; not read: %s", "（読み取らない列:%s）", c.quoted(seen.unread))
		}
		c.report(diagnostic.ActionFieldMissing, diagnostic.Warning, seen.names, "", message,
			c.say("call the column that says what is to be done \"Title\", or add one", "行うことを書いた列の名前を「タイトル」にするか、その列を加えてください"))
	}
}

// quoted lists names as they stand in the document.
func (c *checker) quoted(names []string) string {
	list := make([]string, len(names))
	for i, name := range names {
		list[i] = c.say("%q", "「%s」", name)
	}
	return strings.Join(list, c.say(", ", ""))
}
