package postmortem_test

import (
	"bufio"
	"bytes"
	"context"
	"maps"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// counted lists the packages whose statements are counted: the check's own, and
// those that read and search for it. Package sort is left out, whose searches and
// sorts multiply by a logarithm at most, and what the standard library does in
// assembly, such as the search for one byte, has no counter.
const counted = "github.com/pmtracker/pmtracker/internal/...,github.com/yuin/goldmark/...,go.yaml.in/yaml/v3,golang.org/x/text/...," +
	"bytes,regexp,regexp/syntax,slices,strconv,strings,unicode,unicode/utf8"

// mostPerByte is how many statements may run for a byte of a text. A counter holds
// 32 bits, so that the square of a large number could look small; then those of
// the smaller text are too many.
const mostPerByte = 2_000

// growth says how a shape is measured: the bytes of the smaller text, and the
// exponent that the work may have.
type growth struct {
	bytes int
	most  float64
}

// growthOf gives a shape's measure. Up to the bounds of package markdown the work of some
// shapes does grow with the square, so that they are measured well beyond.
func growthOf(name string) growth {
	switch name {
	case "lines with brackets", "reference definitions", "footnotes":
		// goldmark seeks the line of each bracket from the end of its paragraph, for
		// maxLinks brackets: a constant times the lines, less the square of maxLinks.
		return growth{240_000, 1.02}
	case "links":
		// Links beyond maxLinks stay words, each of which is weighed, and those before are
		// not: a constant times the bytes, less those of the first.
		return growth{240_000, 1.02}
	case "lists in lists":
		// Each of the open lists, of which maxDepth allows 50, looks through the white
		// space that those before it left: 50 times the bytes, less 2,500 a line.
		return growth{240_000, 1.05}
	}
	return growth{20_000, 1.02}
}

// TestWorkGrowsWithTheText counts how many statements run for a text of each shape
// and for one of four times as many pieces, above those for one piece. Unlike a
// time, the count is the same on a busy machine, but for a few statements.
func TestWorkGrowsWithTheText(t *testing.T) {
	if testing.Short() {
		t.Skip("builds the check with counters, and runs it on large texts")
	}
	program := buildCounting(t)
	for _, name := range slices.Sorted(maps.Keys(shapes(1))) {
		t.Run(name, func(t *testing.T) {
			g := growthOf(name)
			n := piecesFor(name, g.bytes)
			one, small, large := shapes(1)[name], shapes(n)[name], shapes(4 * n)[name]
			fixed := work(t, program, one)
			w1 := work(t, program, small) - fixed
			if most := mostPerByte * float64(len(small)); w1 > most {
				t.Fatalf("%q takes %.0f statements for %d bytes, not %.0f or fewer", name, w1, len(small), most)
			}
			w2 := work(t, program, large) - fixed
			e := math.Log(w2/w1) / math.Log(float64(len(large)-len(one))/float64(len(small)-len(one)))
			t.Logf("%.0f statements for %d bytes, %.0f for %d: the exponent is %.3f", w1, len(small), w2, len(large), e)
			if !(e <= g.most) {
				t.Errorf("the work for %q grows faster than the text: %.0f statements, then %.0f; the exponent is %.3f, not %.2f or less", name, w1, w2, e, g.most)
			}
		})
	}
}

// piecesFor gives how many pieces of a shape make a text of so many bytes.
func piecesFor(name string, size int) int {
	n := 1
	for len(shapes(n)[name]) < size {
		n += n/8 + 1
	}
	return n
}

// buildCounting builds the check so that it counts its statements.
func buildCounting(t *testing.T) string {
	t.Helper()
	program := filepath.Join(t.TempDir(), "work.exe")
	build := exec.Command("go", "build", "-cover", "-covermode=count", "-coverpkg="+counted, "-o", program, "./testdata/work")
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return program
}

// work gives how many statements the check of a text runs.
func work(t *testing.T, program, text string) float64 {
	t.Helper()
	dir := t.TempDir()
	document, counts, profile := filepath.Join(dir, "x.md"), filepath.Join(dir, "counts"), filepath.Join(dir, "profile")
	if err := os.Mkdir(counts, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(document, []byte(shapeFront+text), 0o600); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute) // usually a second or less
	defer cancel()
	run := exec.CommandContext(ctx, program, document)
	run.Env = append(os.Environ(), "GOCOVERDIR="+counts)
	for _, cmd := range []*exec.Cmd{run, exec.Command("go", "tool", "covdata", "textfmt", "-i="+counts, "-o="+profile)} {
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("a text of %d bytes: %v\n%s", len(text), err, out)
		}
	}
	return sum(t, profile)
}

// sum adds up a profile, whose lines end with the number of a block's statements
// and how often it ran.
func sum(t *testing.T, profile string) float64 {
	t.Helper()
	text, err := os.ReadFile(profile)
	if err != nil {
		t.Fatal(err)
	}
	total := 0.0
	for lines := bufio.NewScanner(bytes.NewReader(text)); lines.Scan(); {
		fields := strings.Fields(lines.Text())
		if len(fields) != 3 {
			continue // the mode
		}
		statements, err1 := strconv.ParseFloat(fields[1], 64)
		times, err2 := strconv.ParseFloat(fields[2], 64)
		if err1 != nil || err2 != nil {
			t.Fatalf("%s: %v, %v", lines.Text(), err1, err2)
		}
		total += statements * times
	}
	return total
}
