CREATE TABLE calendar_years (
    year INTEGER NOT NULL PRIMARY KEY,
    version INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL
) STRICT;

CREATE TABLE calendar_days (
    day TEXT NOT NULL PRIMARY KEY,
    year INTEGER NOT NULL REFERENCES calendar_years (year),
    kind TEXT NOT NULL CHECK (kind IN ('holiday', 'working_day')),
    name TEXT NOT NULL
) STRICT;

CREATE INDEX calendar_days_year ON calendar_days (year, day);

CREATE TABLE code_list_entries (
    list TEXT NOT NULL,
    code TEXT NOT NULL,
    label TEXT NOT NULL,
    short TEXT NOT NULL,
    active INTEGER NOT NULL CHECK (active IN (0, 1)),
    ordinal INTEGER NOT NULL,
    version INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    PRIMARY KEY (list, code)
) STRICT;

CREATE TABLE issues (
    id TEXT NOT NULL PRIMARY KEY,
    year INTEGER NOT NULL,
    title TEXT NOT NULL,
    content TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('pressing', 'case', 'weakness', 'newly_arising', 'breakthrough', 'focus')),
    field TEXT NOT NULL,
    registering_level TEXT NOT NULL CHECK (registering_level IN ('province', 'district', 'grassroots')),
    owning_unit_id TEXT NOT NULL REFERENCES units (id),
    responsible_person_id TEXT REFERENCES people (id),
    responsible_position TEXT NOT NULL,
    registered_on TEXT,
    due_on TEXT,
    due_effective_on TEXT,
    original_due_on TEXT,
    status TEXT NOT NULL CHECK (status IN ('draft', 'submitted', 'returned', 'registered', 'in_progress', 'reported_resolved', 'confirmed', 'sent_back', 'withdrawn', 'carried_over')),
    state_since TEXT NOT NULL,
    extensions_count INTEGER NOT NULL CHECK (extensions_count >= 0),
    reopened_count INTEGER NOT NULL CHECK (reopened_count >= 0),
    counted INTEGER NOT NULL CHECK (counted IN (0, 1)),
    confirmed_on TEXT,
    visibility TEXT NOT NULL CHECK (visibility IN ('internal', 'party_wide', 'public')),
    public_title TEXT,
    public_content TEXT,
    entered_by TEXT NOT NULL REFERENCES users (id),
    carried_from_id TEXT UNIQUE REFERENCES issues (id),
    source TEXT NOT NULL,
    external_id TEXT,
    search_key TEXT NOT NULL,
    version INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    UNIQUE (source, external_id),
    CHECK (status = 'draft' OR due_on IS NOT NULL),
    CHECK ((due_on IS NULL) = (due_effective_on IS NULL)),
    CHECK (status IN ('draft', 'submitted', 'returned', 'withdrawn') OR registered_on IS NOT NULL),
    CHECK (status <> 'confirmed' OR confirmed_on IS NOT NULL)
) STRICT;

CREATE INDEX issues_unit ON issues (owning_unit_id, status, due_effective_on);

CREATE INDEX issues_responsible ON issues (responsible_person_id, status);

CREATE INDEX issues_entered_by ON issues (entered_by, status);

CREATE INDEX issues_due ON issues (status, due_effective_on);

CREATE INDEX issues_figures ON issues (year, counted, owning_unit_id, registering_level, kind, field, status, due_effective_on, confirmed_on, registered_on, updated_at);

CREATE TABLE issue_coordinators (
    issue_id TEXT NOT NULL REFERENCES issues (id),
    unit_id TEXT NOT NULL REFERENCES units (id),
    PRIMARY KEY (issue_id, unit_id)
) STRICT;

CREATE INDEX issue_coordinators_unit ON issue_coordinators (unit_id, issue_id);

CREATE TABLE issue_milestones (
    id TEXT NOT NULL PRIMARY KEY,
    issue_id TEXT NOT NULL REFERENCES issues (id),
    ordinal INTEGER NOT NULL,
    title TEXT NOT NULL,
    due_on TEXT NOT NULL,
    due_effective_on TEXT NOT NULL,
    done_on TEXT,
    done_by TEXT REFERENCES users (id),
    version INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL
) STRICT;

CREATE INDEX issue_milestones_issue ON issue_milestones (issue_id, ordinal);

CREATE INDEX issue_milestones_done_by ON issue_milestones (done_by);

CREATE INDEX issue_milestones_due ON issue_milestones (done_on, due_effective_on);

