CREATE TABLE policy_documents (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    number TEXT COLLATE "C" NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    title TEXT COLLATE "C" NOT NULL,
    issuer TEXT COLLATE "C" NOT NULL,
    issued_on DATE NOT NULL,
    ended_on DATE,
    search_key TEXT COLLATE "C" NOT NULL,
    version INTEGER NOT NULL,
    created_at TIMESTAMP NOT NULL,
    updated_at TIMESTAMP NOT NULL
);

CREATE TABLE programme_years (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    year INTEGER NOT NULL UNIQUE,
    status TEXT COLLATE "C" NOT NULL CHECK (status IN ('draft', 'open', 'closed')),
    policy_document_id TEXT COLLATE "C" REFERENCES policy_documents (id),
    topic TEXT COLLATE "C" NOT NULL,
    registration_opens_on DATE NOT NULL,
    registration_closes_on DATE NOT NULL,
    mid_year_on DATE NOT NULL,
    report_opens_on DATE NOT NULL,
    year_end_on DATE NOT NULL,
    report_due_on DATE NOT NULL,
    pledge_limit INTEGER NOT NULL,
    pledge_maximum INTEGER NOT NULL,
    evidence_required BOOLEAN NOT NULL,
    version INTEGER NOT NULL,
    created_at TIMESTAMP NOT NULL,
    updated_at TIMESTAMP NOT NULL,
    CHECK (registration_opens_on <= registration_closes_on),
    CHECK (pledge_limit >= 1 AND pledge_maximum >= pledge_limit)
);

CREATE INDEX programme_years_document ON programme_years (policy_document_id);
