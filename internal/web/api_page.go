package web

import (
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"github.com/pmtracker/pmtracker/internal/api"
)

// showAPI lists what the API does, from its own description.
func (s *Server) showAPI(v *visit) error {
	type row struct{ method, path, summary string }
	var rows []row
	for path, item := range s.description.Paths {
		for method, o := range map[string]*huma.Operation{"GET": item.Get, "POST": item.Post, "PUT": item.Put, "PATCH": item.Patch, "DELETE": item.Delete} {
			if o != nil {
				rows = append(rows, row{method, api.Prefix + path, o.Summary})
			}
		}
	}
	slices.SortFunc(rows, func(a, b row) int { return strings.Compare(a.path+a.method, b.path+b.method) })
	return v.show(frame{title: "API"}, func(p *page) {
		p.f(`<div class="head"><h1>API</h1><p>{} <a href="{}/openapi.json">OpenAPI 3.1 (JSON)</a> · <a href="{}/openapi.yaml">YAML</a></p><p class="muted">{}</p></div>`,
			p.lang.Say("Everything that the pages do, as JSON.", "ページでできることはすべて JSON の API でもできます。"), api.Prefix, api.Prefix,
			p.lang.Say("Programs sign in with an API token from the page of your account: Authorization: Bearer pmt_…", "プログラムは、アカウントのページで発行した API トークンを使います: Authorization: Bearer pmt_…"))
		p.f(`<div class="scroll" tabindex="0" role="region" aria-label="API"><table class="items"><tbody lang="en">`)
		for _, r := range rows {
			p.f(`<tr><td><span class="pill">{}</span></td><td><code>{}</code></td><td>{}</td></tr>`, r.method, r.path, r.summary)
		}
		p.f(`</tbody></table></div>`)
	})
}
