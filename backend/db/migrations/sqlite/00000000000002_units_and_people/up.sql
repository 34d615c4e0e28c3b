CREATE TABLE units (
    id TEXT NOT NULL PRIMARY KEY,
    party_unit_id TEXT REFERENCES units (id),
    source TEXT NOT NULL,
    external_id TEXT,
    valid_from TEXT NOT NULL,
    valid_to TEXT,
    version INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    UNIQUE (source, external_id),
    CHECK (valid_to IS NULL OR valid_to > valid_from)
) STRICT;

CREATE INDEX units_party_unit ON units (party_unit_id);

CREATE TABLE unit_names (
    id TEXT NOT NULL PRIMARY KEY,
    unit_id TEXT NOT NULL REFERENCES units (id),
    name TEXT NOT NULL,
    committee_name TEXT NOT NULL,
    short_name TEXT NOT NULL,
    kind TEXT NOT NULL,
    level TEXT NOT NULL CHECK (level IN ('province', 'district', 'commune', 'grassroots', 'sectional', 'branch', 'external')),
    reporting_mode TEXT NOT NULL CHECK (reporting_mode IN ('records', 'aggregate_only')),
    search_key TEXT NOT NULL,
    sort_key TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    valid_to TEXT,
    CHECK (valid_to IS NULL OR valid_to > valid_from)
) STRICT;

CREATE INDEX unit_names_unit ON unit_names (unit_id, valid_from);

CREATE INDEX unit_names_level ON unit_names (level, unit_id);

CREATE INDEX unit_names_sort ON unit_names (sort_key, unit_id);

CREATE TABLE unit_parents (
    id TEXT NOT NULL PRIMARY KEY,
    unit_id TEXT NOT NULL REFERENCES units (id),
    parent_id TEXT NOT NULL REFERENCES units (id),
    valid_from TEXT NOT NULL,
    valid_to TEXT,
    CHECK (valid_to IS NULL OR valid_to > valid_from),
    CHECK (unit_id <> parent_id)
) STRICT;

CREATE INDEX unit_parents_unit ON unit_parents (unit_id, valid_from);

CREATE INDEX unit_parents_parent ON unit_parents (parent_id, valid_from);

CREATE TABLE unit_closure (
    ancestor_id TEXT NOT NULL REFERENCES units (id),
    descendant_id TEXT NOT NULL REFERENCES units (id),
    depth INTEGER NOT NULL,
    valid_from TEXT NOT NULL,
    valid_to TEXT,
    PRIMARY KEY (ancestor_id, descendant_id, valid_from)
) STRICT;

CREATE INDEX unit_closure_descendant ON unit_closure (descendant_id, depth, ancestor_id);

CREATE TABLE unit_codes (
    id TEXT NOT NULL PRIMARY KEY,
    unit_id TEXT NOT NULL REFERENCES units (id),
    system TEXT NOT NULL,
    code TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    valid_to TEXT
) STRICT;

CREATE INDEX unit_codes_unit ON unit_codes (unit_id);

CREATE INDEX unit_codes_code ON unit_codes (code, system);

CREATE TABLE people (
    id TEXT NOT NULL PRIMARY KEY,
    full_name TEXT NOT NULL,
    search_key TEXT NOT NULL,
    sort_key TEXT NOT NULL,
    birth_year INTEGER,
    membership_no TEXT,
    source TEXT NOT NULL,
    external_id TEXT,
    version INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    UNIQUE (source, external_id)
) STRICT;

CREATE INDEX people_search ON people (search_key);

CREATE INDEX people_sort ON people (sort_key, id);

CREATE TABLE memberships (
    id TEXT NOT NULL PRIMARY KEY,
    person_id TEXT NOT NULL REFERENCES people (id),
    unit_id TEXT NOT NULL REFERENCES units (id),
    member_kind TEXT NOT NULL CHECK (member_kind IN ('official', 'probationary', 'non_member')),
    position TEXT NOT NULL,
    position_group TEXT NOT NULL CHECK (position_group IN ('head', 'standing_committee', 'committee_member', 'key_cadre', 'none')),
    managed_by_unit_id TEXT REFERENCES units (id),
    valid_from TEXT NOT NULL,
    valid_to TEXT,
    end_reason TEXT,
    version INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    CHECK (valid_to IS NULL OR valid_to > valid_from)
) STRICT;

CREATE INDEX memberships_person ON memberships (person_id, valid_from);

CREATE INDEX memberships_unit ON memberships (unit_id, valid_from, person_id);

CREATE INDEX memberships_managed_by ON memberships (managed_by_unit_id);

CREATE TABLE exemptions (
    id TEXT NOT NULL PRIMARY KEY,
    membership_id TEXT NOT NULL REFERENCES memberships (id),
    reason TEXT NOT NULL,
    note TEXT,
    valid_from TEXT NOT NULL,
    valid_to TEXT,
    created_at TEXT NOT NULL,
    CHECK (valid_to IS NULL OR valid_to > valid_from)
) STRICT;

CREATE INDEX exemptions_membership ON exemptions (membership_id, valid_from);

CREATE TABLE delegations (
    id TEXT NOT NULL PRIMARY KEY,
    unit_id TEXT NOT NULL REFERENCES units (id),
    from_person_id TEXT NOT NULL REFERENCES people (id),
    to_person_id TEXT NOT NULL REFERENCES people (id),
    document_no TEXT,
    reason TEXT,
    valid_from TEXT NOT NULL,
    valid_to TEXT NOT NULL,
    version INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    CHECK (valid_to >= valid_from),
    CHECK (from_person_id <> to_person_id)
) STRICT;

CREATE INDEX delegations_unit ON delegations (unit_id, valid_from);

CREATE INDEX delegations_from ON delegations (from_person_id);

CREATE INDEX delegations_to ON delegations (to_person_id, valid_from);
