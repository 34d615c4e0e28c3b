CREATE TABLE settings (
    key TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL,
    updated_at TEXT NOT NULL
) STRICT;

CREATE TABLE locks (
    name TEXT NOT NULL PRIMARY KEY,
    holder TEXT NOT NULL,
    locked_until TEXT NOT NULL
) STRICT;

CREATE TABLE rate_limits (
    bucket TEXT NOT NULL PRIMARY KEY,
    tokens REAL NOT NULL,
    updated_at TEXT NOT NULL
) STRICT;

CREATE TABLE idempotency_keys (
    actor_id TEXT NOT NULL,
    key TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    status INTEGER NOT NULL,
    location TEXT,
    etag TEXT,
    body TEXT NOT NULL,
    created_at TEXT NOT NULL,
    PRIMARY KEY (actor_id, key)
) STRICT;

CREATE INDEX idempotency_keys_created ON idempotency_keys (created_at);

CREATE TABLE audit_log (
    id TEXT NOT NULL PRIMARY KEY,
    at TEXT NOT NULL,
    actor_user_id TEXT,
    session_id TEXT,
    ip TEXT,
    request_id TEXT NOT NULL,
    action TEXT NOT NULL,
    object_type TEXT NOT NULL,
    object_id TEXT NOT NULL,
    unit_id TEXT,
    reason TEXT,
    before_state TEXT,
    after_state TEXT,
    content_hash TEXT NOT NULL
) STRICT;

CREATE INDEX audit_log_object ON audit_log (object_type, object_id, at);

CREATE INDEX audit_log_unit ON audit_log (unit_id, at);

CREATE INDEX audit_log_actor ON audit_log (actor_user_id, at);

CREATE INDEX audit_log_at ON audit_log (at, id);

CREATE TABLE audit_seal (
    seq INTEGER NOT NULL PRIMARY KEY,
    audit_id TEXT NOT NULL UNIQUE REFERENCES audit_log (id),
    chain_hash TEXT NOT NULL,
    sealed_at TEXT NOT NULL
) STRICT;

CREATE TABLE outbox (
    id TEXT NOT NULL PRIMARY KEY,
    at TEXT NOT NULL,
    event TEXT NOT NULL,
    object_type TEXT NOT NULL,
    object_id TEXT NOT NULL,
    unit_id TEXT,
    audit_id TEXT NOT NULL,
    delivered_at TEXT
) STRICT;

CREATE INDEX outbox_pending ON outbox (delivered_at, id);

CREATE TRIGGER audit_log_no_update BEFORE UPDATE ON audit_log BEGIN SELECT RAISE(ABORT, 'audit_log is append-only'); END;

CREATE TRIGGER audit_log_no_delete BEFORE DELETE ON audit_log BEGIN SELECT RAISE(ABORT, 'audit_log is append-only'); END;

CREATE TRIGGER audit_seal_no_update BEFORE UPDATE ON audit_seal BEGIN SELECT RAISE(ABORT, 'audit_seal is append-only'); END;

CREATE TRIGGER audit_seal_no_delete BEFORE DELETE ON audit_seal BEGIN SELECT RAISE(ABORT, 'audit_seal is append-only'); END;
