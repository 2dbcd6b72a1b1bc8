-- +goose Up
-- What of an answer's header (ETag, Location) is told again with it, as a JSON object.
ALTER TABLE idempotency_key ADD COLUMN header TEXT NOT NULL DEFAULT '{}';

-- +goose Down
ALTER TABLE idempotency_key DROP COLUMN header;
