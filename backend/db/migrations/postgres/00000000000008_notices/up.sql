CREATE TABLE jobs (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    kind TEXT COLLATE "C" NOT NULL,
    payload TEXT COLLATE "C" NOT NULL,
    status TEXT COLLATE "C" NOT NULL CHECK (status IN ('queued', 'running', 'done', 'failed', 'cancelled')),
    run_at TIMESTAMP NOT NULL,
    attempts INTEGER NOT NULL CHECK (attempts >= 0),
    holder TEXT COLLATE "C",
    locked_until TIMESTAMP,
    progress_done INTEGER NOT NULL CHECK (progress_done >= 0),
    progress_total INTEGER,
    result TEXT COLLATE "C",
    error TEXT COLLATE "C",
    created_by TEXT COLLATE "C" REFERENCES users (id),
    version INTEGER NOT NULL,
    created_at TIMESTAMP NOT NULL,
    updated_at TIMESTAMP NOT NULL
);

CREATE INDEX jobs_waiting ON jobs (status, run_at);

CREATE INDEX jobs_created_by ON jobs (created_by, created_at);

CREATE TABLE schedule_slots (
    name TEXT COLLATE "C" NOT NULL,
    slot TEXT COLLATE "C" NOT NULL,
    job_id TEXT COLLATE "C" REFERENCES jobs (id),
    taken_at TIMESTAMP NOT NULL,
    PRIMARY KEY (name, slot)
);

CREATE INDEX schedule_slots_job ON schedule_slots (job_id);

CREATE TABLE notifications (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    user_id TEXT COLLATE "C" NOT NULL REFERENCES users (id),
    kind TEXT COLLATE "C" NOT NULL CHECK (kind IN ('decision_wanted', 'decided', 'issue_update', 'digest', 'urged')),
    event TEXT COLLATE "C" NOT NULL,
    event_key TEXT COLLATE "C" NOT NULL,
    group_key TEXT COLLATE "C" NOT NULL,
    title TEXT COLLATE "C" NOT NULL,
    body TEXT COLLATE "C" NOT NULL,
    object_type TEXT COLLATE "C",
    object_id TEXT COLLATE "C",
    unit_id TEXT COLLATE "C",
    in_app BOOLEAN NOT NULL,
    read_at TIMESTAMP,
    version INTEGER NOT NULL,
    created_at TIMESTAMP NOT NULL,
    updated_at TIMESTAMP NOT NULL,
    UNIQUE (user_id, event_key)
);

CREATE INDEX notifications_inbox ON notifications (user_id, in_app, read_at, created_at);

CREATE INDEX notifications_group ON notifications (user_id, group_key);

CREATE TABLE notification_settings (
    user_id TEXT COLLATE "C" NOT NULL PRIMARY KEY REFERENCES users (id),
    email TEXT COLLATE "C",
    choices TEXT COLLATE "C" NOT NULL,
    version INTEGER NOT NULL,
    created_at TIMESTAMP NOT NULL,
    updated_at TIMESTAMP NOT NULL
);

CREATE TABLE emails (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    user_id TEXT COLLATE "C" NOT NULL REFERENCES users (id),
    address TEXT COLLATE "C" NOT NULL,
    subject TEXT COLLATE "C" NOT NULL,
    body TEXT COLLATE "C" NOT NULL,
    dedupe_key TEXT COLLATE "C" NOT NULL UNIQUE,
    status TEXT COLLATE "C" NOT NULL CHECK (status IN ('queued', 'sent', 'failed')),
    attempts INTEGER NOT NULL CHECK (attempts >= 0),
    next_attempt_at TIMESTAMP NOT NULL,
    holder TEXT COLLATE "C",
    locked_until TIMESTAMP,
    last_error TEXT COLLATE "C",
    sent_at TIMESTAMP,
    created_at TIMESTAMP NOT NULL
);

CREATE INDEX emails_user ON emails (user_id);

CREATE INDEX emails_waiting ON emails (status, next_attempt_at);

CREATE TABLE reminder_rules (
    code TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    ordinal INTEGER NOT NULL,
    about TEXT COLLATE "C" NOT NULL CHECK (about IN ('issues', 'registrations')),
    audience TEXT COLLATE "C" NOT NULL CHECK (audience IN ('subject', 'approver', 'above', 'above_twice')),
    offset_days INTEGER NOT NULL CHECK (abs(offset_days) <= 250),
    repeat_days INTEGER CHECK (repeat_days BETWEEN 1 AND 60),
    active BOOLEAN NOT NULL,
    version INTEGER NOT NULL,
    created_at TIMESTAMP NOT NULL,
    updated_at TIMESTAMP NOT NULL
);

