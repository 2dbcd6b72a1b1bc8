-- +goose Up
-- Whether a ticket was closed, but not because the work is done: as not planned, as a
-- duplicate. Its action item stays open; done is then false.
ALTER TABLE ticket_seen ADD COLUMN dropped BOOLEAN NOT NULL DEFAULT FALSE;

-- +goose Down
ALTER TABLE ticket_seen DROP COLUMN dropped;
