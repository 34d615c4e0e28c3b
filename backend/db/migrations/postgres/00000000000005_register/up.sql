CREATE TABLE branch_meetings (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    unit_id TEXT COLLATE "C" NOT NULL REFERENCES units (id),
    held_on DATE NOT NULL,
    kind TEXT COLLATE "C" NOT NULL CHECK (kind IN ('regular', 'thematic', 'extraordinary')),
    theme TEXT COLLATE "C" NOT NULL,
    present_count INTEGER NOT NULL CHECK (present_count >= 0),
    absent_count INTEGER NOT NULL CHECK (absent_count >= 0),
    minutes_no TEXT COLLATE "C" NOT NULL,
    recorded_by TEXT COLLATE "C" NOT NULL REFERENCES users (id),
    version INTEGER NOT NULL,
    created_at TIMESTAMP NOT NULL,
    updated_at TIMESTAMP NOT NULL
);

CREATE INDEX branch_meetings_unit ON branch_meetings (unit_id, held_on);

CREATE INDEX branch_meetings_recorded_by ON branch_meetings (recorded_by);

CREATE TABLE registrations (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    year INTEGER NOT NULL REFERENCES programme_years (year),
    subject_kind TEXT COLLATE "C" NOT NULL CHECK (subject_kind IN ('individual', 'collective')),
    subject_key TEXT COLLATE "C" NOT NULL,
    person_id TEXT COLLATE "C" REFERENCES people (id),
    unit_id TEXT COLLATE "C" NOT NULL REFERENCES units (id),
    membership TEXT COLLATE "C" CHECK (membership IN ('party_member', 'non_member')),
    position TEXT COLLATE "C" NOT NULL,
    position_group TEXT COLLATE "C" NOT NULL CHECK (position_group IN ('head', 'standing_committee', 'committee_member', 'key_cadre', 'none')),
    entered_by TEXT COLLATE "C" NOT NULL REFERENCES users (id),
    on_behalf BOOLEAN NOT NULL,
    paper_signed BOOLEAN NOT NULL,
    status TEXT COLLATE "C" NOT NULL CHECK (status IN ('draft', 'submitted', 'returned', 'approved', 'closed')),
    visibility TEXT COLLATE "C" NOT NULL CHECK (visibility IN ('internal', 'party_wide', 'public')),
    late BOOLEAN NOT NULL,
    approval_step INTEGER,
    submitted_at TIMESTAMP,
    submitted_by TEXT COLLATE "C",
    approved_at TIMESTAMP,
    approved_by TEXT COLLATE "C",
    returned_comment TEXT COLLATE "C",
    decision_body TEXT COLLATE "C",
    decision_document_no TEXT COLLATE "C",
    decision_on DATE,
    decision_meeting_id TEXT COLLATE "C" REFERENCES branch_meetings (id),
    source TEXT COLLATE "C" NOT NULL,
    external_id TEXT COLLATE "C",
    version INTEGER NOT NULL,
    created_at TIMESTAMP NOT NULL,
    updated_at TIMESTAMP NOT NULL,
    UNIQUE (subject_key, year),
    UNIQUE (source, external_id),
    CHECK ((subject_kind = 'individual') = (person_id IS NOT NULL)),
    CHECK ((subject_kind = 'individual') = (membership IS NOT NULL))
);

CREATE INDEX registrations_unit ON registrations (unit_id, year, status, subject_kind, membership, position_group, subject_key, updated_at);

CREATE INDEX registrations_year ON registrations (year, status, unit_id, subject_kind, person_id, position_group, visibility, entered_by, submitted_at, updated_at, id);

CREATE INDEX registrations_person ON registrations (person_id, year, status, updated_at);

CREATE INDEX registrations_entered_by ON registrations (entered_by, status);

CREATE INDEX registrations_meeting ON registrations (decision_meeting_id);

