package prose

import "testing"

// TestEmptyActs: the sign by which a promise is known that names who and when, and
// nothing that can be seen.
func TestEmptyActs(t *testing.T) {
	for text, want := range map[string]bool{
		"The on-call engineer escalates faster when needed":               true,
		"If latency rises, the on-call engineer takes appropriate action": true,
		"When a deploy fails, the engineer handles it with due care":      true,
		"The reviewer checks every pull request carefully":                true,
		"When a deploy fails, the on-call engineer runs rollback.sh":      false,
		"The on-call engineer responds within 5 minutes":                  false,
		"The handler rejects a request without a token":                   false,
		"アラートが出たら、当番が速やかに対応する":                                            true,
		"デプロイが失敗したら、担当者が責任を持って対応します。":                                     true,
		"レイテンシが上昇したら、当番が適切な処置を取る":                                         true,
		"デプロイが失敗したら、当番が5分以内に前の版へ戻す":                                       false,
		"証明書の残りが14日を切ったら、ジョブがチケットを起票する":                                   false,
	} {
		var r reader
		_, _, f := r.read(text)
		if got := f.has("empty-act"); got != want {
			t.Errorf("%q: empty act %v, want %v", text, got, want)
		}
	}
}
