package jira

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/http"
	"slices"
	"strings"

	gojira "github.com/andygrunwald/go-jira"

	"github.com/pmtracker/pmtracker/internal/tickets"
)

// refusal is an answer of Jira other than success, with its own words.
type refusal struct {
	Status   int               `json:"-"`
	Messages []string          `json:"errorMessages"`
	Fields   map[string]string `json:"errors"` // by the id of the field: "duedate"
	spoken   bool              // the body is Jira's, and not of something before it
	denied   string            // why Jira lets the account not even sign in: "CAPTCHA_CHALLENGE; login-url=…"
}

func (r *refusal) Error() string { return fmt.Sprintf("%d: %s", r.Status, r.said()) }

// said gives Jira's messages, those of a field with the field's name.
func (r *refusal) said() string {
	parts := slices.Clone(r.Messages)
	for _, field := range slices.Sorted(maps.Keys(r.Fields)) {
		parts = append(parts, field+": "+r.Fields[field])
	}
	return strings.Join(parts, "; ")
}

// call sends a request on go-jira's client and decodes the answer into out. Its
// services are not used: they send fields that Jira does not know and lose the
// messages of fields. The error is a *refusal, or that of an answer that did not
// come or cannot be read; the status is 0 when none came.
//
// path lies below the API of a version: 3 on Cloud, 2 on Data Center. A Cloud
// that does not know version 3 is asked in version 2.
func (p *Provider) call(ctx context.Context, method, path string, body, out any) (int, error) {
	version := p.version(ctx)
	status, err := p.callVersion(ctx, version, method, path, body, out)
	if version == 2 || p.decided() {
		return status, err
	}
	if method == http.MethodGet && (status == http.StatusNotFound || status == http.StatusMethodNotAllowed || status == http.StatusGone) {
		again, secondErr := p.callVersion(ctx, 2, method, path, body, out)
		if again == http.StatusNotFound || again == http.StatusMethodNotAllowed || again == http.StatusGone {
			return status, err
		}
		p.decide(2)
		return again, secondErr
	}
	if status >= 200 && status < 300 {
		p.decide(3)
	}
	return status, err
}

func (p *Provider) callVersion(ctx context.Context, version int, method, path string, body, out any) (int, error) {
	return p.send(ctx, method, fmt.Sprintf("rest/api/%d/%s", version, path), body, out)
}

// send sends one request to a path of the server.
func (p *Provider) send(ctx context.Context, method, path string, body, out any) (int, error) {
	req, err := p.client.NewRequestWithContext(ctx, method, path, body)
	if err != nil {
		return 0, err
	}
	req.Header.Set("Accept", "application/json")
	resp, err := p.client.Do(req, out)
	if resp == nil || resp.Response == nil {
		return 0, err
	}
	if resp.StatusCode < 200 || resp.StatusCode > 299 {
		return resp.StatusCode, readRefusal(resp)
	}
	return resp.StatusCode, err
}

func readRefusal(resp *gojira.Response) *refusal {
	r := &refusal{}
	data, _ := io.ReadAll(resp.Body)
	r.spoken = json.Unmarshal(data, r) == nil && (r.Messages != nil || r.Fields != nil)
	r.Status, r.denied = resp.StatusCode, resp.Header.Get("X-Authentication-Denied-Reason")
	return r
}

// failure makes the error of a call that failed. what says what could not be
// done.
func failure(err, what error, changes bool) error {
	a := tickets.Attempt{Service: "Jira", Address: "JIRA_URL", What: what, Changes: changes}
	var r *refusal
	if errors.As(err, &r) {
		a.PutRight = r.putRight()
		if r.challenged() { // also where it calls it a wrong password
			return a.Answered(http.StatusForbidden, "CAPTCHA_CHALLENGE")
		}
		return a.Answered(r.Status, r.said())
	}
	return a.NoAnswer(err)
}

// challenged tells whether Jira wants to see a person, after too many failed sign-ins.
func (r *refusal) challenged() bool { return strings.Contains(r.denied, "CAPTCHA_CHALLENGE") }

// putRight says what puts right that Jira denies the account a request.
func (r *refusal) putRight() error {
	_, address, _ := strings.Cut(r.denied, "login-url=")
	switch {
	case !r.challenged():
		return tickets.Cannot("give the account of the token the right", "トークンのアカウントに権限を与えてください")
	case strings.HasPrefix(address, "http"):
		return tickets.Cannot("sign in once as this account in the browser, at %s, and answer the CAPTCHA", "このアカウントで一度ブラウザーから %s にサインインし、CAPTCHA に答えてください", address)
	}
	return tickets.Cannot("sign in once as this account in the browser, and answer the CAPTCHA", "このアカウントで一度ブラウザーからサインインし、CAPTCHA に答えてください")
}

// silent tells whether the path is not there, so that the answer says nothing:
// an old server, or something in between.
func silent(err error) bool {
	var r *refusal
	if !errors.As(err, &r) {
		return false
	}
	return r.Status == http.StatusMethodNotAllowed || r.Status == http.StatusGone ||
		r.Status == http.StatusNotFound && !r.spoken
}

func hasStatus(err error, status int) bool {
	var r *refusal
	return errors.As(err, &r) && r.Status == status
}
