-- +goose Up
-- Webhooks ask who links a ticket.
CREATE INDEX action_item_ticket ON action_item (ticket) WHERE ticket <> '';

-- +goose Down
DROP INDEX action_item_ticket;
