#!/usr/bin/env bash
# compare-checkers.sh WORKDIR : what alex, write-good, vale and textlint report on the labelled lines of
# testdata/corpus, written to testdata/corpus/peers.json; go run ./internal/eval puts it into docs/EVALUATION.md.
# WORKDIR gets the checkers from the ordinary registries and is kept for the next run.
# VALE_STYLES names a folder that holds the styles alex and write-good already; else "vale sync" fetches them.
set -eu
work=$(realpath -m "${1:?usage: compare-checkers.sh WORKDIR}")
root=$(cd "$(dirname "$0")/.." && pwd)
mkdir -p "$work/npm" "$work/bin" "$work/lines"

missing() { # what is missing, and what to do
	echo "compare-checkers.sh: $1; $2" >&2
	exit 3
}
for tool in go node npm; do
	command -v "$tool" >/dev/null || missing "$tool is not installed" "install it and run again"
done

[ -x "$work/bin/vale" ] || GOBIN=$work/bin go install github.com/vale-cli/vale/v3/cmd/vale@v3.20.0 ||
	missing "vale v3.20.0 cannot be had from the Go module proxy" "put a vale binary at $work/bin/vale"
if [ ! -d "$work/npm/node_modules/textlint" ]; then
	(cd "$work/npm" && npm init -y >/dev/null && npm install --no-audit --no-fund alex@11 write-good@1 textlint@15 \
		textlint-rule-preset-japanese textlint-rule-preset-ja-technical-writing textlint-rule-write-good textlint-rule-alex) ||
		missing "alex, write-good and textlint cannot be had from the npm registry" "install them below $work/npm/node_modules"
fi

# A file a line, named by its id: each checker then says by file what it reports.
node "$root/scripts/compare-checkers.mjs" lines "$root" "$work"

printf 'StylesPath = %s\nMinAlertLevel = suggestion\nPackages = alex, write-good\n[*.md]\nBasedOnStyles = alex, write-good\n' "${VALE_STYLES:-$work/styles}" >"$work/vale.ini"
[ -n "${VALE_STYLES:-}" ] || [ -d "$work/styles/alex" ] || "$work/bin/vale" --config "$work/vale.ini" sync ||
	missing "vale's styles alex and write-good cannot be fetched by vale sync" "set VALE_STYLES to a folder that holds them (github.com/errata-ai/alex and errata-ai/write-good)"
for style in alex write-good; do
	[ -d "${VALE_STYLES:-$work/styles}/$style" ] ||
		missing "the folder ${VALE_STYLES:-$work/styles} has no style $style" "vale would report nothing and the table would be wrong; set VALE_STYLES to a folder that holds it"
done
"$work/bin/vale" --config "$work/vale.ini" --no-exit --output=JSON "$work/lines" >"$work/vale.json"

echo '{"rules":{"write-good":true,"alex":true}}' >"$work/textlint.en.json"
echo '{"rules":{"preset-japanese":true,"preset-ja-technical-writing":true}}' >"$work/textlint.ja.json"
for lang in en ja; do
	# textlint ends with 1 when it reports something
	(cd "$work/npm" && npx textlint -c "$work/textlint.$lang.json" -f json "$work/lines/$lang" >"$work/textlint.$lang.out.json") || true
done

node "$root/scripts/compare-checkers.mjs" collect "$root" "$work"
