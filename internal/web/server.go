// Package web is the pages: server-rendered HTML that works without JavaScript.
// It only translates between a browser and the use cases of tracker; what is
// allowed and what is true is decided there.
package web

import (
	"context"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"time"

	"github.com/alexedwards/scs/v2"
	"github.com/danielgtaylor/huma/v2"
	"github.com/gorilla/mux"

	"github.com/pmtracker/pmtracker/internal/api"
	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/mcp"
	"github.com/pmtracker/pmtracker/internal/tracker"
)

// Options is how the pages are served.
type Options struct {
	PublicURL string // where people reach the pages: "https://pm.example.com"; empty: loopback alone. It has no path
	Actor     string // who acts where nobody signs in
	SignIn    bool   // people sign in; otherwise whoever reaches the server acts as Actor
	OAuth     []OAuth
	Proxies   []netip.Prefix // who is believed about whom a request comes from (X-Forwarded-For)
	// DefaultAccess is what somebody may do who signs in elsewhere for the first
	// time; empty: look at everything.
	DefaultAccess tracker.Access
	// AssistantsWrite lets assistants (MCP) change what the one who asks may change;
	// otherwise they read.
	AssistantsWrite bool
	// Mount adds what is served beside the pages, under paths of its own.
	Mount func(*mux.Router)
}

// Server serves the pages.
type Server struct {
	tracker *tracker.Tracker
	options Options
	hosts   []string // names under which it is reached, besides those of loopback
	secure  bool     // people reach it over TLS
	site    string   // scheme and host of PublicURL
	live    *hub
	papers  renderedPapers

	fragments fragments
	similar   similarCache
	choices   itemChoices

	sessions  *scs.SessionManager
	guesses   *guesses
	pace      pace
	providers []*elsewhere
	setup     setup

	description *huma.OpenAPI // of the API
}

// New makes the server of the pages. A public address that is none, or has a path, is Invalid.
func New(ctx context.Context, t *tracker.Tracker, o Options) (*Server, error) {
	s := &Server{tracker: t, options: o, live: newHub(t), guesses: newGuesses(), pace: newPace()}
	if o.DefaultAccess == "" {
		s.options.DefaultAccess = tracker.Viewer
	}
	if o.PublicURL != "" {
		u, err := url.Parse(o.PublicURL)
		if err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" {
			return nil, incident.Tell(incident.Invalid, "%q is not the address of a site; write it as https://pm.example.com", "%q はサイトのアドレスではありません。https://pm.example.com のように書いてください", o.PublicURL)
		}
		if strings.Trim(u.Path, "/") != "" || u.RawQuery != "" || u.Fragment != "" {
			return nil, incident.Tell(incident.Invalid, "%q has more than the name of a host, and the pages need one of their own, without a path; write it as %s", "%q にはホスト名のほかにパスなどが付いています。画面には専用のホスト名が必要です。%s のように書いてください", u.Redacted(), u.Scheme+"://"+u.Host)
		}
		s.hosts = append(s.hosts, strings.ToLower(u.Hostname()))
		s.secure = u.Scheme == "https"
		s.site = u.Scheme + "://" + u.Host
	}
	s.sessions = s.newSessions()
	return s, s.prepareSignIn(ctx)
}

// Site is where people reach the pages, as "https://pm.example.com", to which a path is
// put; empty where no address is named.
func (s *Server) Site() string { return s.site }

// prepareSignIn asks the identity providers, and makes the set-up token where
// nobody is an admin.
func (s *Server) prepareSignIn(ctx context.Context) error {
	if !s.options.SignIn {
		return nil
	}
	for _, o := range s.options.OAuth {
		e := &elsewhere{OAuth: o}
		_, _ = e.ask(ctx, s.site) // logged there, and asked again by who signs in
		s.providers = append(s.providers, e)
	}
	has, err := s.tracker.HasAdmin(ctx)
	if err == nil && !has {
		s.setup.token = newSetupToken()
	}
	return err
}

// Handler gives everything that is served. Requests from other origins that
// would change something are refused, as are those under a foreign name.
func (s *Server) Handler() http.Handler {
	r := mux.NewRouter()
	r.PathPrefix("/static/").Methods(http.MethodGet).HandlerFunc(s.static)
	r.Methods(http.MethodGet).Path(healthPath).HandlerFunc(s.healthz)
	for _, x := range s.routes() {
		r.Methods(x.method).Path(x.path).HandlerFunc(s.visit(x.do))
	}
	s.description = api.Mount(r, s.tracker, s.ActorOf, negotiate, s.live.changed)
	r.Path("/mcp").Handler(mcp.Handler(s.tracker, s.ActorOf, negotiate, s.options.AssistantsWrite))
	if s.options.Mount != nil {
		s.options.Mount(r)
	}
	r.NotFoundHandler = s.visit(func(v *visit) error {
		return incident.Errorf(incident.NotFound, "%s", v.lang.Say("there is no page %s; the address may be mistyped, or what stood there has moved", "ページ %s はありません。アドレスの誤りか、移動した可能性があります", v.r.URL.Path))
	})
	own := http.NewCrossOriginProtection()
	own.SetDenyHandler(http.HandlerFunc(s.fromElsewhere))
	h := own.Handler(r)
	if s.options.SignIn {
		h = s.pace.middleware(s.sessions.LoadAndSave(h), s.tooFast)
	}
	return behindProxies(s.options.Proxies, knownHost(s.hosts, s.guard(headAsGet(h))))
}

