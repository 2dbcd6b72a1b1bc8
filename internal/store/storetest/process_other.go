//go:build !linux

package storetest

import (
	"os"
	"os/exec"
)

// immediate ends the server at once.
var immediate = os.Kill

func giveAway(string) error { return nil }

func asServer(cmd *exec.Cmd) *exec.Cmd { return cmd }

// run starts a command and says when it has ended.
func run(cmd *exec.Cmd) (ended chan struct{}, err error) {
	ended = make(chan struct{})
	if err := cmd.Start(); err != nil {
		close(ended)
		return ended, err
	}
	go func() {
		defer close(ended)
		_ = cmd.Wait()
	}()
	return ended, nil
}
