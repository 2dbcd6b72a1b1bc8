package cli_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/pmtracker/pmtracker/internal/cli"
)

// TestLSPOverStandardInput holds a whole session of an editor over the program's
// own standard input and output.
func TestLSPOverStandardInput(t *testing.T) {
	var in, out, talk bytes.Buffer
	for _, message := range []string{
		`{"jsonrpc":"2.0","id":1,"method":"initialize","params":{}}`,
		`{"jsonrpc":"2.0","method":"textDocument/didOpen","params":{"textDocument":{"uri":"file:///a.md","version":1,"text":"---\nincident: INC-1\n---\n"}}}`,
		`{"jsonrpc":"2.0","id":2,"method":"shutdown"}`,
		`{"jsonrpc":"2.0","method":"exit"}`,
	} {
		fmt.Fprintf(&in, "Content-Length: %d\r\n\r\n%s", len(message), message)
	}
	if code := cli.Main([]string{"lsp"}, cli.IO{In: &in, Out: &out, Err: &talk}); code != 0 || talk.Len() > 0 {
		t.Fatalf("exit status %d: %s", code, talk.String())
	}
	for _, want := range []string{`"serverInfo"`, `"textDocument/publishDiagnostics"`, `"section-missing"`, `"id":2`} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("%s is not in the answer\n%s", want, out.String())
		}
	}
}
