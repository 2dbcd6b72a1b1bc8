package incident

import (
	"math"
	"strconv"
	"time"
)

// SinceDetection says how many whole minutes after the detection something happened:
// "+9 min", and "−3 min" for two and a half minutes before it; empty where the detection
// is not known. The room and the postmortem count alike.
func SinceDetection(at, detected time.Time, l Lang) string {
	if detected.IsZero() {
		return ""
	}
	minutes := int64(math.Floor(at.Sub(detected).Minutes()))
	text := strconv.FormatInt(minutes, 10) + l.Say(" min", "分")
	if minutes >= 0 {
		return "+" + text
	}
	return "−" + text[1:]
}
