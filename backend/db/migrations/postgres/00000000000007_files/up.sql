CREATE TABLE files (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    sha256 TEXT COLLATE "C" NOT NULL,
    size INTEGER NOT NULL CHECK (size > 0),
    kind TEXT COLLATE "C" NOT NULL CHECK (kind IN ('pdf', 'docx', 'xlsx', 'jpeg', 'png', 'webp')),
    original_name TEXT COLLATE "C" NOT NULL,
    width INTEGER,
    height INTEGER,
    uploaded_by TEXT COLLATE "C" NOT NULL REFERENCES users (id),
    unit_id TEXT COLLATE "C" NOT NULL REFERENCES units (id),
    version INTEGER NOT NULL,
    created_at TIMESTAMP NOT NULL
);

CREATE INDEX files_sha256 ON files (sha256);

CREATE INDEX files_unit ON files (unit_id, size);

CREATE INDEX files_uploaded_by ON files (uploaded_by);

CREATE INDEX files_created_at ON files (created_at);

CREATE TABLE evidence (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    object_type TEXT COLLATE "C" NOT NULL CHECK (object_type IN ('issue', 'pledge')),
    object_id TEXT COLLATE "C" NOT NULL,
    part TEXT COLLATE "C" NOT NULL CHECK (part IN ('record', 'report', 'update')),
    part_id TEXT COLLATE "C" NOT NULL,
    file_id TEXT COLLATE "C" NOT NULL REFERENCES files (id),
    note TEXT COLLATE "C",
    added_by TEXT COLLATE "C" NOT NULL REFERENCES users (id),
    added_at TIMESTAMP NOT NULL,
    UNIQUE (object_type, object_id, part, part_id, file_id)
);

CREATE INDEX evidence_file ON evidence (file_id);

CREATE INDEX evidence_added_by ON evidence (added_by);
