package postmortem_test

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/pmtracker/pmtracker/internal/diagnostic"
	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/postmortem"
)

// seeds gives documents to begin from: complete ones in both languages, and
// pieces in the forms that people write.
func seeds(f *testing.F) [][]byte {
	f.Helper()
	paths, err := filepath.Glob("../explain/pages/base.*.md")
	if err != nil || len(paths) != 2 {
		f.Fatalf("%v, %v", paths, err)
	}
	var all [][]byte
	for _, p := range paths {
		src, err := os.ReadFile(p)
		if err != nil {
			f.Fatal(err)
		}
		all = append(all, src, bytes.ReplaceAll(src, []byte("\n"), []byte("\r\n")), bytes.TrimSpace(src))
	}
	for _, text := range []string{
		"", "\ufeff---\nincident: x\n---\n", "---\nIncident: [a, b]\nstatus: Closed\noccurred_at: 2026年3月1日 9時05分\n", "---\n{incident: x, title: y}\n---\n",
		"## 恒久対応\n\n| # | 対応 | 担当 | 期限 |\n|--|--|--|--|\n| 1 | a \\| b | @a | 2026/12/1 |\n| | | | |\n",
		"## Action items\n\n###  ＡＩ－１：x ##\n*\t**Owner** : @a\n+ 期限：２０２６－１２－０１\n    - nested\n- [ ] task\n",
		"## Timeline\n\n- **09:00 UTC** - a\n* [23:59] b\n1. 2026-03-01 00:01 c\n### 9:30\n",
		"## Timeline\n\n|Time|x|\n|-|-|\n|2026-03-01 09:00|<!-- pmtracker:ignore timeline-order r -->|\n",
		"Ben was careless. <!-- pmtracker:ignore blame r -->\n\n<!-- pmtracker:ignore blame -->\n",
		"<!-- pmtracker:ignore blame -->\nx <!--pmtracker:ignore action-vague z-->\n[a](#b) [c](d.md) [e]()\n",
	} {
		all = append(all, []byte(text))
	}
	return all
}

// FuzzCheck: no text makes Parse or Check panic; every finding stands inside the
// text; the mechanical corrections are made once and uncover no new ones.
func FuzzCheck(f *testing.F) {
	for _, s := range seeds(f) {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		d, err := postmortem.Parse("x.md", src)
		if err != nil {
			if incident.CodeOf(err) != incident.Invalid || !strings.HasPrefix(err.Error(), "x.md:") {
				t.Fatalf("the error is not one with its place: %v", err)
			}
			return
		}
		options := postmortem.CheckOptions{Exists: func(string) bool { return false }}
		inside(t, src, postmortem.Check(d, options).Diagnostics)
		fixed, _, err := postmortem.Fix("x.md", src, options)
		if err != nil {
			t.Fatalf("correcting makes it unreadable: %v\n%q", err, src)
		}
		if again, made, err := postmortem.Fix("x.md", fixed, options); err != nil || made != 0 || !bytes.Equal(again, fixed) {
			t.Fatalf("a second run makes %d corrections (%v)\n%q\n%q", made, err, fixed, again)
		}
	})
}

// inside fails where a finding stands outside of the text or ends before it
// begins.
func inside(t *testing.T, src []byte, ds []diagnostic.Diagnostic) {
	t.Helper()
	lines := diagnostic.NewLines(src)
	for _, d := range ds {
		if d.Line < 1 || d.Line > len(lines) || d.EndLine < d.Line || d.EndLine > len(lines) || d.EndLine == d.Line && d.EndColumn < d.Column ||
			d.Column < 1 || d.Column > utf8.RuneCount(lines.Text(src, d.Line-1))+2 || d.Message == "" || d.Suggestion == "" {
			t.Fatalf("%+v stands outside of %q", d, src)
		}
		edits := d.Fix
		if d.Offer != nil {
			edits = append(slices.Clone(edits), *d.Offer)
		}
		for _, e := range edits {
			if e.Start < 0 || e.End < e.Start || e.End > len(src) || !utf8.RuneStart(append(src, 0)[e.Start]) {
				t.Fatalf("%+v changes bytes outside of %q", e, src)
			}
		}
	}
}

// FuzzSetField: writing a field of any document changes one line or adds one, or
// adds a column to a table: to its header, its dashes and the row.
func FuzzSetField(f *testing.F) {
	for i, s := range seeds(f) {
		f.Add(s, uint8(i), "@akiko")
	}
	f.Fuzz(func(t *testing.T, src []byte, which uint8, value string) {
		d, err := postmortem.Parse("x.md", src)
		if err != nil || len(d.Items) == 0 {
			return
		}
		item := d.Items[int(which)%len(d.Items)].ID
		field := incident.Fields()[int(which/16)%len(incident.Fields())]
		place := d.Items[int(which)%len(d.Items)].Fields[field].Value
		if bytes.ContainsAny(src[place.Start:place.End], "\r\n") {
			return // a value over several lines becomes one
		}
		out, err := d.SetField(item, field, value)
		if err != nil {
			if code := incident.CodeOf(err); code != incident.Invalid && code != incident.Refused {
				t.Fatalf("%v", err)
			}
			return
		}
		if removed, added := changed(src, out); (removed > 1 || added > 2) && !addsColumn(src, out) {
			t.Fatalf("%d lines became %d\n%q\n%q", removed, added, src, out)
		}
	})
}

