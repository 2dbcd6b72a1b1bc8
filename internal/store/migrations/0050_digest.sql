-- +goose Up
-- The digest counts the finished items, and reads only the open ones.
CREATE INDEX action_item_finished ON action_item (state) WHERE state <> 'open';
