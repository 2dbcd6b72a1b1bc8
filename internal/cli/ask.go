package cli

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// asker puts questions to the person at the terminal, one line each. The
// questions are talk: they go to standard error.
type asker struct {
	in  *bufio.Reader
	out io.Writer
}

func newAsker(streams IO) *asker { return &asker{in: bufio.NewReader(streams.In), out: streams.Err} }

// text asks until there is an answer that check accepts. An empty answer means
// fallback. The end of the input is an error that names the flag to use instead.
func (a *asker) text(question, fallback, flag string, check func(string) error) (string, error) {
	for {
		if fallback != "" {
			fmt.Fprintf(a.out, "%s [%s]: ", question, fallback)
		} else {
			fmt.Fprintf(a.out, "%s: ", question)
		}
		line, err := a.in.ReadString('\n')
		answer := strings.TrimSpace(line)
		if err != nil && answer == "" {
			fmt.Fprintln(a.out)
			return "", incident.Tell(incident.Invalid, "there was no answer to %q; give it as --%s", "「%s」に回答がありません。--%s で指定してください", question, flag)
		}
		if answer == "" {
			answer = fallback
		}
		if wrong := check(answer); wrong != nil {
			fmt.Fprintln(a.out, sentence(wrong, environmentLang()))
			continue
		}
		return answer, nil
	}
}

// flagOr checks what a flag says, or asks where it says nothing. What check finds
// wrong names the flag.
func (a *asker) flagOr(value *string, question, fallback, flag string, check func(string) error) error {
	if *value == "" {
		answer, err := a.text(question, fallback, flag, check)
		*value = answer
		return err
	}
	return check(*value)
}

// yes asks a question whose answer is no unless it is said otherwise.
func (a *asker) yes(question string) bool {
	fmt.Fprintf(a.out, "%s [y/N]: ", question)
	line, _ := a.in.ReadString('\n')
	switch strings.ToLower(strings.TrimSpace(line)) {
	case "y", "yes", "はい":
		return true
	}
	return false
}