// addsColumn tells whether three lines of a text have gained something.
func addsColumn(before, after []byte) bool {
	a, b := bytes.SplitAfter(before, []byte("\n")), bytes.SplitAfter(after, []byte("\n"))
	gained := 0
	for i := range a {
		if len(a) == len(b) && len(a[i]) < len(b[i]) && bytes.HasPrefix(b[i], bytes.TrimRight(a[i], " \t\r\n")) {
			gained++
		} else if len(a) != len(b) || !bytes.Equal(a[i], b[i]) {
			return false
		}
	}
	return gained == 3
}

// changed counts the lines that differ, apart from common ones at both ends.
func changed(before, after []byte) (removed, added int) {
	a, b := bytes.SplitAfter(before, []byte("\n")), bytes.SplitAfter(after, []byte("\n"))
	for len(a) > 0 && len(b) > 0 && bytes.Equal(a[0], b[0]) {
		a, b = a[1:], b[1:]
	}
	for len(a) > 0 && len(b) > 0 && bytes.Equal(a[len(a)-1], b[len(b)-1]) {
		a, b = a[:len(a)-1], b[:len(b)-1]
	}
	return len(a), len(b)
}

// FuzzSetFront: a key of any front matter can be written, is read back, and no
// line below the front matter changes.
func FuzzSetFront(f *testing.F) {
	for _, s := range seeds(f) {
		f.Add(s, "in-review")
	}
	f.Fuzz(func(t *testing.T, src []byte, value string) {
		d, err := postmortem.Parse("x.md", src)
		if err != nil || d.Front.Incident == "" || !utf8.ValidString(value) {
			return
		}
		out, err := d.SetFront("author", value)
		if err != nil {
			return
		}
		again, err := postmortem.Parse("x.md", out)
		if err != nil {
			t.Fatalf("%v\n%q\n%q", err, src, out)
		}
		if again.Front.Author != value && !strings.ContainsFunc(value, func(r rune) bool {
			return r < ' ' || r >= 0x7f && r < 0xa0 || r == 0xfeff || r == 0x2028 || r == 0x2029 || r > 0xfffd
		}) {
			t.Fatalf("reads back %q, want %q\n%q\n%q", again.Front.Author, value, src, out)
		}
	})
}

// FuzzUpdate: merging adds lines to any document and takes nothing away; a second
// merge adds nothing.
func FuzzUpdate(f *testing.F) {
	for _, s := range seeds(f) {
		f.Add(s, int64(1_772_000_000), "決済 | down")
	}
	f.Fuzz(func(t *testing.T, src []byte, at int64, text string) {
		text = strings.Join(strings.FieldsFunc(text, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }), " ")
		d, err := postmortem.Parse("x.md", src)
		if err != nil || text == "" || !utf8.ValidString(text) || at < 0 || at > 4_000_000_000 {
			return
		}
		in := incident.Incident{Lang: incident.English, Zone: time.UTC, Events: []incident.Event{{At: time.Unix(at, 0), Kind: incident.KindDetection, Text: text}}}
		out, added, err := postmortem.Update(d, in)
		if err != nil {
			if incident.CodeOf(err) != incident.Refused {
				t.Fatal(err)
			}
			return
		}
		if removed, _ := changed(src, out); removed > 1 || added > 1 {
			t.Fatalf("%d added, %d lines taken away\n%q\n%q", added, removed, src, out)
		}
		if _, err := postmortem.Parse("x.md", out); err != nil {
			t.Fatalf("%v\n%q\n%q", err, src, out)
		}
	})
}

// FuzzRefresh brings any document up to date with one incident: it stays one that
// reads, and a second run changes nothing.
func FuzzRefresh(f *testing.F) {
	for _, s := range seeds(f) {
		f.Add(s)
	}
	at := time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC)
	value := 0.4
	in := incident.Incident{
		Key: "INC-2026-0042", Title: "決済 | down", Severity: "SEV2", Lang: incident.English, Zone: time.UTC, OccurredAt: at,
		Events:  []incident.Event{{At: at, Kind: incident.KindDetection, Text: "errors"}, {At: at.Add(time.Hour), Kind: incident.KindRecovery, Text: "over"}},
		KPIs:    []incident.KPI{{Name: "error_rate", Unit: "%", Value: &value, Baseline: &incident.Range{High: 1}}},
		Reports: []incident.Report{{Kind: incident.ReportFirst, SentAt: at, NextAt: at.Add(time.Hour), Audience: "internal"}},
		Record: &incident.Record{
			Roster:    incident.Roster{{Role: incident.Commander, Person: "@x7q", From: at}},
			Gaps:      []incident.Gap{{Kind: incident.GapReport, Due: at}},
			Decisions: []incident.DatedDecision{{At: at, Decision: incident.Decision{Question: "how?", Options: []incident.Option{{Text: "a"}, {Text: "b"}}}}},
		},
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		d, err := postmortem.Parse("x.md", src)
		if err != nil {
			return
		}
		r, err := postmortem.Refresh(d, in)
		if err != nil {
			if incident.CodeOf(err) != incident.Refused {
				t.Fatal(err)
			}
			return
		}
		if d, err = postmortem.Parse("x.md", r.Text); err != nil {
			t.Fatalf("%v\n%q\n%q", err, src, r.Text)
		}
		again, err := postmortem.Refresh(d, in)
		if err != nil || !bytes.Equal(again.Text, r.Text) {
			t.Fatalf("a second run changes something: %v\n%q\n%q\n%q", err, src, r.Text, again.Text)
		}
	})
}
