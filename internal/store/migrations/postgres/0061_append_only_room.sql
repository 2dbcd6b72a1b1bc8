-- +goose Up
-- What people ticked, decided and said stays, as the timeline does.

CREATE TRIGGER checklist_tick_no_change BEFORE UPDATE OR DELETE ON checklist_tick FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER checklist_tick_no_truncate BEFORE TRUNCATE ON checklist_tick FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER decision_no_change BEFORE UPDATE OR DELETE ON decision FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER decision_no_truncate BEFORE TRUNCATE ON decision FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER event_source_no_change BEFORE UPDATE OR DELETE ON event_source FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER event_source_no_truncate BEFORE TRUNCATE ON event_source FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER comment_no_change BEFORE UPDATE OR DELETE ON comment FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER comment_no_truncate BEFORE TRUNCATE ON comment FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER comment_state_no_change BEFORE UPDATE OR DELETE ON comment_state FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER comment_state_no_truncate BEFORE TRUNCATE ON comment_state FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER change_request_no_change BEFORE UPDATE OR DELETE ON change_request FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER change_request_no_truncate BEFORE TRUNCATE ON change_request FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
