package web

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"mime"
	"net/http"
	"path"
	"strings"
	"sync"
)

//go:embed static
var staticFS embed.FS

// asset is one file of the page's own, named by its content so that a browser
// may keep it for ever.
type asset struct {
	address string // "/static/3f2a9c/app.css"
	kind    string
	plain   []byte
	packed  []byte // gzip
}

var assets = sync.OnceValue(func() map[string]asset {
	files := map[string]asset{}
	entries, err := staticFS.ReadDir("static")
	if err != nil {
		return files
	}
	for _, e := range entries {
		plain, err := staticFS.ReadFile("static/" + e.Name())
		if err != nil {
			continue
		}
		sum := sha256.Sum256(plain)
		files[e.Name()] = asset{
			address: "/static/" + hex.EncodeToString(sum[:6]) + "/" + e.Name(),
			kind:    mime.TypeByExtension(path.Ext(e.Name())), plain: plain, packed: pack(plain, gzip.BestCompression),
		}
	}
	return files
})

func pack(plain []byte, level int) []byte {
	var b bytes.Buffer
	w, err := gzip.NewWriterLevel(&b, level)
	if err != nil {
		return nil
	}
	if _, err := w.Write(plain); err != nil || w.Close() != nil {
		return nil
	}
	return b.Bytes()
}

// static serves the files of the page. Under another digest than the present
// one there is nothing.
func (s *Server) static(w http.ResponseWriter, r *http.Request) {
	a, ok := assets()[path.Base(r.URL.Path)]
	if !ok || a.address != r.URL.Path {
		http.NotFound(w, r)
		return
	}
	h := w.Header()
	h.Set("Content-Type", a.kind)
	h.Set("Cache-Control", "public, max-age=31536000, immutable")
	h.Set("Vary", "Accept-Encoding")
	body := a.plain
	if a.packed != nil && takesGzip(r) {
		h.Set("Content-Encoding", "gzip")
		body = a.packed
	}
	h.Set("Content-Length", itoa(len(body)))
	_, _ = w.Write(body)
}

func takesGzip(r *http.Request) bool {
	return strings.Contains(r.Header.Get("Accept-Encoding"), "gzip")
}
