#!/usr/bin/env bash
# Builds the program for every platform into dist/, with a checksum file. VERSION names the release; without it
# git's description of the commit does.
set -eu
cd "$(dirname "$0")/.."
version="${VERSION:-$(git describe --tags --always --dirty)}"
rm -rf dist
mkdir dist
for platform in linux/amd64 linux/arm64 darwin/amd64 darwin/arm64 windows/amd64 windows/arm64; do
  os="${platform%/*}" arch="${platform#*/}" suffix=""
  [ "$os" != windows ] || suffix=.exe
  CGO_ENABLED=0 GOOS="$os" GOARCH="$arch" go build -trimpath \
    -ldflags "-s -w -X github.com/pmtracker/pmtracker/internal/cli.Version=$version" \
    -o "dist/pmtracker_${os}_${arch}${suffix}" ./cmd/pmtracker
done
(cd dist && sha256sum pmtracker_* > checksums.txt)
cat dist/checksums.txt
