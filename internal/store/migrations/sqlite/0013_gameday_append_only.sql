-- +goose Up

-- +goose StatementBegin
CREATE TRIGGER gameday_result_no_update BEFORE UPDATE ON gameday_result BEGIN
    SELECT RAISE(ABORT, 'gameday_result is append-only');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER gameday_result_no_delete BEFORE DELETE ON gameday_result BEGIN
    SELECT RAISE(ABORT, 'gameday_result is append-only');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER gameday_result_no_replace BEFORE INSERT ON gameday_result WHEN EXISTS (SELECT 1 FROM gameday_result WHERE id = NEW.id) BEGIN
    SELECT RAISE(ABORT, 'UNIQUE constraint: this row of gameday_result is already there');
END;
-- +goose StatementEnd
