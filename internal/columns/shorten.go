package columns

// Shorten keeps a text to at most so many letters (Unicode code points); where it
// was longer, the last of them is an ellipsis.
func Shorten(text string, most int) string {
	if r := []rune(text); len(r) > most {
		return string(r[:most-1]) + "…"
	}
	return text
}
