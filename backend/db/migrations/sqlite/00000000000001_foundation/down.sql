DROP TABLE outbox;
DROP TABLE audit_seal;
DROP TABLE audit_log;
DROP TABLE idempotency_keys;
DROP TABLE rate_limits;
DROP TABLE locks;
DROP TABLE settings;
