-- What is kept, on SQLite. The same tables as on PostgreSQL, in the types of SQLite.

CREATE TABLE blob (
    hash  TEXT   NOT NULL PRIMARY KEY,
    bytes BLOB   NOT NULL
);

CREATE TABLE entry (
    environment TEXT   NOT NULL,
    authority   TEXT   NOT NULL,
    kind        TEXT   NOT NULL,
    key         TEXT   NOT NULL,
    revision    BIGINT NOT NULL,
    state       TEXT   NOT NULL,
    subject     TEXT   NOT NULL,
    due         TEXT   NOT NULL,
    body        TEXT   NOT NULL,
    made_at     TEXT   NOT NULL,
    changed_at  TEXT   NOT NULL,
    PRIMARY KEY (environment, authority, kind, key)
) WITHOUT ROWID;
CREATE INDEX entry_by_kind    ON entry (kind, environment, authority, state, key);
CREATE INDEX entry_by_subject ON entry (kind, subject);
CREATE INDEX entry_by_due     ON entry (kind, due) WHERE due <> '';

CREATE TABLE former (
    environment TEXT   NOT NULL,
    authority   TEXT   NOT NULL,
    kind        TEXT   NOT NULL,
    key         TEXT   NOT NULL,
    revision    BIGINT NOT NULL,
    body        TEXT   NOT NULL,
    changed_at  TEXT   NOT NULL,
    changed_by  TEXT   NOT NULL,
    PRIMARY KEY (environment, authority, kind, key, revision)
) WITHOUT ROWID;

CREATE TABLE file (
    environment TEXT   NOT NULL,
    authority   TEXT   NOT NULL,
    kind        TEXT   NOT NULL,
    key         TEXT   NOT NULL,
    name        TEXT   NOT NULL,
    media       TEXT   NOT NULL,
    hash        TEXT   NOT NULL,
    size        BIGINT NOT NULL,
    bytes       BLOB   NOT NULL,
    PRIMARY KEY (environment, authority, kind, key, name)
);

CREATE TABLE audit (
    environment TEXT   NOT NULL,
    authority   TEXT   NOT NULL,
    number      BIGINT NOT NULL,
    at          TEXT   NOT NULL,
    actor       TEXT   NOT NULL,
    request     TEXT   NOT NULL,
    action      TEXT   NOT NULL,
    subject     TEXT   NOT NULL,
    detail      TEXT   NOT NULL,
    previous    TEXT   NOT NULL,
    hash        TEXT   NOT NULL,
    PRIMARY KEY (environment, authority, number)
) WITHOUT ROWID;
-- Append-only, also for whoever holds the file.
CREATE TRIGGER audit_is_not_changed BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END;
CREATE TRIGGER audit_is_not_deleted BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END;

CREATE TABLE answered (
    caller      TEXT   NOT NULL,
    key         TEXT   NOT NULL,
    fingerprint TEXT   NOT NULL,
    status      BIGINT NOT NULL,
    location    TEXT   NOT NULL,
    body        TEXT   NOT NULL,
    made_at     TEXT   NOT NULL,
    due         TEXT   NOT NULL,
    PRIMARY KEY (caller, key)
) WITHOUT ROWID;
CREATE INDEX answered_by_due ON answered (due);
