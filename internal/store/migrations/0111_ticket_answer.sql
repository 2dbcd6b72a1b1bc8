-- +goose Up
-- What kind of answer it was that does not confirm a ticket, as a code of the
-- domain: that the account has no right to read it does not say that it is not there.
ALTER TABLE ticket_seen ADD COLUMN why_code TEXT NOT NULL DEFAULT 'not-found';
UPDATE ticket_seen SET why_code = 'refused' WHERE why LIKE '% refuses it (%';
-- What is told beside it, in English and in Japanese. Empty: nothing.
ALTER TABLE ticket_seen ADD COLUMN put_right TEXT NOT NULL DEFAULT '';    -- what puts right that it is not confirmed
ALTER TABLE ticket_seen ADD COLUMN put_right_ja TEXT NOT NULL DEFAULT '';
ALTER TABLE ticket_seen ADD COLUMN nobody TEXT NOT NULL DEFAULT '';       -- why the provider names no account of the owner
ALTER TABLE ticket_seen ADD COLUMN nobody_ja TEXT NOT NULL DEFAULT '';
ALTER TABLE ticket_seen ADD COLUMN unseen TEXT NOT NULL DEFAULT '';       -- why the due date is that of the text alone
ALTER TABLE ticket_seen ADD COLUMN unseen_ja TEXT NOT NULL DEFAULT '';

-- +goose Down
ALTER TABLE ticket_seen DROP COLUMN unseen_ja;
ALTER TABLE ticket_seen DROP COLUMN unseen;
ALTER TABLE ticket_seen DROP COLUMN nobody_ja;
ALTER TABLE ticket_seen DROP COLUMN nobody;
ALTER TABLE ticket_seen DROP COLUMN put_right_ja;
ALTER TABLE ticket_seen DROP COLUMN put_right;
ALTER TABLE ticket_seen DROP COLUMN why_code;
