-- +goose Up
-- How somebody likes to read. Empty: as the browser says.
ALTER TABLE account ADD COLUMN lang TEXT NOT NULL DEFAULT '' CHECK (lang IN ('', 'en', 'ja'));
ALTER TABLE account ADD COLUMN zone TEXT NOT NULL DEFAULT ''; -- IANA name

-- +goose Down
ALTER TABLE account DROP COLUMN zone;
ALTER TABLE account DROP COLUMN lang;
