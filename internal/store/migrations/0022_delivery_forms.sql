-- +goose Up
-- A message in forms of its own for Slack and e-mail; empty: made from the body.
ALTER TABLE delivery ADD COLUMN slack TEXT NOT NULL DEFAULT '';
ALTER TABLE delivery ADD COLUMN html TEXT NOT NULL DEFAULT '';
