package incident

import "time"

// Metrics are the durations by which an incident is judged. A nil one is
// unknown: the timeline does not say, and no figure is better than zero.
type Metrics struct {
	Detect  *time.Duration // MTTD: occurrence → detection
	Declare *time.Duration // MTTA: detection → declaration
	Contain *time.Duration // MTTC: detection → first containment
	Recover *time.Duration // MTTR: detection → recovery
}

// Metrics computes the durations from the timeline. Each counts to the first
// event of its kind, in whole seconds as times are written; one that would be negative
// is unknown.
func (in Incident) Metrics() Metrics {
	at := func(kind EventKind) time.Time {
		e, _ := in.First(kind)
		return e.At
	}
	detected := at(KindDetection)
	return Metrics{
		Detect:  Between(in.OccurredAt, detected),
		Declare: Between(detected, at(KindDeclaration)),
		Contain: Between(detected, at(KindContainment)),
		Recover: Between(detected, at(KindRecovery)),
	}
}

// Between is a duration in whole seconds, as times are written; nil where one of the
// times is not known, or the second is before the first.
func Between(from, to time.Time) *time.Duration {
	if from.IsZero() || to.IsZero() || to.Before(from) {
		return nil
	}
	d := to.Truncate(time.Second).Sub(from.Truncate(time.Second))
	return &d
}
