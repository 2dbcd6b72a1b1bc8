package inbox

import (
	"context"
	"regexp"
	"strings"
	"sync"

	"golang.org/x/text/unicode/norm"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/markdown"
	"github.com/pmtracker/pmtracker/internal/tracker"
)

// declare opens an incident, which the channel then means, unless each incident
// gets a channel of its own.
func (r *Receiver) declare(ctx context.Context, asked slackRequest, words []string) (string, error) {
	d, err := declarationOf(words)
	if err != nil {
		return "", err
	}
	ownChannel := r.tracker.Config.Slack.Channels
	if !ownChannel {
		if err := r.tracker.ChannelFree(ctx, asked.Actor, asked.Channel); err != nil {
			return "", err
		}
	}
	in, err := r.tracker.Declare(ctx, asked.Actor, d)
	if err != nil {
		return "", err
	}
	if ownChannel {
		return in.Lang.Say("**%s** is declared as %s: %s\n\nIts channel, #%s, is being made. %s", "**%s** を %s で宣言しました: %s\n\n対応用チャンネル #%s を作成します。%s",
			in.Key, in.Severity, markdown.Escape(in.Title), strings.ToLower(in.Key), d.Impact.FirstStep(in.Lang)), nil
	}
	if err := r.tracker.BindChannel(ctx, asked.Actor, asked.Channel, in.Key); err != nil {
		return "", err
	}
	return in.Lang.Say("**%s** is declared as %s: %s\n\nThis channel is its room. %s", "**%s** を %s で宣言しました: %s\n\nこのチャンネルで対応します。%s",
		in.Key, in.Severity, markdown.Escape(in.Title), d.Impact.FirstStep(in.Lang)), nil
}

// declarationOf reads what goes before the title: a severity, data-at-risk and
// customers=partial, in any order; the severity can stand behind the title, too. Without
// one the named harm proposes it. The error is Invalid where there is neither, or no such
// severity: nobody declares by a guess.
func declarationOf(words []string) (tracker.Declaration, error) {
	var d tracker.Declaration
	written := ""
	for len(words) > 0 {
		word := strings.ToLower(words[0])
		customers, isImpact := strings.CutPrefix(word, "customers=")
		if n := severityWords(words); n > 0 && written == "" {
			written, words = strings.Join(words[:n], " "), words[n:]
			continue
		}
		switch {
		case word == "data-at-risk":
			d.Impact.DataAtRisk = true
		case isImpact:
			d.Impact.Customers = incident.CustomerImpact(customers)
		default:
			return titled(d, written, words)
		}
		words = words[1:]
	}
	return titled(d, written, words)
}

// titled completes a declaration with its title, and with the severity that was written
// before it or stands at its end.
func titled(d tracker.Declaration, written string, words []string) (tracker.Declaration, error) {
	for n := min(2, len(words)-1); n > 0 && written == ""; n-- {
		if last := words[len(words)-n:]; severityWords(last) == n {
			written, words = strings.Join(last, " "), words[:len(words)-n]
		}
	}
	d.Title = strings.TrimRight(strings.Join(words, " "), ",:、：")
	if err := d.Impact.Check(); err != nil {
		return d, err
	}
	if written == "" && d.Title != "" && !d.Impact.Named() {
		return d, incident.Tell(incident.Invalid, "the severity is missing; put SEV1 (the worst) to SEV4 before the title: /incident declare SEV2 %s", "重大度がありません。題名の前に SEV1（最も重い）〜 SEV4 を付けてください: /incident declare SEV2 %s", d.Title)
	}
	if written != "" {
		if d.Severity = "SEV" + incident.Severity(severityWritten().FindStringSubmatch(folded(written))[1]); !d.Severity.Valid() {
			return d, incident.Tell(incident.Invalid, "there is no severity %q; use SEV1 (the worst) to SEV4: /incident declare SEV2 %s", "重大度 %q はありません。SEV1（最も重い）〜 SEV4 を使ってください: /incident declare SEV2 %s", written, d.Title)
		}
	}
	return d, nil
}

// severityWritten is a severity as people type it, whether there is such a one or not:
// SEV2, sev-2, "sev 2", 「（SEV2）」, "SEV2:".
var severityWritten = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?i)^[(\[【「]?sev[-_ ]?(\d+)[)\]】」]?[:,.、。]?$`)
})

// severityWords tells with how many words a severity stands at the beginning of some; 0:
// there is none.
func severityWords(words []string) int {
	for n := 1; n <= min(2, len(words)); n++ {
		if severityWritten().MatchString(folded(strings.Join(words[:n], " "))) {
			return n
		}
	}
	return 0
}

// folded gives letters and digits of any width as plain ones.
func folded(text string) string { return norm.NFKC.String(text) }
