// Command markdown is the floor for the review page: one process that renders a
// postmortem with goldmark and cleans it with bluemonday, at each request, and
// does nothing else. It is a module of its own, so that the program does not
// depend on what only its floor needs.
package main

import (
	"bytes"
	"fmt"
	"log"
	"net"
	"net/http"
	"os"
	"time"

	"github.com/microcosm-cc/bluemonday"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
)

func main() {
	if len(os.Args) != 2 {
		log.Fatal("markdown: name a postmortem")
	}
	source, err := os.ReadFile(os.Args[1])
	if err != nil {
		log.Fatal(err)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("http://%s/\n", listener.Addr())
	md, policy := goldmark.New(goldmark.WithExtensions(extension.GFM)), bluemonday.UGCPolicy()
	server := &http.Server{ReadHeaderTimeout: 5 * time.Second, Handler: http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		var b bytes.Buffer
		if err := md.Convert(source, &b); err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		_, _ = w.Write(policy.SanitizeBytes(b.Bytes()))
	})}
	log.Fatal(server.Serve(listener))
}
