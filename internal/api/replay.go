package api

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"net/http"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/tracker"
)

// replay gives the answer of a creation again when it is sent again under the
// same Idempotency-Key (draft-ietf-httpapi-idempotency-key-header).
type replay struct{ tracker *tracker.Tracker }

// accountPath begins the path of every operation that takes or gives a secret.
const accountPath = "/account"

// tokensPath is where API tokens are made and listed.
const tokensPath = accountPath + "/tokens"

// maxReplayKey is how long an Idempotency-Key may be, in bytes.
const maxReplayKey = 200

func (p *replay) middleware(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		key := r.Header.Get("Idempotency-Key")
		secret := strings.HasSuffix(r.URL.Path, tokensPath) // told once: its answer is kept nowhere
		if key == "" || r.Method != http.MethodPost || secret {
			next.ServeHTTP(w, r)
			return
		}
		body, err := io.ReadAll(r.Body)
		var large *http.MaxBytesError
		if errors.As(err, &large) {
			WriteProblem(w, http.StatusRequestEntityTooLarge, lang(r.Context()).Say("what was sent is larger than %d MB; nothing was changed", "送られた内容が %d MB を超えています。何も変更していません", large.Limit>>20))
			return
		}
		if err != nil || len(key) > maxReplayKey {
			WriteProblem(w, http.StatusBadRequest, lang(r.Context()).Say("the request cannot be read, or its Idempotency-Key is longer than 200 bytes",
				"リクエストを読み取れないか、Idempotency-Key が200バイトを超えています"))
			return
		}
		sum := sha256.Sum256(append([]byte(r.URL.Path+"?"+r.URL.Query().Encode()+"\x00"), body...))
		request := hex.EncodeToString(sum[:])
		under, earlier, err := p.tracker.BeginOnce(r.Context(), actor(r.Context()), key, request)
		if err = tracker.Outward(r.Context(), err); err != nil {
			WriteProblem(w, StatusOf(incident.CodeOf(err)), incident.Sentence(err, lang(r.Context())))
			return
		}
		if earlier != nil {
			w.Header().Set("Content-Type", "application/json")
			w.Header().Set("Idempotency-Replayed", "true")
			for name, value := range earlier.Header {
				w.Header().Set(name, value)
			}
			w.WriteHeader(earlier.Status)
			_, _ = io.WriteString(w, earlier.Body)
			return
		}
		r = r.WithContext(under)
		r.Body = io.NopCloser(bytes.NewReader(body))
		kept := &recorder{ResponseWriter: w, status: http.StatusOK}
		next.ServeHTTP(kept, r)
		p.tracker.EndOnce(under, tracker.Answer{Status: kept.status, Header: keptHeader(w.Header()), Body: kept.body.String()})
	})
}

// keptHeader gives what of an answer's header is told again with it.
func keptHeader(h http.Header) map[string]string {
	kept := map[string]string{}
	for _, name := range []string{"ETag", "Location"} {
		if value := h.Get(name); value != "" {
			kept[name] = value
		}
	}
	return kept
}

// describeReplay says of each operation whose answer is kept how it is sent again.
func describeReplay(o *huma.OpenAPI) {
	longest := maxReplayKey
	for path, item := range o.Paths {
		if item.Post != nil && path != tokensPath {
			item.Post.Parameters = append(item.Post.Parameters, &huma.Param{
				Name: "Idempotency-Key", In: "header", Schema: &huma.Schema{Type: huma.TypeString, MaxLength: &longest},
				Description: "sent again under the same key, the request gives the same answer and does nothing twice",
			})
		}
	}
}

// recorder keeps what is answered.
type recorder struct {
	http.ResponseWriter
	status int
	body   bytes.Buffer
}

func (r *recorder) WriteHeader(status int) {
	r.status = status
	r.ResponseWriter.WriteHeader(status)
}

func (r *recorder) Write(b []byte) (int, error) {
	r.body.Write(b)
	return r.ResponseWriter.Write(b)
}
