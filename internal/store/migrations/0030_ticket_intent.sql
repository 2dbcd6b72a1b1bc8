-- +goose Up
-- The intent to open a ticket, stored before the request is sent. It goes when
-- the ticket is linked and nothing is in doubt.
CREATE TABLE ticket_intent (
    marker       TEXT NOT NULL PRIMARY KEY, -- INC-2026-0042/AI-1
    incident_key TEXT NOT NULL REFERENCES incident (key),
    sent_at      BIGINT NOT NULL
);
CREATE INDEX ticket_intent_incident ON ticket_intent (incident_key);

-- Who opens tickets of an incident just now, and until when that holds without
-- being renewed.
CREATE TABLE ticket_lease (
    incident_key TEXT NOT NULL PRIMARY KEY REFERENCES incident (key),
    holder       TEXT NOT NULL,
    until_at     BIGINT NOT NULL
);

-- What a provider has delivered to us by webhook, to know a repetition.
CREATE TABLE webhook_delivery (
    provider    TEXT NOT NULL,
    delivery    TEXT NOT NULL,
    received_at BIGINT NOT NULL,
    PRIMARY KEY (provider, delivery)
);

-- +goose Down
DROP TABLE webhook_delivery;
DROP TABLE ticket_lease;
DROP TABLE ticket_intent;
