-- +goose Up
-- Which grams a search_doc has, those of its title once more with a mark; rowid is
-- its id. No positions and no text: what is found is compared with the text itself.
-- The tokenizer leaves letters beyond ASCII as they are.
CREATE VIRTUAL TABLE search_gram USING fts5(grams, content='', contentless_delete=1, detail=none, tokenize='ascii');
