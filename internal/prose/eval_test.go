package prose

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"testing"
)

type line struct {
	ID, Text, Lang, Label, Rule, Span, Source string
	Borderline                                bool
}

func readLines(t *testing.T, path string) []line {
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var out []line
	s := bufio.NewScanner(f)
	s.Buffer(nil, 1<<20)
	for s.Scan() {
		var l line
		if err := json.Unmarshal(s.Bytes(), &l); err != nil {
			t.Fatal(err)
		}
		out = append(out, l)
	}
	return out
}

func TestTmpBlame(t *testing.T) {
	p := os.Getenv("BLAME")
	if p == "" {
		t.Skip()
	}
	quiet := os.Getenv("QUIET") != ""
	c := map[string]*[4]int{}
	for _, l := range readLines(t, p) {
		fs := Blame(l.Text, English)
		k := l.Lang
		if l.Borderline {
			k += "~"
		}
		if c[k] == nil {
			c[k] = &[4]int{}
		}
		got, want := len(fs) > 0, l.Label == "blame"
		switch {
		case got && want:
			c[k][0]++
		case got:
			c[k][1]++
		case want:
			c[k][2]++
		default:
			c[k][3]++
		}
		if got != want && !quiet {
			w := ""
			if got {
				w = l.Text[fs[0].Start:fs[0].End]
			}
			fmt.Println(k, l.ID, "got", got, w, "|", l.Text)
		}
	}
	for k, v := range c {
		fmt.Println(k, "tp fp fn tn", *v)
	}
}
