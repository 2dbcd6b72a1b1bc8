-- +goose Up
-- The right time of the event that a correction puts right; NULL: it corrects words
-- alone. The event's own row stays as it was written.
ALTER TABLE event ADD COLUMN corrected_at BIGINT;
CREATE INDEX event_corrected ON event (corrects) WHERE corrected_at IS NOT NULL;

-- +goose Down
DROP INDEX event_corrected;
ALTER TABLE event DROP COLUMN corrected_at;
