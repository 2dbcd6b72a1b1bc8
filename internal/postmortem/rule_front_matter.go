package postmortem

import (
	"slices"

	"github.com/pmtracker/pmtracker/internal/diagnostic"
)

// frontMatter is rule front-matter: the block at the top is there, is YAML, and
// says which incident this is.
func (c *checker) frontMatter() {
	for _, p := range c.Front.problems {
		c.fail(diagnostic.FrontMatter, p.span, "", p.message, p.fix).Fix = p.edit
	}
	if !c.Front.present {
		if len(c.Front.problems) == 0 {
			c.fail(diagnostic.FrontMatter, Span{0, 0}, "", c.say("there is no front matter", "front matter がありません"),
				c.say("begin the file with a block between two lines of ---, with incident:, title:, severity:, status: and author:",
					"ファイルの先頭に --- で囲んだ incident:, title:, severity:, status:, author: を書いてください"))
		}
		return
	}
	if c.Front.Broken() {
		return
	}
	for _, need := range []struct{ key, fix, fixJa string }{
		{"incident", "write the incident's key, for example INC-2026-0042", "インシデントのキーを書いてください。例: INC-2026-0042"},
		{"title", "write in one line what failed", "何が起きたかを一行で書いてください"},
		{"severity", "write SEV1, SEV2, SEV3 or SEV4", "SEV1、SEV2、SEV3、SEV4 のどれかを書いてください"},
		{"status", "write draft, in-review or closed", "draft、in-review、closed のどれかを書いてください"},
	} {
		if e, ok := c.Front.entry(need.key); ok && e.value != "" {
			continue
		} else if ok {
			c.fail(diagnostic.FrontMatter, Span{e.keyAt, e.keyAt + len(e.key)}, "", c.say("%s is empty", "%s が空です", need.key), c.say(need.fix, need.fixJa))
			continue
		}
		if slices.ContainsFunc(c.Front.entries, func(e frontEntry) bool { return nearestKey(e.key) == need.key }) {
			continue // it is there, misspelt, which was said
		}
		c.fail(diagnostic.FrontMatter, c.frontFence(), "", c.say("the front matter has no %s", "front matter に %s がありません", need.key), c.say(need.fix, need.fixJa))
	}
	c.recoveredFirst()
	c.frontTimes()
	if e, ok := c.Front.entry("author"); ok && e.value == "" && c.Front.Status == StatusInReview {
		c.report(diagnostic.FrontMatter, diagnostic.Warning, Span{e.keyAt, e.keyAt + len(e.key)}, "", c.say("%s is empty", "%s が空です", e.key),
			c.say("write who wrote this, as a login (\"@akiko\") or e-mail address: somebody else approves it", "作成者をログイン（\"@akiko\"）かメールアドレスで書いてください。承認は作成者以外の人が行います"))
	}
}

// recoveredFirst finds a recovery before the detection: mostly one of the two times is
// wrong, but an incident can also be noticed after it has ended.
func (c *checker) recoveredFirst() {
	recovered, detected := c.Front.RecoveredAt, c.Front.DetectedAt
	if recovered.IsZero() || detected.IsZero() || !recovered.Before(detected) {
		return
	}
	e, _ := c.Front.entry("recovered_at")
	c.report(diagnostic.FrontMatter, diagnostic.Warning, e.valueSpan(), "", c.say("recovered_at (%s) is earlier than detected_at (%s)", "recovered_at（%s）が detected_at（%s）より前です", formatFrontTime(recovered, c.Zone), formatFrontTime(detected, c.Zone)),
		c.say("correct the one that is wrong; if it was noticed after it had ended, leave both", "誤っているほうを直してください。終わった後に気づいたインシデントなら、そのままで構いません"))
}

// frontFence is the line of dashes above the front matter.
func (c *checker) frontFence() Span {
	start := c.lineStart(c.Front.body.Start - 1)
	return Span{start, start + 3}
}
