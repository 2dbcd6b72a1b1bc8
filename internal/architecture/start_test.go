package architecture

import (
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// slowToStart lists packages that do much before main begins, which version and
// the check of one file would wait for, and what is used in their place.
func slowToStart() map[string]string {
	return map[string]string{
		"github.com/microcosm-cc/bluemonday":       "it compiles 200 regular expressions; internal/web renders fixed elements only",
		"github.com/aymerick/douceur/parser":       "it comes with bluemonday",
		"github.com/yuin/goldmark/extension":       "it compiles the forms of addresses; use internal/markdown",
		"github.com/prometheus/client_golang/api":  "it brings json-iterator and Protocol Buffers; internal/kpi asks its one question itself",
		"github.com/prometheus/common/model":       "it brings Protocol Buffers",
		"github.com/json-iterator/go":              "encoding/json reads what we are sent",
		"google.golang.org/protobuf/proto":         "nothing here speaks Protocol Buffers",
		"golang.org/x/net/html":                    "it makes large tables of HTML's entities; tests may use it",
		"github.com/santhosh-tekuri/jsonschema/v6": "schemas are checked in tests",
		"github.com/getkin/kin-openapi/openapi3":   "descriptions of APIs are checked in tests",
		"go.lsp.dev/protocol":                      "a client of tests; internal/lsp has what it serves",
		"github.com/oauth2-proxy/mockoidc":         "it is for tests",
		"pgregory.net/rapid":                       "it is for tests",
		"testing":                                  "it is for tests",
	}
}

// TestNothingSlowIsLinked: Go initialises every package that is linked, whatever
// the command. What is slow at that stays out of the program.
func TestNothingSlowIsLinked(t *testing.T) {
	cmd := exec.Command("go", "list", "-deps", "./cmd/pmtracker")
	cmd.Dir = "../.."
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	linked := strings.Fields(string(out))
	if !slices.Contains(linked, "github.com/pmtracker/pmtracker/internal/cli") {
		t.Fatal("the list of packages is wrong")
	}
	for _, path := range linked {
		if why, slow := slowToStart()[path]; slow {
			t.Errorf("%s is linked into the program, so that every command starts more slowly: %s", path, why)
		}
	}
}
