package jira

import (
	"context"
	"errors"
	"net/http"
	"strings"

	"github.com/pmtracker/pmtracker/internal/tickets"
)

// deployment is which Jira the server is. Cloud names people by accountId and
// searches by /search/jql; Data Center names them by name and knows only the old
// /search, which Cloud has taken away.
type deployment string

const (
	unasked    deployment = ""
	cloud      deployment = "cloud"
	dataCenter deployment = "data center"
)

// deployed asks the server once what it is. One that does not say is taken for
// what it probably is; what it then knows of people shows which.
func (p *Provider) deployed(ctx context.Context) (deployment, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.deployment != unasked {
		return p.deployment, nil
	}
	var info struct {
		DeploymentType string `json:"deploymentType"`
	}
	_, err := p.send(ctx, http.MethodGet, "rest/api/2/serverInfo", nil, &info)
	var r *refusal
	if errors.As(err, &r) && r.Status == http.StatusNotFound {
		_, err = p.send(ctx, http.MethodGet, "rest/api/3/serverInfo", nil, &info)
	}
	switch {
	case err == nil && strings.EqualFold(info.DeploymentType, "Cloud"):
		p.deployment = cloud
	case err == nil && info.DeploymentType != "":
		p.deployment = dataCenter
	case err == nil, errors.As(err, &r) && r.Status < 500:
		p.deployment, p.guessed = p.likely(), true
	default:
		return unasked, failure(err, tickets.Cannot("cannot ask %s which Jira it is", "%s がどの Jira か確認できません", p.base), false)
	}
	return p.deployment, nil
}

// likely is what a server that does not say probably is: sign-in by e-mail
// address and API token exists on Cloud alone.
func (p *Provider) likely() deployment {
	if strings.HasSuffix(p.base.Hostname(), ".atlassian.net") || strings.Contains(p.config.User, "@") {
		return cloud
	}
	return dataCenter
}

// version is that of the API that the server is asked in.
func (p *Provider) version(ctx context.Context) int {
	p.mu.Lock()
	decided := p.api
	p.mu.Unlock()
	if decided != 0 {
		return decided
	}
	if is, err := p.deployed(ctx); err != nil || is == dataCenter {
		return 2
	}
	return 3
}

func (p *Provider) decided() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.api != 0
}

func (p *Provider) decide(version int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.api = version
}
