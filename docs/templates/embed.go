// Package templates holds the documents that pmtracker writes, one file a
// document and language, embedded in the program. A team can give its own in
// place of any of them.
package templates

import "embed"

// FS holds the templates by file name: "postmortem.en.md", "ticket.ja.md".
//
//go:embed *.md
var FS embed.FS
