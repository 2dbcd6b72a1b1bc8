-- +goose Up
-- Where in Slack an incident is handled, and what stands there now.
CREATE TABLE slack_room (
    incident_key TEXT NOT NULL PRIMARY KEY REFERENCES incident (key),
    channel      TEXT NOT NULL,         -- empty: not known yet
    own          BOOLEAN NOT NULL,      -- the channel was made for the incident
    described    BOOLEAN NOT NULL,      -- its topic and purpose are set
    invited      TEXT NOT NULL,         -- member ids, as JSON
    denied       BOOLEAN NOT NULL,      -- the app may make no channel, and that was said
    message      TEXT NOT NULL,         -- id of the status message; empty: there is none
    pinned       BOOLEAN NOT NULL,      -- or it cannot be
    shown        TEXT NOT NULL,         -- the text of the status message
    state        TEXT NOT NULL,         -- of the incident, as that text says
    next_at      BIGINT NOT NULL        -- nobody works on it before: Slack's limits, or another node does
);
