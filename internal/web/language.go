package web

import (
	"net/http"
	"strings"
	"sync"
	"time"

	"golang.org/x/text/language"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/store"
	"github.com/pmtracker/pmtracker/internal/tracker"
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
	if lang := langHere(r); lang != "" {
		return lang
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

// langHere gives the language that was chosen in this browser, empty for none.
func langHere(r *http.Request) incident.Lang {
	if c, err := r.Cookie(cookieLang); err == nil && incident.Lang(c.Value).Valid() {
		return incident.Lang(c.Value)
	}
	return ""
}

// zoneHere gives the name of the zone that was chosen in this browser or is its own.
func zoneHere(r *http.Request) string {
	c, err := r.Cookie(cookieZone)
	if err != nil {
		return ""
	}
	return strings.ReplaceAll(c.Value, "%2F", "/")
}

// readerOf says for whom a page is made.
func readerOf(r *http.Request, now time.Time) reader {
	who := reader{lang: negotiate(r), zone: store.ZoneNamed(zoneHere(r)), now: now}
	if c, err := r.Cookie(cookieTheme); err == nil && (c.Value == "light" || c.Value == "dark") {
		who.theme = c.Value
	}
	return who
}

// chose makes the page for somebody who chose how to read, on whatever device.
func (r *reader) chose(a tracker.Actor) {
	if a.Lang.Valid() {
		r.lang = a.Lang
	}
	if zone := store.ZoneNamed(a.Zone); zone != nil {
		r.zone = zone
	}
}

// zoneHeader names the zone in which a page was made that fetches itself anew: what is
// shown of it later stands in the same one.
const zoneHeader = "Pm-Zone"

// shown makes the page in the zone in which it is shown already.
func (r *reader) shown(zone string) {
	if zone := store.ZoneNamed(zone); zone != nil {
		r.zone = zone
	}
}

// zoneField tells the server in which zone the times stood that somebody saw who
// writes a time into a form: that of the browser may be known only afterwards.
func (p *page) zoneField(zone *time.Location) {
	p.f(`<input type="hidden" name="{}" value="{}">`, fieldZone, p.zoneOr(zone).String())
}

const fieldZone = "zone"

// zoneWritten is the zone in which the times of a form were written.
func (v *visit) zoneWritten(zone *time.Location) *time.Location {
	if shown := store.ZoneNamed(v.r.PostForm.Get(fieldZone)); shown != nil {
		return shown
	}
	return v.zoneOr(zone)
}

// preferences keeps what a reader chose and goes back to where the reader was. The
// language and the zone of somebody who signed in are kept with the account, the
// rest in the browser: whether it is dark depends on where one sits.
func (s *Server) preferences(v *visit) error {
	f := v.r.PostForm
	var chosen tracker.Reading
	if f.Has("lang") {
		chosen.Lang = new(incident.Lang(f.Get("lang")))
	}
	if f.Has("zone") {
		chosen.Zone = new(strings.TrimSpace(f.Get("zone")))
	}
	if err := chosen.Check(); err != nil {
		return err
	}
	if s.options.SignIn && v.actor.Name != "" && (chosen.Lang != nil || chosen.Zone != nil) {
		if err := s.tracker.SetReading(v.r.Context(), v.actor, chosen); err != nil {
			return err
		}
	}
	if chosen.Lang != nil {
		v.keepChoice(cookieLang, string(*chosen.Lang))
	}
	if chosen.Zone != nil {
		v.keepChoice(cookieZone, *chosen.Zone)
	}
	if theme := f.Get("theme"); f.Has("theme") && (theme == "" || theme == "light" || theme == "dark") {
		v.keepChoice(cookieTheme, theme)
	}
	if f.Has("diff") {
		side := ""
		if f.Get("diff") == diffSide {
			side = diffSide
		}
		v.keepChoice(cookieDiff, side)
	}
	return v.back(f.Get("back"), "")
}

// keepChoice keeps a choice in the browser; the empty one is taken away there.
func (v *visit) keepChoice(cookie, value string) {
	c := &http.Cookie{Name: cookie, Value: value, Path: "/", MaxAge: 365 * 24 * 3600, SameSite: http.SameSiteLaxMode, Secure: v.s.secure}
	if value == "" {
		c.MaxAge = -1
	}
	http.SetCookie(v.w, c)
}

// localPath gives a path of this site, "/" for anything that would lead
// elsewhere.
func localPath(path string) string {
	if !strings.HasPrefix(path, "/") || strings.HasPrefix(path, "//") || strings.ContainsAny(path, "\\\r\n\t\x00") {
		return "/"
	}
	return path
}
