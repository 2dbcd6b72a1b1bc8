package config_test

import (
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"github.com/pmtracker/pmtracker/internal/config"
)

// TestDocsShowEveryKey: the example in the docs is read as it stands, and sets
// every field that a file can set.
func TestDocsShowEveryKey(t *testing.T) {
	for _, name := range []string{"../../docs/CONFIGURATION.md", "../../docs/CONFIGURATION.ja.md"} {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		block := regexp.MustCompile("(?s)```yaml\n(.*?)```").FindSubmatch(text)
		if block == nil {
			t.Fatalf("%s shows no example", name)
		}
		c, err := config.Parse(name, block[1])
		if err != nil {
			t.Fatal(err)
		}
		unset(t, name, reflect.ValueOf(c), "")
	}
}

// unset reports the fields that the example leaves out.
func unset(t *testing.T, name string, v reflect.Value, path string) {
	for i := range v.NumField() {
		field, at := v.Field(i), strings.TrimPrefix(path+"."+v.Type().Field(i).Name, ".")
		switch {
		case !v.Type().Field(i).IsExported():
		case field.Kind() == reflect.Struct && field.Type().PkgPath() == v.Type().PkgPath():
			unset(t, name, field, at)
		case field.Kind() == reflect.Slice && field.Len() > 0 && field.Index(0).Kind() == reflect.Struct:
			unset(t, name, field.Index(0), at)
		case field.IsZero() && at != "Digest.Weekday":
			t.Errorf("%s does not show %s", name, at)
		}
	}
}

// TestDocsNameEveryVariable: each variable of the environment that the program reads
// stands in the table, in both languages. Those that the GitHub runner sets are no
// settings, and internal/action is left out for them.
func TestDocsNameEveryVariable(t *testing.T) {
	name := regexp.MustCompile(`"([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)"|Getenv\("([A-Z]+)"`)
	set := map[string]bool{"INPUT_PROVIDER": true, "GOGC": true, "TERM": true, "PMTRACKER_DB_FILE": true} // an input of the Action; set by others; a file of a secret
	files, _ := filepath.Glob("../cli/*.go")
	own, _ := filepath.Glob("*.go")
	read := map[string]bool{}
	for _, file := range append(files, own...) {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		src, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range name.FindAllStringSubmatch(string(src), -1) {
			if one := m[1] + m[2]; !set[one] {
				read[one] = true
			}
		}
	}
	if len(read) < 30 {
		t.Errorf("only %d variables were found; the test reads the sources wrongly", len(read))
	}
	for _, page := range []string{"../../docs/CONFIGURATION.md", "../../docs/CONFIGURATION.ja.md"} {
		text, err := os.ReadFile(page)
		if err != nil {
			t.Fatal(err)
		}
		for one := range read {
			if !strings.Contains(string(text), "`"+one+"`") {
				t.Errorf("%s does not name %s", page, one)
			}
		}
	}
}
