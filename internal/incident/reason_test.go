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
