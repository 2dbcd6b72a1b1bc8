package cli

import (
	"fmt"
	"sync"
	"testing"

	"github.com/pmtracker/pmtracker/internal/diagnostic"
)

// TestSequenceKeepsOrderAndWaits: what many put in any order comes out in order,
// and nobody runs far ahead of a slow one.
func TestSequenceKeepsOrderAndWaits(t *testing.T) {
	const files = 1000
	var got []string
	s := &sequence{done: map[int]checked{}}
	s.room.L = &s.mu
	s.emit = func(c checked) error {
		got = append(got, c.file.Path)
		if len(s.done) > aheadAtMost+1 {
			return fmt.Errorf("%d files are kept", len(s.done))
		}
		return nil
	}
	var all sync.WaitGroup
	for i := files - 1; i >= 0; i-- { // the first comes last
		all.Go(func() { s.put(i, checked{file: diagnostic.File{Path: fmt.Sprint(i)}}) })
	}
	all.Wait()
	if err := s.err(); err != nil || len(got) != files {
		t.Fatalf("%d files, %v", len(got), err)
	}
	for i, path := range got {
		if path != fmt.Sprint(i) {
			t.Fatalf("file %s stands at place %d", path, i)
		}
	}
}

// TestSequenceEndsWhenNothingCanBeWritten: those who wait are let go.
func TestSequenceEndsWhenNothingCanBeWritten(t *testing.T) {
	s := &sequence{done: map[int]checked{}, emit: func(checked) error { return fmt.Errorf("the disk is full") }}
	s.room.L = &s.mu
	var all sync.WaitGroup
	for i := range 500 {
		all.Go(func() { s.put(i, checked{}) })
	}
	all.Wait()
	if s.err() == nil {
		t.Fatal("the error is lost")
	}
}
