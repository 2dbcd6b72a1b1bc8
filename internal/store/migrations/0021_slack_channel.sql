-- +goose Up
-- In which Slack channel an incident is handled.
CREATE TABLE slack_channel (
    channel      TEXT NOT NULL PRIMARY KEY,
    incident_key TEXT NOT NULL REFERENCES incident (key)
);