CREATE TABLE issue_updates (
    id TEXT NOT NULL PRIMARY KEY,
    issue_id TEXT NOT NULL REFERENCES issues (id),
    unit_id TEXT REFERENCES units (id),
    text TEXT NOT NULL,
    posted_by TEXT NOT NULL REFERENCES users (id),
    posted_at TEXT NOT NULL
) STRICT;

CREATE INDEX issue_updates_issue ON issue_updates (issue_id, posted_at);

CREATE INDEX issue_updates_unit ON issue_updates (unit_id);

CREATE INDEX issue_updates_posted_by ON issue_updates (posted_by);

CREATE TABLE issue_extensions (
    id TEXT NOT NULL PRIMARY KEY,
    issue_id TEXT NOT NULL REFERENCES issues (id),
    due_on TEXT NOT NULL,
    reason TEXT NOT NULL,
    asked_by TEXT NOT NULL REFERENCES users (id),
    asked_at TEXT NOT NULL,
    outcome TEXT CHECK (outcome IN ('granted', 'refused')),
    comment TEXT,
    decided_by TEXT REFERENCES users (id),
    decided_at TEXT,
    decision_body TEXT,
    decision_document_no TEXT,
    decision_on TEXT,
    CHECK ((outcome IS NULL) = (decided_by IS NULL))
) STRICT;

CREATE INDEX issue_extensions_issue ON issue_extensions (issue_id, asked_at);

CREATE INDEX issue_extensions_asked_by ON issue_extensions (asked_by);

CREATE INDEX issue_extensions_decided_by ON issue_extensions (decided_by);

CREATE TABLE issue_responsibles (
    id TEXT NOT NULL PRIMARY KEY,
    issue_id TEXT NOT NULL REFERENCES issues (id),
    person_id TEXT NOT NULL REFERENCES people (id),
    unit_id TEXT NOT NULL REFERENCES units (id),
    position TEXT NOT NULL,
    from_on TEXT NOT NULL,
    to_on TEXT,
    ended_because TEXT
) STRICT;

CREATE INDEX issue_responsibles_issue ON issue_responsibles (issue_id, from_on);

CREATE INDEX issue_responsibles_person ON issue_responsibles (person_id);

CREATE INDEX issue_responsibles_unit ON issue_responsibles (unit_id);

CREATE TABLE issue_reports (
    id TEXT NOT NULL PRIMARY KEY,
    issue_id TEXT NOT NULL REFERENCES issues (id),
    summary TEXT NOT NULL,
    done_on TEXT NOT NULL,
    reported_by TEXT NOT NULL REFERENCES users (id),
    reported_at TEXT NOT NULL,
    outcome TEXT CHECK (outcome IN ('confirmed', 'sent_back', 'reopened', 'withdrawn', 'carried_over')),
    comment TEXT,
    decided_by TEXT REFERENCES users (id),
    decided_at TEXT,
    decision_body TEXT,
    decision_document_no TEXT,
    decision_on TEXT
) STRICT;

CREATE INDEX issue_reports_issue ON issue_reports (issue_id, reported_at);

CREATE INDEX issue_reports_reported_by ON issue_reports (reported_by);

CREATE INDEX issue_reports_decided_by ON issue_reports (decided_by);

CREATE TABLE issue_acts (
    id TEXT NOT NULL PRIMARY KEY,
    issue_id TEXT NOT NULL REFERENCES issues (id),
    verb TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('draft', 'submitted', 'returned', 'registered', 'in_progress', 'reported_resolved', 'confirmed', 'sent_back', 'withdrawn', 'carried_over')),
    user_id TEXT NOT NULL REFERENCES users (id),
    at TEXT NOT NULL,
    day TEXT NOT NULL,
    due_on TEXT,
    comment TEXT,
    decision_body TEXT,
    decision_document_no TEXT,
    decision_on TEXT
) STRICT;

CREATE INDEX issue_acts_issue ON issue_acts (issue_id, id);

CREATE INDEX issue_acts_user ON issue_acts (user_id);

CREATE TABLE saved_views (
    id TEXT NOT NULL PRIMARY KEY,
    user_id TEXT NOT NULL REFERENCES users (id),
    room TEXT NOT NULL,
    name TEXT NOT NULL,
    query TEXT NOT NULL,
    shared INTEGER NOT NULL CHECK (shared IN (0, 1)),
    version INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL
) STRICT;

CREATE INDEX saved_views_user ON saved_views (user_id, room, name);
