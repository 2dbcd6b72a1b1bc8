#!/usr/bin/env bash
# The digest of a large database beside the bare SQL of its rows, and its growth with what is closed. The databases
# stay in .tmp/bench: the first run takes minutes. OPEN and CLOSED change the size.
set -eu
cd "$(dirname "$0")/.."
mkdir -p .tmp/bench
go run ./bench/digest -open "${OPEN:-100000}" -closed "${CLOSED:-900000}" -dir .tmp/bench
