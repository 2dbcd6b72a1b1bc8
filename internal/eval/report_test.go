package main

import (
	"os"
	"testing"
)

// TestPageIsOfThePresentBuild keeps docs/EVALUATION.md true.
func TestPageIsOfThePresentBuild(t *testing.T) {
	want, err := Report("../..")
	if err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile("../../docs/EVALUATION.md")
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != want {
		t.Error("docs/EVALUATION.md is of another build; run: go run ./internal/eval > docs/EVALUATION.md")
	}
}
