CREATE TABLE policy_documents (
    id TEXT NOT NULL PRIMARY KEY,
    number TEXT NOT NULL,
    kind TEXT NOT NULL,
    title TEXT NOT NULL,
    issuer TEXT NOT NULL,
    issued_on TEXT NOT NULL,
    ended_on TEXT,
    search_key TEXT NOT NULL,
    version INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL
) STRICT;

CREATE TABLE programme_years (
    id TEXT NOT NULL PRIMARY KEY,
    year INTEGER NOT NULL UNIQUE,
    status TEXT NOT NULL CHECK (status IN ('draft', 'open', 'closed')),
    policy_document_id TEXT REFERENCES policy_documents (id),
    topic TEXT NOT NULL,
    registration_opens_on TEXT NOT NULL,
    registration_closes_on TEXT NOT NULL,
    mid_year_on TEXT NOT NULL,
    report_opens_on TEXT NOT NULL,
    year_end_on TEXT NOT NULL,
    report_due_on TEXT NOT NULL,
    pledge_limit INTEGER NOT NULL,
    pledge_maximum INTEGER NOT NULL,
    evidence_required INTEGER NOT NULL CHECK (evidence_required IN (0, 1)),
    version INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    CHECK (registration_opens_on <= registration_closes_on),
    CHECK (pledge_limit >= 1 AND pledge_maximum >= pledge_limit)
) STRICT;

CREATE INDEX programme_years_document ON programme_years (policy_document_id);
