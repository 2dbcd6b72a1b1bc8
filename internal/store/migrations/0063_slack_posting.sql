-- +goose Up
-- The status message was on its way: after a crash it is looked for before another one is posted.
ALTER TABLE slack_room ADD COLUMN posting BOOLEAN NOT NULL DEFAULT FALSE;
