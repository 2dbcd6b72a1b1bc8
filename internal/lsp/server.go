// Package lsp is a language server for postmortems, over standard input and
// output: what check finds while one types, the explanation of a rule under the
// cursor, keys, owners and rule names to complete, and a code action for each
// fix.
package lsp

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"log"

	"github.com/sourcegraph/jsonrpc2"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// Serve speaks with an editor until it says exit or closes the stream. ErrNoShutdown: it
// did so without having said shutdown; another error: it can no longer be understood.
func Serve(ctx context.Context, stream io.ReadWriteCloser, version string) error {
	s := &server{version: version, open: map[string]*document{}, done: make(chan struct{})}
	messages := newFrames(stream)
	conn := jsonrpc2.NewConn(ctx, messages, jsonrpc2.HandlerWithError(s.handle).SuppressErrClosed(), jsonrpc2.SetLogger(log.New(io.Discard, "", 0)))
	var ending error
	select {
	case ending = <-messages.ending:
	case <-s.done:
	case <-ctx.Done():
	}
	err := conn.Close()
	switch {
	case ctx.Err() != nil:
		return nil
	case err != nil && !errors.Is(err, jsonrpc2.ErrClosed):
		return err
	}
	return s.verdict(ending)
}

// verdict says how a session ended of which nothing more is read.
func (s *server) verdict(ending error) error {
	switch {
	case s.ended && s.leaving:
		return nil
	case ending != nil && !errors.Is(ending, io.EOF) && !s.ended:
		return ending
	case !s.leaving:
		return ErrNoShutdown
	}
	return nil
}

// server handles one message after the other: a document is judged in a few
// milliseconds, so nothing has to run beside.
type server struct {
	version string
	open    map[string]*document // by address
	told    string               // the mistake in the configuration that the editor was told of
	ready   bool                 // initialize was said
	leaving bool                 // shutdown was said
	ended   bool
	done    chan struct{}
}

// The codes of errors that the protocol adds.
const serverNotInitialized = -32002

// ErrNoShutdown ends a session that the editor left without shutdown, as one that
// crashed may.
var ErrNoShutdown = incident.Tell(incident.Refused, "the editor left without shutdown; what it has not saved may be lost", "エディターが shutdown なしで終了しました。保存されていない変更は失われた可能性があります")

// handle answers what the state of the session allows: nothing but initialize at
// first, nothing but exit after shutdown.
func (s *server) handle(ctx context.Context, conn *jsonrpc2.Conn, req *jsonrpc2.Request) (any, error) {
	allowed := s.ready && !s.leaving || req.Method == "exit" || req.Method == "initialize" && !s.ready
	switch {
	case allowed:
		return s.answer(ctx, conn, req)
	case req.Notif:
		return nil, nil
	case !s.ready:
		return nil, &jsonrpc2.Error{Code: serverNotInitialized, Message: "initialize comes before " + req.Method}
	case s.leaving:
		return nil, &jsonrpc2.Error{Code: jsonrpc2.CodeInvalidRequest, Message: "after shutdown there is only exit, not " + req.Method}
	}
	return nil, &jsonrpc2.Error{Code: jsonrpc2.CodeInvalidRequest, Message: "initialize was said before"}
}

func (s *server) answer(ctx context.Context, conn *jsonrpc2.Conn, req *jsonrpc2.Request) (any, error) {
	switch req.Method {
	case "initialize":
		s.ready = true
		return s.capabilities(), nil
	case "shutdown":
		s.leaving = true
		return nil, nil
	case "initialized", "textDocument/didSave", "$/cancelRequest", "$/setTrace", "workspace/didChangeConfiguration", "workspace/didChangeWatchedFiles":
		return nil, nil
	case "exit":
		if !s.ended {
			s.ended = true
			close(s.done)
		}
		return nil, nil
	case "textDocument/didOpen":
		return call(req, func(p openParams) (any, error) {
			return nil, s.update(ctx, conn, p.TextDocument.URI, p.TextDocument.Version, p.TextDocument.Text)
		})
	case "textDocument/didChange":
		return call(req, func(p changeParams) (any, error) {
			if len(p.ContentChanges) == 0 {
				return nil, nil
			}
			return nil, s.update(ctx, conn, p.TextDocument.URI, p.TextDocument.Version, p.ContentChanges[len(p.ContentChanges)-1].Text)
		})
	case "textDocument/didClose":
		return call(req, func(p documentParams) (any, error) {
			delete(s.open, p.TextDocument.URI)
			return nil, conn.Notify(ctx, "textDocument/publishDiagnostics", publishParams{p.TextDocument.URI, nil, []lspDiagnostic{}})
		})
	case "textDocument/hover":
		return onDocument(s, req, func(p placeParams) string { return p.TextDocument.URI }, hoverAt)
	case "textDocument/completion":
		return onDocument(s, req, func(p placeParams) string { return p.TextDocument.URI }, completionsAt)
	case "textDocument/codeAction":
		return onDocument(s, req, func(p actionParams) string { return p.TextDocument.URI }, actionsAt)
	}
	if req.Notif {
		return nil, nil
	}
	return nil, &jsonrpc2.Error{Code: jsonrpc2.CodeMethodNotFound, Message: "method not found: " + req.Method}
}

// call reads the parameters of a message.
func call[P any](req *jsonrpc2.Request, f func(P) (any, error)) (any, error) {
	var p P
	if req.Params == nil || json.Unmarshal(*req.Params, &p) != nil {
		return nil, &jsonrpc2.Error{Code: jsonrpc2.CodeInvalidParams, Message: "invalid parameters of " + req.Method}
	}
	return f(p)
}

// onDocument answers a question about an open document; about another one the
// answer is null.
func onDocument[P, R any](s *server, req *jsonrpc2.Request, uri func(P) string, f func(*document, P) R) (any, error) {
	return call(req, func(p P) (any, error) {
		if d, ok := s.open[uri(p)]; ok && d.parsed != nil {
			return f(d, p), nil
		}
		return nil, nil
	})
}

func (s *server) capabilities() any {
	const syncFull = 1
	return map[string]any{
		"serverInfo": map[string]string{"name": "pmtracker", "version": s.version},
		"capabilities": map[string]any{
			"positionEncoding":   "utf-16",
			"textDocumentSync":   map[string]any{"openClose": true, "change": syncFull},
			"hoverProvider":      true,
			"completionProvider": map[string]any{"triggerCharacters": []string{" ", ":", "：", "@", "-"}},
			"codeActionProvider": map[string]any{"codeActionKinds": []string{quickFix, fixAll}},
		},
	}
}

// update judges a text and tells the editor. A mistake in the configuration is
// told once.
func (s *server) update(ctx context.Context, conn *jsonrpc2.Conn, uri string, version int, text string) error {
	d, configErr := judge(uri, version, text)
	s.open[uri] = d
	if configErr != nil && configErr.Error() != s.told {
		s.told = configErr.Error()
		if err := conn.Notify(ctx, "window/showMessage", showMessageParams{1, s.told}); err != nil {
			return err
		}
	}
	return d.publish(ctx, conn)
}
