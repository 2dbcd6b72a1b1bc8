package incident

import (
	"slices"
	"time"
)

// Reading is what was read of one KPI for a recovery declaration.
type Reading struct {
	KPI
	OutSince time.Time     // since when it has been outside its range; zero: not known
	Window   time.Duration // for how long it has to be inside; zero: the value alone counts
	Problem  string        // why there is no verdict: too little data, a gap; empty: there is one
}

// RecoveryUnmet is one reason why recovery may not be declared.
type RecoveryUnmet struct {
	KPI     string `json:"kpi,omitempty"`
	Message string `json:"message"`
	Fix     string `json:"fix"`
	ByHand  bool   `json:"-"` // it is put right by entering the value that somebody read
}

// JudgeRecovery gives every KPI that speaks against a recovery declaration; none
// means that it may be declared. zone is the one in which times are written. At
// least one KPI is needed: recovery is never declared by feeling.
func JudgeRecovery(readings []Reading, zone *time.Location, l Lang) []RecoveryUnmet {
	if len(readings) == 0 {
		return []RecoveryUnmet{{Message: l.Say("there is no KPI to judge the recovery by", "復旧を判断するKPIがありません"),
			Fix: l.Say("configure kpis: in .pmtracker.yaml, or enter what was read: --kpi error_rate=0.2 --read-by PERSON", ".pmtracker.yaml に kpis: を設定するか、読み取った値を --kpi error_rate=0.2 --read-by 氏名 で入力してください"), ByHand: true}}
	}
	var unmet []RecoveryUnmet
	for _, r := range readings {
		if u, ok := r.judge(zone, l); !ok {
			u.KPI = r.Name
			unmet = append(unmet, u)
		}
	}
	return unmet
}

// RecoveryShown tells whether a recovery that was declared is shown by these KPIs, as the
// gate's rule of recovery by numbers asks: there is one, and each shows it.
func RecoveryShown(kpis []KPI) bool {
	return len(kpis) > 0 && !slices.ContainsFunc(kpis, func(k KPI) bool { return !k.showsRecovery() })
}

func (r Reading) judge(zone *time.Location, l Lang) (RecoveryUnmet, bool) {
	switch {
	case r.Problem != "":
		return RecoveryUnmet{Message: l.Say("KPI %s: %s", "KPI %s: %s", r.Name, r.Problem),
			Fix: l.Say("read it by another way and enter it: --kpi %s=VALUE --read-by PERSON", "別の手段で読み取り、--kpi %s=値 --read-by 氏名 で入力してください", r.Name), ByHand: true}, false
	case r.Value == nil:
		return RecoveryUnmet{Message: l.Say("KPI %s has no value", "KPI %s の値がありません", r.Name),
			Fix: l.Say("enter it: --kpi %s=VALUE --read-by PERSON", "--kpi %s=値 --read-by 氏名 で入力してください", r.Name), ByHand: true}, false
	case r.Baseline == nil:
		return RecoveryUnmet{}, true // read by a person who answers for it
	case r.OutSince.IsZero() && r.Baseline.Contains(*r.Value):
		return RecoveryUnmet{}, true
	}
	return RecoveryUnmet{Message: r.outside(zone, l), Fix: r.wait(l)}, false
}

func (r Reading) outside(zone *time.Location, l Lang) string {
	value := FormatValue(Round(*r.Value), r.Unit)
	normal := FormatRange(Range{Low: Round(r.Baseline.Low), High: Round(r.Baseline.High)}, r.Unit)
	since := ""
	if !r.OutSince.IsZero() {
		since = l.Say(" since %s", "（%s から）", r.OutSince.In(zone).Format("2006-01-02 15:04 MST"))
	}
	if r.Baseline.Contains(*r.Value) {
		return l.Say("KPI %s is %s, inside its normal range %s only just now: it was outside%s", "KPI %s は %s で正常範囲 %s に入ったばかりです。範囲外でした%s", r.Name, value, normal, since)
	}
	return l.Say("KPI %s is %s, outside its normal range %s%s", "KPI %s は %s で、正常範囲 %s の外です%s", r.Name, value, normal, since)
}

func (r Reading) wait(l Lang) string {
	if r.Window == 0 {
		return l.Say("declare recovery again once it is inside", "範囲内に戻ってから改めて復旧を宣言してください")
	}
	return l.Say("declare recovery again once it has been inside for %d minutes", "%d分間続けて範囲内に収まってから改めて復旧を宣言してください", int(r.Window.Minutes()))
}
