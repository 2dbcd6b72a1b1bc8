package postmortem

import "strings"

// A text is carried by one line of Markdown: a table cell or the value of a
// list item. Inline Markdown in it stays as it is. What would end the line or
// the cell is written so that readers see the same and reading gives it back:
// a line break as <br>, a bar as \|, a backslash before a bar as an entity. An
// entity or <br> that stood there before is told apart by &amp; and &lt;.

var cellEncoder = strings.NewReplacer(
	"&#92;", "&amp;#92;", "&amp;", "&amp;amp;", "&lt;br>", "&amp;lt;br>",
	"<br>", "&lt;br>", "\n", "<br>", `\|`, `&#92;\|`, "|", `\|`,
)

var cellDecoder = strings.NewReplacer(
	"&amp;#92;", "&#92;", "&amp;amp;", "&amp;", "&amp;lt;br>", "&lt;br>",
	"&lt;br>", "<br>", "<br>", "\n", "<br/>", "\n", "<br />", "\n", "&#92;", `\`, `\|`, "|",
)

// encodeCell writes a text as it stands in a table cell.
func encodeCell(text string) string {
	text = cellEncoder.Replace(text)
	if strings.HasSuffix(text, `\`) {
		text = text[:len(text)-1] + "&#92;"
	}
	return text
}

// decodeCell gives the text of a table cell.
func decodeCell(cell string) string { return cellDecoder.Replace(strings.TrimSpace(cell)) }

// encodeTitle writes a title as the end of a heading: number signs there would
// be taken for the heading's closing ones.
func encodeTitle(title string) string {
	bare := strings.TrimRight(title, "#")
	if bare == title || bare != "" && !strings.HasSuffix(bare, " ") && !strings.HasSuffix(bare, "\t") {
		if strings.HasSuffix(title, "&#35;") {
			return strings.TrimSuffix(title, "&#35;") + "&amp;#35;"
		}
		return title
	}
	return title[:len(title)-1] + "&#35;"
}

// decodeTitle gives the title that a heading carries.
func decodeTitle(text string) string {
	if before, ok := strings.CutSuffix(text, "&amp;#35;"); ok {
		return before + "&#35;"
	}
	if before, ok := strings.CutSuffix(text, "&#35;"); ok {
		return before + "#"
	}
	return text
}

// A prompt stands where something is not known yet and says what to write. It
// counts as nothing written.
const (
	promptOpen  = "⟨"
	promptClose = "⟩"
)

// prompt marks a sentence as one.
func prompt(ask string) string { return promptOpen + ask + promptClose }

// isPrompt tells whether a text is nothing but a prompt.
func isPrompt(text string) bool {
	return strings.HasPrefix(text, promptOpen) && strings.HasSuffix(text, promptClose)
}
