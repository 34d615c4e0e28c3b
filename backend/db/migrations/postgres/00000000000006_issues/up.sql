CREATE TABLE calendar_years (
    year INTEGER NOT NULL PRIMARY KEY,
    version INTEGER NOT NULL,
    created_at TIMESTAMP NOT NULL,
    updated_at TIMESTAMP NOT NULL
);

CREATE TABLE calendar_days (
    day DATE NOT NULL PRIMARY KEY,
    year INTEGER NOT NULL REFERENCES calendar_years (year),
    kind TEXT COLLATE "C" NOT NULL CHECK (kind IN ('holiday', 'working_day')),
    name TEXT COLLATE "C" NOT NULL
);

CREATE INDEX calendar_days_year ON calendar_days (year, day);

CREATE TABLE code_list_entries (
    list TEXT COLLATE "C" NOT NULL,
    code TEXT COLLATE "C" NOT NULL,
    label TEXT COLLATE "C" NOT NULL,
    short TEXT COLLATE "C" NOT NULL,
    active BOOLEAN NOT NULL,
    ordinal INTEGER NOT NULL,
    version INTEGER NOT NULL,
    created_at TIMESTAMP NOT NULL,
    updated_at TIMESTAMP NOT NULL,
    PRIMARY KEY (list, code)
);

CREATE TABLE issues (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    year INTEGER NOT NULL,
    title TEXT COLLATE "C" NOT NULL,
    content TEXT COLLATE "C" NOT NULL,
    kind TEXT COLLATE "C" NOT NULL CHECK (kind IN ('pressing', 'case', 'weakness', 'newly_arising', 'breakthrough', 'focus')),
    field TEXT COLLATE "C" NOT NULL,
    registering_level TEXT COLLATE "C" NOT NULL CHECK (registering_level IN ('province', 'district', 'grassroots')),
    owning_unit_id TEXT COLLATE "C" NOT NULL REFERENCES units (id),
    responsible_person_id TEXT COLLATE "C" REFERENCES people (id),
    responsible_position TEXT COLLATE "C" NOT NULL,
    registered_on DATE,
    due_on DATE,
    due_effective_on DATE,
    original_due_on DATE,
    status TEXT COLLATE "C" NOT NULL CHECK (status IN ('draft', 'submitted', 'returned', 'registered', 'in_progress', 'reported_resolved', 'confirmed', 'sent_back', 'withdrawn', 'carried_over')),
    state_since DATE NOT NULL,
    extensions_count INTEGER NOT NULL CHECK (extensions_count >= 0),
    reopened_count INTEGER NOT NULL CHECK (reopened_count >= 0),
    counted BOOLEAN NOT NULL,
    confirmed_on DATE,
    visibility TEXT COLLATE "C" NOT NULL CHECK (visibility IN ('internal', 'party_wide', 'public')),
    public_title TEXT COLLATE "C",
    public_content TEXT COLLATE "C",
    entered_by TEXT COLLATE "C" NOT NULL REFERENCES users (id),
    carried_from_id TEXT COLLATE "C" UNIQUE REFERENCES issues (id),
    source TEXT COLLATE "C" NOT NULL,
    external_id TEXT COLLATE "C",
    search_key TEXT COLLATE "C" NOT NULL,
    version INTEGER NOT NULL,
    created_at TIMESTAMP NOT NULL,
    updated_at TIMESTAMP NOT NULL,
    UNIQUE (source, external_id),
    CHECK (status = 'draft' OR due_on IS NOT NULL),
    CHECK ((due_on IS NULL) = (due_effective_on IS NULL)),
    CHECK (status IN ('draft', 'submitted', 'returned', 'withdrawn') OR registered_on IS NOT NULL),
    CHECK (status <> 'confirmed' OR confirmed_on IS NOT NULL)
);

CREATE INDEX issues_unit ON issues (owning_unit_id, status, due_effective_on);

CREATE INDEX issues_responsible ON issues (responsible_person_id, status);

CREATE INDEX issues_entered_by ON issues (entered_by, status);

CREATE INDEX issues_due ON issues (status, due_effective_on);

CREATE INDEX issues_figures ON issues (year, counted, owning_unit_id, registering_level, kind, field, status, due_effective_on, confirmed_on, registered_on, updated_at);

CREATE TABLE issue_coordinators (
    issue_id TEXT COLLATE "C" NOT NULL REFERENCES issues (id),
    unit_id TEXT COLLATE "C" NOT NULL REFERENCES units (id),
    PRIMARY KEY (issue_id, unit_id)
);

CREATE INDEX issue_coordinators_unit ON issue_coordinators (unit_id, issue_id);

CREATE TABLE issue_milestones (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    issue_id TEXT COLLATE "C" NOT NULL REFERENCES issues (id),
    ordinal INTEGER NOT NULL,
    title TEXT COLLATE "C" NOT NULL,
    due_on DATE NOT NULL,
    due_effective_on DATE NOT NULL,
    done_on DATE,
    done_by TEXT COLLATE "C" REFERENCES users (id),
    version INTEGER NOT NULL,
    created_at TIMESTAMP NOT NULL,
    updated_at TIMESTAMP NOT NULL
);

