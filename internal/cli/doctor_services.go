package cli

import (
	"cmp"
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/pmtracker/pmtracker/internal/config"
	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/notify"
	"github.com/pmtracker/pmtracker/internal/tickets"
)

// messages tries Slack and the mail server, where the environment sets them or the
// digest goes there.
func (o *doctorOptions) messages(ctx context.Context, l incident.Lang, c config.Config) []finding {
	s, err := sender()
	if err != nil {
		return []finding{found("messages", l.Say("read the secrets", "秘密情報を読む"), err, l)}
	}
	var all []finding
	try := func(scheme, name string, set bool, unset string, trial func(context.Context, incident.Lang) notify.Trial) {
		wanted := wantedBy(c, scheme)
		if !set && wanted == "" {
			return
		}
		f := finding{"messages", tickets.Right{Name: name, State: tickets.RightHeld, Needed: true}}
		if !set {
			f.State = tickets.RightMissing
			f.Detail = l.Say("%s of .pmtracker.yaml sends there, and %s is not set; set it, or take the address out", ".pmtracker.yaml の %s の宛先ですが、%s がありません。設定するか、宛先を外してください", wanted, unset)
			all = append(all, f)
			return
		}
		ctx, cancel := context.WithTimeout(ctx, 20*time.Second)
		defer cancel()
		all = append(all, f.of(trial(ctx, l)))
	}
	try("slack:", l.Say("post to Slack", "Slack に投稿する"), s.SlackToken+s.SlackWebhook != "", "SLACK_TOKEN / SLACK_WEBHOOK_URL", s.TrySlack)
	try("mailto:", l.Say("send e-mail", "メールを送る"), s.SMTP != "", "SMTP_URL", s.TryMail)
	return all
}

// of is the finding with what came of a trial.
func (f finding) of(t notify.Trial) finding {
	switch {
	case t.Why == "":
		f.Detail = t.As
	case t.Silent:
		f.State, f.Detail, f.Away = tickets.RightUnknown, t.Why+"; "+t.Fix, f.Needed
	default:
		f.State, f.Detail = tickets.RightMissing, t.Why+"; "+t.Fix
	}
	return f
}

// wantedBy names the key of the configuration that sends to addresses of a kind;
// empty: none does.
func wantedBy(c config.Config, scheme string) string {
	for _, group := range []struct {
		key       string
		addresses []string
	}{{"digest.to", c.Digest.To}, {"digest.escalate_to", []string{c.Digest.EscalateTo}}, {"reports.internal", c.Reports.Internal}, {"reports.customers", c.Reports.Customers}} {
		for _, address := range group.addresses {
			if strings.HasPrefix(address, scheme) {
				return group.key
			}
		}
	}
	return ""
}

// numbers tries the query of each KPI at Prometheus.
func (o *doctorOptions) numbers(ctx context.Context, l incident.Lang, c config.Config) []finding {
	p, err := prometheus()
	name := l.Say("ask Prometheus", "Prometheus に問い合わせる")
	if err != nil {
		return []finding{found("kpis", name, err, l)}
	}
	if p == nil {
		if len(c.KPIs) == 0 {
			return nil
		}
		return []finding{{"kpis", tickets.Right{Name: name, State: tickets.RightMissing,
			Detail: l.Say("PROMETHEUS_URL is not set, so the KPIs are entered by hand; set it to have them read", "PROMETHEUS_URL がないため、KPI は手で入力することになります。読み取るには設定してください")}}}
	}
	now, err := clock()
	if err != nil {
		return []finding{found("kpis", name, err, l)}
	}
	if len(c.KPIs) == 0 {
		_, err := p.Try(ctx, "up", "vector(1)", 5*time.Minute, now(), l)
		return []finding{found("kpis", l.Say("ask Prometheus at %s", "%s の Prometheus に問い合わせる", p.Host()), err, l)}
	}
	var all []finding
	for _, k := range c.KPIs {
		value, err := p.Try(ctx, k.Name, k.Query, cmp.Or(k.Window, 10*time.Minute), now(), l)
		f := found("kpis", l.Say("read KPI %s", "KPI %s を読む", k.Name), err, l)
		if err == nil {
			f.Detail = strings.TrimSpace(fmt.Sprintf("%.4g %s", value, k.Unit))
		}
		all = append(all, f)
	}
	return all
}
