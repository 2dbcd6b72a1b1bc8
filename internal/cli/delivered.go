package cli

import (
	"fmt"
	"strings"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/store"
	"github.com/pmtracker/pmtracker/internal/tracker"
)

// tellDeliveries says what became of messages. One that failed, or for which no way is
// set up here, is an error of its kind: what it is about is recorded all the same.
func tellDeliveries(streams IO, done tracker.Delivered) error {
	code, failed := incident.Invalid, []string{}
	for _, d := range done.Tried {
		if d.State == store.DeliverySent {
			fmt.Fprintln(streams.Err, say("sent to %s", "%s に送信しました", d.Address))
			continue
		}
		if d.State == store.DeliveryPending {
			code = incident.Unavailable
		}
		failed = append(failed, d.Error)
	}
	if done.Waiting > 0 {
		failed = append(failed, waiting(done, environmentLang())+say("; set it, or leave that to pmtracker serve", "。設定するか、pmtracker serve に任せてください"))
	}
	if len(failed) > 0 {
		return incident.Errorf(code, "%s", strings.Join(failed, "\n"))
	}
	return nil
}

// waiting says how many messages are left to a place that can send them, and what is
// missing here.
func waiting(done tracker.Delivered, l incident.Lang) string {
	settings := strings.Join(done.Lacking, ", ")
	if done.Waiting == 1 {
		return l.Say("1 message waits for a place that can send it: here there is no %s", "この環境に %s の設定がないため、1件は送信できる環境を待っています", settings)
	}
	return l.Say("%d messages wait for a place that can send them: here there is no %s", "この環境に %[2]s の設定がないため、%[1]d件は送信できる環境を待っています", done.Waiting, settings)
}
