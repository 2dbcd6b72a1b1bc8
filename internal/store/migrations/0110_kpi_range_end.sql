-- +goose Up
-- Whether an end of the normal range itself lies outside of it: "> 0", "< 1".
ALTER TABLE kpi_reading ADD COLUMN above_low BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE kpi_reading ADD COLUMN below_high BOOLEAN NOT NULL DEFAULT FALSE;

-- +goose Down
ALTER TABLE kpi_reading DROP COLUMN above_low;
ALTER TABLE kpi_reading DROP COLUMN below_high;
