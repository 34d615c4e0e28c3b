CREATE TABLE jobs (
    id TEXT NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    payload TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('queued', 'running', 'done', 'failed', 'cancelled')),
    run_at TEXT NOT NULL,
    attempts INTEGER NOT NULL CHECK (attempts >= 0),
    holder TEXT,
    locked_until TEXT,
    progress_done INTEGER NOT NULL CHECK (progress_done >= 0),
    progress_total INTEGER,
    result TEXT,
    error TEXT,
    created_by TEXT REFERENCES users (id),
    version INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL
) STRICT;

CREATE INDEX jobs_waiting ON jobs (status, run_at);

CREATE INDEX jobs_created_by ON jobs (created_by, created_at);

CREATE TABLE schedule_slots (
    name TEXT NOT NULL,
    slot TEXT NOT NULL,
    job_id TEXT REFERENCES jobs (id),
    taken_at TEXT NOT NULL,
    PRIMARY KEY (name, slot)
) STRICT;

CREATE INDEX schedule_slots_job ON schedule_slots (job_id);

CREATE TABLE notifications (
    id TEXT NOT NULL PRIMARY KEY,
    user_id TEXT NOT NULL REFERENCES users (id),
    kind TEXT NOT NULL CHECK (kind IN ('decision_wanted', 'decided', 'issue_update', 'digest', 'urged')),
    event TEXT NOT NULL,
    event_key TEXT NOT NULL,
    group_key TEXT NOT NULL,
    title TEXT NOT NULL,
    body TEXT NOT NULL,
    object_type TEXT,
    object_id TEXT,
    unit_id TEXT,
    in_app INTEGER NOT NULL CHECK (in_app IN (0, 1)),
    read_at TEXT,
    version INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    UNIQUE (user_id, event_key)
) STRICT;

CREATE INDEX notifications_inbox ON notifications (user_id, in_app, read_at, created_at);

CREATE INDEX notifications_group ON notifications (user_id, group_key);

CREATE TABLE notification_settings (
    user_id TEXT NOT NULL PRIMARY KEY REFERENCES users (id),
    email TEXT,
    choices TEXT NOT NULL,
    version INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL
) STRICT;

CREATE TABLE emails (
    id TEXT NOT NULL PRIMARY KEY,
    user_id TEXT NOT NULL REFERENCES users (id),
    address TEXT NOT NULL,
    subject TEXT NOT NULL,
    body TEXT NOT NULL,
    dedupe_key TEXT NOT NULL UNIQUE,
    status TEXT NOT NULL CHECK (status IN ('queued', 'sent', 'failed')),
    attempts INTEGER NOT NULL CHECK (attempts >= 0),
    next_attempt_at TEXT NOT NULL,
    holder TEXT,
    locked_until TEXT,
    last_error TEXT,
    sent_at TEXT,
    created_at TEXT NOT NULL
) STRICT;

CREATE INDEX emails_user ON emails (user_id);

CREATE INDEX emails_waiting ON emails (status, next_attempt_at);

CREATE TABLE reminder_rules (
    code TEXT NOT NULL PRIMARY KEY,
    ordinal INTEGER NOT NULL,
    about TEXT NOT NULL CHECK (about IN ('issues', 'registrations')),
    audience TEXT NOT NULL CHECK (audience IN ('subject', 'approver', 'above', 'above_twice')),
    offset_days INTEGER NOT NULL CHECK (abs(offset_days) <= 250),
    repeat_days INTEGER CHECK (repeat_days BETWEEN 1 AND 60),
    active INTEGER NOT NULL CHECK (active IN (0, 1)),
    version INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL
) STRICT;

