package timeline

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// refuseBinary refuses what is no text, and a text in another encoding with the place
// of the first byte that shows it. The column counts letters.
func refuseBinary(name string, src []byte) error {
	if bytes.IndexByte(src, 0) >= 0 {
		return incident.Tell(incident.Invalid, "%s:1:1: this is a binary file, not YAML or JSON; name a timeline file", "%s:1:1: YAML や JSON ではなくバイナリファイルです。時系列ファイルを指定してください", name)
	}
	if utf8.Valid(src) {
		return nil
	}
	before := src[:validPrefix(src)]
	line := bytes.Count(before, []byte("\n")) + 1
	column := utf8.RuneCount(before[bytes.LastIndexByte(before, '\n')+1:]) + 1
	return incident.Tell(incident.Invalid, "%s:%d:%d: byte 0x%02x is not UTF-8; save the file as UTF-8",
		"%s:%d:%d: バイト 0x%02x は UTF-8 ではありません。Shift_JIS など別の文字コードの場合は、UTF-8 で保存し直してください", name, line, column, src[len(before)])
}

// validPrefix gives how many bytes at the beginning are UTF-8.
func validPrefix(src []byte) int {
	valid := strings.ToValidUTF8(string(src), "\x00")
	return strings.IndexByte(valid, 0)
}
