-- +goose Up
-- Who does something just now that one at a time may do, over all nodes, and
-- until when that holds without being renewed: the tickets of an incident, a job.
CREATE TABLE lease (
    name     TEXT NOT NULL PRIMARY KEY, -- tickets/INC-2026-0042, job/deliver
    holder   TEXT NOT NULL,
    until_at BIGINT NOT NULL
);
DROP TABLE ticket_lease;

-- An order to open the tickets of an incident, one for each incident: stored
-- before anything is sent, and carried out by a job.
CREATE TABLE ticket_order (
    incident_key TEXT NOT NULL PRIMARY KEY REFERENCES incident (key),
    asked_by     TEXT NOT NULL,
    origin       TEXT NOT NULL,
    asked_at     BIGINT NOT NULL,
    state        TEXT NOT NULL CHECK (state IN ('queued', 'running', 'done', 'failed')),
    attempts     BIGINT NOT NULL,
    next_at      BIGINT NOT NULL,       -- no attempt before
    done         BIGINT NOT NULL,
    total        BIGINT NOT NULL,
    waiting_for  TEXT NOT NULL,         -- "GitHub's limit"; empty: it does not wait
    waiting_till BIGINT,
    error        TEXT NOT NULL,         -- of the last attempt
    error_code   TEXT NOT NULL,
    changed_at   BIGINT NOT NULL
);
CREATE INDEX ticket_order_open ON ticket_order (next_at) WHERE state IN ('queued', 'running');

-- The items of an order and what became of each.
CREATE TABLE ticket_order_item (
    incident_key TEXT NOT NULL REFERENCES ticket_order (incident_key),
    place        BIGINT NOT NULL,       -- in the order of the document
    item         TEXT NOT NULL,
    ticket       TEXT NOT NULL,         -- its address; empty: not yet
    found        BOOLEAN NOT NULL,      -- it existed already
    error        TEXT NOT NULL,         -- why it has none
    notes        TEXT NOT NULL,         -- JSON: duplicates that were closed, warnings
    PRIMARY KEY (incident_key, item)
);

-- When requests that count against a provider's limit were sent, by the account
-- that the limit is for. sent: Unix microseconds with blanks between, oldest
-- first.
CREATE TABLE provider_use (
    account TEXT NOT NULL PRIMARY KEY,
    sent    TEXT NOT NULL
);

-- How far a job has come that goes through more than one run can do.
CREATE TABLE job_place (
    job   TEXT NOT NULL PRIMARY KEY,
    after TEXT NOT NULL                 -- the last that was done; empty: it begins again
);

-- +goose Down
DROP TABLE job_place;
DROP TABLE provider_use;
DROP TABLE ticket_order_item;
DROP TABLE ticket_order;
DROP TABLE lease;
CREATE TABLE ticket_lease (
    incident_key TEXT NOT NULL PRIMARY KEY REFERENCES incident (key),
    holder       TEXT NOT NULL,
    until_at     BIGINT NOT NULL
);
