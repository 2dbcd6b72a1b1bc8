package web

import (
	"encoding/json"
	"testing"
)

func TestVerifiedIsWrittenInTwoWays(t *testing.T) {
	for written, want := range map[string]bool{`true`: true, `"true"`: true, `false`: false, `"false"`: false, `""`: false, `null`: false, `1`: false, `"yes"`: false} {
		var claims struct {
			Verified claimed `json:"email_verified"`
		}
		if err := json.Unmarshal([]byte(`{"email_verified":`+written+`}`), &claims); err != nil || bool(claims.Verified) != want {
			t.Errorf("%s is read as %t: %v", written, claims.Verified, err)
		}
	}
}