CREATE TABLE pledges (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    registration_id TEXT COLLATE "C" NOT NULL REFERENCES registrations (id),
    unit_id TEXT COLLATE "C" NOT NULL REFERENCES units (id),
    year INTEGER NOT NULL,
    subject_kind TEXT COLLATE "C" NOT NULL CHECK (subject_kind IN ('individual', 'collective')),
    membership TEXT COLLATE "C" CHECK (membership IN ('party_member', 'non_member')),
    position_group TEXT COLLATE "C" NOT NULL,
    ordinal INTEGER NOT NULL,
    content TEXT COLLATE "C" NOT NULL,
    measure TEXT COLLATE "C" NOT NULL,
    solution TEXT COLLATE "C" NOT NULL,
    field TEXT COLLATE "C" NOT NULL,
    due_on DATE NOT NULL,
    duty TEXT COLLATE "C",
    topic_id TEXT COLLATE "C",
    weakness TEXT COLLATE "C",
    visibility TEXT COLLATE "C" NOT NULL CHECK (visibility IN ('internal', 'party_wide', 'public')),
    status TEXT COLLATE "C" NOT NULL CHECK (status IN ('draft', 'in_progress', 'reported', 'verified', 'sent_back', 'carried_over', 'cancelled')),
    declared_result TEXT COLLATE "C" CHECK (declared_result IN ('completed', 'partly', 'not_completed')),
    verified_result TEXT COLLATE "C" CHECK (verified_result IN ('completed', 'partly', 'not_completed')),
    disputed BOOLEAN NOT NULL,
    counted BOOLEAN NOT NULL,
    cancel_reason TEXT COLLATE "C",
    cancelled_on DATE,
    search_key TEXT COLLATE "C" NOT NULL,
    version INTEGER NOT NULL,
    created_at TIMESTAMP NOT NULL,
    updated_at TIMESTAMP NOT NULL
);

CREATE INDEX pledges_registration ON pledges (registration_id, ordinal);

CREATE INDEX pledges_figures ON pledges (year, counted, unit_id, subject_kind, membership, position_group, field, status, declared_result, verified_result, updated_at);

CREATE INDEX pledges_unit ON pledges (unit_id, year, status);

CREATE TABLE pledge_reports (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    pledge_id TEXT COLLATE "C" NOT NULL REFERENCES pledges (id),
    result TEXT COLLATE "C" NOT NULL CHECK (result IN ('completed', 'partly', 'not_completed')),
    summary TEXT COLLATE "C" NOT NULL,
    done_on DATE NOT NULL,
    reported_by TEXT COLLATE "C" NOT NULL REFERENCES users (id),
    reported_at TIMESTAMP NOT NULL,
    outcome TEXT COLLATE "C" CHECK (outcome IN ('verified', 'sent_back')),
    verified_result TEXT COLLATE "C" CHECK (verified_result IN ('completed', 'partly', 'not_completed')),
    comment TEXT COLLATE "C",
    decided_by TEXT COLLATE "C" REFERENCES users (id),
    decided_at TIMESTAMP,
    decision_body TEXT COLLATE "C",
    decision_document_no TEXT COLLATE "C",
    decision_on DATE,
    decision_meeting_id TEXT COLLATE "C" REFERENCES branch_meetings (id)
);

CREATE INDEX pledge_reports_pledge ON pledge_reports (pledge_id, reported_at);

CREATE INDEX pledge_reports_reported_by ON pledge_reports (reported_by);

CREATE INDEX pledge_reports_decided_by ON pledge_reports (decided_by);

CREATE INDEX pledge_reports_meeting ON pledge_reports (decision_meeting_id);

CREATE TABLE figures (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    unit_id TEXT COLLATE "C" NOT NULL REFERENCES units (id),
    metric TEXT COLLATE "C" NOT NULL,
    year_from INTEGER NOT NULL,
    year_to INTEGER NOT NULL,
    value DOUBLE PRECISION NOT NULL,
    qualifier TEXT COLLATE "C" NOT NULL CHECK (qualifier IN ('exact', 'gt', 'gte', 'lt', 'lte', 'approx', 'approx_below')),
    kind TEXT COLLATE "C" NOT NULL CHECK (kind IN ('measured', 'rule', 'target', 'context')),
    status TEXT COLLATE "C" NOT NULL CHECK (status IN ('final', 'proposed')),
    unit_of_measure TEXT COLLATE "C" NOT NULL,
    source TEXT COLLATE "C" NOT NULL,
    quote TEXT COLLATE "C" NOT NULL,
    version INTEGER NOT NULL,
    created_at TIMESTAMP NOT NULL,
    updated_at TIMESTAMP NOT NULL,
    CHECK (year_from <= year_to)
);

CREATE INDEX figures_unit ON figures (unit_id, metric, year_from);
