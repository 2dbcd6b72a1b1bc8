package cli_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
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
	const initialize, shutdown, exit = initializeMessage, shutdownMessage, exitMessage
	const ask = `{"jsonrpc":"2.0","id":9,"method":"textDocument/hover","params":{"textDocument":{"uri":"file:///a.md"},"position":{}}}`
	if code, _, talk := editorSession(initialize, exit); code != 1 || !strings.Contains(talk, "left without shutdown") {
		t.Errorf("exit status %d: %s", code, talk)
	}
	if _, out, _ := editorSession(ask, initialize, shutdown, exit); !strings.Contains(out, "-32002") {
		t.Errorf("before initialize: %s", out)
	}
	if code, out, _ := editorSession(initialize, shutdown, ask, exit); code != 0 || !strings.Contains(out, "-32600") {
		t.Errorf("after shutdown, exit status %d: %s", code, out)
	}
}

const (
	initializeMessage = `{"jsonrpc":"2.0","id":1,"method":"initialize","params":{}}`
	shutdownMessage   = `{"jsonrpc":"2.0","id":2,"method":"shutdown"}`
	exitMessage       = `{"jsonrpc":"2.0","method":"exit"}`
)

// TestLSPAnswersWhatItCannotRead: a message of which nothing can be made is answered with
// its error, and the session goes on.
func TestLSPAnswersWhatItCannotRead(t *testing.T) {
	for message, want := range map[string]string{
		`{bad}`:                     `"id":null,"error":{"code":-32700`,
		``:                          `"id":null,"error":{"code":-32700`,
		`{"id":7}`:                  `"id":7,"error":{"code":-32600`,
		`null`:                      `"id":null,"error":{"code":-32600`,
		`[` + shutdownMessage + `]`: `"id":null,"error":{"code":-32600`,
		`{"jsonrpc":"2.0","id":{},"method":"shutdown"}`: `"id":null,"error":{"code":-32600`,
		shutdownMessage + `x`:                           `"id":null,"error":{"code":-32700`,
	} {
		code, out, talk := editorSession(initializeMessage, message, shutdownMessage, exitMessage)
		if code != 0 || talk != "" || !strings.Contains(out, want) || !strings.Contains(out, `"id":2`) {
			t.Errorf("%q: exit status %d, %q, %s", message, code, talk, out)
		}
	}
}

// TestLSPHeaders: the names of headers have no case, and a blank behind the colon is free.
func TestLSPHeaders(t *testing.T) {
	for _, header := range []string{"Content-Length: %d", "content-length: %d", "Content-Length:%d", "Content-Type: application/vscode-jsonrpc; charset=utf-8\r\nCONTENT-LENGTH: %d"} {
		var in string
		for _, message := range []string{initializeMessage, shutdownMessage, exitMessage} {
			in += fmt.Sprintf(header, len(message)) + "\r\n\r\n" + message
		}
		if code, out, talk := editorInput(in); code != 0 || talk != "" || !strings.Contains(out, `"id":2`) {
			t.Errorf("%q: exit status %d, %q, %s", header, code, talk, out)
		}
	}
}

// TestLSPEnds: where the next message begins is not known any more, or the input ends.
func TestLSPEnds(t *testing.T) {
	for _, c := range []struct {
		in   string
		code int
		talk string
	}{
		{"", 1, "left without shutdown"},
		{"Content-Length: -5\r\n\r\n{}", 2, `"-5"`},
		{"Content-Length: 99999999999999\r\n\r\n{}", 2, `"99999999999999"`},
		{"Content-Length: 50\r\n\r\n{}", 2, "cut off"},
		{"Content-Length: 50\r\n", 2, "cut off"},
		{"Content-Type: x\r\n\r\n{}", 2, "Content-Length"},
		{"hello\n\nhello\n", 2, "no message"},
	} {
		if code, _, talk := editorInput(c.in); code != c.code || !strings.Contains(talk, c.talk) || strings.Count(talk, "\n") != 1 {
			t.Errorf("%q: exit status %d, %q", c.in, code, talk)
		}
	}
}

// TestLSPReadsTheConfigurationItIsGiven: --config and PMTRACKER_CONFIG name it to an
// editor as they do to check, and --stdio, which many editors add, changes nothing.
func TestLSPReadsTheConfigurationItIsGiven(t *testing.T) {
	off := filepath.Join(t.TempDir(), "alt.yaml")
	if err := os.WriteFile(off, []byte("rules: {section-missing: off}\npeople: [{id: \"@zoe\"}]\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PMTRACKER_CONFIG", "")
	session := ""
	for _, message := range []string{
		initializeMessage,
		`{"jsonrpc":"2.0","method":"textDocument/didOpen","params":{"textDocument":{"uri":"file:///a.md","version":1,"text":"---\nincident: INC-1\n---\n### AI-1: x\n- Owner: \n"}}}`,
		`{"jsonrpc":"2.0","id":9,"method":"textDocument/completion","params":{"textDocument":{"uri":"file:///a.md"},"position":{"line":4,"character":9}}}`,
		shutdownMessage, exitMessage,
	} {
		session += fmt.Sprintf("Content-Length: %d\r\n\r\n%s", len(message), message)
	}
	for _, args := range [][]string{{"--stdio"}, {"--config", off}, {}} {
		code, out, talk := editorInput(session, args...)
		given := !slices.Contains(args, "--stdio")
		if code != 0 || strings.Contains(out, `"section-missing"`) == given || strings.Contains(out, "@zoe") != given {
			t.Errorf("lsp %q: exit status %d, %s%s", args, code, out, talk)
		}
		t.Setenv("PMTRACKER_CONFIG", off)
	}
}

// editorSession sends messages to the program and gives how it ended and what it said.
func editorSession(messages ...string) (code int, out, talk string) {
	var in strings.Builder
	for _, message := range messages {
		fmt.Fprintf(&in, "Content-Length: %d\r\n\r\n%s", len(message), message)
	}
	return editorInput(in.String())
}

func editorInput(in string, args ...string) (code int, out, talk string) {
	var answers, errors bytes.Buffer
	code = cli.Main(append([]string{"lsp"}, args...), cli.IO{In: strings.NewReader(in), Out: &answers, Err: &errors})
	return code, answers.String(), errors.String()
}
