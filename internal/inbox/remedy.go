package inbox

import (
	"cmp"
	"context"
	"regexp"
	"slices"
	"strings"
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
		return l.Say("roles have rules; assign them with /incident role assign IC @…", "役割は時系列に直接は書けません。/incident role assign IC @… で割り当ててください")
	case incident.RemedyDecision:
		return l.Say("refused by the rule %s: the IC decides and does no hands-on work; log the order with /incident log decision …, and let who did the work log it", "規則 %s により拒否: IC は判断に専念し、手を動かしません。指示は /incident log decision … で記録し、作業は実施した人が記録してください", incident.RuleCommanderDecides)
	case incident.RemedyRecovery:
		return l.Say("recovery is declared by numbers, not by a line in the timeline: /incident recover %s=…", "復旧は時系列の一行ではなく、数値で宣言します。/incident recover %s=… の形で書いてください", r.kpiName(""))
	case incident.RemedyRecoverFirst:
		return l.Say("recovery has not been declared, so there is no time of recovery to report; declare it first: /incident recover %s=…", "復旧が宣言されていないため、復旧時刻を報告できません。先に /incident recover %s=… で宣言してください", r.kpiName(""))
	case incident.RemedyNextReport:
		return l.Say("refused by the rule %s: the report names no time for the next one; write 30m or 23:30 after its kind, also when nothing is known yet", "規則 %s により拒否: 次回連絡の時刻がありません。分かっていることがなくても、連絡の種類の後に 30m や 23:30 のように書いてください", incident.RuleNextReport)
	case incident.RemedyNextAt:
		return l.Say("the time of the next report is a promise of which the tracker reminds, not a field of the text; write 30m or 23:30 after the kind of the report in place of next=", "次回連絡の時刻は本文の項目ではなく、リマインドの対象になる約束です。next= ではなく、連絡の種類の後に 30m や 23:30 のように書いてください")
	case incident.RemedyNoNext:
		return l.Say("a completion report is the last and promises no next one; leave the time out, or send a periodic report", "完了報は最後の連絡であり、次回を予告できません。時刻を外すか、定時報を送ってください")
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
	return r.lang().Say("enter what somebody read: `/incident recover %s=…`", "読み取った値を `/incident recover %s=…` で入力してください", r.kpiName(u.KPI))
}

// kpiName gives the name of a KPI as it is typed in Slack; where none is meant in
// particular, the first that is configured.
func (r *Receiver) kpiName(name string) string {
	for _, k := range r.tracker.Config.KPIs {
		name = cmp.Or(name, k.Name)
	}
	return incident.ShellWord(cmp.Or(name, "error_rate"))
}

// handOverTo says how the person who was to take command takes it over; err, where it
// refuses that for another reason, stays as it is.
func handOverTo(person string, err error) error {
	if incident.RemedyOf(err) != incident.RemedyHandOver {
		return err
	}
	return incident.Tell(incident.Refused, "refused by the rule %s: %w; hand over with /incident role handover IC %s", "規則 %s により拒否: %w。引き継ぐときは /incident role handover IC %s を使ってください",
		incident.RuleOneCommander, incident.Innermost(err), person)
}

// changeSeverityTo says how the incident gets the severity that a report was to have; err
// as in handOverTo.
func changeSeverityTo(asked string, err error) error {
	severity, ok := incident.SeverityOf(asked)
	if !ok || incident.RemedyOf(err) != incident.RemedySeverity {
		return err
	}
	return incident.Tell(incident.Invalid, "%w; leave severity= out, and where it is %s now, change it first: /incident log severity %[2]s: why", "%w。severity= を外してください。いま %s である場合は、先に /incident log severity %[2]s: 理由 で変更してください",
		incident.Innermost(err), severity)
}

// sayWhyUncontained says how a recovery with the readings that were typed is declared
// before anything was contained; err as in handOverTo.
func sayWhyUncontained(readings []string, err error) error {
	if incident.RemedyOf(err) != incident.RemedyContain {
		return err
	}
	return incident.Tell(incident.Refused, "refused by the rule %s: nothing was contained yet; log it with /incident log containment …, or say why there was none: /incident recover %s", "規則 %s により拒否: 安全化が記録されていません。/incident log containment … で記録するか、/incident recover %s で安全化がない理由を書いてください",
		incident.RuleContainFirst, strings.Join(append(slices.Clip(readings), "reason=…"), " "))
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
