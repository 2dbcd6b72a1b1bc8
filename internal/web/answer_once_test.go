package web

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"
)

// leaver is a body whose sender goes away while it is read.
type leaver struct {
	io.Reader
	leave context.CancelFunc
}

func (l leaver) Read(b []byte) (int, error) {
	l.leave()
	return l.Reader.Read(b)
}

// statuses notes every status that is written into one answer.
type statuses struct {
	*httptest.ResponseRecorder
	all []int
}

func (s *statuses) WriteHeader(status int) {
	s.all = append(s.all, status)
	s.ResponseRecorder.WriteHeader(status)
}

// TestAnAnswerIsWrittenOnce: somebody who goes away while the answer is made, as a
// browser does that is sent elsewhere, has one answer written, and the session is
// kept.
func TestAnAnswerIsWrittenOnce(t *testing.T) {
	s, admin := signedSite(t, nil)
	site, err := url.Parse(s.url)
	if err != nil {
		t.Fatal(err)
	}
	ctx, leave := context.WithCancel(t.Context())
	defer leave()
	r := httptest.NewRequestWithContext(ctx, http.MethodPost, s.url+"/preferences", leaver{strings.NewReader("theme=dark"), leave})
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	for _, c := range admin.client.Jar.Cookies(site) {
		r.AddCookie(c)
	}
	got := &statuses{ResponseRecorder: httptest.NewRecorder()}
	s.server.Handler().ServeHTTP(got, r)
	if !slices.Equal(got.all, []int{http.StatusSeeOther}) {
		t.Errorf("the answer is written as %v", got.all)
	}
	admin.must(admin.get("/account"), http.StatusOK)
}
