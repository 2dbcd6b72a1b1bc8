// Command timeline writes a timeline file of N events, the same for the same N.
package main

import (
	"bufio"
	"fmt"
	"math/rand/v2"
	"os"
	"strconv"
	"time"
)

func main() {
	n := 0
	if len(os.Args) == 2 {
		n, _ = strconv.Atoi(os.Args[1])
	}
	if n < 3 {
		fmt.Fprintln(os.Stderr, "timeline: name the number of events, 3 or more")
		os.Exit(2)
	}
	w := bufio.NewWriter(os.Stdout)
	random := rand.New(rand.NewPCG(1, 1))
	at := time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC)
	fmt.Fprintf(w, "title: \"checkout: card payments fail\"\nseverity: SEV2\nservice: checkout\ntimezone: UTC\noccurred_at: %s\nevents:\n", at.Format(time.RFC3339))
	kinds := []string{"detection", "declaration", "containment", "hypothesis", "decision", "action", "communication", "kpi", "note"}
	for i := range n {
		at = at.Add(time.Duration(5+random.IntN(115)) * time.Second)
		kind := kinds[min(i, 3)]
		if i >= 3 {
			kind = kinds[3+random.IntN(6)]
		}
		fmt.Fprintf(w, "  - at: %s\n    kind: %s\n    actor_role: Rec\n    actor: person%d@example.com\n    text: \"error rate %d%% on node %d; the pool of the replica reached %d connections\"\n",
			at.Format(time.RFC3339), kind, random.IntN(3), random.IntN(100), random.IntN(900), random.IntN(400))
		if i%5 == 0 {
			fmt.Fprintf(w, "    links: [\"https://grafana.example.com/d/%d\"]\n", i)
		}
	}
	if err := w.Flush(); err != nil {
		fmt.Fprintln(os.Stderr, "timeline:", err)
		os.Exit(1)
	}
}
