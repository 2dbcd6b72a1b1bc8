package incident_test

import (
	"testing"

	"github.com/pmtracker/pmtracker/internal/incident"
)

func TestWhatGivesAReason(t *testing.T) {
	for _, text := range []string{"the rollback did not hold", "x", "原因が違っていた", "誤", "regression", "#812"} {
		if incident.SaysNothing(text) {
			t.Errorf("%q is a reason", text)
		}
	}
	for _, text := range []string{"", " ", "-", "–", "...", "…", "TBD", "todo: write", "n/a", "None", "未定", "後日記入", "なし", "⟨write the reason⟩", "⟨x⟩", "<!-- x -->", "~~x~~"} {
		if !incident.SaysNothing(text) {
			t.Errorf("%q is no reason", text)
		}
	}
}

func TestWhatIsNoReasonForNoActionItem(t *testing.T) {
	for _, text := range []string{"the vendor has replaced the disk", "no: the service was switched off on 2026-12-01", "不要: ベンダーがディスクを交換した", "サービスを停止したため不要", "yes, the vendor did it", "INC-2026-0041 covers it", "true positives fell to 0"} {
		if incident.SaysNotWhy(text) {
			t.Errorf("%q is a reason", text)
		}
	}
	for _, text := range []string{"", "false", "No", "no.", "true", "yes", "off", "on", "0", "1", "none", "maybe", "**no**", "Not needed.", "TBD", "不要", "「不要」", "対応不要", "対応不要です。", "なし", "特になし", "必要ありません"} {
		if !incident.SaysNotWhy(text) {
			t.Errorf("%q is no reason", text)
		}
	}
}
