package action

import (
	"bytes"
	"context"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/golang-sql/civil"

	"github.com/pmtracker/pmtracker/internal/config"
	"github.com/pmtracker/pmtracker/internal/digest"
	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/notify"
	"github.com/pmtracker/pmtracker/internal/terminal"
	"github.com/pmtracker/pmtracker/internal/tracker"
)

// digest posts what is overdue. The schedule of a workflow knows neither the
// team's zone nor its holidays, so the workflow runs every day and this command
// decides whether it is the day.
func (j *Job) digest(ctx context.Context) error {
	c, err := j.teamConfig()
	if err != nil {
		return err
	}
	calendar, err := config.NewCalendar(c.Digest.Holidays)
	if err != nil {
		return err
	}
	l, today := langOf(c), civil.DateOf(j.Now().In(c.ZoneOr(time.UTC)))
	if !j.on("force") && j.Getenv("GITHUB_EVENT_NAME") == "schedule" && !calendar.DigestDay(today, c.Digest.Weekday) {
		notice(j.Out, l.Say("%s is not the day of the digest", "%s はダイジェストの日ではありません", today))
		return nil
	}
	folders, err := j.present(c, nil)
	if err != nil || len(folders) == 0 { // nothing was looked at, so nothing is said
		return err
	}
	docs, err := j.load(ctx, c, folders)
	if err != nil {
		return err
	}
	states, err := j.states(ctx, c, docs)
	unread := tracker.UnreadIn(err)
	silent := !slices.ContainsFunc(j.inputs.places, reachesPeople)
	if len(unread) > 0 && silent {
		warn(j.Out, err, l)
	}
	d := tracker.FolderDigest(docs, states, unread, j.dir, tracker.DigestOptions(c, today))
	if d.Quiet() && j.chosen("digest-when-quiet") == quietSilent {
		notice(j.Out, l.Say("nothing is overdue; nothing is posted", "期限超過がないため投稿しません"))
		return nil
	}
	var page bytes.Buffer
	if err := d.WriteMarkdown(&page); err != nil {
		return err
	}
	if err := j.summarize(page.String()); err != nil {
		return err
	}
	if len(unread) > 0 && !silent {
		return incident.Tell(incident.CodeOf(err), "the digest is posted nowhere but in the summary, as not every ticket could be read and whoever closed one is not to be called overdue: %w",
			"読み取れないチケットがあり、クローズした人まで期限超過とされるおそれがあるため、ダイジェストは要約以外には投稿していません: %w", err)
	}
	return j.post(ctx, c, d, page.String())
}

// digestPlaces are the words of the input digest-to.
var digestPlaces = []string{"issue", "new-issue", "slack", "email", "summary"}

// reachesPeople tells whether a place of the digest is another than the summary of the
// run, which nobody sees who does not look for it.
func reachesPeople(place string) bool { return place != "summary" }

// post brings the digest to each place of the input digest-to. One that fails
// does not keep it from the others.
func (j *Job) post(ctx context.Context, c config.Config, d digest.Digest, page string) error {
	sends := func(place string) bool { return place == "slack" || place == "email" }
	if err := tracker.Unaddressed(d); err != nil && slices.ContainsFunc(j.inputs.places, sends) {
		warn(j.Out, err, langOf(c))
	}
	var first error
	for _, place := range j.inputs.places {
		err := j.postTo(ctx, c, place, d, page)
		switch {
		case err == nil:
		case first == nil:
			first = err
		default:
			fmt.Fprintf(j.Out, "::error title=pmtracker::%s\n", dataEscaper.Replace(terminal.Plain(incident.Sentence(err, langOf(c)))))
		}
	}
	return first
}

func (j *Job) postTo(ctx context.Context, c config.Config, place string, d digest.Digest, page string) error {
	switch place {
	case "issue", "new-issue":
		a, err := j.api()
		if err != nil {
			return err
		}
		address, err := a.putDigest(ctx, d.Title(), page, place == "new-issue")
		if err == nil {
			notice(j.Out, address)
		}
		return err
	case "slack", "email":
		return j.send(ctx, c, place, d)
	}
	return nil // the summary has it always
}

// send brings the digest to the addresses of .pmtracker.yaml; a webhook knows its
// own channel.
func (j *Job) send(ctx context.Context, c config.Config, place string, d digest.Digest) error {
	prefix := map[string]string{"slack": "slack:", "email": "mailto:"}[place]
	var to []string
	for _, address := range d.Recipients(c.Digest.To) {
		if strings.HasPrefix(address, prefix) {
			to = append(to, address)
		}
	}
	sender, err := j.sender()
	if err != nil {
		return err
	}
	switch {
	case place == "slack" && sender.SlackToken == "" && sender.SlackWebhook == "":
		return incident.Tell(incident.Invalid, "digest-to: slack lacks the way to Slack; give the input slack-webhook, or the variable SLACK_TOKEN with slack:#channel under digest: to:", "digest-to: slack には投稿先が必要です。入力 slack-webhook を指定するか、環境変数 SLACK_TOKEN を設定して digest: to: に slack:#channel を書いてください")
	case place == "slack" && sender.SlackToken == "":
		to = []string{"slack:webhook"}
	case len(to) == 0:
		return incident.Tell(incident.Invalid, "nobody is named to send the digest to; write digest: {to: [\"%s\"]} in .pmtracker.yaml", "ダイジェストの送信先がありません。.pmtracker.yaml に digest: {to: [\"%s\"]} を書いてください", prefix+"…")
	case place == "email" && sender.SMTP == "":
		return incident.Tell(incident.Invalid, "digest-to: email lacks the mail server; give the input smtp-url", "digest-to: email にはメールサーバーが必要です。入力 smtp-url を指定してください")
	}
	return tracker.SendDigest(ctx, sender, to, d, j.Now())
}

// sender is that of the environment, with the inputs in place of it: a webhook
// that is given as an input is meant to be used, also beside a token.
func (j *Job) sender() (*notify.Sender, error) {
	sender, err := j.Sender()
	if err != nil {
		return nil, err
	}
	if webhook := j.input("slack-webhook", ""); webhook != "" {
		sender.SlackWebhook, sender.SlackToken = webhook, ""
	}
	sender.SMTP = j.mailServer(sender.SMTP)
	return sender, nil
}

// mailServer is the input smtp-url, else that of the environment, with the
// sender's address.
func (j *Job) mailServer(otherwise string) string {
	server, from := j.input("smtp-url", otherwise), j.input("mail-from", "")
	if server == "" || from == "" || strings.Contains(server, "?") {
		return server
	}
	return server + "?from=" + url.QueryEscape(from)
}
