package cli

import (
	"github.com/pmtracker/pmtracker/internal/config"
	"github.com/pmtracker/pmtracker/internal/kpi"
	"github.com/pmtracker/pmtracker/internal/notify"
)

// sender makes what brings messages to people, from the environment.
func sender() (*notify.Sender, error) {
	s := &notify.Sender{}
	for _, secret := range []struct {
		name string
		into *string
	}{{"SLACK_TOKEN", &s.SlackToken}, {"SLACK_APP_TOKEN", &s.SlackAppToken}, {"SLACK_WEBHOOK_URL", &s.SlackWebhook}, {"SLACK_API_URL", &s.SlackURL}, {"SMTP_URL", &s.SMTP}} {
		value, err := config.Secret(secret.name)
		if err != nil {
			return nil, err
		}
		*secret.into = value
	}
	return s, nil
}

// prometheus gives the server that PROMETHEUS_URL names; nil where it is not set.
func prometheus() (*kpi.Prometheus, error) {
	address, err := config.Secret("PROMETHEUS_URL")
	if err != nil || address == "" {
		return nil, err
	}
	return kpi.New(address, nil)
}
