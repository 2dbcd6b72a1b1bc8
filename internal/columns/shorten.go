package columns

// Shorten keeps a text to at most so many letters (Unicode code points); where it
// was longer, the last of them is an ellipsis.
func Shorten(text string, most int) string {
	if r := []rune(text); len(r) > most {
		return string(r[:most-1]) + "…"
	}
	return text
}

// Fit shortens a text until it fills at most so many columns, its ellipsis included.
func Fit(text string, most int) string {
	if Width(text) <= most {
		return text
	}
	letters := []rune(text)
	for len(letters) > 1 && Width(string(letters))+1 > most {
		letters = letters[:len(letters)-1]
	}
	return string(letters) + "…"
}