// Close ends what the pages keep going.
func (s *Server) Close() { s.live.close() }

// EndStreams ends the answers that would go on for as long as somebody looks; the
// browsers connect again by themselves.
func (s *Server) EndStreams() { s.live.end() }

// HTTPServer gives an HTTP server with limits on how long a client may take.
func HTTPServer(h http.Handler) *http.Server {
	return &http.Server{
		Handler: h, ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 30 * time.Second,
		WriteTimeout: time.Minute, IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 32 << 10,
	}
}

type route struct {
	method, path string
	do           func(*visit) error
}

func (s *Server) routes() []route {
	const get, post = http.MethodGet, http.MethodPost
	return []route{
		{get, "/", s.listIncidents},
		{get, "/declare", s.showDeclare}, {post, "/declare", s.declare},
		{get, "/incidents/{key}", s.showRoom}, {post, "/incidents/{key}/log", s.log},
		{get, "/incidents/{key}/events", s.stream},
		{get, "/incidents/{key}/correct/{event}", s.showCorrection}, {post, "/incidents/{key}/correct/{event}", s.correct},
		{post, "/incidents/{key}/amend", s.amend},
		{post, "/incidents/{key}/roles", s.changeRole}, {post, "/incidents/{key}/checklist", s.tick},
		{get, "/incidents/{key}/decide", s.showDecide}, {post, "/incidents/{key}/decide", s.decide},
		{post, "/incidents/{key}/deliveries", s.retryDeliveries},
		{get, "/incidents/{key}/reports", s.showReports}, {get, "/incidents/{key}/reports/{kind}", s.showReport},
		{post, "/incidents/{key}/reports/{kind}", s.sendReport}, {post, "/incidents/{key}/reports/{kind}/preview", s.previewReport},
		{get, "/incidents/{key}/recover", s.showRecover}, {post, "/incidents/{key}/recover", s.recover},
		{post, "/incidents/{key}/generate", s.generate},
		{get, "/incidents/{key}/review", s.showReview}, {post, "/incidents/{key}/approve", s.approve},
		{get, "/incidents/{key}/edit", s.showEdit}, {post, "/incidents/{key}/edit", s.edit},
		{post, "/incidents/{key}/preview", s.showPreview}, {post, "/incidents/{key}/line", s.setLine},
		{get, "/incidents/{key}/comments", s.showCommentForm}, {post, "/incidents/{key}/comments", s.addComment}, {post, "/incidents/{key}/threads/{thread}", s.changeThread},
		{get, "/incidents/{key}/history", s.showHistory},
		{get, "/incidents/{key}/items/{item}", s.showItem}, {post, "/incidents/{key}/items/{item}", s.saveItem},
		{post, "/incidents/{key}/items/{item}/judge", s.judgeItem}, {post, "/incidents/{key}/items/{item}/verify", s.verifyItem},
		{get, "/incidents/{key}/tickets", s.showOrder}, {post, "/incidents/{key}/tickets", s.openTickets},
		{post, "/incidents/{key}/close", s.closeIncident}, {post, "/incidents/{key}/reopen", s.reopen},
		{get, "/incidents/{key}/timeline.svg", s.timelinePicture},
		{get, "/incidents/{key}/postmortem.md", s.markdownFile}, {get, "/incidents/{key}/export.html", s.exportFile},
		{get, "/items", s.listItems}, {get, "/items.csv", s.itemsCSV}, {get, "/items.ics", s.itemsCalendar},
		{get, "/signin", s.showSignIn}, {post, "/signin", s.signIn}, {post, "/signout", s.signOut},
		{get, "/signin/{provider}", s.leave}, {get, "/signin/{provider}/done", s.arrive},
		{get, "/setup", s.showSetup}, {post, "/setup", s.setUp},
		{get, "/account", s.showAccount}, {post, "/account/sessions", s.endSession},
		{post, "/account/tokens", s.changeTokens}, {post, "/account/people", s.changePeople},
		{post, "/account/password", s.changePassword},
		{post, "/preferences", s.preferences},
		{get, "/api", s.showAPI},
		{get, "/trends", s.showTrends}, {get, "/keys", s.showKeys},
	}
}

// healthPath is answered under any name: a load balancer asks by the address of a node,
// and there is nothing to be learnt but that the server is well.
const healthPath = "/healthz"

// healthz tells a load balancer that the database answers.
func (s *Server) healthz(w http.ResponseWriter, r *http.Request) {
	if err := s.tracker.Store.DB().PingContext(r.Context()); err != nil {
		http.Error(w, "the database does not answer", http.StatusServiceUnavailable)
		return
	}
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	_, _ = w.Write([]byte("ok\n"))
}

// originOf says from where a request came, for the audit log.
func originOf(r *http.Request) string {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		host = r.RemoteAddr
	}
	return "web " + host
}
