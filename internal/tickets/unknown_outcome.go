package tickets

import "errors"

// unknownOutcome is the error of a create that may have been carried out.
type unknownOutcome struct{ err error }

func (e *unknownOutcome) Error() string { return e.err.Error() }
func (e *unknownOutcome) Unwrap() error { return e.err }

// Unknown marks an error of a create after which nobody knows whether the
// ticket exists: dropped connection, time-out, 5xx, an answer that cannot be
// read. Before another try the provider has to be asked.
func Unknown(err error) error { return &unknownOutcome{err} }

// UnknownOutcome tells whether a create that failed with err may have been
// carried out all the same.
func UnknownOutcome(err error) bool {
	var u *unknownOutcome
	return errors.As(err, &u)
}
