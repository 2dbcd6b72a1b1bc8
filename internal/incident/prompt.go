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
