package incident

import (
	"slices"
	"time"
)

// Reading is what was read of one KPI for a recovery declaration.
type Reading struct {
	KPI
	OutSince time.Time     // since when it has been outside its range, or was again after At; zero: not known
	Window   time.Duration // for how long it has to be inside; zero: the value alone counts
	At       time.Time     // as of when it was read; zero: now
	Earliest time.Time     // from when on it had been inside for the window and stayed so, where that does not hold of At; zero: not known
	Learnt   bool          // its range is what pmtracker learnt, and the value is what a person read
	Unused   *Range        // the range that this person gave, which does not count; nil: none was given, or it counts
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
			Fix: l.Say("read it by another way and enter it: --kpi %s --read-by PERSON", "別の手段で読み取り、--kpi %s --read-by 氏名 で入力してください", ShellWord(r.Name+l.Say("=VALUE", "=値"))), ByHand: true}, false
	case r.Value == nil:
		return RecoveryUnmet{Message: l.Say("KPI %s has no value", "KPI %s の値がありません", r.Name),
			Fix: l.Say("enter it: --kpi %s --read-by PERSON", "--kpi %s --read-by 氏名 で入力してください", ShellWord(r.Name+l.Say("=VALUE", "=値"))), ByHand: true}, false
	case r.Baseline == nil:
		return RecoveryUnmet{}, true // read by a person who answers for it
	case r.OutSince.IsZero() && r.Baseline.Contains(*r.Value):
		return RecoveryUnmet{}, true
	}
	if !r.At.IsZero() {
		return RecoveryUnmet{Message: r.outsideThen(zone, l), Fix: r.later(zone, l)}, false
	}
	return RecoveryUnmet{Message: r.outside(zone, l), Fix: r.wait(l)}, false
}

// minute is how a moment is written.
const minute = "2006-01-02 15:04 MST"

// outsideThen says how the KPI was when service is said to have been back.
func (r Reading) outsideThen(zone *time.Location, l Lang) string {
	value, normal := r.inWords()
	at := r.At.In(zone).Format(minute)
	if r.OutSince.After(r.At) {
		return l.Say("KPI %s was %s at %s, inside its normal range %s, but outside again from %s on",
			"KPI %s は %[3]s の時点で %[2]s で正常範囲 %[4]s の中でしたが、その後 %[5]s から再び範囲外になりました", r.Name, value, at, normal, r.OutSince.In(zone).Format(minute))
	}
	if r.Baseline.Contains(*r.Value) {
		return l.Say("KPI %s was %s at %s, inside its normal range %s, but not for all of the %d minutes before",
			"KPI %s は %[3]s の時点で %[2]s です。正常範囲 %[4]s の中ですが、それまでの%[5]d分間続けて範囲内ではありませんでした", r.Name, value, at, normal, int(r.Window.Minutes()))
	}
	return l.Say("KPI %s was %s at %s, outside its normal range %s", "KPI %s は %[3]s の時点で %[2]s で、正常範囲 %[4]s の外でした", r.Name, value, at, normal)
}

// later says which time of recovery the values allow.
func (r Reading) later(zone *time.Location, l Lang) string {
	if r.Earliest.IsZero() {
		return l.Say("leave the time of recovery out, and it is now", "復旧時刻を指定せずに宣言すると、現在の時刻になります")
	}
	return l.Say("the values allow %s at the earliest: give that as the time of recovery, or none, and it is now",
		"値から見て復旧と言えるのは早くとも %s です。その時刻を指定するか、指定せずに現在の時刻で宣言してください", r.Earliest.In(zone).Format(minute))
}

// inWords writes the value and its normal range.
func (r Reading) inWords() (value, normal string) {
	return FormatValue(Round(*r.Value), r.Unit), FormatRange(r.Baseline.Rounded(), r.Unit)
}

func (r Reading) outside(zone *time.Location, l Lang) string {
	value, normal := r.inWords()
	since := ""
	if !r.OutSince.IsZero() {
		since = l.Say(" since %s", "（%s から）", r.OutSince.In(zone).Format(minute))
	}
	if r.Baseline.Contains(*r.Value) {
		return l.Say("KPI %s is %s, inside its normal range %s only just now: it was outside%s", "KPI %s は %s で正常範囲 %s に入ったばかりです。範囲外でした%s", r.Name, value, normal, since)
	}
	if r.Unused != nil {
		return l.Say("KPI %s is %s, outside its normal range %s; the range %s that was given does not count, because the latest values in Prometheus are outside, too",
			"KPI %s は %s で、正常範囲 %s の外です。Prometheus の直近の値も範囲外のため、指定された範囲 %s は使いません", r.Name, value, normal, FormatRange(r.Unused.Rounded(), r.Unit))
	}
	return l.Say("KPI %s is %s, outside its normal range %s%s", "KPI %s は %s で、正常範囲 %s の外です%s", r.Name, value, normal, since)
}

func (r Reading) wait(l Lang) string {
	if r.Learnt {
		return l.Say("declare recovery again once it is inside; where such values are normal from now on, fix its low: or high: in .pmtracker.yaml",
			"範囲内に戻ってから改めて復旧を宣言してください。今後はこの値が正常であれば、.pmtracker.yaml でその KPI の low: や high: を設定してください")
	}
	if r.Window == 0 {
		return l.Say("declare recovery again once it is inside", "範囲内に戻ってから改めて復旧を宣言してください")
	}
	return l.Say("declare recovery again once it has been inside for %d minutes", "%d分間続けて範囲内に収まってから改めて復旧を宣言してください", int(r.Window.Minutes()))
}