CREATE INDEX issue_milestones_issue ON issue_milestones (issue_id, ordinal);

CREATE INDEX issue_milestones_done_by ON issue_milestones (done_by);

CREATE INDEX issue_milestones_due ON issue_milestones (done_on, due_effective_on);

CREATE TABLE issue_updates (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    issue_id TEXT COLLATE "C" NOT NULL REFERENCES issues (id),
    unit_id TEXT COLLATE "C" REFERENCES units (id),
    text TEXT COLLATE "C" NOT NULL,
    posted_by TEXT COLLATE "C" NOT NULL REFERENCES users (id),
    posted_at TIMESTAMP NOT NULL
);

CREATE INDEX issue_updates_issue ON issue_updates (issue_id, posted_at);

CREATE INDEX issue_updates_unit ON issue_updates (unit_id);

CREATE INDEX issue_updates_posted_by ON issue_updates (posted_by);

CREATE TABLE issue_extensions (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    issue_id TEXT COLLATE "C" NOT NULL REFERENCES issues (id),
    due_on DATE NOT NULL,
    reason TEXT COLLATE "C" NOT NULL,
    asked_by TEXT COLLATE "C" NOT NULL REFERENCES users (id),
    asked_at TIMESTAMP NOT NULL,
    outcome TEXT COLLATE "C" CHECK (outcome IN ('granted', 'refused')),
    comment TEXT COLLATE "C",
    decided_by TEXT COLLATE "C" REFERENCES users (id),
    decided_at TIMESTAMP,
    decision_body TEXT COLLATE "C",
    decision_document_no TEXT COLLATE "C",
    decision_on DATE,
    CHECK ((outcome IS NULL) = (decided_by IS NULL))
);

CREATE INDEX issue_extensions_issue ON issue_extensions (issue_id, asked_at);

CREATE INDEX issue_extensions_asked_by ON issue_extensions (asked_by);

CREATE INDEX issue_extensions_decided_by ON issue_extensions (decided_by);

CREATE TABLE issue_responsibles (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    issue_id TEXT COLLATE "C" NOT NULL REFERENCES issues (id),
    person_id TEXT COLLATE "C" NOT NULL REFERENCES people (id),
    unit_id TEXT COLLATE "C" NOT NULL REFERENCES units (id),
    position TEXT COLLATE "C" NOT NULL,
    from_on DATE NOT NULL,
    to_on DATE,
    ended_because TEXT COLLATE "C"
);

CREATE INDEX issue_responsibles_issue ON issue_responsibles (issue_id, from_on);

CREATE INDEX issue_responsibles_person ON issue_responsibles (person_id);

CREATE INDEX issue_responsibles_unit ON issue_responsibles (unit_id);

CREATE TABLE issue_reports (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    issue_id TEXT COLLATE "C" NOT NULL REFERENCES issues (id),
    summary TEXT COLLATE "C" NOT NULL,
    done_on DATE NOT NULL,
    reported_by TEXT COLLATE "C" NOT NULL REFERENCES users (id),
    reported_at TIMESTAMP NOT NULL,
    outcome TEXT COLLATE "C" CHECK (outcome IN ('confirmed', 'sent_back', 'reopened', 'withdrawn', 'carried_over')),
    comment TEXT COLLATE "C",
    decided_by TEXT COLLATE "C" REFERENCES users (id),
    decided_at TIMESTAMP,
    decision_body TEXT COLLATE "C",
    decision_document_no TEXT COLLATE "C",
    decision_on DATE
);

CREATE INDEX issue_reports_issue ON issue_reports (issue_id, reported_at);

CREATE INDEX issue_reports_reported_by ON issue_reports (reported_by);

CREATE INDEX issue_reports_decided_by ON issue_reports (decided_by);

CREATE TABLE issue_acts (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    issue_id TEXT COLLATE "C" NOT NULL REFERENCES issues (id),
    verb TEXT COLLATE "C" NOT NULL,
    status TEXT COLLATE "C" NOT NULL CHECK (status IN ('draft', 'submitted', 'returned', 'registered', 'in_progress', 'reported_resolved', 'confirmed', 'sent_back', 'withdrawn', 'carried_over')),
    user_id TEXT COLLATE "C" NOT NULL REFERENCES users (id),
    at TIMESTAMP NOT NULL,
    day DATE NOT NULL,
    due_on DATE,
    comment TEXT COLLATE "C",
    decision_body TEXT COLLATE "C",
    decision_document_no TEXT COLLATE "C",
    decision_on DATE
);

CREATE INDEX issue_acts_issue ON issue_acts (issue_id, id);

CREATE INDEX issue_acts_user ON issue_acts (user_id);

CREATE TABLE saved_views (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    user_id TEXT COLLATE "C" NOT NULL REFERENCES users (id),
    room TEXT COLLATE "C" NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    query TEXT COLLATE "C" NOT NULL,
    shared BOOLEAN NOT NULL,
    version INTEGER NOT NULL,
    created_at TIMESTAMP NOT NULL,
    updated_at TIMESTAMP NOT NULL
);

CREATE INDEX saved_views_user ON saved_views (user_id, room, name);
