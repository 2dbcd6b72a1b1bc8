package postmortem

import (
	"strings"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// madeTable is a table that Generate writes from what pmtracker knows, and what
// Refresh has to know to bring it up to date among what people wrote. Its cells
// are as they stand in the document.
type madeTable struct {
	name    string // as its heading calls it
	header  []string
	rows    [][]string
	keys    []int                                      // the columns that tell its rows apart
	carried int                                        // so many columns from the left stand for the rows below that leave them empty
	open    map[int]string                             // what stands in a column as long as it is not known; beside prompts
	was     [][]string                                 // the rows as they were written before, where they are reckoned from the document's own timeline
	own     [][]string                                 // the rows as that timeline gives them now
	stale   func(row, column int, cell string) bool    // whether a cell says what stood there before a correction; nil: none does
	same    func(column int, row, there []string) bool // whether a document's row says the same in other letters; nil: in none
	none    string                                     // the sentence in its place while it has no row; "": it always stands
}

func (t *madeTable) add(cells ...string) { t.rows = append(t.rows, cells) }

func (t madeTable) String() string {
	var b strings.Builder
	writeRow(&b, t.header...)
	b.WriteString(strings.Repeat("| --- ", len(t.header)) + "|\n")
	for _, row := range t.rows {
		writeRow(&b, row...)
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// orEmpty is the table, or nothing where it has no row.
func (t madeTable) orEmpty() string {
	if len(t.rows) == 0 {
		return ""
	}
	return t.String()
}

// isOpen tells whether a cell says that something is not known yet.
func (t madeTable) isOpen(column int, cell string) bool {
	return incident.IsPrompt(cell) || cell != "" && cell == t.open[column]
}

// asks tells whether a row only asks for what is not known, or says of a duration that
// it is unknown.
func (t madeTable) asks(row []string) bool {
	if last := len(row) - 1; t.was != nil && t.isOpen(last, row[last]) {
		return true
	}
	for _, k := range t.keys {
		if incident.IsPrompt(row[k]) {
			return true
		}
	}
	return false
}

// reckoned gives what the document's own times say by now in a cell that was reckoned from
// them, where that is not what the incident's say: a time stays that a person wrote, and
// what goes by it stands beside it. It is empty for any other cell.
func (t madeTable) reckoned(row, column int, cell string) string {
	if t.own == nil || column == 0 || t.was[row][column] != cell || t.isOpen(column, t.own[row][column]) || sameDuration(column, t.rows[row], t.own[row]) {
		return ""
	}
	return t.own[row][column]
}

// tables are the tables beside the timeline, in the order of the document.
func (v View) tables() []madeTable {
	all := []madeTable{v.durations(), v.kpis(), v.reports()}
	if v.WasInRoom() {
		all = append(all, v.gaps(), v.decisions(), v.roles())
	}
	return all
}

// inOtherLanguage gives the view as its own, for what a document of two languages
// may be headed by.
func (v View) inOtherLanguage() View {
	if v.Lang == incident.Japanese {
		v.Lang = incident.English
	} else {
		v.Lang = incident.Japanese
	}
	return v
}
