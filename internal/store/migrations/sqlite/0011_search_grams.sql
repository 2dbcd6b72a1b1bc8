-- +goose Up
-- Which grams the title and the body of a search_doc have; rowid is its id. No
-- positions and no text: what is found is compared with the text itself. The
-- tokenizer leaves letters beyond ASCII as they are.
CREATE VIRTUAL TABLE search_gram USING fts5(title, body, content='', contentless_delete=1, detail=column, tokenize='ascii');
