package corpus

import (
	"fmt"
	"os"
	"sort"
	"testing"

	"github.com/pmtracker/pmtracker/internal/prose"
)

func TestTmp(t *testing.T) {
	all, err := ActionItems("../../../testdata/corpus")
	if err != nil {
		t.Fatal(err)
	}
	mode := os.Getenv("MODE") // repo | file | wrote (train on written only)
	show := os.Getenv("SHOW")
	groups := map[string]bool{}
	key := func(l Line) string {
		if mode == "file" {
			return l.Source + l.Group()
		}
		return l.Group()
	}
	for _, l := range all {
		groups[key(l)] = true
	}
	c := map[string]*[4]int{}
	for g := range groups {
		var train, test []Line
		for _, l := range all {
			if key(l) == g {
				test = append(test, l)
			} else if mode != "wrote" || l.Source == "written for this project" {
				train = append(train, l)
			}
		}
		m := map[prose.Lang]prose.Model{}
		for _, l := range test {
			lang, f := prose.Features(l.Text)
			if m[lang] == nil {
				m[lang] = Train(train, lang)
			}
			s := m[lang].Score(f)
			k := l.Lang
			if l.Source == "written for this project" {
				k += "W"
			} else if l.Written() {
				k += "w"
			}
			if l.Borderline {
				k += "~"
			}
			if c[k] == nil {
				c[k] = &[4]int{}
			}
			got, want := s <= 0, l.Label == "vague"
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
			if got != want && (show == k) {
				fmt.Printf("%s %s %s %.1f | %s\n", l.ID, l.Label, l.Rule, s, l.Text)
				if os.Getenv("FEAT") != "" {
					for _, x := range f {
						fmt.Printf("   %s %.2f", x, m[lang][x])
					}
					fmt.Println()
				}
			}
		}
	}
	var ks []string
	for k := range c {
		ks = append(ks, k)
	}
	sort.Strings(ks)
	for _, k := range ks {
		v := *c[k]
		p, r := float64(v[0])/float64(v[0]+v[1]), float64(v[0])/float64(v[0]+v[2])
		fmt.Printf("%-4s vague: P %.3f R %.3f F1 %.3f acc %.3f  tp fp fn tn %v\n", k, p, r, 2*p*r/(p+r), float64(v[0]+v[3])/float64(v[0]+v[1]+v[2]+v[3]), v)
	}
}
