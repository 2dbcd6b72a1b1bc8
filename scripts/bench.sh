#!/usr/bin/env bash
# Speed, as ratios to a baseline that runs in the same rounds. docs/PERFORMANCE.md holds what it gave.
set -eu
cd "$(dirname "$0")/.."
work=.tmp/bench
mkdir -p "$work"
go build -trimpath -ldflags "-s -w" -o "$work/" ./bench/turns ./bench/timeline ./bench/floor/empty
go build -trimpath -ldflags "-s -w" -o "$work/generate-floor" ./bench/floor/generate
pm=bin/pmtracker

echo "== start-up, beside a Go program that does nothing"
"$work/turns" -n 25 "empty=$work/empty" "version=$pm version" "check-one-file=$pm check examples/postmortem.md"
for n in 100 10000; do
  echo "== generate, $n events, beside reading the YAML and a bare text/template"
  "$work/timeline" "$n" >"$work/timeline-$n.yaml"
  "$work/turns" -n 7 "floor=$work/generate-floor $work/timeline-$n.yaml" "generate=$pm generate $work/timeline-$n.yaml"
done
for script in scripts/bench-*.sh; do # bench-digest.sh takes minutes and 1 GB of .tmp the first time
  [ -e "$script" ] || continue
  echo "== $script"
  "$script"
done

echo "== events and search, beside the bare SQL and a scan"
go test -run '^$' -bench 'Append|Search' -benchtime 1x ./internal/tracker
echo "== 1,000 tickets on a virtual clock, beside what the provider's limits leave"
go test ./internal/tickets -run TestLimits -v | grep -vE '^(=== |ok|PASS)'
