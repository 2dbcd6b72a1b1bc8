package jira

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/pmtracker/pmtracker/internal/tickets"
)

// screen is what the project takes when an issue of the configured type is
// created, as far as the server says.
type screen struct {
	types  []string               // names of the project's issue types; none: not said
	fields map[string]screenField // by id; nil: not said, or the project has no such type
}

type screenField struct {
	ID       string `json:"fieldId"`
	Name     string `json:"name"`
	Required bool   `json:"required"`
	Default  bool   `json:"hasDefaultValue"` // Jira fills it where nobody does
}

// String names the field as people see it, with the id by which a configuration
// names it.
func (f screenField) String() string {
	if f.Name == "" || f.Name == f.ID {
		return f.ID
	}
	return f.Name + " (" + f.ID + ")"
}

// lacks tells whether a field is known not to be on the screen.
func (s screen) lacks(field string) bool {
	_, on := s.fields[field]
	return len(s.fields) > 0 && !on
}

// unfilled gives the fields without which Jira refuses an issue and that neither
// it nor the given ones fill, in a fixed order.
func (s screen) unfilled(given map[string]bool) []screenField {
	var open []screenField
	for _, f := range s.fields {
		if f.Required && !f.Default && !given[f.ID] {
			open = append(open, f)
		}
	}
	slices.SortFunc(open, func(a, b screenField) int { return strings.Compare(a.ID, b.ID) })
	return open
}

type issueType struct {
	ID           string `json:"id"`
	Name         string `json:"name"`             // in the language of the account
	Untranslated string `json:"untranslatedName"` // Cloud alone says it
}

// is tells whether a configuration that names a type means this one.
func (t issueType) is(name string) bool {
	return strings.EqualFold(t.Name, name) || strings.EqualFold(t.Untranslated, name) ||
		strings.EqualFold(name, defaultType) && t.Name == "タスク" // Data Center translates its own names
}

// createScreen gives what can be set when an issue is created. It asks once.
func (p *Provider) createScreen(ctx context.Context) (screen, error) {
	p.mu.Lock()
	known := p.screen
	p.mu.Unlock()
	if known != nil {
		return *known, nil
	}
	s, err := p.askScreen(ctx)
	if silent(err) || hasStatus(err, http.StatusNotFound) || hasStatus(err, http.StatusBadRequest) || hasStatus(err, http.StatusForbidden) {
		s, err = screen{}, nil // nothing is said of the screen: the create will
	}
	if err != nil {
		return screen{}, failure(err, tickets.Cannot("cannot ask what project %s takes", "プロジェクト %s で設定できる項目を確認できません", p.config.Project), false)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.screen = &s
	return s, nil
}

func (p *Provider) askScreen(ctx context.Context) (screen, error) {
	path := "issue/createmeta/" + url.PathEscape(p.config.Project) + "/issuetypes"
	types, err := pages[issueType](ctx, p, path)
	if err != nil {
		return screen{}, err
	}
	var s screen
	id := ""
	for _, t := range types {
		s.types = append(s.types, t.Name)
		if id == "" && t.is(p.config.IssueType) {
			id = t.ID
		}
	}
	if id == "" {
		return s, nil
	}
	fields, err := pages[screenField](ctx, p, path+"/"+url.PathEscape(id))
	if err != nil {
		return screen{}, err
	}
	s.fields = map[string]screenField{}
	for _, f := range fields {
		s.fields[f.ID] = f
	}
	return s, nil
}

// createMeta is a page of issue types or of fields. Cloud and Data Center call
// the list differently.
type createMeta[T any] struct {
	IssueTypes []T   `json:"issueTypes"`
	Fields     []T   `json:"fields"`
	Values     []T   `json:"values"`
	Total      int   `json:"total"`
	IsLast     *bool `json:"isLast"`
}

func (m createMeta[T]) all() []T { return slices.Concat(m.IssueTypes, m.Fields, m.Values) }

// mostPages ends the reading of a list whose server says for ever that more is to
// come.
const mostPages = 100

// pages reads a list to its end. A server gives as many a page as it likes,
// whatever it is asked for.
func pages[T any](ctx context.Context, p *Provider, path string) ([]T, error) {
	var all []T
	for range mostPages {
		var page createMeta[T]
		if _, err := p.call(ctx, http.MethodGet, fmt.Sprintf("%s?startAt=%d&maxResults=200", path, len(all)), nil, &page); err != nil {
			return nil, err
		}
		got := page.all()
		all = append(all, got...)
		last := len(all) >= page.Total
		if page.IsLast != nil && page.Total == 0 {
			last = *page.IsLast
		}
		if last || len(got) == 0 {
			break
		}
	}
	return all, nil
}
