-- +goose Up
-- What every event is written into.
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
);
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
);
CREATE INDEX audit_incident ON audit (incident_key, id);

-- What is written into these tables stays: no row is changed, deleted, or truncated.

-- +goose StatementBegin
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END;
$$;
-- +goose StatementEnd

CREATE TRIGGER event_no_change BEFORE UPDATE OR DELETE ON event FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER event_no_truncate BEFORE TRUNCATE ON event FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER role_assignment_no_change BEFORE UPDATE OR DELETE ON role_assignment FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER role_assignment_no_truncate BEFORE TRUNCATE ON role_assignment FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER report_no_change BEFORE UPDATE OR DELETE ON report FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER report_no_truncate BEFORE TRUNCATE ON report FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER kpi_reading_no_change BEFORE UPDATE OR DELETE ON kpi_reading FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER kpi_reading_no_truncate BEFORE TRUNCATE ON kpi_reading FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER revision_no_change BEFORE UPDATE OR DELETE ON revision FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER revision_no_truncate BEFORE TRUNCATE ON revision FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER approval_no_change BEFORE UPDATE OR DELETE ON approval FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER approval_no_truncate BEFORE TRUNCATE ON approval FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER audit_no_change BEFORE UPDATE OR DELETE ON audit FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_no_truncate BEFORE TRUNCATE ON audit FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER incident_no_delete BEFORE DELETE ON incident FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER incident_no_truncate BEFORE TRUNCATE ON incident FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
