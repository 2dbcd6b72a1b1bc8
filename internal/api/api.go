// Package api is the HTTP API: everything that the pages do, as JSON. Its OpenAPI
// description is made from the handlers. Like the pages it only translates; what
// is allowed and what is true is decided by tracker.
package api

import (
	"context"
	"net/http"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humamux"
	"github.com/gorilla/mux"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/tracker"
)

// Prefix is the path under which the API is served.
const Prefix = "/api/v1"

// ActorOf says who sends a request; its error is Forbidden where that is not
// known.
type ActorOf func(*http.Request) (tracker.Actor, error)

// LangOf says in which language the reader of an answer reads.
type LangOf func(*http.Request) incident.Lang

// server holds what the operations need.
type server struct {
	tracker *tracker.Tracker
	changed func(key string) // tells who looks at an incident that it changed
}

// Mount serves the API on a router and gives its description. changed is called
// after each change of an incident.
func Mount(r *mux.Router, t *tracker.Tracker, who ActorOf, reads LangOf, changed func(key string)) *huma.OpenAPI {
	config := huma.DefaultConfig("pmtracker", "1")
	config.DocsPath, config.SchemasPath = "", ""
	config.OpenAPIPath = "/openapi"
	config.Servers = []*huma.Server{{URL: Prefix}}
	config.CreateHooks = nil // no $schema in bodies
	config.RejectUnknownQueryParameters = true
	config.Info.Description = "Incidents, their postmortems and action items, and the gate through which an incident closes."
	config.Components.SecuritySchemes = map[string]*huma.SecurityScheme{"token": {Type: "http", Scheme: "bearer", Description: "An API token, made on the page of an account"}}
	config.Security = []map[string][]string{{"token": {}}}
	sub := r.PathPrefix(Prefix).Subrouter()
	config.Transformers = append(config.Transformers, told)
	sub.Use(inLanguage(reads), signedIn(who), (&replay{t}).middleware)
	a := humamux.New(sub, config)
	s := &server{t, changed}
	s.incidents(a)
	s.timeline(a)
	s.room(a)
	s.postmortem(a)
	s.items(a)
	s.account(a)
	s.trends(a)
	describeRefusals(a.OpenAPI())
	describeReplay(a.OpenAPI())
	sub.PathPrefix("/").Name(nothing).HandlerFunc(noOperation(sub))
	return a.OpenAPI()
}

// nothing is the name of the route of what is no operation.
const nothing = "nothing"

// noOperation answers what is asked for where there is nothing, or not by this method,
// as every other problem is answered.
func noOperation(r *mux.Router) http.HandlerFunc {
	return func(w http.ResponseWriter, request *http.Request) {
		var allowed []string
		for _, method := range []string{http.MethodGet, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete} {
			other := *request
			other.Method = method
			var m mux.RouteMatch
			if r.Match(&other, &m) && m.Route != nil && m.Route.GetName() != nothing {
				allowed = append(allowed, method)
			}
		}
		l := lang(request.Context())
		if len(allowed) > 0 {
			w.Header().Set("Allow", strings.Join(allowed, ", "))
			WriteProblem(w, http.StatusMethodNotAllowed, l.Say("%s is not taken here; it is %s", "%s は使えません。使えるのは %s です", request.Method, strings.Join(allowed, ", ")))
			return
		}
		WriteProblem(w, http.StatusNotFound, l.Say("there is nothing at %s; %s/openapi.json says what there is", "%s には何もありません。使える操作は %s/openapi.json にあります", request.URL.Path, Prefix))
	}
}

type actorKey struct{}

// actor is who sends the request of a context.
func actor(ctx context.Context) tracker.Actor {
	a, _ := ctx.Value(actorKey{}).(tracker.Actor)
	return a
}

type langKey struct{}

// lang is that of who reads the answer to the request of a context.
func lang(ctx context.Context) incident.Lang {
	l, _ := ctx.Value(langKey{}).(incident.Lang)
	return l
}

// inLanguage notes in which language the answer is read.
func inLanguage(reads LangOf) mux.MiddlewareFunc {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			next.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), langKey{}, reads(r))))
		})
	}
}

// signedIn lets nobody through who is not known; the description is for everybody.
func signedIn(who ActorOf) mux.MiddlewareFunc {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if strings.HasPrefix(r.URL.Path, Prefix+"/openapi") {
				next.ServeHTTP(w, r)
				return
			}
			a, err := who(r)
			if err = tracker.Outward(r.Context(), err); err != nil {
				status := http.StatusUnauthorized
				if incident.CodeOf(err) != incident.Forbidden {
					status = StatusOf(incident.CodeOf(err))
				}
				w.Header().Set("WWW-Authenticate", `Bearer realm="pmtracker"`)
				WriteProblem(w, status, incident.Sentence(err, lang(r.Context())))
				return
			}
			a.Origin = strings.Replace(a.Origin, "web ", "api ", 1)
			w.Header().Set("Cache-Control", "no-store")
			ctx := context.WithValue(r.Context(), actorKey{}, a)
			if a.Lang.Valid() { // chosen, before what the browser says
				ctx = context.WithValue(ctx, langKey{}, a.Lang)
			}
			next.ServeHTTP(w, r.WithContext(ctx))
		})
	}
}

// operation describes one operation.
func operation(id, method, path, summary string) huma.Operation {
	return huma.Operation{OperationID: id, Method: method, Path: path, Summary: summary, Tags: []string{strings.Split(id, "-")[len(strings.Split(id, "-"))-1]}}
}

// maxDocument is how long a body may be that holds a whole postmortem, in bytes.
const maxDocument = 4 << 20

// wholeDocument is an operation that takes a whole postmortem.
func wholeDocument(o huma.Operation) huma.Operation {
	o.MaxBodyBytes = maxDocument
	return o
}

// bySignIn is an operation that no token may do.
func bySignIn(o huma.Operation) huma.Operation {
	o.Description = "By a session of who signed in alone: refused to a token."
	return o
}

// created is an operation that makes something new.
func created(o huma.Operation) huma.Operation {
	o.DefaultStatus = http.StatusCreated
	o.Description = "With an Idempotency-Key header, sending it again gives the same answer and makes nothing twice."
	return o
}
