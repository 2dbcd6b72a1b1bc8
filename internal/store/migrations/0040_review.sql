-- +goose Up
-- What people say about a revision of a postmortem. A comment stands at a line
-- of the revision on which it was made; quote is that line, to find it again.
CREATE TABLE comment (
    id           TEXT NOT NULL PRIMARY KEY,
    incident_key TEXT NOT NULL REFERENCES incident (key),
    revision     BIGINT NOT NULL,
    line         BIGINT NOT NULL,       -- from 1
    quote        TEXT NOT NULL,
    thread       TEXT NOT NULL,         -- id of the comment that began it; its own when it did
    author       TEXT NOT NULL,
    at           BIGINT NOT NULL,
    text         TEXT NOT NULL,
    suggestion   TEXT                   -- what the quoted line should become; NULL: no suggestion
);
CREATE INDEX comment_incident ON comment (incident_key, id);

-- What became of a thread: resolved, reopened, its suggestion applied. The last counts.
CREATE TABLE comment_state (
    id           TEXT NOT NULL PRIMARY KEY,
    incident_key TEXT NOT NULL REFERENCES incident (key),
    thread       TEXT NOT NULL REFERENCES comment (id),
    state        TEXT NOT NULL CHECK (state IN ('resolved', 'open', 'applied')),
    by_person    TEXT NOT NULL,
    at           BIGINT NOT NULL
);
CREATE INDEX comment_state_incident ON comment_state (incident_key, id);

-- A reviewer asks for changes to the revision of a digest.
CREATE TABLE change_request (
    id           TEXT NOT NULL PRIMARY KEY,
    incident_key TEXT NOT NULL REFERENCES incident (key),
    digest       TEXT NOT NULL,
    asked_by     TEXT NOT NULL,
    at           BIGINT NOT NULL,
    text         TEXT NOT NULL
);
CREATE INDEX change_request_incident ON change_request (incident_key, id);

-- The last revision that a person looked at.
CREATE TABLE review_look (
    incident_key TEXT NOT NULL REFERENCES incident (key),
    person       TEXT NOT NULL,
    revision     BIGINT NOT NULL,
    at           BIGINT NOT NULL,
    PRIMARY KEY (incident_key, person)
);
