package inbox

import (
	"cmp"
	"context"
	"regexp"
	"sync"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/markdown"
	"github.com/pmtracker/pmtracker/internal/notify"
	"github.com/pmtracker/pmtracker/internal/tracker"
)

// refused tells who asked, and nobody else, why something is not done.
func (r *Receiver) refused(ctx context.Context, err error) reply {
	return reply{Text: notify.SlackPlain(r.sentence(tracker.Outward(ctx, err, "by", "slack")))}
}

// sentence says why something is refused and how it is put right from Slack, where the
// error's own words name another command.
func (r *Receiver) sentence(err error) string {
	l := r.lang()
	switch incident.RemedyOf(err) {
	case incident.RemedyDeclare:
		return l.Say("the incident is declared already; another one is declared in another channel with /incident declare SEV2 …", "このインシデントはすでに宣言されています。別のインシデントは別のチャンネルで /incident declare SEV2 … を実行して宣言してください")
	case incident.RemedyTitle:
		return l.Say("an incident needs a title: /incident declare SEV2 what people cannot do", "インシデントには題名が必要です。/incident declare SEV2 利用者ができなくなったこと の形で書いてください")
	case incident.RemedyRole:
		return l.Say("roles have rules; assign them with /incident role assign IC @akiko", "役割は時系列に直接は書けません。/incident role assign IC @akiko で割り当ててください")
	case incident.RemedyHandOver:
		return l.Say("refused by the rule %s: somebody commands already; hand over with /incident role handover IC @akiko", "規則 %s により拒否: すでに指揮している人がいます。/incident role handover IC @akiko で引き継いでください", incident.RuleOneCommander)
	case incident.RemedyDecision:
		return l.Say("refused by the rule %s: the IC decides and does no hands-on work; log the order with /incident log decision …, and let who did the work log it", "規則 %s により拒否: IC は判断に専念し、手を動かしません。指示は /incident log decision … で記録し、作業は実施した人が記録してください", incident.RuleCommanderDecides)
	case incident.RemedyRecovery:
		return l.Say("recovery is declared by numbers, not by a line in the timeline: /incident recover error_rate=0.2%", "復旧は時系列の一行ではなく、数値で宣言します。/incident recover error_rate=0.2% の形で書いてください")
	case incident.RemedyRecoverFirst:
		return l.Say("recovery has not been declared, so there is no time of recovery to report; declare it first: /incident recover error_rate=0.2%", "復旧が宣言されていないため、復旧時刻を報告できません。先に /incident recover error_rate=0.2% で宣言してください")
	case incident.RemedyContain:
		return l.Say("refused by the rule %s: nothing was contained yet; log it with /incident log containment …, or say why there was none: /incident recover error_rate=0.2%% reason=…", "規則 %s により拒否: 安全化が記録されていません。/incident log containment … で記録するか、/incident recover error_rate=0.2%% reason=… で安全化がない理由を書いてください", incident.RuleContainFirst)
	case incident.RemedyNextReport:
		return l.Say("refused by the rule %s: the report names no time for the next one; write 30m or 23:30 after its kind, also when nothing is known yet", "規則 %s により拒否: 次回連絡の時刻がありません。分かっていることがなくても、連絡の種類の後に 30m や 23:30 のように書いてください", incident.RuleNextReport)
	case incident.RemedyNextAt:
		return l.Say("the time of the next report is a promise of which the tracker reminds, not a field of the text; write 30m or 23:30 after the kind of the report in place of next=", "次回連絡の時刻は本文の項目ではなく、リマインドの対象になる約束です。next= ではなく、連絡の種類の後に 30m や 23:30 のように書いてください")
	case incident.RemedyNoNext:
		return l.Say("a completion report is the last and promises no next one; leave the time out, or send a periodic report", "完了報は最後の連絡であり、次回を予告できません。時刻を外すか、定時報を送ってください")
	case incident.RemedySeverity:
		return l.Say("the severity of a report is that of the incident; leave severity= out, and change it first where it is another: /incident log severity SEV1: why", "連絡の重大度はインシデントの重大度です。severity= を外してください。変える場合は、先に /incident log severity SEV1: 理由 で変更してください")
	case incident.RemedyCorrection:
		return l.Say("a correction belongs to the event that it corrects; make it on the incident's page, at that line of the timeline", "訂正は、訂正するイベントに対して行います。インシデントのページで、時系列のその行から訂正してください")
	case incident.RemedyReopen:
		return l.Say("the incident is closed; reopen it first, on its page", "インシデントは完了しています。先にインシデントのページで再開してください")
	}
	return incident.Sentence(err, l)
}

// fix says in Markdown how what speaks against a recovery is put right from Slack.
func (r *Receiver) fix(u incident.RecoveryUnmet) string {
	if !u.ByHand {
		return markdown.Escape(u.Fix)
	}
	return r.lang().Say("enter what somebody read: `/incident recover %s=0.2`", "読み取った値を `/incident recover %s=0.2` で入力してください", incident.ShellWord(cmp.Or(u.KPI, "error_rate")))
}

var member = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`<@([A-Z0-9]+)(?:\|[^<>]*)?>`) })

// membersByID writes for each member who is mentioned the id of the person of the team,
// else that of the member in Slack: a role is never given to whoever has a similar name.
func (r *Receiver) membersByID(text string) string {
	return member().ReplaceAllStringFunc(text, func(mention string) string {
		id := member().FindStringSubmatch(mention)[1]
		return cmp.Or(r.slackNames()[id], "slack:"+id)
	})
}
