package incident

import (
	"testing"

	"github.com/golang-sql/civil"
)

func TestParseVerification(t *testing.T) {
	day := civil.Date{Year: 2027, Month: 1, Day: 20}
	for text, want := range map[string]Verification{
		"2027-01-20 @ben: rolled back in 90 s":        {day, "@ben", "rolled back in 90 s"},
		"2027-01-20 rolled back in 90 s: see the log": {day, "", "rolled back in 90 s: see the log"},
		"2027-01-20: https://example.com/1":           {day, "", "https://example.com/1"},
		"2027-01-20 https://example.com/1":            {day, "", "https://example.com/1"},
		"2027-01-20 ben@example.com: 演習で90秒で戻った":      {day, "ben@example.com", "演習で90秒で戻った"},
	} {
		if got, ok := ParseVerification(text); !ok || got != want {
			t.Errorf("%q gives %+v, %v", text, got, ok)
		}
	}
	for _, text := range []string{"", "not yet", "yes", "2027-01-20", "2027-13-20 @ben: x", "2027-01-20 @ben: "} {
		if v, ok := ParseVerification(text); ok {
			t.Errorf("%q verifies: %+v", text, v)
		}
	}
	v := Verification{day, "@ben", "seen: twice"}
	if got, ok := ParseVerification(v.String()); !ok || got != v {
		t.Errorf("%+v comes back as %+v", v, got)
	}
}
