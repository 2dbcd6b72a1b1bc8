# make          builds the program
# make test     format, vet, and every test
.PHONY: build test
build:
	CGO_ENABLED=0 go build -trimpath -o bin/pmtracker ./cmd/pmtracker
test:
	@test -z "$$(gofmt -l cmd internal docs)" || { gofmt -l cmd internal docs; echo "run gofmt -w on these files"; exit 1; }
	go vet ./...
	go test ./...
