package web

import (
	"encoding/json"
	"net/http"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"
)

// described fails unless an answer that is no refusal is as the description says: the status is
// one that the operation has, and the body is of the schema.
func (p *person) described(method, path string, a answer) {
	p.Helper()
	operation := p.operation(method, path)
	if operation == nil || a.status >= 300 {
		return
	}
	response := operation.Responses[strconv.Itoa(a.status)]
	if response == nil {
		p.Errorf("%s %s answers %d, of which the description knows nothing", method, path, a.status)
		return
	}
	media := response.Content["application/json"]
	if media == nil || a.body == "" {
		return
	}
	var body any
	if err := json.Unmarshal([]byte(a.body), &body); err != nil {
		p.Errorf("%s %s: %v", method, path, err)
		return
	}
	var result huma.ValidateResult
	huma.Validate(p.server.description.Components.Schemas, media.Schema, huma.NewPathBuffer(nil, 0), huma.ModeReadFromServer, body, &result)
	for _, err := range result.Errors {
		p.Errorf("%s %s: the answer is not as described: %v", method, path, err)
	}
}

// operation finds what the description has for a request; nil where there is nothing.
func (p *person) operation(method, path string) *huma.Operation {
	path, _, _ = strings.Cut(path, "?")
	parts := strings.Split(path, "/")
	for template, item := range p.server.description.Paths {
		if matches(strings.Split(template, "/"), parts) {
			switch method {
			case http.MethodGet:
				return item.Get
			case http.MethodPost:
				return item.Post
			case http.MethodPut:
				return item.Put
			case http.MethodPatch:
				return item.Patch
			case http.MethodDelete:
				return item.Delete
			}
		}
	}
	return nil
}

func matches(template, parts []string) bool {
	if len(template) != len(parts) {
		return false
	}
	for i := range parts {
		if template[i] != parts[i] && !strings.HasPrefix(template[i], "{") {
			return false
		}
	}
	return true
}
