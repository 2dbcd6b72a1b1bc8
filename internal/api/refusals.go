package api

import (
	"net/http"
	"slices"
	"strconv"

	"github.com/danielgtaylor/huma/v2"
)

// describeRefusals says of each operation by which statuses it may refuse: who asks,
// what is asked for, how often, and what stands behind; with If-Match, 412 too.
func describeRefusals(o *huma.OpenAPI) {
	for _, item := range o.Paths {
		for _, op := range []*huma.Operation{item.Get, item.Post, item.Put, item.Patch, item.Delete} {
			if op == nil {
				continue
			}
			statuses := []int{
				http.StatusBadRequest, http.StatusUnauthorized, http.StatusForbidden, http.StatusNotFound, http.StatusUnprocessableEntity,
				http.StatusTooManyRequests, http.StatusInternalServerError, http.StatusServiceUnavailable,
			}
			if op.Method != http.MethodGet {
				statuses = append(statuses, http.StatusConflict)
			}
			if slices.ContainsFunc(op.Parameters, func(p *huma.Param) bool { return p.Name == "If-Match" }) {
				statuses = append(statuses, http.StatusPreconditionFailed)
			}
			if op.OperationID == "edit-postmortem" || op.OperationID == "edit-line" {
				statuses = append(statuses, http.StatusPreconditionRequired)
			}
			for _, status := range statuses {
				if code := strconv.Itoa(status); op.Responses[code] == nil {
					op.Responses[code] = &huma.Response{Description: http.StatusText(status), Content: map[string]*huma.MediaType{
						"application/problem+json": {Schema: &huma.Schema{Ref: "#/components/schemas/ErrorModel"}},
					}}
				}
			}
		}
	}
}
