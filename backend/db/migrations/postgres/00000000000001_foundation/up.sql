CREATE TABLE settings (
    key TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    value TEXT COLLATE "C" NOT NULL,
    updated_at TIMESTAMP NOT NULL
);

CREATE TABLE locks (
    name TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    holder TEXT COLLATE "C" NOT NULL,
    locked_until TIMESTAMP NOT NULL
);

CREATE TABLE rate_limits (
    bucket TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    tokens DOUBLE PRECISION NOT NULL,
    updated_at TIMESTAMP NOT NULL
);

CREATE TABLE idempotency_keys (
    actor_id TEXT COLLATE "C" NOT NULL,
    key TEXT COLLATE "C" NOT NULL,
    fingerprint TEXT COLLATE "C" NOT NULL,
    status INTEGER NOT NULL,
    location TEXT COLLATE "C",
    etag TEXT COLLATE "C",
    body TEXT COLLATE "C" NOT NULL,
    created_at TIMESTAMP NOT NULL,
    PRIMARY KEY (actor_id, key)
);

CREATE INDEX idempotency_keys_created ON idempotency_keys (created_at);

CREATE TABLE audit_log (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    at TIMESTAMP NOT NULL,
    actor_user_id TEXT COLLATE "C",
    session_id TEXT COLLATE "C",
    ip TEXT COLLATE "C",
    request_id TEXT COLLATE "C" NOT NULL,
    action TEXT COLLATE "C" NOT NULL,
    object_type TEXT COLLATE "C" NOT NULL,
    object_id TEXT COLLATE "C" NOT NULL,
    unit_id TEXT COLLATE "C",
    reason TEXT COLLATE "C",
    before_state TEXT COLLATE "C",
    after_state TEXT COLLATE "C",
    content_hash TEXT COLLATE "C" NOT NULL
);

CREATE INDEX audit_log_object ON audit_log (object_type, object_id, at);

CREATE INDEX audit_log_unit ON audit_log (unit_id, at);

CREATE INDEX audit_log_actor ON audit_log (actor_user_id, at);

CREATE INDEX audit_log_at ON audit_log (at, id);

CREATE TABLE audit_seal (
    seq BIGINT NOT NULL PRIMARY KEY,
    audit_id TEXT COLLATE "C" NOT NULL UNIQUE REFERENCES audit_log (id),
    chain_hash TEXT COLLATE "C" NOT NULL,
    sealed_at TIMESTAMP NOT NULL
);

CREATE TABLE outbox (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    at TIMESTAMP NOT NULL,
    event TEXT COLLATE "C" NOT NULL,
    object_type TEXT COLLATE "C" NOT NULL,
    object_id TEXT COLLATE "C" NOT NULL,
    unit_id TEXT COLLATE "C",
    audit_id TEXT COLLATE "C" NOT NULL,
    delivered_at TIMESTAMP
);

CREATE INDEX outbox_pending ON outbox (delivered_at, id);
