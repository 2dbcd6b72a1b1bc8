-- +goose Up
-- Whether the timeline lists an alert; the others of a storm are counted. first_at is
-- when the alert last began to fire.
ALTER TABLE alert ADD COLUMN listed BOOLEAN NOT NULL DEFAULT TRUE;

-- +goose Down
ALTER TABLE alert DROP COLUMN listed;
