package web

import (
	"net/http"
	"strings"
	"sync"
	"time"

	"golang.org/x/text/language"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// The cookies that keep what a reader chose. They hold no secret.
const (
	cookieLang  = "pm_lang"
	cookieZone  = "pm_zone"
	cookieTheme = "pm_theme"
)

var languages = sync.OnceValue(func() language.Matcher {
	return language.NewMatcher([]language.Tag{language.English, language.Japanese})
})

// negotiate gives the language that a reader chose, else the one that the
// browser asks for (RFC 9110, Accept-Language).
func negotiate(r *http.Request) incident.Lang {
	if c, err := r.Cookie(cookieLang); err == nil && incident.Lang(c.Value).Valid() {
		return incident.Lang(c.Value)
	}
	header := r.Header.Get("Accept-Language")
	if len(header) > 200 {
		return incident.English
	}
	tags, _, err := language.ParseAcceptLanguage(header)
	if err != nil || len(tags) == 0 {
		return incident.English
	}
	if _, i, _ := languages().Match(tags...); i == 1 {
		return incident.Japanese
	}
	return incident.English
}

// readerOf says for whom a page is made.
func readerOf(r *http.Request, now time.Time) reader {
	who := reader{lang: negotiate(r), now: now}
	if c, err := r.Cookie(cookieZone); err == nil {
		who.zone = zoneNamed(strings.ReplaceAll(c.Value, "%2F", "/"))
	}
	if c, err := r.Cookie(cookieTheme); err == nil && (c.Value == "light" || c.Value == "dark") {
		who.theme = c.Value
	}
	return who
}

// zoneNamed loads a zone by its IANA name; nil where there is none of that name.
func zoneNamed(name string) *time.Location {
	if name == "" || name == "Local" || len(name) > 60 {
		return nil
	}
	zone, err := time.LoadLocation(name)
	if err != nil {
		return nil
	}
	return zone
}

// preferences keeps what a reader chose and goes back to where the reader was.
func (s *Server) preferences(w http.ResponseWriter, r *http.Request) {
	for form, cookie := range map[string]string{"lang": cookieLang, "zone": cookieZone, "theme": cookieTheme, "diff": cookieDiff} {
		if !r.PostForm.Has(form) {
			continue
		}
		value := r.PostForm.Get(form)
		ok := form == "lang" && incident.Lang(value).Valid() || form == "zone" && zoneNamed(value) != nil ||
			form == "theme" && (value == "light" || value == "dark") || form == "diff" && value == diffSide
		c := &http.Cookie{Name: cookie, Value: value, Path: "/", MaxAge: 365 * 24 * 3600, SameSite: http.SameSiteLaxMode, Secure: s.secure}
		if !ok {
			c.Value, c.MaxAge = "", -1
		}
		http.SetCookie(w, c)
	}
	http.Redirect(w, r, localPath(r.PostForm.Get("back")), http.StatusSeeOther)
}

// localPath gives a path of this site, "/" for anything that would lead
// elsewhere.
func localPath(path string) string {
	if !strings.HasPrefix(path, "/") || strings.HasPrefix(path, "//") || strings.ContainsAny(path, "\\\r\n\t\x00") {
		return "/"
	}
	return path
}