INSERT INTO reminder_rules (code, ordinal, about, audience, offset_days, repeat_days, active, version, created_at, updated_at) VALUES
('issue_before_7', 1, 'issues', 'subject', -7, NULL, TRUE, 1, '2026-11-22 00:00:00', '2026-11-22 00:00:00'),
('issue_before_3', 2, 'issues', 'subject', -3, NULL, TRUE, 1, '2026-11-22 00:00:00', '2026-11-22 00:00:00'),
('issue_before_1', 3, 'issues', 'subject', -1, NULL, TRUE, 1, '2026-11-22 00:00:00', '2026-11-22 00:00:00'),
('issue_due', 4, 'issues', 'subject', 0, NULL, TRUE, 1, '2026-11-22 00:00:00', '2026-11-22 00:00:00'),
('issue_due_approver', 5, 'issues', 'approver', 0, NULL, TRUE, 1, '2026-11-22 00:00:00', '2026-11-22 00:00:00'),
('issue_late', 6, 'issues', 'subject', 5, 5, TRUE, 1, '2026-11-22 00:00:00', '2026-11-22 00:00:00'),
('issue_late_approver', 7, 'issues', 'approver', 5, 5, TRUE, 1, '2026-11-22 00:00:00', '2026-11-22 00:00:00'),
('issue_late_above', 8, 'issues', 'above', 10, NULL, TRUE, 1, '2026-11-22 00:00:00', '2026-11-22 00:00:00'),
('issue_late_above_twice', 9, 'issues', 'above_twice', 20, NULL, TRUE, 1, '2026-11-22 00:00:00', '2026-11-22 00:00:00'),
('registration_before_7', 10, 'registrations', 'subject', -7, NULL, TRUE, 1, '2026-11-22 00:00:00', '2026-11-22 00:00:00'),
('registration_before_3', 11, 'registrations', 'subject', -3, NULL, TRUE, 1, '2026-11-22 00:00:00', '2026-11-22 00:00:00'),
('registration_before_1', 12, 'registrations', 'subject', -1, NULL, TRUE, 1, '2026-11-22 00:00:00', '2026-11-22 00:00:00'),
('registration_due', 13, 'registrations', 'subject', 0, NULL, TRUE, 1, '2026-11-22 00:00:00', '2026-11-22 00:00:00'),
('registration_due_approver', 14, 'registrations', 'approver', 0, NULL, TRUE, 1, '2026-11-22 00:00:00', '2026-11-22 00:00:00'),
('registration_late', 15, 'registrations', 'subject', 5, 5, TRUE, 1, '2026-11-22 00:00:00', '2026-11-22 00:00:00'),
('registration_late_approver', 16, 'registrations', 'approver', 5, 5, TRUE, 1, '2026-11-22 00:00:00', '2026-11-22 00:00:00'),
('registration_late_above', 17, 'registrations', 'above', 10, NULL, TRUE, 1, '2026-11-22 00:00:00', '2026-11-22 00:00:00'),
('registration_late_above_twice', 18, 'registrations', 'above_twice', 20, NULL, TRUE, 1, '2026-11-22 00:00:00', '2026-11-22 00:00:00');

CREATE TABLE reminders (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    act_id TEXT COLLATE "C" NOT NULL,
    origin TEXT COLLATE "C" NOT NULL CHECK (origin IN ('rule', 'superior')),
    about TEXT COLLATE "C" NOT NULL CHECK (about IN ('issues', 'registrations')),
    reminded_by TEXT COLLATE "C" REFERENCES users (id),
    by_unit_id TEXT COLLATE "C" REFERENCES units (id),
    user_id TEXT COLLATE "C" REFERENCES users (id),
    person_id TEXT COLLATE "C" REFERENCES people (id),
    unit_id TEXT COLLATE "C" NOT NULL REFERENCES units (id),
    message TEXT COLLATE "C" NOT NULL,
    on_day DATE NOT NULL,
    notification_id TEXT COLLATE "C" REFERENCES notifications (id),
    dedupe_key TEXT COLLATE "C" NOT NULL UNIQUE,
    created_at TIMESTAMP NOT NULL
);

CREATE INDEX reminders_act ON reminders (act_id);

CREATE INDEX reminders_by ON reminders (reminded_by, on_day);

CREATE INDEX reminders_by_unit ON reminders (by_unit_id, on_day);

CREATE INDEX reminders_user ON reminders (user_id, on_day);

CREATE INDEX reminders_person ON reminders (person_id);

CREATE INDEX reminders_unit ON reminders (unit_id, on_day);

CREATE INDEX reminders_notification ON reminders (notification_id);

CREATE TABLE reminder_items (
    reminder_id TEXT COLLATE "C" NOT NULL REFERENCES reminders (id),
    ordinal INTEGER NOT NULL,
    item_key TEXT COLLATE "C" NOT NULL UNIQUE,
    rule_code TEXT COLLATE "C",
    object_type TEXT COLLATE "C" NOT NULL CHECK (object_type IN ('issue', 'registration', 'unit')),
    object_id TEXT COLLATE "C" NOT NULL,
    unit_id TEXT COLLATE "C" NOT NULL REFERENCES units (id),
    year INTEGER NOT NULL,
    due_on DATE,
    state_then TEXT COLLATE "C" NOT NULL,
    measure TEXT COLLATE "C" CHECK (measure IN ('own_roll', 'subtree', 'own_collective', 'collectives', 'waiting_persons', 'waiting_above', 'waiting_collective')),
    count_then INTEGER,
    PRIMARY KEY (reminder_id, ordinal)
);

CREATE INDEX reminder_items_object ON reminder_items (object_type, object_id);

CREATE INDEX reminder_items_unit ON reminder_items (unit_id);

UPDATE outbox SET delivered_at = at WHERE delivered_at IS NULL;
