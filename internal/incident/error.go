package incident

import (
	"errors"
	"fmt"
)

// Code says what sort of failure an error is. The command line maps it to an
// exit status and the HTTP layer to a response status, each in one place.
type Code string

// The failures a caller can tell apart. An error that carries none of them is
// internal: its detail is for the operator, not for the person who asked.
const (
	Invalid     Code = "invalid"     // wrong use, unreadable input, configuration
	Refused     Code = "refused"     // a rule of the domain says no
	NotFound    Code = "not-found"   // there is no such thing, or not for this person
	Conflict    Code = "conflict"    // somebody else changed it in the meantime
	Forbidden   Code = "forbidden"   // this person may not do that
	Unavailable Code = "unavailable" // an outside service failed; later it may work
	Internal    Code = "internal"
)

// Error is a failure with a sentence for a person: what failed, on what, and
// what to do about it.
type Error struct {
	Code    Code
	Message string // the whole sentence, the cause's text included
	Err     error  // the cause, nil when there is none
}

// Error gives the sentence.
func (e *Error) Error() string { return e.Message }

// Unwrap gives the cause to errors.Is and errors.As.
func (e *Error) Unwrap() error { return e.Err }

// Errorf makes an Error. A %w verb keeps its operand as the cause.
func Errorf(code Code, format string, args ...any) error {
	err := fmt.Errorf(format, args...)
	return &Error{Code: code, Message: err.Error(), Err: errors.Unwrap(err)}
}

// CodeOf gives the code of an error, Internal when it carries none.
func CodeOf(err error) Code {
	var e *Error
	if errors.As(err, &e) {
		return e.Code
	}
	return Internal
}
