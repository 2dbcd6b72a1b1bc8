package cli

import (
	"fmt"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/postmortem"
)

// sayApprovalLost tells who wrote into a closed file that it no longer is what was
// approved: the next check refuses it.
func (o *generateOptions) sayApprovalLost(text []byte) {
	if o.was == nil {
		return
	}
	was, err := postmortem.Parse(o.file, o.was)
	if err != nil || was.Front.Status != postmortem.StatusClosed || was.Front.ApprovedRevision != was.Revision() {
		return
	}
	now, err := was.Edited(text)
	if err != nil || now.Revision() == was.Revision() {
		return
	}
	file := incident.ShellWord(o.file)
	fmt.Fprintln(o.streams.Err, say("%[1]s is closed, and its approval no longer covers this text; have it approved again: pmtracker approve %[2]s --as PERSON",
		"%[1]s はクローズ済みですが、変更したため承認が無効になりました。もう一度承認してもらってください: pmtracker approve %[2]s --as 氏名", o.file, file))
}
