package config

import (
	"strconv"
	"time"

	"go.yaml.in/yaml/v3"
)

const day = 24 * time.Hour

// longest is the longest duration that means anything here.
const longest = 3650 * day

// duration reads "90s", "10m", "12h", "30d", "2w": more than nothing, and at most ten
// years.
func (r *reader) duration(n *yaml.Node, place string) time.Duration {
	return r.between(n, place, time.Second)
}

// days reads a duration of whole days; none at all is one, too, where least is 0.
func (r *reader) days(n *yaml.Node, place string, least time.Duration) time.Duration {
	length := r.between(n, place, least)
	if length%day != 0 {
		r.problem(n, "%s: %q is no number of whole days; write for example 7d or 2w", "%s: %q は日単位の長さではありません。7d、2w のように書いてください", place, n.Value)
	}
	return length
}

func (r *reader) between(n *yaml.Node, place string, least time.Duration) time.Duration {
	text, ok := r.maybeEmpty(n, place)
	length, read := readDuration(text)
	switch {
	case !ok:
	case !read:
		r.problem(n, "%s: %q is not a duration; write for example 10m, 12h, 7d or 2w", "%s: %q は時間の長さではありません。10m、12h、7d、2w のように書いてください", place, text)
	case length < least:
		r.problem(n, "%s: %q is no time at all; write more, or take it out", "%s: %q では長さがありません。1以上にするか、削除してください", place, text)
	case length > longest:
		r.problem(n, "%s: %q is longer than ten years; write less", "%s: %q は10年を超えています。短くしてください", place, text)
	default:
		return length
	}
	return 0
}

// readDuration reads a number and a unit; what is longer than a duration can hold is
// longer than longest.
func readDuration(text string) (length time.Duration, ok bool) {
	units := map[string]time.Duration{"s": time.Second, "m": time.Minute, "h": time.Hour, "d": day, "w": 7 * day}
	if len(text) < 2 {
		return 0, false
	}
	unit, ok := units[text[len(text)-1:]]
	count, err := strconv.ParseUint(text[:len(text)-1], 10, 63)
	if !ok || err != nil {
		return 0, false
	}
	if count > uint64(longest/unit) {
		return longest + 1, true
	}
	return time.Duration(count) * unit, true
}
