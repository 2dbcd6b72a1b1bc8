package postmortem

import (
	"strings"
	"testing"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// TestEqualValuesAreNoDifference: a cell is compared by what is read of it; what says
// something else is still named.
func TestEqualValuesAreNoDifference(t *testing.T) {
	const text = `---
incident: INC-2026-0007
timezone: Asia/Tokyo
detected_at: 2026-10-03T09:20:00+09:00
recovered_at: 2026-10-03T10:45:00+09:00
---
## 検知・安全化・復旧
| 指標名 | 区間 | 時間 |
| --- | --- | --- |
| MTTR | 検知 → 復旧 | 85分間 |

| KPI | 復旧時の値 | 正常範囲 | 確認者 |
| --- | --- | --- | --- |
| 成功率 | 99.8% | 99%以上 | @mia |
| p95 | 220 ms | 100 – 300 ms | @mia |

| 連絡 | 送信時刻 | 宛先 | 次の報告 | チケット |
| --- | --- | --- | --- | --- |
| 第一報 | 2026/10/03 9:30 | 社内 | 2026年10月3日 10時00分 | |
| 最終報 | 2026年10月3日 11時00分 | 顧客 | - | acme/checkout#1、acme/checkout#2 |
`
	for _, l := range []incident.Lang{incident.English, incident.Japanese} {
		d, err := Parse("a.md", []byte(strings.Replace(text, "incident:", "lang: "+string(l)+"\nincident:", 1)))
		if err != nil {
			t.Fatal(err)
		}
		in := d.Recorded()
		in.Events, in.People = nil, incident.People{{ID: "@mia", Name: "Mia Ito"}}
		for _, kind := range []incident.EventKind{incident.KindDetection, incident.KindRecovery} {
			in.Events = append(in.Events, incident.Event{At: d.FrontTimes()[kind], Kind: kind, Text: incident.ToldByTime(kind, l)})
		}
		r, err := Refresh(d, in)
		if err != nil || len(r.Left) != 0 || r.Added != 0 || r.Filled != 0 || string(r.Text) != string(d.Source) {
			t.Errorf("%s: %d added, %d filled, %q %v\n%s", l, r.Added, r.Filled, r.Left, err, r.Text)
		}
		value := 99.9
		in.KPIs[0].Value = &value
		if r, err = Refresh(d, in); err != nil || len(r.Left) != 1 || !strings.Contains(r.Left[0].Error(), "99.9") {
			t.Errorf("%s: %q %v", l, r.Left, err)
		}
	}
}

// TestARoundedRangeIsTheSame: what an older document has of a learnt range, with every
// digit, is no other range; one that people moved is.
func TestARoundedRangeIsTheSame(t *testing.T) {
	for there, same := range map[string]bool{"≤ 0.8447799999999999": true, "≤ 0.845": true, "≤ 0.9": false} {
		if got := sameKPI(3, []string{"error_rate", "%", "0.4", "≤ 0.845", ""}, []string{"error_rate", "%", "0.4", there, ""}); got != same {
			t.Errorf("%s: the same %v, want %v", there, got, same)
		}
	}
}
