package postmortem

import "strings"

// writtenText gives the value of an entry as it stands in the source, and where it
// begins: without the quotes of YAML, the sign of a block, and comments.
func (d *Document) writtenText(e frontEntry) (text string, start int) {
	start = min(e.valueAt, e.line.End)
	text = d.text(Span{start, e.line.End})
	switch {
	case e.value == "" || text == "":
		return "", start
	case text[0] == '"' || text[0] == '\'':
		return text[1:quotedEnd(text)], start + 1
	case text[0] == '|' || text[0] == '>':
		begin := min(len(text), strings.IndexByte(text+"\n", '\n')+1)
		start, text = start+begin, text[begin:]
		if text != "" && text[0] == '#' {
			return "", start
		}
		text, _, _ = strings.Cut(text, "\n#") // less indented than the block, so no part of it
	default:
		text = text[:plainEnd(text)]
	}
	return strings.TrimRight(text, " \t\r\n"), start
}

// quotedEnd gives where the closing quote of a YAML text stands that begins with
// its opening one, or where the text ends.
func quotedEnd(text string) int {
	quote := text[0]
	for i := 1; i < len(text); i++ {
		switch {
		case quote == '"' && text[i] == '\\', quote == '\'' && strings.HasPrefix(text[i:], "''"):
			i++
		case text[i] == quote:
			return i
		}
	}
	return len(text)
}

// plainEnd gives where a YAML text without quotes ends: before a number sign that
// follows white space.
func plainEnd(text string) int {
	for i := 1; i < len(text); i++ {
		if text[i] == '#' && isSpace(text[i-1]) {
			return i
		}
	}
	return len(text)
}
