package cli

import (
	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/store"
	"github.com/pmtracker/pmtracker/internal/tickets"
)

// states says in Japanese the words that stand before a line: what became of a
// file, a message, a ticket or a right, and what doctor tries. JSON keeps the
// English ones.
var states = map[string]string{
	"written": "作成", "overwritten": "上書き", "kept": "維持", "as it is": "変更なし",
	string(store.DeliveryPending): "再送待ち", string(store.DeliverySent): "送信済み", string(store.DeliveryFailed): "送信失敗",
	"configuration": "設定", "database": "データベース", "tickets": "チケット", "messages": "通知", "people": "担当者", "kpis": "KPI",
	"open": "未完了", "title": "タイトル", "done": "完了", "missing": "見つからない", "moved": "移動済み", "dropped": "対応せずクローズ", "unread": "照会できず",
	string(tickets.RightHeld): "OK", string(tickets.RightUnknown): "不明",
}

// state says a state, or a part that doctor tries, in a language.
func state(l incident.Lang, word string) string {
	if ja, ok := states[word]; ok && l == incident.Japanese {
		return ja
	}
	return word
}
