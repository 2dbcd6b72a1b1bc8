package inbox

import (
	"context"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/pmtracker/pmtracker/internal/imports"
	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/markdown"
	"github.com/pmtracker/pmtracker/internal/notify"
	"github.com/pmtracker/pmtracker/internal/report"
	"github.com/pmtracker/pmtracker/internal/tracker"
)

var incidentKey = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^INC-\d{4}-\d{4,}$`) })

// carryOut does what a request asks and gives the answer. A rule that refuses is
// an answer, too; it goes to who asked alone.
func (r *Receiver) carryOut(ctx context.Context, asked slackRequest) reply {
	text, err := r.do(ctx, asked)
	if err != nil {
		return r.refused(ctx, err)
	}
	return reply{Type: "in_channel", Text: notify.Mrkdwn(text)}
}

func (r *Receiver) do(ctx context.Context, asked slackRequest) (string, error) {
	words := strings.Fields(imports.SlackText(asked.Text, r.slackNames()))
	if len(words) > 0 && strings.EqualFold(words[0], "role") {
		words = strings.Fields(imports.SlackText(r.membersByID(asked.Text), nil))
	}
	verb := "help"
	if len(words) > 0 {
		verb, words = strings.ToLower(words[0]), words[1:]
	}
	if asked.Message == nil {
		switch verb {
		case "help":
			return r.help(), nil
		case "declare":
			return r.declare(ctx, asked, words)
		}
	}
	key, words, err := r.incident(ctx, asked, words)
	if err != nil {
		return "", err
	}
	switch {
	case asked.Message != nil:
		return r.logMessage(ctx, asked, key)
	case verb == "log":
		return r.log(ctx, asked, key, words)
	case verb == "role":
		return r.role(ctx, asked, key, words)
	case verb == "report":
		return r.report(ctx, asked, key, words)
	case verb == "recover":
		return r.recover(ctx, asked, key, words)
	case verb == "show":
		return r.show(ctx, asked, key)
	}
	return "", incident.Tell(incident.Invalid, "there is no /incident %s; /incident help lists what there is", "/incident %s はありません。/incident help で一覧を表示します", verb)
}

// incident gives the incident that a command is about: the key that it names,
// else that of the channel.
func (r *Receiver) incident(ctx context.Context, asked slackRequest, words []string) (string, []string, error) {
	if len(words) > 0 && incidentKey().MatchString(words[0]) {
		return words[0], words[1:], nil
	}
	key, err := r.tracker.IncidentOfChannel(ctx, asked.Actor, asked.Channel)
	if err == nil && key == "" {
		err = incident.Errorf(incident.NotFound, "%s", r.lang().Say("this channel belongs to no incident; name one: /incident log INC-2026-0042 …", "このチャンネルに対応するインシデントがありません。/incident log INC-2026-0042 … のように指定してください"))
	}
	return key, words, err
}

func (r *Receiver) help() string {
	return r.lang().Say("In this channel:", "このチャンネルで使えるコマンド:") + "\n\n" + strings.Join([]string{
		"- `/incident declare SEV2 Checkout answers 500` (customers=partial, data-at-risk)",
		"- `/incident log containment v1.42 is rolled back`",
		"- `/incident role assign IC @akiko` (release, handover … note)",
		"- `/incident report first 30m scope=every card payment`",
		"- `/incident recover error_rate=0.2%`",
		"- `/incident show`",
	}, "\n")
}

// log appends an event; without a kind it is a note.
func (r *Receiver) log(ctx context.Context, asked slackRequest, key string, words []string) (string, error) {
	e := tracker.Entry{Kind: incident.KindNote, Actor: asked.Actor.Name}
	if len(words) > 0 && incident.EventKindOf(strings.ToLower(words[0])).Valid() {
		e.Kind, words = incident.EventKindOf(strings.ToLower(words[0])), words[1:]
	}
	e.Text = strings.Join(words, " ")
	event, err := r.tracker.Log(ctx, asked.Actor, key, e)
	return key + " " + event.Kind.Label(r.lang()) + ": " + markdown.Escape(event.Text), err
}

func (r *Receiver) role(ctx context.Context, asked slackRequest, key string, words []string) (string, error) {
	if len(words) < 3 || len(words) > 3 && words[0] != "handover" {
		return "", incident.Errorf(incident.Invalid, "%s", r.lang().Say("write: /incident role assign IC @akiko", "/incident role assign IC @akiko の形で書いてください"))
	}
	role, person := incident.Role(words[1]), words[2]
	var err error
	switch words[0] {
	case "assign":
		err = r.tracker.AssignRole(ctx, asked.Actor, key, role, person)
	case "release":
		err = r.tracker.ReleaseRole(ctx, asked.Actor, key, role, person)
	case "handover":
		err = r.tracker.HandOverRole(ctx, asked.Actor, key, role, person, strings.Join(words[3:], " "))
	default:
		err = incident.Errorf(incident.Invalid, "%s", r.lang().Say("there is no %q; use assign, release or handover", "%q はありません。assign, release, handover のいずれかです", words[0]))
	}
	if err != nil {
		return "", err
	}
	text := incident.RoleChanged(r.lang(), key, words[0], role, markdown.Escape(person))
	if note := strings.Join(words[3:], " "); note != "" {
		text += " (" + markdown.Escape(note) + ")"
	}
	return text, nil
}

// report writes a report: the kind, how long until the next one, and fields as
// name=text, each up to the next.
func (r *Receiver) report(ctx context.Context, asked slackRequest, key string, words []string) (string, error) {
	if len(words) == 0 {
		return "", incident.Errorf(incident.Invalid, "%s", r.lang().Say("write: /incident report first 30m scope=…", "/incident report first 30m scope=… の形で書いてください"))
	}
	req := tracker.ReportRequest{Kind: incident.ReportKind(words[0]), Set: map[string]string{}, Send: len(r.tracker.Config.Reports.Internal) > 0}
	if !req.Kind.Valid() {
		return "", incident.Tell(incident.Invalid, "there is no report %q; the reports are first, periodic and completion", "連絡 %q はありません。first、periodic、completion のいずれかです", words[0])
	}
	words = words[1:]
	if len(words) > 0 {
		at, ok, err := r.nextReport(ctx, asked.Actor, key, words[0])
		if err != nil {
			return "", err
		}
		if ok {
			req.NextAt, words = at, words[1:]
		}
	}
	known, field := report.Fields(req.Kind), ""
	for _, word := range words {
		// next= and severity= are no fields, and are refused with the way to say them instead.
		if name, rest, ok := strings.Cut(word, "="); ok && (slices.Contains(known, name) || name == "next" || name == "severity") {
			field, word = name, rest
		}
		if field == "" {
			return "", incident.Errorf(incident.Invalid, "%s", r.lang().Say("%q belongs to no field; the fields are %s", "%q がどの項目か分かりません。項目: %s", word, strings.Join(known, ", ")))
		}
		req.Set[field] = strings.TrimSpace(req.Set[field] + " " + word)
	}
	m, err := r.tracker.Report(ctx, asked.Actor, key, req)
	return m.Text, err
}

// nextReport reads when the next report comes: "30m", or the time at which the clocks of
// the incident's zone, in which the report names it, next show "23:30".
func (r *Receiver) nextReport(ctx context.Context, a tracker.Actor, key, word string) (at time.Time, ok bool, err error) {
	now := r.tracker.Now()
	if d, err := time.ParseDuration(word); err == nil {
		return now.Add(d), true, nil
	}
	clock, err := time.Parse("15:04", word)
	if err != nil {
		return at, false, nil
	}
	shown, err := r.tracker.Show(ctx, a, key)
	if err != nil {
		return at, false, err
	}
	var moments []time.Time
	for day := range 2 {
		today := now.In(shown.Zone).AddDate(0, 0, day)
		moments = append(moments, incident.WallClock(time.Date(today.Year(), today.Month(), today.Day(), clock.Hour(), clock.Minute(), 0, 0, time.UTC), shown.Zone)...)
	}
	at, ok = incident.FirstAfter(moments, now)
	return at, ok, nil
}

// recover declares recovery, with values that were read as NAME=VALUE.
func (r *Receiver) recover(ctx context.Context, asked slackRequest, key string, words []string) (string, error) {
	req := tracker.RecoveryRequest{Lang: r.lang()}
	for i, word := range words {
		name, text, ok := strings.Cut(word, "=")
		if ok && name == "reason" {
			req.Reason = strings.TrimSpace(text + " " + strings.Join(words[i+1:], " "))
			break
		}
		v, unit, isValue := incident.ParseValue(text)
		if !ok || !isValue {
			return "", incident.Errorf(incident.Invalid, "%s", r.lang().Say("%q is not of the form NAME=VALUE, for example error_rate=0.4%%", "%q は 名前=値 の形ではありません。例: error_rate=0.4%%", word))
		}
		req.KPIs = append(req.KPIs, incident.KPI{Name: name, Unit: unit, Value: &v})
	}
	result, err := r.tracker.Recover(ctx, asked.Actor, key, req)
	if err != nil {
		return "", err
	}
	if result.Recovered {
		return r.lang().Say("**%s** is recovered", "**%s** の復旧を宣言しました", key), nil
	}
	lines := []string{r.lang().Say("Recovery of %s is refused:", "%s の復旧宣言は拒否されました:", key), ""}
	for _, u := range result.Unmet {
		lines = append(lines, "- "+markdown.Escape(u.Message)+r.lang().Say("; ", "。")+r.fix(u))
	}
	return strings.Join(lines, "\n"), nil
}

// show tells where an incident stands.
func (r *Receiver) show(ctx context.Context, asked slackRequest, key string) (string, error) {
	room, err := r.tracker.Room(ctx, asked.Actor, key)
	if err != nil {
		return "", err
	}
	return room.Status(5), nil
}
