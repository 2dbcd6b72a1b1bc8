package postmortem

import (
	"strings"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// A text is carried by one line of Markdown: a table cell or the value of a
// list item. Inline Markdown in it stays as it is. What would end the line or
// the cell is written so that readers see the same and reading gives it back:
// a line break as <br>, a bar as \|, a backslash before a bar as an entity. An
// entity or <br> that stood there before is told apart by &amp; and &lt;, and what
// would be taken for HTML by a backslash (escapeTags).

var cellEncoder = strings.NewReplacer(
	"&#92;", "&amp;#92;", "&amp;", "&amp;amp;", "&lt;br>", "&amp;lt;br>",
	`\<br`, `\<br`, "<br>", "&lt;br>", "\\\n", "&#92;<br>", "\n", "<br>", `\|`, `&#92;\|`, "|", `\|`,
)

var cellDecoder = strings.NewReplacer(
	"&amp;#92;", "&#92;", "&amp;amp;", "&amp;", "&amp;lt;br>", "&lt;br>",
	"&lt;br>", "<br>", `\<br`, `\<br`, "<br>", "\n", "<br/>", "\n", "<br />", "\n", "&#92;", `\`, `\|`, "|",
)

// encodeCell writes a text as it stands in a table cell.
func encodeCell(text string) string { return cellOf(encodeValue(text)) }

// encodeValue writes a text as it stands in a line.
func encodeValue(text string) string { return escapeTags(encodeComments(text)) }

// decodeValue gives the text of a line, without comments.
func decodeValue(text string) string { return decodeComments(unescapeTags(withoutComments(text))) }

// cellOf puts Markdown into a table cell.
func cellOf(text string) string {
	text = cellEncoder.Replace(text)
	if strings.HasSuffix(text, `\`) {
		text = text[:len(text)-1] + "&#92;"
	}
	return text
}

// decodeCell gives the text of a table cell, without comments.
func decodeCell(cell string) string { return decodeComments(unescapeTags(ofCell(cell))) }

// ofCell gives the Markdown of a table cell, without comments.
func ofCell(cell string) string {
	cell = withoutComments(strings.TrimSpace(cell))
	if strings.IndexByte(cell, '&') < 0 && strings.IndexByte(cell, '<') < 0 && strings.IndexByte(cell, '\\') < 0 {
		return cell // most cells; the replacer is slow
	}
	return cellDecoder.Replace(cell)
}

// encodeTitle writes a title as the end of a heading: a number sign there would
// be taken for the heading's closing one, and a brace for the end of the name of the
// place, so each is written as an entity, and what already looks like that entity
// gets one "amp;" more.
func encodeTitle(title string) string {
	title = encodeValue(title)
	if at, _, ok := endEntity(title); ok {
		return title[:at+1] + "amp;" + title[at+1:]
	}
	if headingForms().attribute.MatchString(" " + title) {
		return title[:len(title)-1] + "&#125;"
	}
	bare := strings.TrimRight(title, "#")
	if bare == title || bare != "" && !strings.HasSuffix(bare, " ") && !strings.HasSuffix(bare, "\t") {
		return title
	}
	return title[:len(title)-1] + "&#35;"
}

// decodeTitle gives the title that a heading carries, without comments.
func decodeTitle(text string) string {
	text = decodeValue(text)
	at, sign, ok := endEntity(text)
	if !ok {
		return text
	}
	if strings.HasPrefix(text[at:], "&#") {
		return text[:at] + sign
	}
	return text[:at+1] + text[at+len("&amp;"):]
}

// endEntity finds the entity of a sign at the end of a text, "&#35;" or "&#125;", with
// any number of "amp;" behind its ampersand.
func endEntity(text string) (at int, sign string, ok bool) {
	rest, ok := strings.CutSuffix(text, "#35;")
	if sign = "#"; !ok {
		sign = "}"
		rest, ok = strings.CutSuffix(text, "#125;")
	}
	if !ok {
		return 0, "", false
	}
	for strings.HasSuffix(rest, "amp;") {
		rest = strings.TrimSuffix(rest, "amp;")
	}
	return len(rest) - 1, sign, strings.HasSuffix(rest, "&")
}

// prompt marks a sentence as one that asks for what is not known yet.
func prompt(ask string) string { return incident.PromptOpen + ask + incident.PromptClose }
