package incident

import (
	"strings"

	"golang.org/x/text/unicode/norm"
)

// SaysNotWhy tells whether what stands as the reason why no action item is needed gives
// none: it is not written, or says yes, no, or that none is needed, and not why.
func SaysNotWhy(reason string) bool {
	if Unwritten(reason) {
		return true
	}
	said := strings.ToLower(norm.NFKC.String(visible(reason)))
	said = strings.TrimFunc(strings.Map(withoutMarks, said), func(r rune) bool { return !says(r) })
	if strings.Trim(said, "0123456789") == "" {
		return true
	}
	switch withoutCopula(strings.Join(strings.Fields(said), " ")) {
	case "true", "false", "yes", "no", "y", "on", "off", "ok", "maybe", "perhaps", "not needed", "not required", "not necessary", "none needed", "none required",
		"none is needed", "no action needed", "no action required", "no action items", "no action items needed", "no action items are needed", "unnecessary",
		"不要", "対応不要", "恒久対応不要", "恒久対応は不要", "対応は不要", "特に不要", "必要なし", "必要ない", "必要ありません", "対応なし", "恒久対応なし", "恒久対応はなし", "はい", "いいえ":
		return true
	}
	return false
}
