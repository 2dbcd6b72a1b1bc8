package incident

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"time"
)

// offsetName matches the name of a zone that is an offset alone.
var offsetName = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^UTC([+-])(\d{2}):(\d{2})$`) })

// OffsetZone gives the zone of an offset from UTC in seconds, called as people and
// OffsetZoneNamed read it: UTC+09:00.
func OffsetZone(seconds int) *time.Location {
	sign, minutes := "+", seconds/60
	if minutes < 0 {
		sign, minutes = "-", -minutes
	}
	return time.FixedZone(fmt.Sprintf("UTC%s%02d:%02d", sign, minutes/60, minutes%60), seconds)
}

// OffsetZoneNamed gives the zone that OffsetZone called so; nil where the name is another.
func OffsetZoneNamed(name string) *time.Location {
	if !strings.HasPrefix(name, "UTC") {
		return nil
	}
	m := offsetName().FindStringSubmatch(name)
	if m == nil {
		return nil
	}
	hours, _ := strconv.Atoi(m[2])
	minutes, _ := strconv.Atoi(m[3])
	if hours > 14 || minutes > 59 {
		return nil
	}
	seconds := (hours*60 + minutes) * 60
	if m[1] == "-" {
		seconds = -seconds
	}
	return OffsetZone(seconds)
}
