package cli

import (
	"context"
	"log/slog"
	"strings"
	"sync/atomic"
	"time"

	"github.com/gorilla/mux"

	"github.com/pmtracker/pmtracker/internal/config"
	"github.com/pmtracker/pmtracker/internal/inbox"
	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/jobs"
	"github.com/pmtracker/pmtracker/internal/store"
	"github.com/pmtracker/pmtracker/internal/tracker"
	"github.com/pmtracker/pmtracker/internal/webhook"
)

// byItself is who acts where the program does something by itself.
var byItself = tracker.Actor{Name: "pmtracker", Access: tracker.Responder, Origin: "serve"}

// startJobs runs, beside the pages, what has to happen by itself, and what they ask
// for.
func startJobs(ctx context.Context, t *tracker.Tracker, streams IO) (*jobs.Engine, error) {
	engine, err := jobs.Start(ctx, t.Store, logTo(streams), []jobs.Job{
		{Name: "remind", Every: 15 * time.Second, Run: func(ctx context.Context) error {
			_, err := t.Remind(ctx, byItself)
			return err
		}},
		{Name: "deliver", Every: 10 * time.Second, Run: postman(t, logTo(streams))},
		{Name: "slack", Every: 10 * time.Second, Run: func(ctx context.Context) error { return t.KeepSlackRooms(ctx, byItself) }},
		{Name: "digest", Every: time.Minute, Run: func(ctx context.Context) error {
			_, err := t.QueueDigest(ctx, byItself)
			return err
		}},
		{Name: "tickets", Every: 10 * time.Minute, Run: func(ctx context.Context) error { return t.Reconcile(ctx, byItself) }},
		{Name: "orders", Every: 5 * time.Second, Run: t.CarryOutOrders},
	}, jobs.Task{Name: tracker.TaskTickets, Run: t.CarryOutOrder})
	if err != nil {
		return nil, err
	}
	t.Queue = engine.Queue
	return engine, nil
}

// postman sends what is due, and logs what could not be sent, and to whom.
func postman(t *tracker.Tracker, log *slog.Logger) func(context.Context) error {
	var told atomic.Int64 // how many messages were last said to wait: that is said once
	return func(ctx context.Context) error {
		done, err := t.Deliver(ctx, byItself, "")
		for _, d := range done.Tried {
			switch d.State {
			case store.DeliveryFailed:
				log.ErrorContext(ctx, "a message was given up", "to", d.Address, "subject", d.Subject, "error", d.Error)
			case store.DeliveryPending:
				log.WarnContext(ctx, "a message was not delivered and is tried again", "to", d.Address, "subject", d.Subject, "at", d.NextAt, "error", d.Error)
			}
		}
		if now := int64(done.Waiting); told.Swap(now) < now {
			log.WarnContext(ctx, waiting(done, incident.English)+"; set it, and start serve again")
		}
		return err
	}
}

// beside runs what serve does besides the pages: jobs, and the webhooks that
// mount adds. stop lets both finish what they have begun; what they did not, they
// do at the next start.
func beside(ctx context.Context, t *tracker.Tracker, streams IO) (mount func(*mux.Router), stop func(), err error) {
	hooks, err := receiver(t)
	if err != nil {
		return nil, nil, err
	}
	defer func() {
		if err != nil {
			hooks.Close()
		}
	}()
	github, err := reports(t, "GITHUB_WEBHOOK_SECRET", logTo(streams))
	if err != nil {
		return nil, nil, err
	}
	jira, err := reports(t, "JIRA_WEBHOOK_SECRET", logTo(streams))
	if err != nil {
		return nil, nil, err
	}
	engine, err := startJobs(ctx, t, streams)
	if err != nil {
		return nil, nil, err
	}
	hangUp, err := socket(ctx, hooks, streams)
	if err != nil {
		_ = engine.Stop(ctx)
		return nil, nil, err
	}
	mount = func(m *mux.Router) {
		hooks.Mount(m)
		m.Handle("/webhooks/github", webhook.GitHub(github))
		m.Handle("/webhooks/jira", webhook.Jira(jira))
	}
	return mount, func() {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
		defer cancel()
		_ = engine.Stop(ctx)
		hangUp()
		hooks.Close()
	}, nil
}

// socket takes what Slack sends over Socket Mode, where SLACK_APP_TOKEN is set.
// hangUp ends it.
func socket(ctx context.Context, hooks *inbox.Receiver, streams IO) (hangUp func(), err error) {
	s, err := sender()
	if err != nil || s.SlackAppToken == "" {
		return func() {}, err
	}
	ctx, cancel := context.WithCancel(ctx)
	done := make(chan struct{})
	go func() {
		defer close(done)
		hooks.Socket(ctx, s.API(), logTo(streams))
	}()
	return func() { cancel(); <-done }, nil
}

// logTo writes what goes wrong beside the pages.
func logTo(streams IO) *slog.Logger {
	return slog.New(slog.NewTextHandler(streams.Err, &slog.HandlerOptions{Level: slog.LevelWarn}))
}

// receiver takes what monitoring tools and Slack send.
func receiver(t *tracker.Tracker) (*inbox.Receiver, error) {
	var secrets inbox.Secrets
	for _, secret := range []struct {
		name string
		into *string
	}{{"PMTRACKER_WEBHOOK_TOKEN", &secrets.Token}, {"PAGERDUTY_WEBHOOK_SECRET", &secrets.PagerDuty}, {"SLACK_SIGNING_SECRET", &secrets.Slack}} {
		value, err := config.Secret(secret.name)
		if err != nil {
			return nil, err
		}
		*secret.into = value
	}
	return inbox.New(t, secrets), nil
}

// reports takes what GitHub and Jira report of tickets. Several secrets, with
// commas between them, serve while they are changed.
func reports(t *tracker.Tracker, name string, log *slog.Logger) (webhook.Config, error) {
	value, err := config.Secret(name)
	c := webhook.Config{Tracker: t, Log: log}
	for _, secret := range strings.Split(value, ",") {
		if secret = strings.TrimSpace(secret); secret != "" {
			c.Secrets = append(c.Secrets, secret)
		}
	}
	return c, err
}
