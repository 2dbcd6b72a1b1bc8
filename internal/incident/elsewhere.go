package incident

import (
	"slices"
	"strings"
)

// pointsElsewhere tells whether a text in small letters, its words parted by one space,
// only says that the answer stands somewhere else, or that somebody knows it: "see
// Confluence", "same as AI-1", "ask @ben". An address says where.
func pointsElsewhere(text string) bool {
	if who, ok := strings.CutPrefix(text, "ask @"); ok {
		return !strings.ContainsRune(who, ' ')
	}
	place, ok := cutFirst(text, strings.CutPrefix, "see also ", "see ", "refer to ", "same as ", "the same as ", "as in ")
	place, _ = cutFirst(place, strings.CutPrefix, "the ", "our ", "this ")
	return ok && isElsewhere(place)
}

// beginsElsewhere tells by the first word whether a text may point elsewhere.
func beginsElsewhere(text string) bool {
	text = strings.TrimLeftFunc(text, func(r rune) bool { return !says(r) })
	end := strings.IndexFunc(text, func(r rune) bool { return !says(r) })
	switch strings.ToLower(text[:max(0, end)]) {
	case "see", "ask", "refer", "same", "the", "as":
		return true
	}
	return false
}

// isElsewhere tells whether words name a kind of place where something is written, or
// another action item.
func isElsewhere(place string) bool {
	switch place {
	case "doc", "docs", "document", "documentation", "design doc", "google doc", "confluence", "wiki", "notion", "jira", "github", "slack", "slack thread", "thread", "channel",
		"ticket", "tickets", "issue", "issues", "pr", "runbook", "page", "link", "links", "notes", "note", "postmortem", "timeline", "summary", "impact", "title", "description", "comments",
		"other item", "previous item", "first item", "before", "today", "now":
		return true
	}
	return isItemID(place)
}

// isItemID tells whether a text in small letters is the number of an action item: "ai-2".
func isItemID(text string) bool {
	number, ok := strings.CutPrefix(text, "ai-")
	return ok && number != "" && strings.Trim(number, "0123456789") == ""
}

// pointsElsewhereJapanese tells the same of a Japanese text without blanks: 「左記」
// 「AI-1を参照」「上に同じ」.
func pointsElsewhereJapanese(text string) bool {
	if place, like := cutFirst(text, strings.CutSuffix, "と同じ", "に同じ", "と同様"); like {
		return slices.Contains([]string{"上", "上の項目", "上の行", "前項"}, place) || isItemID(place)
	}
	place, pointed := cutFirst(text, strings.CutSuffix, "を参照してください", "参照してください", "を参照のこと", "参照のこと", "を参照", "参照")
	switch place {
	case "左記", "右記", "前記", "前項", "別記", "別紙", "別添", "後述":
		return true
	case "", "別途", "上", "上記", "上の項目", "上の行", "下", "下記", "下の行", "ドキュメント", "資料", "別資料", "手順書", "チケット", "課題", "別ページ", "リンク先", "議事録",
		"wiki", "confluence", "notion", "slack", "jira", "github":
		return pointed
	}
	return pointed && isItemID(place)
}

// onlyMarks tells whether a text is nothing but pictures and marks of footnotes.
func onlyMarks(text string) bool {
	if !strings.Contains(text, "![") && !strings.Contains(text, "[^") {
		return false // nearly all
	}
	for {
		i := strings.IndexFunc(text, func(r rune) bool { return r == '[' || r == '!' || says(r) })
		if i < 0 {
			return true
		}
		end := markEnd(text[i:])
		if end < 0 {
			return false
		}
		text = text[i+end:]
	}
}

// markEnd gives where a picture or the mark of a footnote ends that a text begins with, or
// -1 where it begins with none.
func markEnd(text string) int {
	close := strings.IndexByte(text, ']') + 1
	switch {
	case close == 0:
		return -1
	case strings.HasPrefix(text, "[^"):
		return close
	case strings.HasPrefix(text, "![") && strings.HasPrefix(text[close:], "("):
		return close + strings.IndexByte(text[close:], ')') + 1 // at least behind the bracket
	case strings.HasPrefix(text, "![") && strings.HasPrefix(text[close:], "["):
		return close + strings.IndexByte(text[close:], ']') + 1
	case strings.HasPrefix(text, "!["):
		return close
	}
	return -1
}
