-- +goose Up
-- Which grams the title and the body of a search_doc have. No positions: what is
-- found is compared with the text itself. New grams go into the index at once: a
-- list of pending ones would be walked through by every search.
ALTER TABLE search_doc ADD COLUMN title_grams TSVECTOR NOT NULL, ADD COLUMN body_grams TSVECTOR NOT NULL;
CREATE INDEX search_doc_title_grams ON search_doc USING GIN (title_grams) WITH (fastupdate = off);
CREATE INDEX search_doc_body_grams ON search_doc USING GIN (body_grams) WITH (fastupdate = off);
