package prose

import (
	"slices"
	"testing"
)

// TestVagueMissesAnActorInClauses: who does something in a clause that describes a noun,
// or that stands for one, does not do what the sentence says.
func TestVagueMissesAnActorInClauses(t *testing.T) {
	for text, want := range map[string][]Part{
		"キャッシュが空だった原因を調査する":                                            {Actor, Act, Trigger, Result},
		"バックアップが取れていることを定期的に確認する":                                      {Actor, Act, Result},
		"踏切の遮断機が下りていることを都度確認する":                                        {Actor, Act, Trigger, Result},
		"生徒が避難経路を理解していることを確認する":                                        {Actor, Act, Trigger, Result},
		"アラートの閾値について次回の会議で議論する":                                        {Actor, Act, Trigger, Result},
		"リトライ集中について誰かが見る":                                              {Actor, Act, Trigger, Result},
		"各自が自覚を持って行動する":                                                {Act, Trigger, Result},
		"看護師は輸液ポンプの操作に一層注意を払う":                                         {Act, Trigger, Result},
		"システムが安定して動くように見直す":                                            {Actor, Act, Trigger, Result},
		"Someone should look at the retry storms":                      {Actor, Act, Trigger, Result},
		"Somebody needs to check the fire doors":                       {Actor, Act, Trigger, Result},
		"Anyone who touches the turbine should double-check the valve": {Act, Trigger, Result},
		"Refresh everyone's knowledge of the emergency brake":          {Actor, Act, Trigger, Result},
		"Let teachers know about the new grading deadline":             {Actor, Act, Trigger, Result},
		"The night shift should keep a closer eye on the freezer":      {Act, Trigger, Result},
	} {
		f, vague := Vague(Change{After: text}, Japanese)
		if !vague || !slices.Equal(f.Missing, want) {
			t.Errorf("%q: vague %v, missing %v, want %v", text, vague, f.Missing, want)
		}
	}
}
