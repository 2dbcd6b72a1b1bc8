package storetest

import (
	"fmt"
	"os"
	"os/exec"
	"os/user"
	"runtime"
	"strconv"
	"syscall"
)

// immediate is PostgreSQL's signal for a stop without tidying up.
const immediate = syscall.SIGQUIT

// serverUser gives the account that the server runs as: PostgreSQL refuses root.
func serverUser() (*syscall.Credential, error) {
	if os.Getuid() != 0 {
		return nil, nil
	}
	u, err := user.Lookup("postgres")
	if err != nil {
		return nil, fmt.Errorf("PostgreSQL does not run as root and there is no user postgres: %w", err)
	}
	uid, err := strconv.ParseUint(u.Uid, 10, 32)
	if err != nil {
		return nil, err
	}
	gid, err := strconv.ParseUint(u.Gid, 10, 32)
	return &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}, err
}

// giveAway gives a folder to the account of the server.
func giveAway(dir string) error {
	c, err := serverUser()
	if err != nil || c == nil {
		return err
	}
	return os.Chown(dir, int(c.Uid), int(c.Gid))
}

// asServer lets a command run as the server's account, in a folder that it may
// enter, and end when the test process does.
func asServer(cmd *exec.Cmd) *exec.Cmd {
	c, _ := serverUser() // giveAway has told of an error
	cmd.Dir = "/"
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: c, Pdeathsig: immediate}
	return cmd
}

// run starts a command and says when it has ended. The thread that starts it
// lives as long as it does: its end is what Pdeathsig speaks of.
func run(cmd *exec.Cmd) (ended chan struct{}, err error) {
	ended = make(chan struct{})
	started := make(chan error)
	go func() {
		defer close(ended)
		runtime.LockOSThread()
		err := cmd.Start()
		started <- err
		if err == nil {
			_ = cmd.Wait()
		}
	}()
	return ended, <-started
}
