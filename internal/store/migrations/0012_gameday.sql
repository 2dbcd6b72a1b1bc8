-- +goose Up
-- Exercises, and which action items' checks each one proves.
CREATE TABLE gameday (
    key         TEXT NOT NULL PRIMARY KEY,  -- GD-2026-0001
    title       TEXT NOT NULL,
    planned_for TEXT NOT NULL,              -- YYYY-MM-DD
    planned_by  TEXT NOT NULL,
    planned_at  BIGINT NOT NULL
);

CREATE TABLE gameday_item (
    gameday_key  TEXT NOT NULL REFERENCES gameday (key),
    incident_key TEXT NOT NULL REFERENCES incident (key),
    item         TEXT NOT NULL,
    PRIMARY KEY (gameday_key, incident_key, item)
);

CREATE TABLE gameday_result (
    id           TEXT NOT NULL PRIMARY KEY,
    gameday_key  TEXT NOT NULL REFERENCES gameday (key),
    incident_key TEXT NOT NULL REFERENCES incident (key),
    item         TEXT NOT NULL,
    held         BOOLEAN NOT NULL,          -- the check was seen to hold
    evidence     TEXT NOT NULL,
    recorded_by  TEXT NOT NULL,
    at           BIGINT NOT NULL
);
CREATE INDEX gameday_result_gameday ON gameday_result (gameday_key, id);
