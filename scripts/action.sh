#!/usr/bin/env bash
# What action.yml runs: finds the program for this runner, then hands over to it. The program is the one that the
# input "binary" names, else the released one, whose SHA-256 this repository holds at the same tag
# (scripts/action.checksums, written by the release).
set -euo pipefail
here="$(cd "$(dirname "$0")" && pwd)"

fail() {
  printf '::error title=pmtracker::%s\n' "$1"
  exit 2
}

download() {
  local system machine name version want have checksums="$here/action.checksums" proto='=https,file'
  local releases="${PMTRACKER_RELEASES:-https://github.com/pmtracker/pmtracker/releases/download}"
  case "$releases" in http://127.0.0.1:*) proto='=http,https' ;; esac # a mirror on this very machine
  case "${RUNNER_OS:-$(uname -s)}" in
    Linux) system=linux ;;
    macOS | Darwin) system=darwin ;;
    Windows) system=windows ;;
    *) fail "there is no pmtracker for the system ${RUNNER_OS:-unknown}; give the input binary" ;;
  esac
  case "${RUNNER_ARCH:-$(uname -m)}" in
    X64 | x86_64) machine=amd64 ;;
    ARM64 | arm64 | aarch64) machine=arm64 ;;
    *) fail "there is no pmtracker for the processor ${RUNNER_ARCH:-unknown}; give the input binary" ;;
  esac
  name="pmtracker_${system}_${machine}"
  [ "$system" != windows ] || name="$name.exe"
  [ -f "$checksums" ] || fail "this ref of the action belongs to no release; use a tag (uses: pmtracker/pmtracker@v1) or give the input binary"
  version="$(sed -n 's/^# version //p' "$checksums")"
  want="$(awk -v name="$name" '$2 == name { print $1 }' "$checksums")"
  [ -n "$version" ] && [ -n "$want" ] || fail "scripts/action.checksums names no $name; give the input binary"
  program="${RUNNER_TEMP:-/tmp}/$name-$version"
  if [ ! -f "$program" ]; then
    curl --fail --silent --show-error --location --proto "$proto" --retry 3 --max-time 120 --output "$program.part" "$releases/$version/$name" ||
      fail "cannot download $name $version; try again, or give the input binary"
    mv "$program.part" "$program"
  fi
  if command -v sha256sum >/dev/null; then
    have="$(sha256sum "$program")"
  else
    have="$(shasum -a 256 "$program")"
  fi
  if [ "${have%% *}" != "$want" ]; then
    rm -f "$program"
    fail "the downloaded $name $version is not the released one (SHA-256 ${have%% *}, expected $want); nothing was run"
  fi
  chmod +x "$program"
}

program="${INPUT_BINARY:-}"
if [ -n "$program" ]; then
  case "$program" in */*) ;; *) program="./$program" ;; esac # a file of the workspace, not a command of the PATH
  [ -f "$program" ] && [ -x "$program" ] || fail "the input binary names no program that can be run"
else
  download
fi
status=0
"$program" action "${INPUT_COMMAND:-auto}" || status=$?
exit "$status"
