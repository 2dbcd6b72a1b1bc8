#!/usr/bin/env bash
# Builds the program for every platform into dist/, with a checksum file. VERSION names the release; without it
# git's description of the commit does. It also writes the checksums that the Action holds (scripts/action.checksums):
# commit that file, then tag; the build leaves git's state out, so the tagged commit builds the same bytes.
set -eu
cd "$(dirname "$0")/.."
version="${VERSION:-$(git describe --tags --always --dirty)}"
rm -rf dist
mkdir dist
for platform in linux/amd64 linux/arm64 darwin/amd64 darwin/arm64 windows/amd64 windows/arm64; do
  os="${platform%/*}" arch="${platform#*/}" suffix=""
  [ "$os" != windows ] || suffix=.exe
  CGO_ENABLED=0 GOOS="$os" GOARCH="$arch" go build -trimpath -buildvcs=false \
    -ldflags "-s -w -X github.com/pmtracker/pmtracker/internal/cli.Version=$version" \
    -o "dist/pmtracker_${os}_${arch}${suffix}" ./cmd/pmtracker
done
(cd dist && sha256sum pmtracker_* > checksums.txt)
{ echo "# version $version"; cat dist/checksums.txt; } > scripts/action.checksums
cat dist/checksums.txt
