-- +goose Up
-- What every event is written into. Rows lie in the tree of their key, and not
-- in a tree of their own beside it: one page less to write at each commit.
CREATE TABLE event (
    id           TEXT NOT NULL PRIMARY KEY,
    incident_key TEXT NOT NULL REFERENCES incident (key),
    at           BIGINT NOT NULL,
    recorded_at  BIGINT NOT NULL,
    recorded_by  TEXT NOT NULL,
    kind         TEXT NOT NULL,
    role         TEXT NOT NULL,
    actor        TEXT NOT NULL,
    text         TEXT NOT NULL,
    links        TEXT NOT NULL,
    corrects     TEXT REFERENCES event (id)
) WITHOUT ROWID;
CREATE INDEX event_incident ON event (incident_key, at, id);

-- Every change: who, from where, what.
CREATE TABLE audit (
    id           TEXT NOT NULL PRIMARY KEY,
    at           BIGINT NOT NULL,
    actor        TEXT NOT NULL,
    origin       TEXT NOT NULL,
    action       TEXT NOT NULL,
    incident_key TEXT NOT NULL,         -- empty: about no incident
    detail       TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX audit_incident ON audit (incident_key, id);

-- What is written into these tables stays: no row is changed, deleted, or replaced.

-- +goose StatementBegin
CREATE TRIGGER event_no_update BEFORE UPDATE ON event BEGIN
    SELECT RAISE(ABORT, 'event is append-only');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER event_no_delete BEFORE DELETE ON event BEGIN
    SELECT RAISE(ABORT, 'event is append-only');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER event_no_replace BEFORE INSERT ON event WHEN EXISTS (SELECT 1 FROM event WHERE id = NEW.id) BEGIN
    SELECT RAISE(ABORT, 'UNIQUE constraint: this row of event is already there');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER role_assignment_no_update BEFORE UPDATE ON role_assignment BEGIN
    SELECT RAISE(ABORT, 'role_assignment is append-only');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER role_assignment_no_delete BEFORE DELETE ON role_assignment BEGIN
    SELECT RAISE(ABORT, 'role_assignment is append-only');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER role_assignment_no_replace BEFORE INSERT ON role_assignment WHEN EXISTS (SELECT 1 FROM role_assignment WHERE id = NEW.id) BEGIN
    SELECT RAISE(ABORT, 'UNIQUE constraint: this row of role_assignment is already there');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER report_no_update BEFORE UPDATE ON report BEGIN
    SELECT RAISE(ABORT, 'report is append-only');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER report_no_delete BEFORE DELETE ON report BEGIN
    SELECT RAISE(ABORT, 'report is append-only');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER report_no_replace BEFORE INSERT ON report WHEN EXISTS (SELECT 1 FROM report WHERE id = NEW.id) BEGIN
    SELECT RAISE(ABORT, 'UNIQUE constraint: this row of report is already there');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER kpi_reading_no_update BEFORE UPDATE ON kpi_reading BEGIN
    SELECT RAISE(ABORT, 'kpi_reading is append-only');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER kpi_reading_no_delete BEFORE DELETE ON kpi_reading BEGIN
    SELECT RAISE(ABORT, 'kpi_reading is append-only');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER kpi_reading_no_replace BEFORE INSERT ON kpi_reading WHEN EXISTS (SELECT 1 FROM kpi_reading WHERE id = NEW.id) BEGIN
    SELECT RAISE(ABORT, 'UNIQUE constraint: this row of kpi_reading is already there');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER revision_no_update BEFORE UPDATE ON revision BEGIN
    SELECT RAISE(ABORT, 'revision is append-only');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER revision_no_delete BEFORE DELETE ON revision BEGIN
    SELECT RAISE(ABORT, 'revision is append-only');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER revision_no_replace BEFORE INSERT ON revision WHEN EXISTS (SELECT 1 FROM revision WHERE incident_key = NEW.incident_key AND number = NEW.number) BEGIN
    SELECT RAISE(ABORT, 'UNIQUE constraint: this row of revision is already there');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER approval_no_update BEFORE UPDATE ON approval BEGIN
    SELECT RAISE(ABORT, 'approval is append-only');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER approval_no_delete BEFORE DELETE ON approval BEGIN
    SELECT RAISE(ABORT, 'approval is append-only');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER approval_no_replace BEFORE INSERT ON approval WHEN EXISTS (SELECT 1 FROM approval WHERE id = NEW.id) BEGIN
    SELECT RAISE(ABORT, 'UNIQUE constraint: this row of approval is already there');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit BEGIN
    SELECT RAISE(ABORT, 'audit is append-only');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit BEGIN
    SELECT RAISE(ABORT, 'audit is append-only');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER audit_no_replace BEFORE INSERT ON audit WHEN EXISTS (SELECT 1 FROM audit WHERE id = NEW.id) BEGIN
    SELECT RAISE(ABORT, 'UNIQUE constraint: this row of audit is already there');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER incident_no_delete BEFORE DELETE ON incident BEGIN
    SELECT RAISE(ABORT, 'an incident is never deleted');
END;
-- +goose StatementEnd
