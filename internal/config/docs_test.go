package config_test

import (
	"os"
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
