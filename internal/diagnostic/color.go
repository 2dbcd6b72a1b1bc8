package diagnostic

// painter colours text for a terminal, or leaves it as it is.
type painter bool

func (p painter) wrap(code, text string) string {
	if !p || text == "" {
		return text
	}
	return "\x1b[" + code + "m" + text + "\x1b[0m"
}

func (p painter) bold(text string) string { return p.wrap("1", text) }
func (p painter) dim(text string) string  { return p.wrap("2", text) }
func (p painter) fix(text string) string  { return p.wrap("32", text) }

func (p painter) severity(s Severity, text string) string {
	if s == Error {
		return p.wrap("1;31", text)
	}
	return p.wrap("1;33", text)
}
