# make           builds bin/pmtracker
# make run       the example incident from timeline to closed, then the pages on 127.0.0.1:8080
# make test      installs what the tests need, then format, vet, linters and every test
# make quick     format, vet and the tests with what is installed; skips what is not
# make eval      measures the judgement of words, into docs/EVALUATION.md (make model trains it first)
# make bench     speed, as ratios to a baseline of the same run
# make release   binaries for every platform, with checksums, into dist/
.PHONY: build run test quick bench eval model release
export CGO_ENABLED = 0
PACKAGES = ./cmd/... ./internal/... ./docs/... ./bench/...

build:
	go build -trimpath -ldflags "-s -w" -o bin/pmtracker ./cmd/pmtracker

run: build
	./scripts/demo.sh

test:
	./scripts/install-test-tools.sh
	@unformatted="$$(gofmt -l cmd internal docs)"; test -z "$$unformatted" || { echo "run gofmt -w on: $$unformatted"; exit 1; }
	go vet $(PACKAGES)
	.tmp/bin/staticcheck $(PACKAGES)
	./scripts/dead-code.sh
	GOOS=darwin GOARCH=arm64 go build -o /dev/null ./cmd/pmtracker
	GOOS=windows GOARCH=amd64 go build -o /dev/null ./cmd/pmtracker
	PMTRACKER_TEST_ALL=1 PATH="$$PWD/.tmp/bin:$$PATH" go test -timeout 30m $(PACKAGES)

quick:
	@unformatted="$$(gofmt -l cmd internal docs)"; test -z "$$unformatted" || { echo "run gofmt -w on: $$unformatted"; exit 1; }
	go vet $(PACKAGES)
	go test $(PACKAGES)

bench: build
	./scripts/bench.sh

eval:
	go run ./internal/eval > .tmp/evaluation.md && mv .tmp/evaluation.md docs/EVALUATION.md

model:
	go run ./internal/corpus/train

release:
	./scripts/release.sh
