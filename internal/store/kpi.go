package store

import (
	"context"
	"database/sql"
	"slices"
	"time"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// AppendKPI writes one reading of a KPI.
func (tx *Tx) AppendKPI(ctx context.Context, key string, k incident.KPI, at time.Time) error {
	var value, low, high any
	var above, below bool
	if k.Value != nil {
		value = *k.Value
	}
	if k.Baseline != nil {
		low, high, above, below = k.Baseline.Low, k.Baseline.High, k.Baseline.Above, k.Baseline.Below
	}
	return tx.exec(ctx, "cannot write the KPI "+k.Name, `INSERT INTO kpi_reading
		(id, incident_key, name, unit, value, low, high, above_low, below_high, read_by, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
		NewID(), key, k.Name, k.Unit, value, low, high, above, below, k.ReadBy, micros(at))
}

// KPIs gives the last reading of each KPI of an incident, in the order in which
// they were first read.
func (tx *Tx) KPIs(ctx context.Context, key string) ([]incident.KPI, error) {
	var kpis []incident.KPI
	err := tx.each(ctx, "cannot read the KPIs", func(scan func(...any) error) error {
		var k incident.KPI
		var value, low, high sql.NullFloat64
		var above, below bool
		if err := scan(&k.Name, &k.Unit, &value, &low, &high, &above, &below, &k.ReadBy); err != nil {
			return err
		}
		if value.Valid {
			k.Value = &value.Float64
		}
		if low.Valid && high.Valid {
			k.Baseline = &incident.Range{Low: low.Float64, High: high.Float64, Above: above, Below: below}
		}
		if i := slices.IndexFunc(kpis, func(o incident.KPI) bool { return o.Name == k.Name }); i >= 0 {
			kpis[i] = k
		} else {
			kpis = append(kpis, k)
		}
		return nil
	}, "SELECT name, unit, value, low, high, above_low, below_high, read_by FROM kpi_reading WHERE incident_key = $1 ORDER BY id", key)
	return kpis, err
}
