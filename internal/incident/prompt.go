package incident

import "strings"

// A prompt stands in a document where something is not known yet and says what to
// write, between these signs. It counts as nothing written.
const (
	PromptOpen  = "⟨"
	PromptClose = "⟩"
)

// IsPrompt tells whether a text is nothing but a prompt.
func IsPrompt(text string) bool {
	return strings.HasPrefix(text, PromptOpen) && strings.HasSuffix(text, PromptClose)
}

// isBlank tells whether a text is as a whole a place that some template leaves open, by its
// name: "{{ after }}", "%after%", "<after>" that is written as text.
func isBlank(text string) bool {
	text = strings.Trim(text, " \t\r\n*_`.。")
	for _, sign := range [][2]string{{"{{", "}}"}, {"%", "%"}, {"<", ">"}} {
		inner, begins := strings.CutPrefix(text, sign[0])
		inner, ends := strings.CutSuffix(inner, sign[1])
		if begins && ends && inner != "" && !strings.ContainsAny(inner, "{}%<>") && (sign[0] != "%" || !strings.Contains(inner, " ")) {
			return !strings.Contains(inner, "://") && !strings.Contains(inner, "@")
		}
	}
	return false
}
