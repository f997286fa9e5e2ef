-- What is kept, on PostgreSQL. The same tables as on SQLite, in the types of PostgreSQL. Text sorts by bytes on both.

CREATE TABLE blob (
    hash  TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    bytes BYTEA  NOT NULL
);

CREATE TABLE entry (
    environment TEXT COLLATE "C" NOT NULL,
    authority   TEXT COLLATE "C" NOT NULL,
    kind        TEXT COLLATE "C" NOT NULL,
    key         TEXT COLLATE "C" NOT NULL,
    revision    BIGINT NOT NULL,
    state       TEXT COLLATE "C" NOT NULL,
    subject     TEXT COLLATE "C" NOT NULL,
    due         TEXT COLLATE "C" NOT NULL,
    body        TEXT COLLATE "C" NOT NULL,
    made_at     TEXT COLLATE "C" NOT NULL,
    changed_at  TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (environment, authority, kind, key)
);
CREATE INDEX entry_by_kind    ON entry (kind, environment, authority, state, key);
CREATE INDEX entry_by_subject ON entry (kind, subject);
CREATE INDEX entry_by_due     ON entry (kind, due) WHERE due <> '';

CREATE TABLE former (
    environment TEXT COLLATE "C" NOT NULL,
    authority   TEXT COLLATE "C" NOT NULL,
    kind        TEXT COLLATE "C" NOT NULL,
    key         TEXT COLLATE "C" NOT NULL,
    revision    BIGINT NOT NULL,
    body        TEXT COLLATE "C" NOT NULL,
    changed_at  TEXT COLLATE "C" NOT NULL,
    changed_by  TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (environment, authority, kind, key, revision)
);

CREATE TABLE file (
    environment TEXT COLLATE "C" NOT NULL,
    authority   TEXT COLLATE "C" NOT NULL,
    kind        TEXT COLLATE "C" NOT NULL,
    key         TEXT COLLATE "C" NOT NULL,
    name        TEXT COLLATE "C" NOT NULL,
    media       TEXT COLLATE "C" NOT NULL,
    hash        TEXT COLLATE "C" NOT NULL,
    size        BIGINT NOT NULL,
    bytes       BYTEA  NOT NULL,
    PRIMARY KEY (environment, authority, kind, key, name)
);

CREATE TABLE audit (
    environment TEXT COLLATE "C" NOT NULL,
    authority   TEXT COLLATE "C" NOT NULL,
    number      BIGINT NOT NULL,
    at          TEXT COLLATE "C" NOT NULL,
    actor       TEXT COLLATE "C" NOT NULL,
    request     TEXT COLLATE "C" NOT NULL,
    action      TEXT COLLATE "C" NOT NULL,
    subject     TEXT COLLATE "C" NOT NULL,
    detail      TEXT COLLATE "C" NOT NULL,
    previous    TEXT COLLATE "C" NOT NULL,
    hash        TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (environment, authority, number)
);
-- Append-only, also for whoever holds the connection.
CREATE FUNCTION audit_stays() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'the audit trail is append-only'; END $$;
CREATE TRIGGER audit_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON audit FOR EACH STATEMENT EXECUTE FUNCTION audit_stays();

CREATE TABLE answered (
    caller      TEXT COLLATE "C" NOT NULL,
    key         TEXT COLLATE "C" NOT NULL,
    fingerprint TEXT COLLATE "C" NOT NULL,
    status      BIGINT NOT NULL,
    location    TEXT COLLATE "C" NOT NULL,
    body        TEXT COLLATE "C" NOT NULL,
    made_at     TEXT COLLATE "C" NOT NULL,
    due         TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (caller, key)
);
CREATE INDEX answered_by_due ON answered (due);
