package tickets

import (
	"context"

	"github.com/pmtracker/pmtracker/internal/incident"
)

type languageKey struct{}

// WithLang says in which language the sentences of errors and warnings are.
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
