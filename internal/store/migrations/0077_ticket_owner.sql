-- +goose Up
-- The account that the provider gave for an owner when it was asked about the
-- ticket. Empty: it was not asked about an owner.
ALTER TABLE ticket_seen ADD COLUMN owner_asked TEXT NOT NULL DEFAULT '';   -- as the document writes it
ALTER TABLE ticket_seen ADD COLUMN owner_account TEXT NOT NULL DEFAULT '';

-- +goose Down
ALTER TABLE ticket_seen DROP COLUMN owner_account;
ALTER TABLE ticket_seen DROP COLUMN owner_asked;
