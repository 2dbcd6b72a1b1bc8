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
	code, out, talk := editorSession(
		`{"jsonrpc":"2.0","id":1,"method":"initialize","params":{}}`,
		`{"jsonrpc":"2.0","method":"textDocument/didOpen","params":{"textDocument":{"uri":"file:///a.md","version":1,"text":"---\nincident: INC-1\n---\n"}}}`,
		`{"jsonrpc":"2.0","id":2,"method":"shutdown"}`,
		`{"jsonrpc":"2.0","method":"exit"}`)
	if code != 0 || talk != "" {
		t.Fatalf("exit status %d: %s", code, talk)
	}
	for _, want := range []string{`"serverInfo"`, `"textDocument/publishDiagnostics"`, `"section-missing"`, `"id":2`} {
		if !strings.Contains(out, want) {
			t.Errorf("%s is not in the answer\n%s", want, out)
		}
	}
}

// TestLSPKeepsTheOrderOfASession: initialize comes first, exit last, and exit without
// shutdown is a failure.
func TestLSPKeepsTheOrderOfASession(t *testing.T) {
	const initialize, shutdown, exit = `{"jsonrpc":"2.0","id":1,"method":"initialize","params":{}}`, `{"jsonrpc":"2.0","id":2,"method":"shutdown"}`, `{"jsonrpc":"2.0","method":"exit"}`
	const ask = `{"jsonrpc":"2.0","id":9,"method":"textDocument/hover","params":{"textDocument":{"uri":"file:///a.md"},"position":{}}}`
	if code, _, talk := editorSession(initialize, exit); code != 1 || !strings.Contains(talk, "exit without shutdown") {
		t.Errorf("exit status %d: %s", code, talk)
	}
	if _, out, _ := editorSession(ask, initialize, shutdown, exit); !strings.Contains(out, "-32002") {
		t.Errorf("before initialize: %s", out)
	}
	if code, out, _ := editorSession(initialize, shutdown, ask, exit); code != 0 || !strings.Contains(out, "-32600") {
		t.Errorf("after shutdown, exit status %d: %s", code, out)
	}
}

// editorSession sends messages to the program and gives how it ended and what it said.
func editorSession(messages ...string) (code int, out, talk string) {
	var in, answers, errors bytes.Buffer
	for _, message := range messages {
		fmt.Fprintf(&in, "Content-Length: %d\r\n\r\n%s", len(message), message)
	}
	code = cli.Main([]string{"lsp"}, cli.IO{In: &in, Out: &answers, Err: &errors})
	return code, answers.String(), errors.String()
}
