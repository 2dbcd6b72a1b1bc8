package tracker_test

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/golang-sql/civil"

	"github.com/pmtracker/pmtracker/internal/digest"
	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/notify"
	"github.com/pmtracker/pmtracker/internal/tracker"
)

// TestADigestThatIsNotSentNamesEveryAddress sends to a channel that is there, one
// that is not, and a service that is down for now.
func TestADigestThatIsNotSentNamesEveryAddress(t *testing.T) {
	slack := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		answer := map[string]string{"#sre": `{"ok":true}`, "#gone": `{"ok":false,"error":"channel_not_found"}`, "#later": `{"ok":false,"error":"internal_error"}`}
		w.Header().Set("Content-Type", "application/json")
		_, _ = io.WriteString(w, answer[r.FormValue("channel")])
	}))
	defer slack.Close()
	sender := &notify.Sender{SlackToken: "xoxb-1", SlackURL: slack.URL}
	day := civil.Date{Year: 2026, Month: 11, Day: 23}
	d := digest.Make([]digest.Item{{Incident: "INC-1", ID: "AI-1", Title: "x", Owner: "@akiko", Due: day.AddDays(-3)}}, digest.Finished{}, digest.Options{AsOf: day, SoonDays: 7, Lang: incident.English})
	for _, c := range []struct {
		to       []string
		code     incident.Code
		en, ja   []string
		unwanted string
	}{
		{[]string{"slack:#gone"}, incident.Invalid, []string{"slack:#gone (Slack says channel_not_found)", "correct the address"}, []string{"届かなかった宛先: slack:#gone"}, "did reach"},
		{[]string{"slack:#later"}, incident.Unavailable, []string{"slack:#later (Slack says internal_error); send it again later"}, []string{"時間をおいて送り直してください"}, "tried again"},
		{
			[]string{"slack:#gone", "slack:#sre", "slack:#later", "mailto:x@example.com"}, incident.Unavailable,
			[]string{"slack:#gone (", "slack:#later (", "mailto:x@example.com (SMTP_URL is not set)", "it did reach slack:#sre"},
			[]string{"slack:#gone", "slack:#later", "届いた宛先: slack:#sre"}, "tried again",
		},
	} {
		err := tracker.SendDigest(context.Background(), sender, c.to, d, time.Unix(1772323800, 0))
		if incident.CodeOf(err) != c.code {
			t.Errorf("%v: %s", c.to, incident.CodeOf(err))
		}
		for l, want := range map[incident.Lang][]string{incident.English: c.en, incident.Japanese: c.ja} {
			said := incident.Sentence(err, l)
			for _, part := range want {
				if !strings.Contains(said, part) || strings.Contains(said, c.unwanted) {
					t.Errorf("%v: %s\nwant %s", c.to, said, part)
				}
			}
		}
	}
	if err := tracker.SendDigest(context.Background(), sender, []string{"slack:#sre"}, d, time.Unix(1772323800, 0)); err != nil {
		t.Error(err)
	}
}
