CREATE TABLE files (
    id TEXT NOT NULL PRIMARY KEY,
    sha256 TEXT NOT NULL,
    size INTEGER NOT NULL CHECK (size > 0),
    kind TEXT NOT NULL CHECK (kind IN ('pdf', 'docx', 'xlsx', 'jpeg', 'png', 'webp')),
    original_name TEXT NOT NULL,
    width INTEGER,
    height INTEGER,
    uploaded_by TEXT NOT NULL REFERENCES users (id),
    unit_id TEXT NOT NULL REFERENCES units (id),
    version INTEGER NOT NULL,
    created_at TEXT NOT NULL
) STRICT;

CREATE INDEX files_sha256 ON files (sha256);

CREATE INDEX files_unit ON files (unit_id, size);

CREATE INDEX files_uploaded_by ON files (uploaded_by);

CREATE INDEX files_created_at ON files (created_at);

CREATE TABLE evidence (
    id TEXT NOT NULL PRIMARY KEY,
    object_type TEXT NOT NULL CHECK (object_type IN ('issue', 'pledge')),
    object_id TEXT NOT NULL,
    part TEXT NOT NULL CHECK (part IN ('record', 'report', 'update')),
    part_id TEXT NOT NULL,
    file_id TEXT NOT NULL REFERENCES files (id),
    note TEXT,
    added_by TEXT NOT NULL REFERENCES users (id),
    added_at TEXT NOT NULL,
    UNIQUE (object_type, object_id, part, part_id, file_id)
) STRICT;

CREATE INDEX evidence_file ON evidence (file_id);

CREATE INDEX evidence_added_by ON evidence (added_by);
