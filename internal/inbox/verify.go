package inbox

import (
	"crypto/hmac"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// bearer tells whether a request carries the token, as a bearer token or as the
// password of basic authentication: Alertmanager, Grafana and Opsgenie can send
// either and sign nothing.
func bearer(req *http.Request, token string) bool {
	if token == "" {
		return false
	}
	scheme, sent, _ := strings.Cut(req.Header.Get("Authorization"), " ")
	if !strings.EqualFold(scheme, "Bearer") { // in capitals or not (RFC 9110, 11.1)
		_, sent, _ = req.BasicAuth()
	}
	return subtle.ConstantTimeCompare([]byte(sent), []byte(token)) == 1
}

// pagerDutySigned checks X-PagerDuty-Signature, of which there may be several
// while secrets change
// (https://developer.pagerduty.com/docs/verifying-webhook-signatures).
func pagerDutySigned(req *http.Request, body []byte, secret string) bool {
	want := "v1=" + sign(secret, body)
	for _, signature := range strings.Split(req.Header.Get("X-PagerDuty-Signature"), ",") {
		if hmac.Equal([]byte(strings.TrimSpace(signature)), []byte(want)) {
			return true
		}
	}
	return false
}

// slackClockSkew is how old a request of Slack may be: an older one may be one
// that was recorded.
const slackClockSkew = 5 * time.Minute

// slackSigned checks X-Slack-Signature
// (https://api.slack.com/authentication/verifying-requests-from-slack). slack-go
// checks it, too, but by the machine's clock alone, so Slack's own example could
// not be tested.
func slackSigned(header http.Header, body []byte, secret string, now time.Time) bool {
	stamp := header.Get("X-Slack-Request-Timestamp")
	seconds, err := strconv.ParseInt(stamp, 10, 64)
	if secret == "" || err != nil {
		return false
	}
	if age := now.Sub(time.Unix(seconds, 0)); age > slackClockSkew || age < -slackClockSkew {
		return false
	}
	want := "v0=" + sign(secret, append([]byte("v0:"+stamp+":"), body...))
	return hmac.Equal([]byte(header.Get("X-Slack-Signature")), []byte(want))
}

func sign(secret string, body []byte) string {
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write(body)
	return hex.EncodeToString(mac.Sum(nil))
}
