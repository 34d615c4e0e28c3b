CREATE TABLE branch_meetings (
    id TEXT NOT NULL PRIMARY KEY,
    unit_id TEXT NOT NULL REFERENCES units (id),
    held_on TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('regular', 'thematic', 'extraordinary')),
    theme TEXT NOT NULL,
    present_count INTEGER NOT NULL CHECK (present_count >= 0),
    absent_count INTEGER NOT NULL CHECK (absent_count >= 0),
    minutes_no TEXT NOT NULL,
    recorded_by TEXT NOT NULL REFERENCES users (id),
    version INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL
) STRICT;

CREATE INDEX branch_meetings_unit ON branch_meetings (unit_id, held_on);

CREATE INDEX branch_meetings_recorded_by ON branch_meetings (recorded_by);

CREATE TABLE registrations (
    id TEXT NOT NULL PRIMARY KEY,
    year INTEGER NOT NULL REFERENCES programme_years (year),
    subject_kind TEXT NOT NULL CHECK (subject_kind IN ('individual', 'collective')),
    subject_key TEXT NOT NULL,
    person_id TEXT REFERENCES people (id),
    unit_id TEXT NOT NULL REFERENCES units (id),
    membership TEXT CHECK (membership IN ('party_member', 'non_member')),
    position TEXT NOT NULL,
    position_group TEXT NOT NULL CHECK (position_group IN ('head', 'standing_committee', 'committee_member', 'key_cadre', 'none')),
    entered_by TEXT NOT NULL REFERENCES users (id),
    on_behalf INTEGER NOT NULL CHECK (on_behalf IN (0, 1)),
    paper_signed INTEGER NOT NULL CHECK (paper_signed IN (0, 1)),
    status TEXT NOT NULL CHECK (status IN ('draft', 'submitted', 'returned', 'approved', 'closed')),
    visibility TEXT NOT NULL CHECK (visibility IN ('internal', 'party_wide', 'public')),
    late INTEGER NOT NULL CHECK (late IN (0, 1)),
    approval_step INTEGER,
    submitted_at TEXT,
    submitted_by TEXT,
    approved_at TEXT,
    approved_by TEXT,
    returned_comment TEXT,
    decision_body TEXT,
    decision_document_no TEXT,
    decision_on TEXT,
    decision_meeting_id TEXT REFERENCES branch_meetings (id),
    source TEXT NOT NULL,
    external_id TEXT,
    version INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    UNIQUE (subject_key, year),
    UNIQUE (source, external_id),
    CHECK ((subject_kind = 'individual') = (person_id IS NOT NULL)),
    CHECK ((subject_kind = 'individual') = (membership IS NOT NULL))
) STRICT;

CREATE INDEX registrations_unit ON registrations (unit_id, year, status, subject_kind, membership, position_group, subject_key, updated_at);

CREATE INDEX registrations_year ON registrations (year, status, unit_id, subject_kind, person_id, position_group, visibility, entered_by, submitted_at, updated_at, id);

CREATE INDEX registrations_person ON registrations (person_id, year, status, updated_at);

CREATE INDEX registrations_entered_by ON registrations (entered_by, status);

CREATE INDEX registrations_meeting ON registrations (decision_meeting_id);

CREATE TABLE pledges (
    id TEXT NOT NULL PRIMARY KEY,
    registration_id TEXT NOT NULL REFERENCES registrations (id),
    unit_id TEXT NOT NULL REFERENCES units (id),
    year INTEGER NOT NULL,
    subject_kind TEXT NOT NULL CHECK (subject_kind IN ('individual', 'collective')),
    membership TEXT CHECK (membership IN ('party_member', 'non_member')),
    position_group TEXT NOT NULL,
    ordinal INTEGER NOT NULL,
    content TEXT NOT NULL,
    measure TEXT NOT NULL,
    solution TEXT NOT NULL,
    field TEXT NOT NULL,
    due_on TEXT NOT NULL,
    duty TEXT,
    topic_id TEXT,
    weakness TEXT,
    visibility TEXT NOT NULL CHECK (visibility IN ('internal', 'party_wide', 'public')),
    status TEXT NOT NULL CHECK (status IN ('draft', 'in_progress', 'reported', 'verified', 'sent_back', 'carried_over', 'cancelled')),
    declared_result TEXT CHECK (declared_result IN ('completed', 'partly', 'not_completed')),
    verified_result TEXT CHECK (verified_result IN ('completed', 'partly', 'not_completed')),
    disputed INTEGER NOT NULL CHECK (disputed IN (0, 1)),
    counted INTEGER NOT NULL CHECK (counted IN (0, 1)),
    cancel_reason TEXT,
    cancelled_on TEXT,
    search_key TEXT NOT NULL,
    version INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL
) STRICT;

CREATE INDEX pledges_registration ON pledges (registration_id, ordinal);

CREATE INDEX pledges_figures ON pledges (year, counted, unit_id, subject_kind, membership, position_group, field, status, declared_result, verified_result, updated_at);

CREATE INDEX pledges_unit ON pledges (unit_id, year, status);

CREATE TABLE pledge_reports (
    id TEXT NOT NULL PRIMARY KEY,
    pledge_id TEXT NOT NULL REFERENCES pledges (id),
    result TEXT NOT NULL CHECK (result IN ('completed', 'partly', 'not_completed')),
    summary TEXT NOT NULL,
    done_on TEXT NOT NULL,
    reported_by TEXT NOT NULL REFERENCES users (id),
    reported_at TEXT NOT NULL,
    outcome TEXT CHECK (outcome IN ('verified', 'sent_back')),
    verified_result TEXT CHECK (verified_result IN ('completed', 'partly', 'not_completed')),
    comment TEXT,
    decided_by TEXT REFERENCES users (id),
    decided_at TEXT,
    decision_body TEXT,
    decision_document_no TEXT,
    decision_on TEXT,
    decision_meeting_id TEXT REFERENCES branch_meetings (id)
) STRICT;

CREATE INDEX pledge_reports_pledge ON pledge_reports (pledge_id, reported_at);

CREATE INDEX pledge_reports_reported_by ON pledge_reports (reported_by);

CREATE INDEX pledge_reports_decided_by ON pledge_reports (decided_by);

CREATE INDEX pledge_reports_meeting ON pledge_reports (decision_meeting_id);

CREATE TABLE figures (
    id TEXT NOT NULL PRIMARY KEY,
    unit_id TEXT NOT NULL REFERENCES units (id),
    metric TEXT NOT NULL,
    year_from INTEGER NOT NULL,
    year_to INTEGER NOT NULL,
    value REAL NOT NULL,
    qualifier TEXT NOT NULL CHECK (qualifier IN ('exact', 'gt', 'gte', 'lt', 'lte', 'approx', 'approx_below')),
    kind TEXT NOT NULL CHECK (kind IN ('measured', 'rule', 'target', 'context')),
    status TEXT NOT NULL CHECK (status IN ('final', 'proposed')),
    unit_of_measure TEXT NOT NULL,
    source TEXT NOT NULL,
    quote TEXT NOT NULL,
    version INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    CHECK (year_from <= year_to)
) STRICT;

CREATE INDEX figures_unit ON figures (unit_id, metric, year_from);
