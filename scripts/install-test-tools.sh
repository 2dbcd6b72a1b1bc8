#!/usr/bin/env bash
# Installs what the tests need and this machine lacks: Debian's PostgreSQL, Prometheus, Chromium and a
# Japanese font by the system's package manager (as root; otherwise it says what to install), the linters
# and the workflow runner from tools/go.mod into .tmp/bin, the browser driver by npm.
set -eu
cd "$(dirname "$0")/.."

packages=()
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || packages+=(postgresql)
command -v prometheus >/dev/null || packages+=(prometheus)
command -v chromium >/dev/null || packages+=(chromium)
command -v git >/dev/null || packages+=(git)
command -v curl >/dev/null || packages+=(curl)
command -v npm >/dev/null || packages+=(nodejs npm)
fc-list 2>/dev/null | grep -qi cjk || packages+=(fontconfig fonts-noto-cjk)

if [ "${#packages[@]}" -gt 0 ]; then
  if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
    echo "make test needs programs that are not here; install: ${packages[*]}" >&2
    exit 2
  fi
  echo "installing ${packages[*]}"
  apt-get update -q >/dev/null
  DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "${packages[@]}" >.tmp-apt.log 2>&1 || { cat .tmp-apt.log >&2; exit 2; }
  rm -f .tmp-apt.log
fi

mkdir -p .tmp/bin
(cd tools && go build -o ../.tmp/bin/ tool)
if [ -f test/browser/package.json ] && [ ! -d test/browser/node_modules ]; then
  (cd test/browser && npm ci --no-audit --no-fund --loglevel=error)
fi
