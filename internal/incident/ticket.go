package incident

import (
	"net/netip"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"sync"

	"github.com/golang-sql/civil"
	"golang.org/x/text/unicode/norm"
)

// ProviderName names a kind of ticket system.
type ProviderName string

// The ticket systems.
const (
	GitHub ProviderName = "github"
	Jira   ProviderName = "jira"
)

// Valid tells whether n is a ticket system that pmtracker speaks to.
func (n ProviderName) Valid() bool { return n == GitHub || n == Jira }

// TicketRef says which ticket a text means. Host, Owner and Repo are empty in
// a short form, which leaves them to the configuration.
type TicketRef struct {
	Provider ProviderName
	Host     string // of a URL: "github.com"
	Owner    string // GitHub
	Repo     string // GitHub
	Number   int    // GitHub
	Key      string // Jira: "PAY-12"
}

var shortTicketForms = sync.OnceValues(func() (*regexp.Regexp, *regexp.Regexp) {
	return regexp.MustCompile(`^(?:([A-Za-z0-9][A-Za-z0-9-]*)/([A-Za-z0-9._-]+))?#([0-9]{1,9})$`),
		regexp.MustCompile(`^[A-Z][A-Z0-9_]+-[1-9][0-9]{0,8}$`)
})

// ParseTicketRef reads the URL of a GitHub or Jira issue, or a short form:
// "acme/checkout#812", "#812", "PAY-12". An address of something else (a pull
// request, a search, a repository) is no ticket.
func ParseTicketRef(text string) (TicketRef, bool) {
	text = strings.TrimSpace(text)
	if strings.Contains(text, "://") {
		return parseTicketURL(text)
	}
	issue, key := shortTicketForms()
	if m := issue.FindStringSubmatch(text); m != nil {
		n, err := strconv.Atoi(m[3])
		return TicketRef{Provider: GitHub, Owner: m[1], Repo: m[2], Number: n}, err == nil && n > 0
	}
	if key.MatchString(text) {
		return TicketRef{Provider: Jira, Key: text}, true
	}
	return TicketRef{}, false
}

func parseTicketURL(text string) (TicketRef, bool) {
	u, err := url.Parse(text)
	if err != nil || (u.Scheme != "http" && u.Scheme != "https") || u.Host == "" {
		return TicketRef{}, false
	}
	parts := strings.Split(strings.Trim(u.Path, "/"), "/")
	if n := len(parts); n >= 2 && parts[n-2] == "browse" {
		_, key := shortTicketForms()
		ref := TicketRef{Provider: Jira, Host: u.Host, Key: parts[n-1]}
		return ref, key.MatchString(ref.Key)
	}
	if len(parts) != 4 || parts[2] != "issues" {
		return TicketRef{}, false
	}
	n, err := strconv.Atoi(parts[3])
	ref := TicketRef{Provider: GitHub, Host: u.Host, Owner: parts[0], Repo: parts[1], Number: n}
	return ref, err == nil && n > 0
}

// TicketAsTyped gives a reference to a ticket without signs that show nothing, as a copy
// from a page brings them along, and a short form in half width: 「＃813」. A text that is
// no reference then either stays as it is.
func TicketAsTyped(text string) string {
	if isASCII(text) {
		return text // nearly all
	}
	typed := strings.Map(seen, text)
	if !strings.Contains(typed, "://") {
		typed = norm.NFKC.String(typed)
	}
	if _, ok := ParseTicketRef(typed); !ok {
		return text
	}
	return strings.TrimSpace(typed)
}

// String writes the short form: "acme/checkout#812", "PAY-12".
func (r TicketRef) String() string {
	if r.Provider == Jira {
		return r.Key
	}
	if r.Owner == "" {
		return "#" + strconv.Itoa(r.Number)
	}
	return r.Owner + "/" + r.Repo + "#" + strconv.Itoa(r.Number)
}

// Same tells whether two references mean one ticket, as far as both say.
func (r TicketRef) Same(o TicketRef) bool {
	if r.Provider != o.Provider || !r.SameServer(o) {
		return false
	}
	if r.Provider == Jira {
		return r.Key == o.Key
	}
	if r.Owner != "" && o.Owner != "" && (!strings.EqualFold(r.Owner, o.Owner) || !strings.EqualFold(r.Repo, o.Repo)) {
		return false
	}
	return r.Number == o.Number
}

// SameServer tells whether two references are to one server, as far as both say: whatever
// the port, since one server is reached at several, and under whichever name of this
// machine.
func (r TicketRef) SameServer(o TicketRef) bool {
	return r.Host == "" || o.Host == "" || strings.EqualFold(r.Host, o.Host) || serverName(r.Host) == serverName(o.Host)
}

// serverName gives the host of an address as one that is reached under several names is
// compared: "www.github.com:443" as "github.com".
func serverName(host string) string {
	u := url.URL{Host: strings.ToLower(host)}
	name := strings.TrimPrefix(u.Hostname(), "www.")
	if addr, err := netip.ParseAddr(name); err == nil && addr.IsLoopback() {
		return "localhost"
	}
	return name
}

// TicketFact is what the provider said of the ticket of one action item.
type TicketFact struct {
	Exists    bool
	Why       error      // when it does not exist: what the provider said, in both languages; nil: nothing
	PutRight  error      // when it does not exist: what puts that right, where who asked knows more than Why tells
	URL       string     // where people see it; of one that does not exist: where it has moved
	Title     string     // as the ticket has it
	Done      bool       // closed because the work is done
	Dropped   bool       // closed for another reason: not planned, a duplicate
	Owners    []string   // accounts that it is assigned to
	WantOwner string     // the account that the item's owner has at this provider
	Nobody    error      // why the provider names no account of the item's owner, with what puts that right; nil: it does
	Due       civil.Date // the zero date: it has none
	Unseen    error      // why Due is that of the ticket's text alone, although the text may not be what counts; nil: it is what counts
}
