#!/usr/bin/env bash
# compare-checkers.sh WORKDIR : what alex, write-good, vale and textlint report on the labelled lines of
# testdata/corpus, written to testdata/corpus/peers.json; go run ./internal/eval puts it into docs/EVALUATION.md.
# WORKDIR gets the checkers from the ordinary registries and is kept for the next run.
# VALE_STYLES names a folder that holds the styles alex and write-good already; else "vale sync" fetches them.
set -eu
work=$(realpath -m "${1:?usage: compare-checkers.sh WORKDIR}")
root=$(cd "$(dirname "$0")/.." && pwd)
mkdir -p "$work/npm" "$work/bin" "$work/lines"

[ -x "$work/bin/vale" ] || GOBIN=$work/bin go install github.com/vale-cli/vale/v3/cmd/vale@v3.20.0
if [ ! -d "$work/npm/node_modules/textlint" ]; then
	(cd "$work/npm" && npm init -y >/dev/null && npm install --no-audit --no-fund alex@11 write-good@1 textlint@15 \
		textlint-rule-preset-japanese textlint-rule-preset-ja-technical-writing textlint-rule-write-good textlint-rule-alex)
fi

# A file a line, named by its id: each checker then says by file what it reports.
node "$root/scripts/compare-checkers.mjs" lines "$root" "$work"

printf 'StylesPath = %s\nMinAlertLevel = suggestion\nPackages = alex, write-good\n[*.md]\nBasedOnStyles = alex, write-good\n' "${VALE_STYLES:-$work/styles}" >"$work/vale.ini"
[ -n "${VALE_STYLES:-}" ] || [ -d "$work/styles/alex" ] || "$work/bin/vale" --config "$work/vale.ini" sync
"$work/bin/vale" --config "$work/vale.ini" --no-exit --output=JSON "$work/lines" >"$work/vale.json"

echo '{"rules":{"write-good":true,"alex":true}}' >"$work/textlint.en.json"
echo '{"rules":{"preset-japanese":true,"preset-ja-technical-writing":true}}' >"$work/textlint.ja.json"
for lang in en ja; do
	# textlint ends with 1 when it reports something
	(cd "$work/npm" && npx textlint -c "$work/textlint.$lang.json" -f json "$work/lines/$lang" >"$work/textlint.$lang.out.json") || true
done

node "$root/scripts/compare-checkers.mjs" collect "$root" "$work"
