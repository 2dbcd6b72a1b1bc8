package config

import (
	"os"
	"strings"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// Secret reads a variable of the environment, or the file that NAME_FILE names.
// It is empty where neither is set; a file without a value is an error, for it was
// meant to have one.
func Secret(name string) (string, error) {
	file := os.Getenv(name + "_FILE")
	if file == "" {
		return trimmed(os.Getenv(name)), nil
	}
	if os.Getenv(name) != "" {
		return "", incident.Tell(incident.Invalid, "both %s and %s_FILE are set; keep one", "%s と %s_FILE が両方設定されています。どちらか一方にしてください", name, name)
	}
	text, err := os.ReadFile(file)
	if err != nil {
		return "", incident.Errorf(incident.Invalid, "%s_FILE: %w", name, err)
	}
	value := trimmed(string(text))
	if strings.TrimSpace(value) == "" {
		return "", incident.Tell(incident.Invalid, "%s_FILE: %s is empty; write the value into it, or unset %s_FILE", "%s_FILE: %s が空です。値を書き込むか、%s_FILE を外してください", name, file, name)
	}
	return value, nil
}

// trimmed takes off the end of the line, which files and pasted values often have
// and no header may hold.
func trimmed(secret string) string { return strings.TrimRight(secret, "\r\n") }
