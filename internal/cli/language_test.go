package cli

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestSentencesHaveBothLanguages: what a command prints for people goes through say
// or a language's Say, so that a Japanese terminal gets Japanese. Formats of values
// alone ("%s  %s") have no words.
func TestSentencesHaveBothLanguages(t *testing.T) {
	printed := regexp.MustCompile(`Fprint(?:f|ln)?\([^"\n]*"((?:[^"\\]|\\.)*)"`)
	words := regexp.MustCompile(`[A-Za-z]{2,} [a-z]{2,}`)
	files, err := filepath.Glob("*.go")
	if err != nil || len(files) < 40 {
		t.Fatalf("the sources are not here: %v %v", files, err)
	}
	seen := 0
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		src, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range printed.FindAllStringSubmatch(string(src), -1) {
			seen++
			if words.MatchString(m[1]) && !strings.Contains(m[0], "say(") && !strings.Contains(m[0], "Say(") {
				t.Errorf("%s prints %q in English alone", file, m[1])
			}
		}
	}
	if seen < 20 {
		t.Errorf("only %d prints were found: the test reads the sources wrongly", seen)
	}
}
