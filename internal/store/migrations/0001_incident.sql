-- +goose Up
-- Times are Unix microseconds in UTC; NULL is unknown. Keys are texts, so that
-- one SQL text serves SQLite and PostgreSQL. Lists are JSON arrays in a TEXT.

CREATE TABLE incident (
    key         TEXT NOT NULL PRIMARY KEY,
    title       TEXT NOT NULL,
    severity    TEXT NOT NULL CHECK (severity IN ('SEV1', 'SEV2', 'SEV3', 'SEV4')),
    service     TEXT NOT NULL,
    lang        TEXT NOT NULL CHECK (lang IN ('en', 'ja')),
    timezone    TEXT NOT NULL,
    state       TEXT NOT NULL CHECK (state IN ('declared', 'contained', 'recovered', 'in_review', 'closed')),
    occurred_at BIGINT,
    declared_at BIGINT NOT NULL,
    declared_by TEXT NOT NULL,
    author      TEXT NOT NULL,          -- of the postmortem, as first generated
    revision    BIGINT NOT NULL DEFAULT 0 -- number of the postmortem's current revision; 0: there is none
);
CREATE INDEX incident_declared ON incident (declared_at, key);
CREATE INDEX incident_state ON incident (state, declared_at, key);

-- The last number that a year has given away.
CREATE TABLE incident_number (
    year BIGINT NOT NULL PRIMARY KEY,
    last BIGINT NOT NULL
);

CREATE TABLE role_assignment (
    id           TEXT NOT NULL PRIMARY KEY,
    incident_key TEXT NOT NULL REFERENCES incident (key),
    role         TEXT NOT NULL,
    person       TEXT NOT NULL,
    assigned     BOOLEAN NOT NULL,      -- false: released
    at           BIGINT NOT NULL,
    recorded_by  TEXT NOT NULL,
    note         TEXT NOT NULL          -- what was handed over
);
CREATE INDEX role_assignment_incident ON role_assignment (incident_key, id);

CREATE TABLE report (
    id           TEXT NOT NULL PRIMARY KEY,
    incident_key TEXT NOT NULL REFERENCES incident (key),
    kind         TEXT NOT NULL CHECK (kind IN ('first', 'periodic', 'completion')),
    sent_at      BIGINT NOT NULL,
    recorded_by  TEXT NOT NULL,
    audience     TEXT NOT NULL,
    next_at      BIGINT,
    tickets      TEXT NOT NULL,
    text         TEXT NOT NULL
);
CREATE INDEX report_incident ON report (incident_key, sent_at, id);

CREATE TABLE kpi_reading (
    id           TEXT NOT NULL PRIMARY KEY,
    incident_key TEXT NOT NULL REFERENCES incident (key),
    name         TEXT NOT NULL,
    unit         TEXT NOT NULL,
    value        DOUBLE PRECISION,
    low          DOUBLE PRECISION,
    high         DOUBLE PRECISION,
    read_by      TEXT NOT NULL,
    at           BIGINT NOT NULL
);
CREATE INDEX kpi_reading_incident ON kpi_reading (incident_key, id);

-- The postmortem: every revision of its text, never changed.
CREATE TABLE revision (
    incident_key TEXT NOT NULL REFERENCES incident (key),
    number       BIGINT NOT NULL,       -- from 1
    digest       TEXT NOT NULL,         -- of which an approval speaks
    text         TEXT NOT NULL,
    saved_at     BIGINT NOT NULL,
    saved_by     TEXT NOT NULL,
    note         TEXT NOT NULL,         -- what was changed
    PRIMARY KEY (incident_key, number)
);

CREATE TABLE approval (
    id           TEXT NOT NULL PRIMARY KEY,
    incident_key TEXT NOT NULL REFERENCES incident (key),
    digest       TEXT NOT NULL,
    approved_by  TEXT NOT NULL,
    at           BIGINT NOT NULL
);
CREATE INDEX approval_incident ON approval (incident_key, id);

-- An index of the current revision's action items, written anew with each
-- revision. What it says of the ticket is what was last seen there.
CREATE TABLE action_item (
    incident_key TEXT NOT NULL REFERENCES incident (key),
    id           TEXT NOT NULL,         -- AI-1
    position     BIGINT NOT NULL,
    title        TEXT NOT NULL,
    kind         TEXT NOT NULL,
    owner        TEXT NOT NULL,
    due          TEXT NOT NULL,         -- YYYY-MM-DD; empty: unknown
    ticket       TEXT NOT NULL,
    trigger_text TEXT NOT NULL,
    before_text  TEXT NOT NULL,
    after_text   TEXT NOT NULL,
    verified_by  TEXT NOT NULL,
    verified     TEXT NOT NULL,         -- day, person and evidence; empty: not yet
    concrete     BOOLEAN NOT NULL,      -- the checker finds nothing vague in it
    is_verified  BOOLEAN NOT NULL,
    state        TEXT NOT NULL CHECK (state IN ('open', 'done', 'verified')),
    PRIMARY KEY (incident_key, id)
);
CREATE INDEX action_item_open ON action_item (owner, due, incident_key) WHERE state = 'open';

-- What a provider last said of a ticket, and when.
CREATE TABLE ticket_seen (
    ticket  TEXT NOT NULL PRIMARY KEY,  -- as the document writes it
    found   BOOLEAN NOT NULL,
    why     TEXT NOT NULL,              -- why it was not found
    url     TEXT NOT NULL,
    title   TEXT NOT NULL,
    done    BOOLEAN NOT NULL,
    owners  TEXT NOT NULL,
    due     TEXT NOT NULL,
    seen_at BIGINT NOT NULL
);
