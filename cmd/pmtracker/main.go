// Command pmtracker refuses to call an incident finished until every action
// item defines a change of behaviour and is linked to a ticket that exists.
package main

import (
	"os"

	"github.com/pmtracker/pmtracker/internal/cli"
)

func main() {
	os.Exit(cli.Main(os.Args[1:], cli.IO{In: os.Stdin, Out: os.Stdout, Err: os.Stderr}))
}
