-- +goose Up
-- A message in a form of its own for the plain text of an e-mail; empty: the body.
ALTER TABLE delivery ADD COLUMN plain TEXT NOT NULL DEFAULT '';

-- +goose Down
ALTER TABLE delivery DROP COLUMN plain;
