package web

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// What is left of a body that is refused unread is never taken for the next
// request (request smuggling, RFC 9112 section 11.2).
func TestTheRestOfABodyIsNoRequest(t *testing.T) {
	p := newSite(t, nil).person("en")
	address, err := url.Parse(p.request("GET", "/", nil).URL.String())
	if err != nil {
		t.Fatal(err)
	}
	hidden := "GET /healthz HTTP/1.1\r\nHost: " + address.Host + "\r\n\r\n"
	// The API reads a mebibyte and no more; the rest is as much as net/http reads of it.
	for _, size := range []int{1<<20 + 300<<10, 2 << 20, 4 << 20} {
		body := `{"title":"` + strings.Repeat("x", 1<<20) + strings.Repeat(hidden, (size-1<<20)/len(hidden))
		conn, err := net.Dial("tcp", address.Host)
		if err != nil {
			t.Fatal(err)
		}
		sent := make(chan struct{})
		go func() {
			defer close(sent)
			_, _ = fmt.Fprintf(conn, "POST /api/v1/incidents HTTP/1.1\r\nHost: %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s", address.Host, len(body), body)
		}()
		read := bufio.NewReader(conn)
		answer, err := http.ReadResponse(read, nil)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.Copy(io.Discard, answer.Body); err != nil || answer.StatusCode != http.StatusRequestEntityTooLarge || !answer.Close {
			t.Errorf("%d bytes: %s, connection ends: %t, %v", size, answer.Status, answer.Close, err)
		}
		if more, err := http.ReadResponse(read, nil); err == nil {
			t.Errorf("%d bytes: the rest of the body is answered with %s", size, more.Status)
		}
		_ = conn.Close()
		<-sent
	}
}
