package imports

import (
	"bytes"
	"encoding/json"
	"errors"
	"reflect"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// LooksLikeExport tells whether a text, which may be broken, is rather another
// tool's export than a timeline: it is no JSON object, or one that Read knows.
func LooksLikeExport(name string, src []byte) bool {
	text := bytes.TrimSpace(bytes.TrimPrefix(src, []byte("\xef\xbb\xbf")))
	if len(text) == 0 || text[0] != '{' {
		return true
	}
	_, err := Read([]File{{Name: name, Text: src}})
	return err == nil || !errors.Is(err, ErrUnknown) && json.Valid(text)
}

// IsZip tells whether a file is a zip archive, as which Slack hands out an export.
func IsZip(src []byte) bool { return bytes.HasPrefix(src, []byte("PK\x03\x04")) }

// refuseNoText refuses what is no text before it is read as JSON, where a byte that
// is no UTF-8 would be lost.
func refuseNoText(name string, src []byte) error {
	switch {
	case len(bytes.TrimSpace(src)) == 0:
		return incident.Tell(incident.Invalid, "%s:1:1: the file is empty; export it again", "%s:1:1: ファイルが空です。もう一度エクスポートしてください", name)
	case IsZip(src):
		return incident.Tell(incident.Invalid, "%s:1:1: this is a zip archive; unpack it and name the folder of the channel in which the incident was handled",
			"%s:1:1: zip ファイルです。展開し、インシデントに対応したチャンネルのフォルダーを指定してください", name)
	case bytes.IndexByte(src, 0) >= 0:
		line, column := place(src, bytes.IndexByte(src, 0))
		return incident.Tell(incident.Invalid, "%s:%d:%d: this is a binary file, not JSON in UTF-8", "%s:%d:%d: バイナリーファイルです。UTF-8 の JSON ではありません", name, line, column)
	case utf8.Valid(src):
		return nil
	}
	at := 0
	for {
		r, size := utf8.DecodeRune(src[at:])
		if r == utf8.RuneError && size == 1 {
			break
		}
		at += size
	}
	line, column := place(src, at)
	return incident.Tell(incident.Invalid, "%s:%d:%d: byte 0x%02x is not UTF-8; save the file as UTF-8", "%s:%d:%d: バイト 0x%02x は UTF-8 ではありません。ファイルを UTF-8 で保存してください", name, line, column, src[at])
}

// place gives line and column of an offset, both from 1; columns count code points.
func place(src []byte, offset int) (line, column int) {
	before := src[:max(0, min(offset, len(src)))]
	return bytes.Count(before, []byte("\n")) + 1, utf8.RuneCount(before[bytes.LastIndexByte(before, '\n')+1:]) + 1
}

// jsonError names the place at which a file is not what was expected.
func jsonError(name string, src []byte, err error) error {
	return recordError(name, src, src, err)
}

// recordFailure is what is wrong with one record, for those who do not know the file.
type recordFailure struct {
	record []byte
	error
}

// recordError does so for one record of a file.
func recordError(name string, src, record []byte, err error) error {
	var inner *recordFailure
	if errors.As(err, &inner) {
		record, err = inner.record, inner.error
	}
	start := max(0, bytes.Index(src, record))
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	var moment *time.ParseError
	switch {
	case errors.As(err, &moment):
		text := strings.Trim(moment.Value, `"`)
		line, column := place(src, start+max(0, bytes.Index(record, []byte(text))))
		return incident.Tell(incident.Invalid, "%s:%d:%d: %q is not a time", "%s:%d:%d: %q は時刻として読み取れません", name, line, column, text)
	case errors.As(err, &kind):
		line, column := place(src, start+int(kind.Offset)-1)
		if kind.Field == "" {
			return incident.Tell(incident.Invalid, "%s:%d:%d: a JSON %s cannot stand here", "%s:%d:%d: ここに JSON の %s は書けません", name, line, column, kind.Value)
		}
		return incident.Tell(incident.Invalid, "%s:%d:%d: %q is a JSON %s, where %s belongs", "%s:%d:%d: %q が JSON の %s になっています。%s のはずです", name, line, column, strings.ToLower(kind.Field), kind.Value, jsonKind(kind.Type))
	case errors.As(err, &syntax) && strings.HasPrefix(err.Error(), "unexpected end"):
		line, column := place(src, start+len(record))
		return incident.Tell(incident.Invalid, "%s:%d:%d: the file is cut off here; export it again", "%s:%d:%d: ファイルがここで途切れています。もう一度エクスポートしてください", name, line, column)
	case errors.As(err, &syntax):
		line, column := place(src, start+int(syntax.Offset)-1)
		return incident.Tell(incident.Invalid, "%s:%d:%d: this is not JSON: %s", "%s:%d:%d: JSON として読み取れません: %s", name, line, column, strings.TrimPrefix(err.Error(), "json: "))
	}
	line, column := place(src, start)
	return incident.Tell(incident.Invalid, "%s:%d:%d: this cannot be read as an export: %s", "%s:%d:%d: エクスポートとして読み取れません: %s", name, line, column, strings.TrimPrefix(err.Error(), "json: "))
}

// jsonKind names what JSON has for a type.
func jsonKind(t reflect.Type) string {
	switch t.Kind() {
	case reflect.String:
		return "string"
	case reflect.Slice, reflect.Array:
		return "array"
	case reflect.Bool:
		return "boolean"
	case reflect.Int, reflect.Int64, reflect.Float64:
		return "number"
	}
	return "object"
}
