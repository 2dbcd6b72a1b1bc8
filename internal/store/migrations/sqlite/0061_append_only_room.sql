-- +goose Up
-- What people ticked, decided and said stays, as the timeline does.

-- +goose StatementBegin
CREATE TRIGGER checklist_tick_no_update BEFORE UPDATE ON checklist_tick BEGIN
    SELECT RAISE(ABORT, 'checklist_tick is append-only');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER checklist_tick_no_delete BEFORE DELETE ON checklist_tick BEGIN
    SELECT RAISE(ABORT, 'checklist_tick is append-only');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER checklist_tick_no_replace BEFORE INSERT ON checklist_tick WHEN EXISTS (SELECT 1 FROM checklist_tick WHERE incident_key = NEW.incident_key AND step = NEW.step) BEGIN
    SELECT RAISE(ABORT, 'UNIQUE constraint: this row of checklist_tick is already there');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER decision_no_update BEFORE UPDATE ON decision BEGIN
    SELECT RAISE(ABORT, 'decision is append-only');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER decision_no_delete BEFORE DELETE ON decision BEGIN
    SELECT RAISE(ABORT, 'decision is append-only');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER decision_no_replace BEFORE INSERT ON decision WHEN EXISTS (SELECT 1 FROM decision WHERE event_id = NEW.event_id) BEGIN
    SELECT RAISE(ABORT, 'UNIQUE constraint: this row of decision is already there');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER event_source_no_update BEFORE UPDATE ON event_source BEGIN
    SELECT RAISE(ABORT, 'event_source is append-only');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER event_source_no_delete BEFORE DELETE ON event_source BEGIN
    SELECT RAISE(ABORT, 'event_source is append-only');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER event_source_no_replace BEFORE INSERT ON event_source WHEN EXISTS (SELECT 1 FROM event_source WHERE event_id = NEW.event_id) BEGIN
    SELECT RAISE(ABORT, 'UNIQUE constraint: this row of event_source is already there');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER comment_no_update BEFORE UPDATE ON comment BEGIN
    SELECT RAISE(ABORT, 'comment is append-only');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER comment_no_delete BEFORE DELETE ON comment BEGIN
    SELECT RAISE(ABORT, 'comment is append-only');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER comment_no_replace BEFORE INSERT ON comment WHEN EXISTS (SELECT 1 FROM comment WHERE id = NEW.id) BEGIN
    SELECT RAISE(ABORT, 'UNIQUE constraint: this row of comment is already there');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER comment_state_no_update BEFORE UPDATE ON comment_state BEGIN
    SELECT RAISE(ABORT, 'comment_state is append-only');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER comment_state_no_delete BEFORE DELETE ON comment_state BEGIN
    SELECT RAISE(ABORT, 'comment_state is append-only');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER comment_state_no_replace BEFORE INSERT ON comment_state WHEN EXISTS (SELECT 1 FROM comment_state WHERE id = NEW.id) BEGIN
    SELECT RAISE(ABORT, 'UNIQUE constraint: this row of comment_state is already there');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER change_request_no_update BEFORE UPDATE ON change_request BEGIN
    SELECT RAISE(ABORT, 'change_request is append-only');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER change_request_no_delete BEFORE DELETE ON change_request BEGIN
    SELECT RAISE(ABORT, 'change_request is append-only');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER change_request_no_replace BEFORE INSERT ON change_request WHEN EXISTS (SELECT 1 FROM change_request WHERE id = NEW.id) BEGIN
    SELECT RAISE(ABORT, 'UNIQUE constraint: this row of change_request is already there');
END;
-- +goose StatementEnd
