package incident

import (
	"strings"

	"golang.org/x/text/unicode/norm"
)

// Unread is what is written of a KPI and cannot be taken for what it should be: of
// such a KPI nobody can say whether it shows recovery.
type Unread struct {
	Text   string // as it stands
	Range  bool   // it stands for the normal range, not for the value
	Reader bool   // it stands for who read the value, and names nobody
	Unit   string // the KPI's unit, where the text is in another one; empty: it is not read at all
	Line   int    // of the document, from 1; 0: it stands in none
}

// Message says of the KPI of a name what cannot be read.
func (u Unread) Message(kpi string, l Lang) string {
	switch {
	case u.Reader:
		return l.Say("KPI %s: %q is nobody who read it", "KPI %s の「%s」では、誰が読み取ったのか分かりません", kpi, u.Text)
	case u.Unit != "":
		return l.Say("KPI %s: %q is not in %s, the unit of the KPI", "KPI %s の「%s」は、この KPI の単位（%s）の値ではありません", kpi, u.Text, u.Unit)
	case u.Range:
		return l.Say("KPI %s: %q cannot be read as a normal range", "KPI %s の「%s」は正常範囲として読めません", kpi, u.Text)
	}
	return l.Say("KPI %s: %q cannot be read as one number", "KPI %s の「%s」は一つの数値として読めません", kpi, u.Text)
}

// Fix says how it is written.
func (u Unread) Fix(l Lang) string {
	switch {
	case u.Reader:
		return l.Say("write who read the value, or leave the cell empty where nobody had to", "値を読み取った人を書いてください。人が読み取った値でなければ空欄にしてください")
	case u.Unit != "":
		return l.Say("write it in %s, or the numbers alone", "%s での値を書くか、数値だけを書いてください", u.Unit)
	case u.Range:
		return l.Say("write the lowest and the highest normal value as 0–1, or one of them as ≤ 200 or ≥ 99.5; where there is no range, –",
			"正常値の下限と上限を 0–1 のように書くか、一方だけを ≤ 200 や ≥ 99.5 のように書いてください。範囲がないときは – を書いてください")
	}
	return l.Say("write digits, with a point before decimals, and at most the unit: 0.4% or 1200 ms", "数字で書き、小数点には . を使い、添えるのは単位だけにしてください。例: 0.4%、1200 ms")
}

// ReadValue takes the value as a document writes it, in the KPI's unit, or with a
// unit that becomes the KPI's where it has none. A dash is no value.
func (k *KPI) ReadValue(text string) {
	if IsDash(text) {
		return
	}
	value, unit, ok := ParseValue(text)
	if !ok {
		k.Unread = append(k.Unread, Unread{Text: text})
		return
	}
	if unitOf(k.Unit) == "" && unit != "" {
		k.Unit = unit
	}
	in, err := KPI{Unit: unit, Value: &value}.In(unitOf(k.Unit))
	if err != nil {
		k.Unread = append(k.Unread, Unread{Text: text, Unit: k.Unit})
		return
	}
	k.Value = in.Value
}

// ReadRange takes the normal range as a document writes it, in the KPI's unit; of a
// KPI without one the range may name it. A dash is no range.
func (k *KPI) ReadRange(text string) {
	if IsDash(text) {
		return
	}
	r, unit, ok := ParseRange(text)
	if !ok || strings.Contains(unit, " ") && unit != unitOf(k.Unit) {
		k.Unread = append(k.Unread, Unread{Text: text, Range: true})
		return
	}
	if unitOf(k.Unit) == "" {
		unit = ""
	}
	in, err := KPI{Unit: unit, Baseline: &r}.In(unitOf(k.Unit))
	if err != nil {
		k.Unread = append(k.Unread, Unread{Text: text, Range: true, Unit: k.Unit})
		return
	}
	k.Baseline = in.Baseline
}

// ReadReader takes who read the value as a document writes it. Where "TBD" or a prompt
// stands, a value inside its range was read by nobody yet; an empty cell, a dash and
// "none" ask for nobody.
func (k *KPI) ReadReader(text string) {
	if !k.Recovered() || !Unwritten(text) {
		return
	}
	shown := norm.NFKC.String(visible(text))
	word := strings.ToLower(strings.TrimFunc(shown, func(r rune) bool { return !says(r) }))
	if strings.Contains(text, PromptOpen) || saysMore(shown) && !saysNone(word) {
		k.Unread = append(k.Unread, Unread{Text: text, Reader: true})
	}
}

// IsDash tells whether a text says that there is nothing: it is empty or a dash.
func IsDash(text string) bool {
	return strings.Trim(strings.TrimSpace(norm.NFKC.String(text)), "-–—―‒‐−") == ""
}

// unitOf gives a unit as it is compared: one that is written as a dash is none.
func unitOf(text string) string {
	if IsDash(text) {
		return ""
	}
	return strings.TrimSpace(norm.NFKC.String(text))
}
