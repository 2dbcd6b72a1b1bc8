package prose

import "testing"

func TestVagueListIsConcreteByOnePart(t *testing.T) {
	for _, c := range []struct {
		lead    string
		entries []string
		part    int // of the finding; -1: there is none
	}{
		{"from now on:", []string{"improve monitoring", "be careful"}, 1},
		{"From now on, we will do the following:", []string{"improve monitoring"}, 1},
		{"", []string{"improve monitoring", "be careful"}, 1},
		{"the team does this:", []string{"improve monitoring", "be careful"}, 0},
		{"when the alert fires, on-call does this:", []string{"be careful"}, 1},
		{"これから:", []string{"監視を強化する", "注意を徹底する"}, 1},
		{"今後は次を行う：", []string{"監視を強化する"}, 1},
		{"チームは以下を実施する:", []string{"監視を強化する", "検討する"}, 0},
		{"チームは次を行う:", []string{"improve monitoring"}, 0},
		{"the deploy pipeline does this:", []string{"nothing changes"}, 0},

		{"from now on:", []string{"be careful", "the alert payment_pool_full pages on-call within 1 minute"}, -1},
		{"the deploy pipeline does this:", []string{"rolls back within 2 minutes", "pages on-call"}, -1},
		{"the deploy pipeline rolls back within 2 minutes:", []string{"improve monitoring"}, -1},
		{"the deploy pipeline does all of this within 2 minutes:", []string{"it rolls back", "it pages on-call"}, -1},
		{"", []string{"the deploy pipeline rolls back within 2 minutes", "improve monitoring"}, -1},
		{"パイプラインが次を行う:", []string{"2分以内に前の版へ切り戻す", "当番をアラート deploy_rolled_back で呼び出す"}, -1},
		{"次を行う:", []string{"パイプラインが2分以内に切り戻す"}, -1},
	} {
		f, part, vague := VagueList(Change{Before: "on-call decides by hand", After: c.lead}, c.entries, English)
		if vague != (c.part >= 0) || vague && part != c.part {
			t.Errorf("%q %q: vague %v, part %d: %s; want %d", c.lead, c.entries, vague, part, f.Message, c.part)
		}
	}
}

func TestOnlyLeads(t *testing.T) {
	for text, want := range map[string]bool{
		"from now on:": true, "**From now on:**": true, "From now on, the following happens:": true, "the following steps:": true, "We will do this:": true, "now:": true,
		"これから:": true, "今後は、以下を実施する：": true, "次のとおり:": true, "以下のようにする：": true, "次を行う:": true,

		"from now on": false, "the deploy pipeline does this:": false, "from now on the pipeline rolls back:": false, "": false, ":": false,
		"パイプラインが次を行う:": false, "次を行う": false, "次の版に切り戻す:": false, "10:00": false,
	} {
		if got := OnlyLeads(text); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}
