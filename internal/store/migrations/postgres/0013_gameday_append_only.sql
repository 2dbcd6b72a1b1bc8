-- +goose Up
CREATE TRIGGER gameday_result_no_change BEFORE UPDATE OR DELETE ON gameday_result FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER gameday_result_no_truncate BEFORE TRUNCATE ON gameday_result FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
