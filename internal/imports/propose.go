package imports

import (
	"regexp"
	"strings"
	"sync"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// proposals are read in order: what was said of a recovery beats what was done
// for it. Each is a phrase that people write in incident channels.
var proposals = sync.OnceValue(func() []proposal {
	return []proposal{
		{incident.KindDeclaration, regexp.MustCompile(`(?i)\b(declar(e|ed|ing) (an? )?(incident|sev)|incident declared|opening an incident)\b|インシデント(を)?宣言|障害(を)?宣言`)},
		{incident.KindSeverity, regexp.MustCompile(`(?i)\b(raise|raised|raising|lower|lowered|upgrade|upgraded|downgrade|downgraded) (this |it |severity )*(to )?sev ?-?[1-4]\b|\bnow sev ?-?[1-4]\b|重大度を`)},
		{incident.KindRole, regexp.MustCompile(`(?i)\b(i am|i'm|i'll be|taking|is) (the )?(ic|incident commander|scribe|comms lead)\b|\bhanding over (ic|command)\b|(IC|指揮|記録|連絡)(を)?(担当|引き継|交代)`)},
		{incident.KindContainment, regexp.MustCompile(`(?i)\b(rolled back|rollback (is )?(done|complete|finished)|reverted|turned off|switched off|disabled|drained|failed over|blocked the traffic|circuit breaker (is )?open|kill ?switch)\b|切り戻し(た|ました|完了)|ロールバック(した|しました|完了)|(無効化|遮断|を停止|オフに)(した|しました|完了)|メンテナンス(モード|画面)に`)},
		{incident.KindRecovery, regexp.MustCompile(`(?i)\b(recovered|fully restored|service (is )?(back|restored)|all clear|back to normal|incident (is )?(over|resolved))\b|復旧(した|しました|完了|を宣言|を確認)|正常(に戻|化)`)},
		{incident.KindHypothesis, regexp.MustCompile(`(?i)\b(maybe|might be|could be|looks like|suspect|i think|probably|seems (like|to be)|root cause|possibly)\b|ではないか|かもしれ|と思われ|っぽい|疑(い|って|わ)|原因は|仮説`)},
		{incident.KindDecision, regexp.MustCompile(`(?i)\b(decided|decision|let'?s (roll|go|do|try|wait|revert|fail)|we('| wi)ll (roll|go|wait|fail|keep)|going with|approved?)\b|ことにし(た|ます)|方針|判断し|決定|承認`)},
		{incident.KindCommunication, regexp.MustCompile(`(?i)\b(status ?page|posted (an )?update|customers? (were |have been )?(told|notified|informed)|support (was|has been)? ?(told|notified|informed)|stakeholders?|next update)\b|初報|定時報|完了報|告知|お知らせ|連絡(した|しました|済)|報告(した|しました|済)`)},
		{incident.KindAction, regexp.MustCompile(`(?i)\b(restart(ed|ing)|deploy(ed|ing)|redeploy(ed|ing)|scal(ed|ing) (up|down|out)|applied|applying|running|increased|patched|killed|cleared|rebooted|merged)\b|再起動|デプロイ(した|しました|中)|適用|増(やし|強)|実行(した|しました|中)|修正を(入れ|反映)`)},
		{incident.KindDetection, regexp.MustCompile(`(?i)\b(alert(s|ed|ing)?|paged|pager|firing|fired|seeing (errors|timeouts|500s|5xx)|users? (are )?report(ing|ed)?|is down|detected)\b|[がは]停止(した|しました|して)|アラート|検知|発報|気づ(いた|きました)|問い合わせ|エラーが出`)},
		{incident.KindKPI, regexp.MustCompile(`(?i)\b(error rate|success rate|p9[059]|latency|throughput|rps|qps)\b.*\d|エラー率|成功率|レイテンシ`)},
	}
})

// proposal is the kind that a sentence with one of the phrases tells.
type proposal struct {
	kind    incident.EventKind
	phrases *regexp.Regexp
}

// ProposeKind says what sort of event a sentence tells, by the phrases that
// people use for it in either language; a note when none is found. What says where the
// incident stands is proposed only by a clause that says that it is so: not by a question, a
// wish or a denial. It is a proposal: a person confirms it.
func ProposeKind(text string) incident.EventKind {
	certain := ""
	for _, p := range proposals() {
		words := text
		if p.kind.MovesIncident() {
			if certain == "" {
				certain = asserted(text)
			}
			words = certain
		}
		if p.phrases.MatchString(words) {
			return p.kind
		}
	}
	return incident.KindNote
}

// clauseEnd ends a clause; a point inside a version or a number does not.
var clauseEnd = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`[.!]+(\s|$)|[;,]\s|[。、！；\n]`) })

// question is what a sentence ends with that asks.
var question = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`\?+(\s|$)|？|([すたるうい]か|かな|でしょう)。`)
})

// doubtful is what a clause has that does not say that something is so.
var doubtful = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?i)\b(not|never|no|cannot|without|unable|should|shall|could|can|would|will|may|might|must|if|whether|once|until|unless|please|going to|about to|try(ing)? to|want(s|ed)? to|need(s|ed)? to|has to|have to|fail(s|ed)? to|plan(s|ning)? to|to be|like|think|guess|hope|maybe|perhaps|probably|seems?)\b|n['’]t\b|` +
		`ない|なかった|ません|まだ|未(実施|完了|対応|復旧)|[しりれいえきちみべけせてめげ]たい|た(ほう|方)が|たら|れば|べき|予定|かも|でしょう|[すたるうい]か$|かな$|ください|お願い|下さい`)
})

// asserted leaves of a text the clauses that say that something is so.
func asserted(text string) string {
	var clauses []string
	for _, sentence := range sentences(text) {
		if question().MatchString(sentence) {
			continue
		}
		for _, clause := range clauseEnd().Split(sentence, -1) {
			if clause = strings.TrimSpace(clause); !doubtful().MatchString(clause) {
				clauses = append(clauses, clause)
			}
		}
	}
	return strings.Join(clauses, "\n")
}

// sentences splits a text behind the marks that end a sentence.
func sentences(text string) []string {
	var all []string
	from := 0
	for _, at := range sentenceEnd().FindAllStringIndex(text, -1) {
		all = append(all, text[from:at[1]])
		from = at[1]
	}
	return append(all, text[from:])
}

var sentenceEnd = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`[.!?]+(\s|$)|[。！？\n]`) })
