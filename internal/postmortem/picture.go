package postmortem

import (
	"bytes"
	"strings"
)

// The lines between which a picture stands, so that a later one takes its place.
const (
	pictureBegin = "<!-- pmtracker:picture -->"
	pictureEnd   = "<!-- /pmtracker:picture -->"
)

// WithPicture gives the document with Markdown that shows the course of the
// incident: in place of the picture that is there, else at the end of the first
// table under "Detection, containment, recovery", else under the timeline. Where
// there is neither, nothing changes.
func (d *Document) WithPicture(markdown string) []byte {
	block := pictureBegin + "\n" + markdown + "\n" + pictureEnd
	if from := bytes.Index(d.Source, []byte(pictureBegin)); from >= 0 {
		if to := bytes.Index(d.Source[from:], []byte(pictureEnd)); to >= 0 {
			return d.splice(Span{from, from + to + len(pictureEnd)}, strings.ReplaceAll(block, "\n", d.lineEnding()))
		}
	}
	at := -1
	for _, s := range d.Sections {
		if s.Name == SectionResponse || s.Name == SectionTimeline {
			at = s.Body.End
			if next := bytes.Index(d.Source[s.Body.Start:s.Body.End], []byte("\n### ")); next >= 0 {
				at = s.Body.Start + next + 1
			}
		}
		if s.Name == SectionResponse {
			break
		}
	}
	if at < 0 {
		return d.Source
	}
	ending := d.lineEnding()
	block = strings.ReplaceAll(block, "\n", ending) + ending
	if at < len(d.Source) {
		block += ending
	}
	if before := string(d.Source[:at]); !strings.HasSuffix(before, "\n") {
		block = ending + ending + block
	} else if !strings.HasSuffix(strings.ReplaceAll(before[max(0, at-4):], "\r", ""), "\n\n") {
		block = ending + block
	}
	return d.splice(Span{at, at}, block)
}
