-- The role the service runs as: reads and writes rows, changes no table, and only adds to the audit log.
-- Run as the owner of the tables after every `lamtheo migrate`:
--   psql "$LAMTHEO_MIGRATE_DATABASE_URL" -v app_password=... -f scripts/postgres-grants.sql
\set ON_ERROR_STOP on
SELECT 'CREATE ROLE lamtheo_app LOGIN' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'lamtheo_app') \gexec
SELECT format('ALTER ROLE lamtheo_app PASSWORD %L', :'app_password') \gexec
GRANT USAGE ON SCHEMA public TO lamtheo_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO lamtheo_app;
REVOKE UPDATE, DELETE ON audit_log, audit_seal FROM lamtheo_app;
REVOKE INSERT, UPDATE, DELETE ON schema_migrations FROM lamtheo_app;
