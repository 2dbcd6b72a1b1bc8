package tickets

import (
	"context"

	"github.com/pmtracker/pmtracker/internal/incident"
)

type languageKey struct{}

// WithLang says in which language who reads warnings and rights reads. What is
// written into a ticket is in the language of its document, which a Draft or a
// Change names.
func WithLang(ctx context.Context, l incident.Lang) context.Context {
	if !l.Valid() {
		return ctx
	}
	return context.WithValue(ctx, languageKey{}, l)
}

// LangOf gives the language that WithLang set, English where nobody did.
func LangOf(ctx context.Context) incident.Lang {
	if l, ok := ctx.Value(languageKey{}).(incident.Lang); ok {
		return l
	}
	return incident.English
}
