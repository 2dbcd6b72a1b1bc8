package standin

import (
	"encoding/json"
	"net/http"
)

// WithControl serves a stand-in and, beside it, what tells it how to fail:
// POST /_standin/rules takes a list of rules, GET /_standin/log gives the
// exchanges so far, one JSON object a line.
func WithControl(s *Server, rules *Rules) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("POST /_standin/rules", func(w http.ResponseWriter, r *http.Request) {
		var list []Rule
		if err := json.NewDecoder(r.Body).Decode(&list); err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		rules.Set(list...)
		w.WriteHeader(http.StatusNoContent)
	})
	mux.HandleFunc("GET /_standin/log", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/x-ndjson")
		for _, x := range s.Log() {
			_ = json.NewEncoder(w).Encode(x)
		}
	})
	mux.Handle("/", s)
	return mux
}
