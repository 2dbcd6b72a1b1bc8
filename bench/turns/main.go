// Command turns runs whole commands in turn, A B C A B C …, after one round that
// does not count, and prints for each the medians of wall time, CPU time (of the
// process and its children) and peak memory, and the median of each figure's
// ratio to the first command's in the same round. Only those ratios hold on a
// machine that other work shares.
//
//	go run ./bench/turns -n 7 empty=.tmp/bench/empty version='bin/pmtracker version'
package main

import (
	"flag"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strings"
	"syscall"
	"time"
)

func main() {
	rounds := flag.Int("n", 5, "rounds that count")
	flag.Parse()
	var commands []command
	for _, arg := range flag.Args() {
		name, line, ok := strings.Cut(arg, "=")
		if !ok || len(strings.Fields(line)) == 0 {
			fmt.Fprintf(os.Stderr, "turns: write each command as name='program arguments', not %q\n", arg)
			os.Exit(2)
		}
		commands = append(commands, command{name: name, words: strings.Fields(line)})
	}
	for round := range *rounds + 1 {
		for i := range commands {
			f, err := commands[i].run()
			if err != nil {
				fmt.Fprintln(os.Stderr, "turns:", err)
				os.Exit(2)
			}
			if round > 0 {
				commands[i].figures = append(commands[i].figures, f)
			}
		}
	}
	fmt.Printf("%-24s %10s %10s %8s %10s %10s\n", "command", "wall ms", "CPU ms", "MB", "wall ratio", "CPU ratio")
	for _, c := range commands {
		c.print(commands[0])
	}
}

// command is one of those that take turns.
type command struct {
	name    string
	words   []string
	figures []figure
}

// figure is what one run took.
type figure struct{ wall, cpu, megabytes float64 } // milliseconds, milliseconds, MB

func (c command) run() (figure, error) {
	cmd := exec.Command(c.words[0], c.words[1:]...)
	start := time.Now()
	err := cmd.Run()
	wall := time.Since(start)
	if cmd.ProcessState == nil {
		return figure{}, fmt.Errorf("cannot run %s: %w", c.name, err)
	}
	used, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage)
	if !ok {
		return figure{}, fmt.Errorf("cannot measure %s on this system", c.name)
	}
	cpu := cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
	return figure{milliseconds(wall), milliseconds(cpu), float64(used.Maxrss) / 1024}, nil
}

func (c command) print(anchor command) {
	var wall, cpu, memory, wallRatio, cpuRatio []float64
	for i, f := range c.figures {
		wall, cpu, memory = append(wall, f.wall), append(cpu, f.cpu), append(memory, f.megabytes)
		wallRatio = append(wallRatio, f.wall/anchor.figures[i].wall)
		cpuRatio = append(cpuRatio, f.cpu/max(anchor.figures[i].cpu, 0.001))
	}
	fmt.Printf("%-24s %10.2f %10.2f %8.1f %10.2f %10.2f\n", c.name, median(wall), median(cpu), median(memory), median(wallRatio), median(cpuRatio))
}

func milliseconds(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }

func median(v []float64) float64 {
	slices.Sort(v)
	return v[len(v)/2]
}
