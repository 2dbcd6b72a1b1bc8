package web

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/tracker"
)

// maxWeight is the most that a page may weigh on its way, in bytes.
const maxWeight = 100_000

// TestPagesOfALongIncidentAreLight weighs the pages of an incident with 200 events
// as they are sent to a browser.
func TestPagesOfALongIncidentAreLight(t *testing.T) {
	for _, lang := range []string{"en", "ja"} {
		t.Run(lang, func(t *testing.T) {
			s := newSite(t, nil)
			p := s.person(lang)
			key := p.declared(200)
			base := "/incidents/" + key
			p.light(base, 200) // while it is going on
			p.must(p.post(base+"/recover", "name", "error_rate", "value", "0.2", "low", "0", "high", "2", "read_by", "@akiko", "reason", "the load went away"), 303)
			p.must(p.post(base+"/generate"), 303)
			p.light(base, 200)
			p.light(base+"/review", 200)
			p.light(base+"/review?source=1", 200)
			p.light(base+"/edit", 200)
		})
	}
}

// TestTheReviewOfManyItemsIsLight: a reviewer of 200 action items, each of which lacks
// something, gets a page that a browser and a screen reader can cope with.
func TestTheReviewOfManyItemsIsLight(t *testing.T) {
	p := newSite(t, nil).person("en")
	base := "/incidents/" + p.recovered("Checkout fails")
	text := p.must(p.get(base+"/postmortem.md"), http.StatusOK).body
	for i := range 200 {
		text += fmt.Sprintf("\n### AI-%d: checkout-%d rolls back by itself\n- Kind: prevent\n- Owner: @ben\n- Due: 2099-01-31\n- When: the error rate of checkout-%d passes 2%%\n- Before: the engineer on call decides\n- After: the pipeline rolls checkout-%d back within 2 minutes\n- Verified by: the game day on 2099-01-20\n", i+1, i, i, i)
	}
	p.must(p.post(base+"/edit", "base", "1", "text", text), http.StatusSeeOther)
	p.light(base+"/review", 200)
	page := p.must(p.get(base+"/review"), http.StatusOK).body
	forms, elements := strings.Count(page, "<form"), len(openingTag.FindAllString(page, -1))
	t.Logf("%d bytes, %d elements, %d forms", len(page), elements, forms)
	if len(page) > 700_000 || elements > 10_000 {
		t.Errorf("the review is %d bytes of %d elements", len(page), elements)
	}
}

var openingTag = regexp.MustCompile(`<[a-z]`)

// declared makes an incident with so many events, no two of which say the same.
func (p *person) declared(events int) (key string) {
	p.Helper()
	a := p.must(p.post("/declare", "title", "Checkout fails", "severity", "SEV2", "service", "checkout"), 303)
	key = a.location[len("/incidents/"):]
	sentences := []string{
		"shard %d answers after %d ms, the pool of checkout-%d is empty; the queue grows", "シャード%dの応答が%dミリ秒、checkout-%dの接続プールが枯渇。キューが増え続けている",
		"node %d drained, %d connections moved to zone %d without a lost payment", "ノード%dを切り離し、%d本の接続をゾーン%dへ移動。決済の欠落なし",
	}
	for i := range events {
		text := fmt.Sprintf(sentences[i%len(sentences)], i, i*7919%4001, i*104729%997)
		if _, err := p.tracker.Log(p.Context(), tracker.CommandLine("@akiko"), key, tracker.Entry{Kind: incident.KindNote, Text: text}); err != nil {
			p.Fatal(err)
		}
	}
	return key
}

// light weighs a page as a browser gets it for the first time, which takes gzip:
// with its stylesheets, scripts and icon.
func (p *person) light(path string, events int) {
	p.Helper()
	sent, whole := p.packed(path)
	if n := bytes.Count(whole, []byte("checkout-")); n < events/2 {
		p.Errorf("%s: only %d of the events are there", path, n)
	}
	files := 0
	for _, file := range staticFile.FindAll(whole, -1) {
		n, _ := p.packed(string(file))
		files += n
	}
	p.Logf("%s: %d bytes sent, %d unpacked, and %d of files that are kept", path, sent, len(whole), files)
	if files == 0 || sent+files >= maxWeight {
		p.Errorf("%s weighs %d bytes on its way and its files %d, less than %d together are wanted", path, sent, files, maxWeight)
	}
}

var staticFile = regexp.MustCompile(`/static/[^"]+`)

// packed gives how many bytes an answer has on its way, and the answer itself.
func (p *person) packed(path string) (sent int, whole []byte) {
	p.Helper()
	r := p.request(http.MethodGet, path, nil)
	r.Header.Set("Accept-Encoding", "gzip, deflate, br")
	a := p.must(p.do(r), http.StatusOK)
	if a.header.Get("Content-Encoding") != "gzip" {
		p.Fatalf("%s is sent without being packed, at %d bytes", path, len(a.body))
	}
	z, err := gzip.NewReader(strings.NewReader(a.body))
	if err != nil {
		p.Fatal(err)
	}
	if whole, err = io.ReadAll(z); err != nil {
		p.Fatal(err)
	}
	return len(a.body), whole
}
