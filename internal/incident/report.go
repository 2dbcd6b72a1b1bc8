package incident

import "time"

// ReportKind is the sort of a report to the people concerned.
type ReportKind string

// The three reports.
const (
	ReportFirst      ReportKind = "first"      // 初報
	ReportPeriodic   ReportKind = "periodic"   // 定時報
	ReportCompletion ReportKind = "completion" // 完了報
)

// ReportKinds lists them in the order in which they are sent.
func ReportKinds() []ReportKind {
	return []ReportKind{ReportFirst, ReportPeriodic, ReportCompletion}
}

// Valid tells whether k is one of the three.
func (k ReportKind) Valid() bool {
	return k == ReportFirst || k == ReportPeriodic || k == ReportCompletion
}

// Report is one that was sent.
type Report struct {
	ID       string // by which its deliveries are about it; empty in a file
	Kind     ReportKind
	SentAt   time.Time
	Audience string    // to whom; empty: not said
	NextAt   time.Time // time of the next report; zero: none named
	Tickets  []string  // the tickets that a completion report names, as keys or URLs
	Text     string    // what was sent, as far as it is kept
	Lost     bool      // it was to be sent from here, and every address was given up: it reached nobody
}
