-- +goose Up
-- Who may do what. An account acts under its id ("@akiko").
CREATE TABLE account (
    id         TEXT NOT NULL PRIMARY KEY,
    name       TEXT NOT NULL,
    email      TEXT NOT NULL,
    access     TEXT NOT NULL CHECK (access IN ('viewer', 'responder', 'reviewer', 'admin')),
    password   TEXT NOT NULL,           -- salted hash; empty: signs in elsewhere
    created_at BIGINT NOT NULL,
    disabled   BOOLEAN NOT NULL
);

-- More access than the account's own, for one service.
CREATE TABLE account_service (
    account_id TEXT NOT NULL REFERENCES account (id),
    service    TEXT NOT NULL,
    access     TEXT NOT NULL CHECK (access IN ('viewer', 'responder', 'reviewer', 'admin')),
    PRIMARY KEY (account_id, service)
);

-- The account at an identity provider that an account of ours belongs to.
CREATE TABLE account_identity (
    issuer     TEXT NOT NULL,
    subject    TEXT NOT NULL,
    account_id TEXT NOT NULL REFERENCES account (id),
    PRIMARY KEY (issuer, subject)
);

CREATE TABLE web_session (
    token      TEXT NOT NULL PRIMARY KEY, -- hash
    data       TEXT NOT NULL,             -- JSON
    account_id TEXT NOT NULL,             -- empty: not signed in
    expires_at BIGINT NOT NULL
);
CREATE INDEX web_session_account ON web_session (account_id);

CREATE TABLE api_token (
    id           TEXT NOT NULL PRIMARY KEY,
    account_id   TEXT NOT NULL REFERENCES account (id),
    hash         TEXT NOT NULL UNIQUE,
    name         TEXT NOT NULL,
    access       TEXT NOT NULL CHECK (access IN ('viewer', 'responder', 'reviewer', 'admin')),
    created_at   BIGINT NOT NULL,
    expires_at   BIGINT,                -- NULL: never
    last_used_at BIGINT                 -- to the hour; NULL: never
);

-- The answer to a creation, given again when it is asked for again.
CREATE TABLE idempotency_key (
    actor   TEXT NOT NULL,
    key     TEXT NOT NULL,
    request TEXT NOT NULL,              -- digest of what was asked
    status  BIGINT NOT NULL,            -- 0: still under way
    body    TEXT NOT NULL,
    at      BIGINT NOT NULL,
    PRIMARY KEY (actor, key)
);
