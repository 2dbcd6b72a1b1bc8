-- +goose Up
-- Whether next_at ends the lease of a node that tries the message just now, and is
-- not the time of the next attempt.
ALTER TABLE delivery ADD COLUMN claimed BOOLEAN NOT NULL DEFAULT FALSE;

-- +goose Down
ALTER TABLE delivery DROP COLUMN claimed;
