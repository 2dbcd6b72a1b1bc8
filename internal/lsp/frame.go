package lsp

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/textproto"
	"reflect"
	"strconv"
	"strings"
	"sync"

	"github.com/sourcegraph/jsonrpc2"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// maxFrame is how many bytes one message may have. Editors send whole documents.
const maxFrame = 256 << 20

// frames reads and writes messages behind their headers, as the base protocol of LSP
// says. A message that cannot be understood is answered, and the next one is read:
// its length is known. It is a jsonrpc2.ObjectStream, whose own ends at the first
// such message without a word.
type frames struct {
	io.Closer
	in     *bufio.Reader
	out    io.Writer
	ending chan error // why nothing more can be read; one

	writing sync.Mutex
}

func newFrames(stream io.ReadWriteCloser) *frames {
	return &frames{Closer: stream, in: bufio.NewReader(stream), out: stream, ending: make(chan error, 1)}
}

// WriteObject writes one message.
func (f *frames) WriteObject(message any) error {
	body, err := json.Marshal(message)
	if err != nil {
		return fmt.Errorf("write a message to the editor: %w", err)
	}
	f.writing.Lock()
	defer f.writing.Unlock()
	_, err = fmt.Fprintf(f.out, "Content-Length: %d\r\n\r\n%s", len(body), body)
	return err
}

// ReadObject reads the next message that can be understood. io.EOF: there is none.
func (f *frames) ReadObject(message any) error {
	for {
		body, err := f.next()
		if err == nil {
			refused := understand(body, message)
			if refused == nil {
				return nil
			}
			err = f.WriteObject(refused)
		}
		if err != nil {
			f.ending <- err // jsonrpc2 reads no more after an error
			return err
		}
	}
}

// next reads the body of the next message. An error says that where the message after
// it begins is not known.
func (f *frames) next() ([]byte, error) {
	if _, err := f.in.Peek(1); err != nil {
		return nil, err
	}
	cut := incident.Tell(incident.Invalid, "its last message is cut off", "最後のメッセージが途中で切れています")
	header, err := textproto.NewReader(f.in).ReadMIMEHeader()
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return nil, cut
	}
	if err != nil {
		return nil, incident.Tell(incident.Invalid, "what it sent is no message of the Language Server Protocol: %w", "Language Server Protocol のメッセージではないものが送られました: %w", err)
	}
	length, err := strconv.ParseUint(header.Get("Content-Length"), 10, 63)
	if err != nil || length > maxFrame {
		return nil, incident.Tell(incident.Invalid, "the Content-Length of a message is %q, not a number of bytes up to %d", "メッセージの Content-Length %q は %d 以下のバイト数ではありません", header.Get("Content-Length"), maxFrame)
	}
	var body bytes.Buffer // grows with what comes, not with what is announced
	if n, err := io.Copy(&body, io.LimitReader(f.in, int64(length))); err != nil {
		return nil, err
	} else if n < int64(length) {
		return nil, cut
	}
	return body.Bytes(), nil
}

// refusal answers a message that is no request and no response.
type refusal struct {
	Version string          `json:"jsonrpc"`
	ID      json.RawMessage `json:"id"` // null: it could not be told
	Error   jsonrpc2.Error  `json:"error"`
}

// understand reads a message; not nil: why it cannot be read.
func understand(body []byte, message any) *refusal {
	if !json.Valid(body) {
		return &refusal{"2.0", nil, jsonrpc2.Error{Code: jsonrpc2.CodeParseError, Message: "the message is not JSON"}}
	}
	if first := bytes.TrimLeft(body, " \t\r\n"); first[0] != '[' { // LSP has no batches
		if json.Unmarshal(body, message) == nil {
			return nil
		}
	}
	reflect.ValueOf(message).Elem().SetZero() // what was read of this message is not the next one's
	return &refusal{"2.0", idOf(body), jsonrpc2.Error{Code: jsonrpc2.CodeInvalidRequest, Message: "this is neither a request nor a response; send each in a message of its own"}}
}

// idOf gives the id of a message, by which its sender knows what an answer is about.
func idOf(body []byte) json.RawMessage {
	var sent struct {
		ID json.RawMessage `json:"id"`
	}
	if json.Unmarshal(body, &sent) != nil || len(sent.ID) == 0 || !strings.ContainsRune(`"-0123456789`, rune(sent.ID[0])) {
		return nil
	}
	return sent.ID
}
