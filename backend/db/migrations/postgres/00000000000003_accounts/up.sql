CREATE TABLE users (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    username TEXT COLLATE "C" NOT NULL,
    username_key TEXT COLLATE "C" NOT NULL UNIQUE,
    display_name TEXT COLLATE "C" NOT NULL,
    search_key TEXT COLLATE "C" NOT NULL,
    person_id TEXT COLLATE "C" REFERENCES people (id),
    status TEXT COLLATE "C" NOT NULL CHECK (status IN ('active', 'disabled')),
    password_hash TEXT COLLATE "C",
    must_change_password BOOLEAN NOT NULL,
    code_hash TEXT COLLATE "C",
    code_expires_at TIMESTAMP,
    password_changed_at TIMESTAMP,
    last_login_at TIMESTAMP,
    version INTEGER NOT NULL,
    created_at TIMESTAMP NOT NULL,
    updated_at TIMESTAMP NOT NULL
);

CREATE INDEX users_person ON users (person_id);

CREATE TABLE role_assignments (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    user_id TEXT COLLATE "C" NOT NULL REFERENCES users (id),
    role TEXT COLLATE "C" NOT NULL CHECK (role IN ('member', 'branch_secretary', 'unit_staff', 'unit_leader', 'inspector', 'province_staff', 'system_admin', 'integrator')),
    unit_id TEXT COLLATE "C" NOT NULL REFERENCES units (id),
    valid_from DATE NOT NULL,
    valid_to DATE,
    granted_by TEXT COLLATE "C",
    version INTEGER NOT NULL,
    created_at TIMESTAMP NOT NULL,
    updated_at TIMESTAMP NOT NULL,
    CHECK (valid_to IS NULL OR valid_to >= valid_from)
);

CREATE INDEX role_assignments_user ON role_assignments (user_id, valid_from);

CREATE INDEX role_assignments_unit ON role_assignments (unit_id, role);

CREATE TABLE sessions (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    user_id TEXT COLLATE "C" NOT NULL REFERENCES users (id),
    user_agent TEXT COLLATE "C" NOT NULL,
    ip TEXT COLLATE "C" NOT NULL,
    created_at TIMESTAMP NOT NULL,
    last_used_at TIMESTAMP NOT NULL,
    idle_expires_at TIMESTAMP NOT NULL,
    absolute_expires_at TIMESTAMP NOT NULL,
    ended_at TIMESTAMP,
    end_reason TEXT COLLATE "C"
);

CREATE INDEX sessions_user ON sessions (user_id, ended_at);

CREATE TABLE refresh_tokens (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    session_id TEXT COLLATE "C" NOT NULL REFERENCES sessions (id),
    token_hash TEXT COLLATE "C" NOT NULL UNIQUE,
    created_at TIMESTAMP NOT NULL,
    used_at TIMESTAMP
);

CREATE INDEX refresh_tokens_session ON refresh_tokens (session_id);
