package postmortem

import (
	"slices"
	"time"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// WasInRoom tells whether the incident was handled with pmtracker, which then
// knows more than its timeline.
func (v View) WasInRoom() bool { return v.Record != nil }

func (v View) record() incident.Record {
	if v.Record == nil {
		return incident.Record{}
	}
	return *v.Record
}

// GapTable writes what people were owed and did not get in time, as facts. It is
// empty where nothing was late.
func (v View) GapTable() string { return v.gaps().orEmpty() }

// NoGaps is the sentence that stands where nothing was late.
func (v View) NoGaps() string { return v.gaps().none }

func (v View) gaps() madeTable {
	t := madeTable{
		name:   v.say("Communication gaps", "連絡・指揮の空白"),
		header: []string{v.say("What was owed", "必要だったもの"), v.say("Planned", "予定"), v.say("Actual", "実際"), v.say("Late by", "遅れ")},
		keys:   []int{0, 1}, open: map[int]string{2: v.say("did not come", "なし")},
		same: sameGap,
		none: v.say("No report was late, and nobody had to wait for a commander.", "遅れた連絡はなく、IC の不在もなかった。"),
	}
	for _, g := range v.record().Gaps {
		actual, late := t.open[2], ""
		if !g.Ended.IsZero() {
			actual, late = v.when(g.Ended), Duration(g.Ended.Sub(g.Due), v.Lang)
		}
		t.add(g.Kind.Label(v.Lang), v.when(g.Due), actual, late)
	}
	return t
}

// DecisionTable writes the decisions with every option, one option a row. It is
// empty where none was recorded with its options.
func (v View) DecisionTable() string { return v.decisions().orEmpty() }

// NoDecisions is the sentence that stands where no decision was recorded with its
// options.
func (v View) NoDecisions() string { return v.decisions().none }

func (v View) decisions() madeTable {
	t := madeTable{
		name: v.say("Decisions", "判断"),
		header: []string{
			v.say("Decided at", "判断時刻"), v.say("Decision", "判断"), v.say("Option", "選択肢"), v.say("Uncertainty", "不確実性"),
			v.say("Cost of rolling back", "切り戻しコスト"), v.say("Outcome", "結果"), v.say("Reason", "理由"),
		},
		keys: []int{0, 1, 2}, carried: 2,
		none: v.say("No decision was recorded with its options.", "選択肢とともに記録された判断はない。"),
	}
	had := map[int][]time.Time{} // by row
	t.stale = func(row, column int, cell string) bool {
		return column == 0 && slices.ContainsFunc(had[row], func(at time.Time) bool { return cell == v.when(at) })
	}
	for _, d := range v.record().Decisions {
		had[len(t.rows)] = d.Superseded
		marked := d.Marked()
		for i, o := range d.Options {
			row := []string{"", "", encodeCell(o.Text), o.Uncertainty.Label(v.Lang), o.Rollback.Label(v.Lang), v.outcome(i == d.Chosen, marked[i]), ""}
			if i == 0 {
				row[0], row[1] = v.when(d.At), encodeCell(d.Question)
			}
			if i == d.Chosen {
				row[6] = encodeCell(d.Reason)
			}
			t.add(row...)
		}
	}
	return t
}

// outcome tells what became of an option, and whether the rule of the cheapest
// rollback marked it.
func (v View) outcome(chosen, marked bool) string {
	switch {
	case chosen && marked:
		return v.say("chosen: the cheapest to roll back", "採用（切り戻しが最も容易）")
	case chosen:
		return v.say("chosen", "採用")
	case marked:
		return v.say("not chosen: the cheapest to roll back", "不採用（切り戻しが最も容易）")
	}
	return v.say("not chosen", "不採用")
}

// RoleTable writes who held which role when. The people are numbered and not
// named: that one of them held two roles stays to be seen. It is empty where no
// role was taken.
func (v View) RoleTable() string { return v.roles().orEmpty() }

// NoRoles is the sentence that stands where no role was taken.
func (v View) NoRoles() string { return v.roles().none }

func (v View) roles() madeTable {
	t := madeTable{
		name:   v.say("Roles", "役割"),
		header: []string{v.say("Role", "役割"), v.say("Held by", "担当"), v.say("From", "開始"), v.say("Until", "終了"), v.say("Handed over with", "引き継ぎ事項")},
		keys:   []int{0, 2}, open: map[int]string{3: v.say("the end", "終了まで")},
		none: v.say("No role was taken.", "役割の割り当てはなかった。"),
	}
	var people []string
	for _, a := range v.record().Roster {
		n := slices.IndexFunc(people, func(one string) bool { return v.People.Same(one, a.Person) })
		if n < 0 {
			n = len(people)
			people = append(people, a.Person)
		}
		until := t.open[3]
		if !a.Until.IsZero() {
			until = v.when(a.Until)
		}
		t.add(string(a.Role), v.say("responder %d", "対応者%d", n+1), v.when(a.From), until, encodeCell(a.Note))
	}
	return t
}

func (v View) when(t time.Time) string { return formatTime(t, v.Incident.Zone) }

// recordByRole gives the record with names replaced, as Generate writes it. Who
// held a role is known by number alone.
func recordByRole(r *incident.Record, byRole func(*string)) *incident.Record {
	if r == nil {
		return nil
	}
	out := *r
	out.Roster, out.Decisions = slices.Clone(r.Roster), slices.Clone(r.Decisions)
	for i := range out.Roster {
		byRole(&out.Roster[i].Note)
	}
	for i := range out.Decisions {
		d := &out.Decisions[i]
		byRole(&d.Question)
		byRole(&d.Reason)
		d.Options = slices.Clone(d.Options)
		for j := range d.Options {
			byRole(&d.Options[j].Text)
		}
	}
	return &out
}
