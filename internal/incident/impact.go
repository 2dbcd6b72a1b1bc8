package incident

import "slices"

// Impact is what is known of the harm when an incident is declared.
type Impact struct {
	Customers  CustomerImpact
	DataAtRisk bool // data may be lost, wrong or seen by others
}

// CustomerImpact is how much of the service customers are without.
type CustomerImpact string

// How customers are affected.
const (
	ImpactNone     CustomerImpact = "none"     // nobody outside notices
	ImpactDegraded CustomerImpact = "degraded" // slow or with errors, but it can be used
	ImpactPartial  CustomerImpact = "partial"  // some customers, or one function, without service
	ImpactAll      CustomerImpact = "all"      // the service is down for everybody
)

// CustomerImpacts lists them, mildest first.
func CustomerImpacts() []CustomerImpact {
	return []CustomerImpact{ImpactNone, ImpactDegraded, ImpactPartial, ImpactAll}
}

// Severity proposes a provisional severity: by what customers are without, and
// one step worse, SEV2 at the mildest, when data is at risk. An impact that
// nobody named counts as degraded: it is cheaper to lower a severity than to
// raise it late.
func (i Impact) Severity() Severity {
	steps := map[CustomerImpact]int{ImpactNone: 4, ImpactDegraded: 3, ImpactPartial: 2, ImpactAll: 1}
	step, ok := steps[i.Customers]
	if !ok {
		step = steps[ImpactDegraded]
	}
	if i.DataAtRisk {
		step = max(1, min(2, step-1))
	}
	return Severities()[step-1]
}

// Named tells whether anything is known of the harm.
func (i Impact) Named() bool { return i.Customers != "" || i.DataAtRisk }

// Check refuses an impact that there is not. The error is Invalid.
func (i Impact) Check() error {
	if i.Customers != "" && !slices.Contains(CustomerImpacts(), i.Customers) {
		return Tell(Invalid, "there is no impact %q on customers; use none, degraded, partial or all", "顧客影響 %q はありません。none、degraded、partial、all のいずれかを使ってください", i.Customers)
	}
	return nil
}

// FirstStep says what comes first: the safe stop, before anything else, when
// data is at risk.
func (i Impact) FirstStep(l Lang) string {
	if i.DataAtRisk {
		return l.Say("Data is at risk: make it safe first (stop writes, turn the function off, cut the traffic), before looking for the cause",
			"データに影響のおそれがあります。原因調査より先に安全化（書き込み停止・機能オフ・流量遮断）を行ってください")
	}
	return l.Say("Contain first: turn the function off, cut the traffic or roll back, before looking for the cause",
		"原因調査より先に安全化（機能オフ・流量遮断・切り戻し）を行ってください")
}
