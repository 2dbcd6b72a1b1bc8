package incident

import (
	"errors"
	"fmt"
	"strings"
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

// Error is a failure with a sentence for a person, in both languages: what
// failed, on what, and what to do about it.
type Error struct {
	Code    Code
	Message string // the whole sentence in English, the cause's text included
	Err     error  // the cause, nil when there is none
	Remedy  Remedy // what puts it right on a page; empty: the sentence says it all

	japanese string // the format of the Japanese sentence
	args     []any
}

// Error gives the English sentence.
func (e *Error) Error() string { return e.Message }

// Unwrap gives the cause to errors.Is and errors.As.
func (e *Error) Unwrap() error { return e.Err }

// Tell makes an Error that says the same in English and in Japanese. A %w verb
// keeps its operand as the cause, and %q is as in Lang.Say; Sentence chooses the
// language.
func Tell(code Code, english, japanese string, args ...any) error {
	err := fmt.Errorf(English.quoting(english), args...)
	return &Error{Code: code, Message: err.Error(), Err: errors.Unwrap(err), japanese: japanese, args: args}
}

// Errorf makes an Error whose own words are the same in both languages: a place
// before its cause, or what was put into words before. Where the words differ,
// use Tell.
func Errorf(code Code, format string, args ...any) error {
	return Tell(code, format, format, args...)
}

// Told makes an Error of sentences that were put into words before, as they are
// stored. Where there is no Japanese one, the English one stands for both.
func Told(code Code, english, japanese string) error {
	if japanese == "" {
		japanese = english
	}
	return Tell(code, "%[1]s", "%[2]s", english, japanese)
}

// PutRightBy adds to an Error what puts it right: its sentence names a command, a page
// leads to the form.
func PutRightBy(err error, r Remedy) error {
	var e *Error
	if errors.As(err, &e) {
		e.Remedy = r
	}
	return err
}

// RemedyOf gives what puts an error right; empty where nothing is known of it.
func RemedyOf(err error) Remedy {
	var e *Error
	if errors.As(err, &e) {
		return e.Remedy
	}
	return ""
}

// Innermost gives the cause behind which there is none: what is wrong, without the command
// that puts it right at another door.
func Innermost(err error) error {
	for cause := errors.Unwrap(err); cause != nil; cause = errors.Unwrap(err) {
		err = cause
	}
	return err
}

// Sentence gives an error as people read it in a language. What an error adds to
// its cause without Tell stays as it is.
func Sentence(err error, l Lang) string {
	if err == nil {
		return ""
	}
	if e, ok := err.(*Error); ok {
		return e.sentence(l)
	}
	text := err.Error()
	if l != Japanese {
		return text
	}
	for _, cause := range causes(err) {
		if cause != nil {
			text = strings.Replace(text, cause.Error(), Sentence(cause, l), 1)
		}
	}
	return text
}

// sentence formats the Japanese sentence anew, with its causes in Japanese, too.
func (e *Error) sentence(l Lang) string {
	if l != Japanese {
		return e.Message
	}
	args := make([]any, len(e.args))
	for i, arg := range e.args {
		args[i] = arg
		if cause, ok := arg.(error); ok {
			args[i] = errors.New(Sentence(cause, l))
		}
	}
	return fmt.Errorf(Japanese.quoting(e.japanese), args...).Error()
}

// causes gives what an error wraps.
func causes(err error) []error {
	switch e := err.(type) {
	case interface{ Unwrap() error }:
		return []error{e.Unwrap()}
	case interface{ Unwrap() []error }:
		return e.Unwrap()
	}
	return nil
}

// CodeOf gives the code of an error, Internal when it carries none.
func CodeOf(err error) Code {
	var e *Error
	if errors.As(err, &e) {
		return e.Code
	}
	return Internal
}
