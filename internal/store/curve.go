package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// Curve is how a KPI went around an incident.
type Curve struct {
	Name, Unit string
	Normal     *incident.Range // nil: not known
	At         time.Time       // when it was read
	Points     []CurvePoint
}

// CurvePoint is one value of a curve.
type CurvePoint struct {
	At    time.Time // to the second
	Value float64
}

// SaveCurve keeps a curve in place of the one that the KPI had. Where it comes without a
// normal range, that which was known before stays, in the same unit.
func (tx *Tx) SaveCurve(ctx context.Context, key string, c Curve) error {
	points := make([][2]keptNumber, 0, len(c.Points))
	for _, p := range c.Points {
		points = append(points, [2]keptNumber{keptNumber(p.At.Unix()), keptNumber(p.Value)})
	}
	text, err := json.Marshal(points)
	if err != nil {
		return incident.Errorf(incident.Internal, "cannot write the curve of KPI %s: %w", c.Name, err)
	}
	var low, high any
	if c.Normal != nil && !math.IsInf(c.Normal.Low, 0) {
		low = c.Normal.Low
	}
	if c.Normal != nil && !math.IsInf(c.Normal.High, 0) {
		high = c.Normal.High
	}
	return tx.exec(ctx, "cannot write the curve of KPI "+c.Name, `INSERT INTO kpi_curve (incident_key, name, unit, low, high, at, points) VALUES ($1, $2, $3, $4, $5, $6, $7)
		ON CONFLICT (incident_key, name) DO UPDATE SET unit = excluded.unit,
			low = CASE WHEN excluded.low IS NULL AND excluded.high IS NULL AND excluded.unit = kpi_curve.unit THEN kpi_curve.low ELSE excluded.low END,
			high = CASE WHEN excluded.low IS NULL AND excluded.high IS NULL AND excluded.unit = kpi_curve.unit THEN kpi_curve.high ELSE excluded.high END,
			at = excluded.at, points = excluded.points`,
		key, c.Name, c.Unit, low, high, micros(c.At), string(text))
}

// Curves gives the curves of an incident by the names of their KPIs.
func (tx *Tx) Curves(ctx context.Context, key string) ([]Curve, error) {
	var curves []Curve
	err := tx.each(ctx, "cannot read the curves", func(scan func(...any) error) error {
		var c Curve
		var low, high sql.NullFloat64
		var at sql.NullInt64
		var text string
		if err := scan(&c.Name, &c.Unit, &low, &high, &at, &text); err != nil {
			return err
		}
		c.At = fromMicros(at)
		if low.Valid || high.Valid {
			c.Normal = &incident.Range{Low: math.Inf(-1), High: math.Inf(1)}
			if low.Valid {
				c.Normal.Low = low.Float64
			}
			if high.Valid {
				c.Normal.High = high.Float64
			}
		}
		var points [][2]keptNumber
		err := json.Unmarshal([]byte(text), &points)
		for _, p := range points {
			c.Points = append(c.Points, CurvePoint{At: time.Unix(int64(p[0]), 0).UTC(), Value: float64(p[1])})
		}
		curves = append(curves, c)
		return err
	}, "SELECT name, unit, low, high, at, points FROM kpi_curve WHERE incident_key = $1 ORDER BY name", key)
	return curves, err
}

// keptNumber is a number in the JSON of a curve. JSON has no word for an infinite one:
// that is kept as "+Inf" or "-Inf", as Prometheus writes it.
type keptNumber float64

func (n keptNumber) MarshalJSON() ([]byte, error) {
	if math.IsInf(float64(n), 0) {
		return json.Marshal(strconv.FormatFloat(float64(n), 'g', -1, 64))
	}
	return json.Marshal(float64(n))
}

func (n *keptNumber) UnmarshalJSON(text []byte) error {
	v, err := strconv.ParseFloat(strings.Trim(string(text), `"`), 64)
	*n = keptNumber(v)
	return err
}
