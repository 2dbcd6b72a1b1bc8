package github

import (
	"net/http"
	"strconv"

	"github.com/pmtracker/pmtracker/internal/standin"
)

// Run is a run of a workflow for a commit.
type Run struct {
	File, Event, HeadSHA string
	BusyFor              int // how many more times it is asked about before it has ended
	Attempts             int
}

// runs answers what is asked about runs of workflows; ok is false where it is
// something else.
func (g *GitHub) runs(r *http.Request, call string) (a standin.Answer, found bool) {
	if steps, ok := standin.Matches("GET /actions/workflows/*/runs", call); ok {
		return g.listRuns(steps[0], r.URL.Query().Get("event"), r.URL.Query().Get("head_sha")), true
	}
	steps, ok := standin.Matches("POST /actions/runs/*/rerun", call)
	if !ok {
		return standin.Answer{}, false
	}
	n, _ := strconv.Atoi(steps[0])
	if n < 1 || n > len(g.Runs) {
		return said(http.StatusNotFound, "Not Found"), true
	}
	if g.Runs[n-1].BusyFor > 0 {
		return said(http.StatusForbidden, "This workflow is already running"), true
	}
	g.Runs[n-1].Attempts++
	return standin.Answer{Status: http.StatusCreated, Body: map[string]any{}}, true
}

func (g *GitHub) listRuns(file, event, head string) standin.Answer {
	all := []any{}
	for i := len(g.Runs) - 1; i >= 0; i-- {
		run := g.Runs[i]
		if run.File != file || run.Event != event || run.HeadSHA != head {
			continue
		}
		status := "completed"
		if run.BusyFor > 0 {
			run.BusyFor--
			status = "in_progress"
		}
		all = append(all, map[string]any{
			"id": i + 1, "status": status, "event": run.Event, "head_sha": run.HeadSHA,
			"html_url": g.web() + "/" + g.Repository + "/actions/runs/" + strconv.Itoa(i+1),
		})
	}
	return ok(map[string]any{"total_count": len(all), "workflow_runs": all})
}