INSERT INTO reminder_rules (code, ordinal, about, audience, offset_days, repeat_days, active, version, created_at, updated_at) VALUES
('issue_before_7', 1, 'issues', 'subject', -7, NULL, 1, 1, '2026-11-22 00:00:00', '2026-11-22 00:00:00'),
('issue_before_3', 2, 'issues', 'subject', -3, NULL, 1, 1, '2026-11-22 00:00:00', '2026-11-22 00:00:00'),
('issue_before_1', 3, 'issues', 'subject', -1, NULL, 1, 1, '2026-11-22 00:00:00', '2026-11-22 00:00:00'),
('issue_due', 4, 'issues', 'subject', 0, NULL, 1, 1, '2026-11-22 00:00:00', '2026-11-22 00:00:00'),
('issue_due_approver', 5, 'issues', 'approver', 0, NULL, 1, 1, '2026-11-22 00:00:00', '2026-11-22 00:00:00'),
('issue_late', 6, 'issues', 'subject', 5, 5, 1, 1, '2026-11-22 00:00:00', '2026-11-22 00:00:00'),
('issue_late_approver', 7, 'issues', 'approver', 5, 5, 1, 1, '2026-11-22 00:00:00', '2026-11-22 00:00:00'),
('issue_late_above', 8, 'issues', 'above', 10, NULL, 1, 1, '2026-11-22 00:00:00', '2026-11-22 00:00:00'),
('issue_late_above_twice', 9, 'issues', 'above_twice', 20, NULL, 1, 1, '2026-11-22 00:00:00', '2026-11-22 00:00:00'),
('registration_before_7', 10, 'registrations', 'subject', -7, NULL, 1, 1, '2026-11-22 00:00:00', '2026-11-22 00:00:00'),
('registration_before_3', 11, 'registrations', 'subject', -3, NULL, 1, 1, '2026-11-22 00:00:00', '2026-11-22 00:00:00'),
('registration_before_1', 12, 'registrations', 'subject', -1, NULL, 1, 1, '2026-11-22 00:00:00', '2026-11-22 00:00:00'),
('registration_due', 13, 'registrations', 'subject', 0, NULL, 1, 1, '2026-11-22 00:00:00', '2026-11-22 00:00:00'),
('registration_due_approver', 14, 'registrations', 'approver', 0, NULL, 1, 1, '2026-11-22 00:00:00', '2026-11-22 00:00:00'),
('registration_late', 15, 'registrations', 'subject', 5, 5, 1, 1, '2026-11-22 00:00:00', '2026-11-22 00:00:00'),
('registration_late_approver', 16, 'registrations', 'approver', 5, 5, 1, 1, '2026-11-22 00:00:00', '2026-11-22 00:00:00'),
('registration_late_above', 17, 'registrations', 'above', 10, NULL, 1, 1, '2026-11-22 00:00:00', '2026-11-22 00:00:00'),
('registration_late_above_twice', 18, 'registrations', 'above_twice', 20, NULL, 1, 1, '2026-11-22 00:00:00', '2026-11-22 00:00:00');

CREATE TABLE reminders (
    id TEXT NOT NULL PRIMARY KEY,
    act_id TEXT NOT NULL,
    origin TEXT NOT NULL CHECK (origin IN ('rule', 'superior')),
    about TEXT NOT NULL CHECK (about IN ('issues', 'registrations')),
    reminded_by TEXT REFERENCES users (id),
    by_unit_id TEXT REFERENCES units (id),
    user_id TEXT REFERENCES users (id),
    person_id TEXT REFERENCES people (id),
    unit_id TEXT NOT NULL REFERENCES units (id),
    message TEXT NOT NULL,
    on_day TEXT NOT NULL,
    notification_id TEXT REFERENCES notifications (id),
    dedupe_key TEXT NOT NULL UNIQUE,
    created_at TEXT NOT NULL
) STRICT;

CREATE INDEX reminders_act ON reminders (act_id);

CREATE INDEX reminders_by ON reminders (reminded_by, on_day);

CREATE INDEX reminders_by_unit ON reminders (by_unit_id, on_day);

CREATE INDEX reminders_user ON reminders (user_id, on_day);

CREATE INDEX reminders_person ON reminders (person_id);

CREATE INDEX reminders_unit ON reminders (unit_id, on_day);

CREATE INDEX reminders_notification ON reminders (notification_id);

CREATE TABLE reminder_items (
    reminder_id TEXT NOT NULL REFERENCES reminders (id),
    ordinal INTEGER NOT NULL,
    item_key TEXT NOT NULL UNIQUE,
    rule_code TEXT,
    object_type TEXT NOT NULL CHECK (object_type IN ('issue', 'registration', 'unit')),
    object_id TEXT NOT NULL,
    unit_id TEXT NOT NULL REFERENCES units (id),
    year INTEGER NOT NULL,
    due_on TEXT,
    state_then TEXT NOT NULL,
    measure TEXT CHECK (measure IN ('own_roll', 'subtree', 'own_collective', 'collectives', 'waiting_persons', 'waiting_above', 'waiting_collective')),
    count_then INTEGER,
    PRIMARY KEY (reminder_id, ordinal)
) STRICT;

CREATE INDEX reminder_items_object ON reminder_items (object_type, object_id);

CREATE INDEX reminder_items_unit ON reminder_items (unit_id);

UPDATE outbox SET delivered_at = at WHERE delivered_at IS NULL;
