#!/usr/bin/env bash
# bench-check.sh [ROUNDS] : what "check" of a document costs, as a ratio to a bare goldmark parse of the same
# documents in the same run. The goal is 1.4 of the processor's time over whole files (a parse by the
# floor of the project's bench reads them too); here everything but reading is counted.
set -eu
cd "$(dirname "$0")/.."
GOGC=200 go test ./internal/postmortem -run XXX -bench '^Benchmark(ParseAlone|CheckFile)$' -benchtime 300ms -count "${1:-5}" |
	awk '/ParseAlone/ {if (!a || $3 < a) a=$3} /CheckFile/ {if (!b || $3 < b) b=$3; n++}
	     END {printf "parse alone %.0f µs, check %.0f µs: ratio %.2f (best of %d rounds)\n", a/1000, b/1000, b/a, n}'
