-- +goose Up
-- What a search looks through: one row an incident, derived from its other rows
-- and made anew when it is behind them. id is the time of the declaration in
-- microseconds, made unique, so that the newest come first.
CREATE TABLE search_doc (
    id           BIGINT NOT NULL PRIMARY KEY,
    incident_key TEXT NOT NULL UNIQUE REFERENCES incident (key),
    audit_id     TEXT NOT NULL,         -- the incident's last entry in the audit log that it knows
    title        TEXT NOT NULL,
    body         TEXT NOT NULL          -- folded: as the search compares it
);
CREATE INDEX search_doc_audit ON search_doc (audit_id);
-- How fresh an incident is, without its text.
CREATE INDEX search_doc_fresh ON search_doc (incident_key, audit_id);
