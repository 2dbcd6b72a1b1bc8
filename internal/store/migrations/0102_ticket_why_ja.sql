-- +goose Up
-- Why a ticket is not confirmed is told in its reader's language; why: the English sentence.
ALTER TABLE ticket_seen ADD COLUMN why_ja TEXT NOT NULL DEFAULT '';

-- +goose Down
ALTER TABLE ticket_seen DROP COLUMN why_ja;
