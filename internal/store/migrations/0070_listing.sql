-- +goose Up
-- The list of action items goes by the day on which they are due, those without a
-- day last: a page of it is a stretch of this index, whatever the number of items.
CREATE INDEX action_item_due ON action_item (state, (CASE WHEN due = '' THEN '9999-99-99' ELSE due END), incident_key, position);

-- Whose items there are, and those of one owner.
CREATE INDEX action_item_owner ON action_item (owner, state);

-- Which services there are, and the incidents of one.
CREATE INDEX incident_service ON incident (service, declared_at, key);

-- When incidents were detected, contained and recovered, for the trends and the
-- list, out of the index alone.
CREATE INDEX event_course ON event (incident_key, kind, at) WHERE kind IN ('detection', 'containment', 'recovery');
