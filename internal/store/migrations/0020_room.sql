-- +goose Up
-- What the incident room keeps beside the timeline.

-- A step of the first-response checklist that a person ticked.
CREATE TABLE checklist_tick (
    incident_key TEXT NOT NULL REFERENCES incident (key),
    step         TEXT NOT NULL,
    at           BIGINT NOT NULL,
    ticked_by    TEXT NOT NULL,
    PRIMARY KEY (incident_key, step)
);

-- The options of a decision that stands in the timeline, as JSON.
CREATE TABLE decision (
    event_id     TEXT NOT NULL PRIMARY KEY REFERENCES event (id),
    incident_key TEXT NOT NULL REFERENCES incident (key),
    body         TEXT NOT NULL
);
CREATE INDEX decision_incident ON decision (incident_key, event_id);

-- A message that is to reach an address. about says what it belongs to (the id of
-- a report or reminder): one message about one thing goes to one address once.
CREATE TABLE delivery (
    id           TEXT NOT NULL PRIMARY KEY,
    incident_key TEXT NOT NULL,         -- empty: about no incident
    about        TEXT NOT NULL,
    address      TEXT NOT NULL,
    subject      TEXT NOT NULL,
    body         TEXT NOT NULL,         -- Markdown
    state        TEXT NOT NULL CHECK (state IN ('pending', 'sent', 'failed')),
    attempts     BIGINT NOT NULL,
    next_at      BIGINT NOT NULL,       -- no attempt before
    error        TEXT NOT NULL,         -- of the last attempt
    created_at   BIGINT NOT NULL,
    sent_at      BIGINT,
    UNIQUE (about, address)
);
CREATE INDEX delivery_pending ON delivery (next_at, id) WHERE state = 'pending';
CREATE INDEX delivery_incident ON delivery (incident_key, id);

-- A reminder that was given: the row is what makes it come once.
CREATE TABLE reminder (
    incident_key TEXT NOT NULL,         -- empty: about no incident
    kind         TEXT NOT NULL,
    due_at       BIGINT NOT NULL,       -- what it reminds of was due then
    given_at     BIGINT NOT NULL,
    PRIMARY KEY (incident_key, kind, due_at)
);

-- The curve of a KPI around an incident, so that it outlives the retention of the
-- system that measured it. points: JSON [[Unix seconds, value], …].
CREATE TABLE kpi_curve (
    incident_key TEXT NOT NULL REFERENCES incident (key),
    name         TEXT NOT NULL,
    unit         TEXT NOT NULL,
    low          DOUBLE PRECISION,
    high         DOUBLE PRECISION,
    at           BIGINT NOT NULL,
    points       TEXT NOT NULL,
    PRIMARY KEY (incident_key, name)
);

-- Which incident an alert belongs to.
CREATE TABLE alert (
    tool         TEXT NOT NULL,
    fingerprint  TEXT NOT NULL,
    incident_key TEXT NOT NULL REFERENCES incident (key),
    title        TEXT NOT NULL,
    first_at     BIGINT NOT NULL,
    last_at      BIGINT NOT NULL,
    resolved_at  BIGINT,
    times        BIGINT NOT NULL,
    PRIMARY KEY (tool, fingerprint, incident_key)
);
CREATE INDEX alert_incident ON alert (incident_key);

-- The line of another tool's export from which an event was made.
CREATE TABLE event_source (
    event_id TEXT NOT NULL PRIMARY KEY REFERENCES event (id),
    raw      TEXT NOT NULL
);
