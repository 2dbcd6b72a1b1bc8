package inbox

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"golang.org/x/text/unicode/norm"

	"github.com/pmtracker/pmtracker/internal/imports"
	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/markdown"
	"github.com/pmtracker/pmtracker/internal/notify"
	"github.com/pmtracker/pmtracker/internal/report"
	"github.com/pmtracker/pmtracker/internal/tracker"
)

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

// log appends an event, at the time with which the line begins, else now, as the line on
// the incident's page does; without a kind it is a note.
func (r *Receiver) log(ctx context.Context, asked slackRequest, key string, words []string) (string, error) {
	shown, err := r.tracker.Show(ctx, asked.Actor, key)
	if err != nil {
		return "", err
	}
	at, line := incident.TimeFirst(strings.Join(words, " "), r.tracker.Now(), shown.Began(), shown.Zone)
	kind, text, sentence := leadingKind(strings.Fields(line))
	e := tracker.Entry{At: at, Kind: cmp.Or(kind, incident.KindNote), Actor: asked.Actor.Name}
	other, rest, err := r.keyFirst(ctx, asked.Actor, strings.Fields(text))
	switch {
	case err != nil:
		return "", err
	case other != "" && kind != "":
		if other != key {
			return "", r.otherIncident(key, other, kind, rest)
		}
		text = strings.Join(rest, " ")
	}
	e.Text = text
	event, err := r.tracker.Log(ctx, asked.Actor, key, e)
	hint := ""
	if sentence && text != "" && isNoLine(kind, text) && err != nil {
		hint = "\n\n" + r.lang().Say("This was logged as a note; %s", "メモとして記録しました。%s", markdown.Escape(r.sentence(err)))
		e.Kind, e.Text = incident.KindNote, line
		event, err = r.tracker.Log(ctx, asked.Actor, key, e)
	}
	when := ""
	if !at.IsZero() {
		when = event.At.In(shown.Zone).Format(" (2006-01-02 15:04 MST)")
	}
	return key + " " + event.Kind.Label(r.lang()) + when + ": " + markdown.Escape(event.Text) + hint, err
}

// isNoLine tells whether an event of a kind comes about in another way than by a line in
// the timeline: "Recovered: two of five nodes" says what somebody saw, and is kept.
func isNoLine(kind incident.EventKind, text string) bool {
	switch kind {
	case incident.KindDeclaration, incident.KindRole, incident.KindRecovery, incident.KindCorrection:
		return true
	case incident.KindSeverity:
		_, ok := incident.SeverityOf(text)
		return !ok
	}
	return false
}

// leadingKind reads the kind of an event with which words begin, as a word by itself or
// before a colon, as a sentence can have it; empty: there is none.
func leadingKind(words []string) (kind incident.EventKind, text string, sentence bool) {
	text = strings.Join(words, " ")
	if kind, rest, ok := incident.KindFirst(text); ok {
		return kind, rest, true
	}
	if len(words) > 0 && incident.EventKindOf(words[0]).Valid() {
		return incident.EventKindOf(words[0]), strings.Join(words[1:], " "), false
	}
	return "", text, false
}

func (r *Receiver) role(ctx context.Context, asked slackRequest, key string, words []string) (string, error) {
	if len(words) < 3 || len(words) > 3 && words[0] != "handover" {
		return "", incident.Errorf(incident.Invalid, "%s", r.lang().Say("write: /incident role assign IC @akiko", "/incident role assign IC @akiko の形で書いてください"))
	}
	role, person := incident.RoleOf(words[1]), asked.Actor.Meant(words[2])
	var err error
	switch words[0] {
	case "assign":
		err = handOverTo(person, r.tracker.AssignRole(ctx, asked.Actor, key, role, person))
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
	req := tracker.ReportRequest{Kind: incident.ReportKindOf(words[0]), Set: map[string]string{}, Send: len(r.tracker.Config.Reports.Internal) > 0}
	if !req.Kind.Valid() {
		return "", incident.Tell(incident.Invalid, "there is no report %q; the reports are first, periodic and completion", "連絡 %q はありません。first、periodic、completion のいずれかです", words[0])
	}
	words = words[1:]
	if len(words) > 0 {
		at, n, err := r.nextReport(ctx, asked.Actor, key, words)
		if err != nil {
			return "", err
		}
		req.NextAt, words = at, words[n:]
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
	return m.Text, changeSeverityTo(req.Set["severity"], err)
}

// nextReport reads when the next report comes: "30m", "30 min", or the time at which the
// clocks of the incident's zone, in which the report names it, next show "23:30". n is how
// many of the words say so; 0: none does.
func (r *Receiver) nextReport(ctx context.Context, a tracker.Actor, key string, words []string) (at time.Time, n int, err error) {
	now := r.tracker.Now()
	for n := min(2, len(words)); n > 0; n-- {
		if d, ok := incident.DurationOf(strings.Join(words[:n], " ")); ok {
			return now.Add(d), n, nil
		}
	}
	clock, ok := incident.TimeOfDay(words[0])
	if !ok {
		return at, 0, notATime(words[0])
	}
	shown, err := r.tracker.Show(ctx, a, key)
	if err != nil {
		return at, 0, err
	}
	var moments []time.Time
	for day := range 2 {
		moments = append(moments, incident.OnDay(clock, now, day, shown.Zone)...)
	}
	if at, ok = incident.FirstAfter(moments, now); !ok {
		return at, 0, nil
	}
	if _, missed := incident.Missed(clock, at, now, shown.Zone); missed {
		return at, 0, incident.Tell(incident.Invalid, "%q has passed already (it is %s now); write how long until then, such as 30m or 24h", "%q はもう過ぎています（現在 %s）。30m や 24h のように、何分後・何時間後かを書いてください", words[0], now.In(shown.Zone).Format("15:04"))
	}
	return at, 1, nil
}

// notATime refuses a number in place of the time of the next report; what is none is a
// field, perhaps.
func notATime(word string) error {
	digits := strings.Trim(norm.NFKC.String(word), "0123456789:")
	if word == "" || digits != "" {
		return nil
	}
	return incident.Tell(incident.Invalid, "%q is neither a length of time nor a time of day; write 30m or 23:30", "%q は時間の長さでも時刻でもありません。30m や 23:30 のように書いてください", word)
}

// recover declares recovery, with values that were read as NAME=VALUE.
func (r *Receiver) recover(ctx context.Context, asked slackRequest, key string, words []string) (string, error) {
	req := tracker.RecoveryRequest{Lang: r.lang()}
	var err error
	if req.KPIs, req.Reason, err = r.readings(words); err != nil {
		return "", err
	}
	result, err := r.tracker.Recover(ctx, asked.Actor, key, req)
	if err != nil {
		return "", sayWhyUncontained(words, err)
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
