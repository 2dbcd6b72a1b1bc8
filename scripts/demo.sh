#!/usr/bin/env bash
# The example incident, from its timeline to a refused close and to closed; then the pages. Nothing leaves this
# machine: the tickets go to a stand-in for GitHub that is started for the demo. DEMO_SERVE=no leaves the pages out.
set -eu
cd "$(dirname "$0")/.."
pm="$PWD/bin/pmtracker"
dir="$PWD/.tmp/demo"
rm -rf "$dir"
mkdir -p "$dir"
cp examples/timeline.yaml examples/timeline.ja.yaml "$dir"
bold="" plain=""
[ ! -t 1 ] || { bold=$'\033[1m' plain=$'\033[0m'; }

say() { printf '\n%s%s%s\n' "$bold" "$*" "$plain"; }
show() { # show STATUS COMMAND …: runs it as a person would, and fails the demo when it ends otherwise
  local want="$1" got=0
  shift
  printf '$ %s\n' "pmtracker $*"
  "$pm" "$@" 2>&1 | sed 's/^/  /' || true
  got="${PIPESTATUS[0]}"
  [ "$got" = "$want" ] || { echo "demo: exit status $got, expected $want" >&2; exit 1; }
}

go build -o "$dir/standin" ./internal/standin/serve
"$dir/standin" --provider github --repository acme/checkout --owners akiko,ben --env-file "$dir/env" >/dev/null &
standin=$!
trap 'kill "$standin" 2>/dev/null || true' EXIT
for _ in $(seq 100); do [ ! -s "$dir/env" ] || break; sleep 0.05; done
set -a
# shellcheck disable=SC1091
. "$dir/env"
set +a
cd "$dir"
export PMTRACKER_DB="sqlite:$dir/pmtracker.db"

say "1. From the timeline that the recorder kept, the postmortem"
show 0 generate timeline.yaml -o postmortem.md
grep -nE 'MTT[DAR]|Time to contain' postmortem.md | sed 's/^/  /'

say "2. The team writes the rest of it. The checker reads along: one action item changes nothing"
cp ../../examples/postmortem-draft.md postmortem.md
show 1 check postmortem.md

say "3. So the incident stays open, and every reason is named"
show 1 close postmortem.md

say "4. The team says what will be different from now on"
diff ../../examples/postmortem-draft.md ../../examples/postmortem.md | sed 's/^/  /' || true
cp ../../examples/postmortem.md postmortem.md

say "5. A ticket for each action item (at $GITHUB_API_URL, a stand-in for GitHub that runs for this demo)"
show 0 tickets create postmortem.md
show 0 tickets create postmortem.md

say "6. The completion report names the tickets; a reviewer who is not the author approves this very revision"
tickets="$(sed -n 's/^- Ticket: //p' postmortem.md | paste -sd' ')"
sed -i "s|⟨the ticket of every action item⟩|$tickets|" postmortem.md
show 0 approve postmortem.md --as ben@example.com

say "7. Now every rule of the gate holds"
show 0 close postmortem.md

[ "${DEMO_SERVE:-yes}" = yes ] || exit 0
say "8. The same as pages, from a database of this demo: the finished one, the draft, and one that is only recovered"
sed 's/INC-2026-0042/INC-2026-0041/; s/^title: .*/title: "Card payments fail (the draft, before the team finished it)"/' \
  "$OLDPWD/examples/postmortem-draft.md" >draft.md
show 0 import timeline.ja.yaml draft.md postmortem.md
printf '\nOpen http://127.0.0.1:8080 (Ctrl-C ends it)\n'
"$pm" serve --addr 127.0.0.1:8080
