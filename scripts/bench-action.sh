#!/usr/bin/env bash
# What the Action itself takes on a repository of 500 postmortems, the program being there (input binary): the script of
# action.yml with everything that it starts, on one changed document and on all, beside a check of the same folder.
# Goal: under 2 s.
set -eu
cd "$(dirname "$0")/.."
work=.tmp/bench
mkdir -p "$work"
go build -trimpath -ldflags "-s -w" -o "$work/" ./bench/turns
repository="$work/action-repository"
rm -rf "$repository"
mkdir -p "$repository/docs/postmortems"
for n in $(seq 1 500); do
  number="$(printf %04d "$n")"
  sed "s/INC-2026-0042/INC-2026-$number/g; s/status: closed/status: in-review/" internal/action/testdata/closed.en.md \
    >"$repository/docs/postmortems/INC-2026-$number.md"
done
git="git -C $repository -c user.name=bench -c user.email=bench@example.com -c commit.gpgsign=false"
$git init -q -b main
$git add -A
$git commit -q -m base
base="$($git rev-parse HEAD)"
$git checkout -q -b change
sed -i 's/9 minutes\|nine minutes/ten minutes/' "$repository/docs/postmortems/INC-2026-0007.md"
$git commit -q -a -m change
head="$($git rev-parse HEAD)"
$git checkout -q --detach main
$git merge -q --no-ff -m merge change
printf '{"pull_request":{"number":1,"user":{"login":"x"},"head":{"sha":"%s","ref":"change"},"base":{"sha":"%s","ref":"main"}}}' "$head" "$base" \
  >"$work/action-event.json"
export GITHUB_WORKSPACE="$PWD/$repository" GITHUB_EVENT_PATH="$PWD/$work/action-event.json" GITHUB_EVENT_NAME=pull_request
export GITHUB_REPOSITORY=acme/checkout GITHUB_TOKEN=none GITHUB_OUTPUT="$PWD/$work/action-output" GITHUB_STEP_SUMMARY="$PWD/$work/action-summary"
export INPUT_BINARY="$PWD/bin/pmtracker" INPUT_COMMAND=pull-request
"$work/turns" -n 7 "check-500=$INPUT_BINARY check $repository/docs/postmortems" "action-1-of-500=scripts/action.sh" "action-all-500=env INPUT_ALL=true scripts/action.sh"
