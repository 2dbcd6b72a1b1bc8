package diagnostic

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io"
)

// jsonReport writes the form of the contract ("Check output").
type jsonReport struct {
	out *bufio.Writer
	sum Summary
}

func (r *jsonReport) Add(f File) error {
	separator := `{"files":[`
	if r.sum.Files > 0 {
		separator = ","
	}
	r.sum.add(f)
	if _, err := r.out.WriteString(separator); err != nil {
		return err
	}
	if f.Diagnostics == nil {
		f.Diagnostics = []Diagnostic{}
	}
	return encode(r.out, f)
}

// Unread leaves the file out: the contract has files that were judged.
func (r *jsonReport) Unread(Unread) error { return nil }

func (r *jsonReport) Close() error {
	if r.sum.Files == 0 {
		if _, err := r.out.WriteString(`{"files":[`); err != nil {
			return err
		}
	}
	if _, err := r.out.WriteString(`],"summary":`); err != nil {
		return err
	}
	if err := encode(r.out, r.sum); err != nil {
		return err
	}
	if _, err := r.out.WriteString("}\n"); err != nil {
		return err
	}
	return r.out.Flush()
}

// encode writes a value on one line, without a line ending; "<" stays "<".
func encode(w io.Writer, value any) error {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(value); err != nil {
		return err
	}
	_, err := w.Write(bytes.TrimSuffix(b.Bytes(), []byte("\n")))
	return err
}
