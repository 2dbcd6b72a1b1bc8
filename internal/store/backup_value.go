package store

import (
	"encoding/base64"
	"encoding/json"
	"math"
	"strconv"
	"time"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// toJSON gives a column's value as a backup writes it: bytes as {"base64": …},
// a number that JSON does not have as {"number": "+Inf"}.
func toJSON(v any) any {
	switch v := v.(type) {
	case []byte:
		return map[string]string{"base64": base64.StdEncoding.EncodeToString(v)}
	case float64:
		if math.IsInf(v, 0) || math.IsNaN(v) {
			return map[string]string{"number": strconv.FormatFloat(v, 'g', -1, 64)}
		}
	case time.Time:
		return v.UTC().Format(time.RFC3339Nano)
	}
	return v
}

// fromJSON gives the reading of what toJSON wrote, for a column of a type as the
// database names it. SQLite says 0 and 1 where PostgreSQL says false and true.
func fromJSON(columnType string) func(any) (any, error) {
	isBool := columnType == "BOOL" || columnType == "BOOLEAN"
	return func(v any) (any, error) {
		switch v := v.(type) {
		case json.Number:
			if isBool {
				return v != "0", nil
			}
			if n, err := v.Int64(); err == nil {
				if columnType == "FLOAT8" || columnType == "DOUBLE PRECISION" {
					return float64(n), nil
				}
				return n, nil
			}
			return v.Float64()
		case map[string]any:
			if text, ok := v["base64"].(string); ok {
				return base64.StdEncoding.DecodeString(text)
			}
			if text, ok := v["number"].(string); ok {
				return strconv.ParseFloat(text, 64)
			}
			return nil, incident.Tell(incident.Invalid, "a value that no backup has: %v", "バックアップにはない形の値です: %v", v)
		}
		return v, nil
	}
}
