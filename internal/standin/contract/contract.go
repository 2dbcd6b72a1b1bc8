// Package contract holds what a vendor says of its API against what really went
// over the line: every request that pmtracker sends and every answer that a
// stand-in gives.
package contract

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/http"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"
	"github.com/getkin/kin-openapi/routers/gorillamux"

	"github.com/pmtracker/pmtracker/internal/standin"
)

// ErrNotDescribed says that the description has no such path.
var ErrNotDescribed = errors.New("the description has no such path")

// Description is a vendor's OpenAPI description.
type Description struct{ router routers.Router }

// Load reads a description from a file.
func Load(file string) (*Description, error) {
	doc, err := openapi3.NewLoader().LoadFromFile(file)
	if err != nil {
		return nil, fmt.Errorf("read the description %s: %w", file, err)
	}
	doc.Servers = nil
	allowNullFields(doc)
	router, err := gorillamux.NewRouter(doc)
	if err != nil {
		return nil, fmt.Errorf("read the paths of %s: %w", file, err)
	}
	return &Description{router}, nil
}

// allowNullFields lets a field of a Jira issue be null, as Atlassian's own
// example has it. The description says of a field's value only {}, which in
// OpenAPI 3.0 leaves null out.
func allowNullFields(doc *openapi3.T) {
	bean := doc.Components.Schemas["IssueBean"]
	if bean == nil {
		return
	}
	if any := bean.Value.Properties["fields"].Value.AdditionalProperties.Schema; any != nil {
		any.Value.Nullable = true
	}
}

// Request tells what is wrong with a request by the description.
func (d *Description) Request(x standin.Exchange) error {
	input, err := d.input(x)
	if err != nil {
		return err
	}
	if err := openapi3filter.ValidateRequest(input.Request.Context(), input); err != nil {
		return fmt.Errorf("%s %s: the request breaks the description: %w", x.Method, x.URL, err)
	}
	return nil
}

// Answer tells what is wrong with an answer by the description. A status that is
// not described passes: descriptions leave out 429 and 5xx.
func (d *Description) Answer(x standin.Exchange) error {
	input, err := d.input(x)
	if err != nil {
		return err
	}
	// Atlassian describes a body even of 204, which by HTTP has none.
	input.Options.ExcludeResponseBody = x.Status == http.StatusNoContent
	err = openapi3filter.ValidateResponse(input.Request.Context(), &openapi3filter.ResponseValidationInput{
		RequestValidationInput: input, Status: x.Status, Header: x.Answers,
		Body: io.NopCloser(bytes.NewReader(x.Answer)), Options: input.Options,
	})
	if err != nil {
		return fmt.Errorf("%s %s: the answer %d breaks the description: %w", x.Method, x.URL, x.Status, err)
	}
	return nil
}

func (d *Description) input(x standin.Exchange) (*openapi3filter.RequestValidationInput, error) {
	r, err := http.NewRequest(x.Method, "http://stand-in"+x.URL, bytes.NewReader(x.Body))
	if err != nil {
		return nil, err
	}
	r.Header = x.Header.Clone()
	r.Header.Del("Content-Length")
	route, params, err := d.router.FindRoute(r)
	if err != nil {
		return nil, fmt.Errorf("%s %s: %w", x.Method, x.URL, ErrNotDescribed)
	}
	return &openapi3filter.RequestValidationInput{
		Request: r, Route: route, PathParams: params, QueryParams: r.URL.Query(),
		Options: &openapi3filter.Options{AuthenticationFunc: openapi3filter.NoopAuthenticationFunc},
	}, nil
}
