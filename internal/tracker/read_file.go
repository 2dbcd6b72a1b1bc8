package tracker

import (
	"io"
	"os"
	"syscall"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// mostRead is how many bytes of one file, or of standard input, are read. No
// document, timeline or export of people comes near it.
const mostRead = 64 << 20

// ReadFile reads a regular file. A pipe or a device, which may never end, is refused.
func ReadFile(path string) ([]byte, error) {
	file, err := os.OpenFile(path, os.O_RDONLY|syscall.O_NONBLOCK, 0) // so that a pipe nobody writes to opens as well
	if err != nil {
		return nil, Unreadable(path, err)
	}
	defer func() { _ = file.Close() }() // nothing was written
	info, err := file.Stat()
	if err != nil {
		return nil, Unreadable(path, err)
	}
	if !info.IsDir() && !info.Mode().IsRegular() {
		return nil, incident.Tell(incident.Invalid, "%s is a pipe or a device, not a file; name a file, or give its text on standard input, as -", "%s はパイプかデバイスで、ファイルではありません。ファイルを指定するか、標準入力（-）で渡してください", path)
	}
	if info.Size() > mostRead {
		return nil, tooLarge(path)
	}
	src, err := readAll(path, file, info.Size())
	if err != nil && incident.CodeOf(err) != incident.Invalid {
		err = Unreadable(path, err)
	}
	return src, err
}

// ReadInput reads standard input to its end.
func ReadInput(in io.Reader) ([]byte, error) {
	src, err := readAll("-", in, 0)
	if err != nil && incident.CodeOf(err) != incident.Invalid {
		err = incident.Tell(incident.Invalid, "cannot read standard input: %w", "標準入力を読み取れません: %w", err)
	}
	return src, err
}

// readAll reads what is expected to be so many bytes.
func readAll(name string, in io.Reader, size int64) ([]byte, error) {
	src := make([]byte, 0, size+512)
	in = io.LimitReader(in, mostRead+1)
	for {
		n, err := in.Read(src[len(src):cap(src)])
		src = src[:len(src)+n]
		switch {
		case err == io.EOF && len(src) > mostRead:
			return nil, tooLarge(name)
		case err == io.EOF:
			return src, nil
		case err != nil:
			return nil, err
		case len(src) == cap(src):
			src = append(src, 0)[:len(src)]
		}
	}
}

func tooLarge(name string) error {
	return incident.Tell(incident.Invalid, "%s has more than %d MiB, which is not read; give the part that matters", "%s は %d MiB を超えるため読み取りません。必要な部分だけを渡してください", name, mostRead>>20)
}
