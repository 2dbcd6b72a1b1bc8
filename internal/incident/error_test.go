package incident_test

import (
	"errors"
	"fmt"
	"io/fs"
	"testing"

	"github.com/pmtracker/pmtracker/internal/incident"
)

func TestSentenceInBothLanguages(t *testing.T) {
	told := incident.Tell(incident.NotFound, "there is no incident %s", "インシデント %s はありません", "INC-1")
	outside := incident.Tell(incident.Invalid, "cannot read %s: %w", "%s を読み取れません: %w", "a.md", fs.ErrNotExist)
	for _, c := range []struct {
		name              string
		err               error
		english, japanese string
	}{
		{"told", told, "there is no incident INC-1", "インシデント INC-1 はありません"},
		{"with a cause from outside", outside, "cannot read a.md: file does not exist", "a.md を読み取れません: file does not exist"},
		{"behind a place", incident.Errorf(incident.Invalid, "a.md:3:1: %w", told), "a.md:3:1: there is no incident INC-1", "a.md:3:1: インシデント INC-1 はありません"},
		{"as the cause", incident.Tell(incident.Invalid, "not sent (%w)", "未送信 (%w)", told), "not sent (there is no incident INC-1)", "未送信 (インシデント INC-1 はありません)"},
		{"wrapped plainly", fmt.Errorf("look: %w", told), "look: there is no incident INC-1", "look: インシデント INC-1 はありません"},
		{"joined", errors.Join(told, outside), "there is no incident INC-1\ncannot read a.md: file does not exist", "インシデント INC-1 はありません\na.md を読み取れません: file does not exist"},
		{"plain", fs.ErrNotExist, "file does not exist", "file does not exist"},
		{"none", nil, "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := incident.Sentence(c.err, incident.English); got != c.english {
				t.Errorf("English: %q, want %q", got, c.english)
			}
			if got := incident.Sentence(c.err, incident.Japanese); got != c.japanese {
				t.Errorf("Japanese: %q, want %q", got, c.japanese)
			}
		})
	}
	if !errors.Is(outside, fs.ErrNotExist) || incident.CodeOf(fmt.Errorf("look: %w", told)) != incident.NotFound {
		t.Error("the cause or the code is lost")
	}
}
