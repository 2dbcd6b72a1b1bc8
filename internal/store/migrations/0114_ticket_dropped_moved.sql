-- +goose Up
-- Whether a ticket was closed, but not because the work is done: as not planned, as a
-- duplicate. Its action item stays open; done is then false.
ALTER TABLE ticket_seen ADD COLUMN dropped BOOLEAN NOT NULL DEFAULT FALSE;
-- From where a ticket has moved to an address: url is then that one.
CREATE INDEX ticket_seen_moved ON ticket_seen (url) WHERE NOT found;

-- +goose Down
DROP INDEX ticket_seen_moved;
ALTER TABLE ticket_seen DROP COLUMN dropped;
