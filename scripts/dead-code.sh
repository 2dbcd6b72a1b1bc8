#!/usr/bin/env bash
# Fails when a function is reachable from no command of the project and no test: every exported thing has a caller.
set -eu
cd "$(dirname "$0")/.."
unused="$(.tmp/bin/deadcode -test ./cmd/... ./internal/... ./docs/... ./bench/...)"
if [ -n "$unused" ]; then
  echo "nobody calls these; delete them or use them:" >&2
  echo "$unused" >&2
  exit 1
fi
