-- +goose Up
-- What was known of the harm when the incident was declared; customers is empty where
-- nobody said.
ALTER TABLE incident ADD COLUMN customers TEXT NOT NULL DEFAULT '';
ALTER TABLE incident ADD COLUMN data_at_risk BOOLEAN NOT NULL DEFAULT FALSE;

-- +goose Down
ALTER TABLE incident DROP COLUMN data_at_risk;
ALTER TABLE incident DROP COLUMN customers;
