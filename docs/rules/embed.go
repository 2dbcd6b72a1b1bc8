// Package rules holds the pages that explain the rules, embedded in the program.
// They are made by go generate ./internal/explain.
package rules

import "embed"

// FS holds the pages by file name: "blame.md", "blame.ja.md".
//
//go:embed *.md
var FS embed.FS
