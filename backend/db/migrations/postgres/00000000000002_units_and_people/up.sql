CREATE TABLE units (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    party_unit_id TEXT COLLATE "C" REFERENCES units (id),
    source TEXT COLLATE "C" NOT NULL,
    external_id TEXT COLLATE "C",
    valid_from DATE NOT NULL,
    valid_to DATE,
    version INTEGER NOT NULL,
    created_at TIMESTAMP NOT NULL,
    updated_at TIMESTAMP NOT NULL,
    UNIQUE (source, external_id),
    CHECK (valid_to IS NULL OR valid_to > valid_from)
);

CREATE INDEX units_party_unit ON units (party_unit_id);

CREATE TABLE unit_names (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    unit_id TEXT COLLATE "C" NOT NULL REFERENCES units (id),
    name TEXT COLLATE "C" NOT NULL,
    committee_name TEXT COLLATE "C" NOT NULL,
    short_name TEXT COLLATE "C" NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    level TEXT COLLATE "C" NOT NULL CHECK (level IN ('province', 'district', 'commune', 'grassroots', 'sectional', 'branch', 'external')),
    reporting_mode TEXT COLLATE "C" NOT NULL CHECK (reporting_mode IN ('records', 'aggregate_only')),
    search_key TEXT COLLATE "C" NOT NULL,
    sort_key TEXT COLLATE "C" NOT NULL,
    valid_from DATE NOT NULL,
    valid_to DATE,
    CHECK (valid_to IS NULL OR valid_to > valid_from)
);

CREATE INDEX unit_names_unit ON unit_names (unit_id, valid_from);

CREATE INDEX unit_names_level ON unit_names (level, unit_id);

CREATE INDEX unit_names_sort ON unit_names (sort_key, unit_id);

CREATE TABLE unit_parents (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    unit_id TEXT COLLATE "C" NOT NULL REFERENCES units (id),
    parent_id TEXT COLLATE "C" NOT NULL REFERENCES units (id),
    valid_from DATE NOT NULL,
    valid_to DATE,
    CHECK (valid_to IS NULL OR valid_to > valid_from),
    CHECK (unit_id <> parent_id)
);

CREATE INDEX unit_parents_unit ON unit_parents (unit_id, valid_from);

CREATE INDEX unit_parents_parent ON unit_parents (parent_id, valid_from);

CREATE TABLE unit_closure (
    ancestor_id TEXT COLLATE "C" NOT NULL REFERENCES units (id),
    descendant_id TEXT COLLATE "C" NOT NULL REFERENCES units (id),
    depth INTEGER NOT NULL,
    valid_from DATE NOT NULL,
    valid_to DATE,
    PRIMARY KEY (ancestor_id, descendant_id, valid_from)
);

CREATE INDEX unit_closure_descendant ON unit_closure (descendant_id, depth, ancestor_id);

CREATE TABLE unit_codes (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    unit_id TEXT COLLATE "C" NOT NULL REFERENCES units (id),
    system TEXT COLLATE "C" NOT NULL,
    code TEXT COLLATE "C" NOT NULL,
    valid_from DATE NOT NULL,
    valid_to DATE
);

CREATE INDEX unit_codes_unit ON unit_codes (unit_id);

CREATE INDEX unit_codes_code ON unit_codes (code, system);

CREATE TABLE people (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    full_name TEXT COLLATE "C" NOT NULL,
    search_key TEXT COLLATE "C" NOT NULL,
    sort_key TEXT COLLATE "C" NOT NULL,
    birth_year INTEGER,
    membership_no TEXT COLLATE "C",
    source TEXT COLLATE "C" NOT NULL,
    external_id TEXT COLLATE "C",
    version INTEGER NOT NULL,
    created_at TIMESTAMP NOT NULL,
    updated_at TIMESTAMP NOT NULL,
    UNIQUE (source, external_id)
);

CREATE INDEX people_search ON people (search_key);

CREATE INDEX people_sort ON people (sort_key, id);

CREATE TABLE memberships (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    person_id TEXT COLLATE "C" NOT NULL REFERENCES people (id),
    unit_id TEXT COLLATE "C" NOT NULL REFERENCES units (id),
    member_kind TEXT COLLATE "C" NOT NULL CHECK (member_kind IN ('official', 'probationary', 'non_member')),
    position TEXT COLLATE "C" NOT NULL,
    position_group TEXT COLLATE "C" NOT NULL CHECK (position_group IN ('head', 'standing_committee', 'committee_member', 'key_cadre', 'none')),
    managed_by_unit_id TEXT COLLATE "C" REFERENCES units (id),
    valid_from DATE NOT NULL,
    valid_to DATE,
    end_reason TEXT COLLATE "C",
    version INTEGER NOT NULL,
    created_at TIMESTAMP NOT NULL,
    updated_at TIMESTAMP NOT NULL,
    CHECK (valid_to IS NULL OR valid_to > valid_from)
);

CREATE INDEX memberships_person ON memberships (person_id, valid_from);

CREATE INDEX memberships_unit ON memberships (unit_id, valid_from, person_id);

CREATE INDEX memberships_managed_by ON memberships (managed_by_unit_id);

CREATE TABLE exemptions (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    membership_id TEXT COLLATE "C" NOT NULL REFERENCES memberships (id),
    reason TEXT COLLATE "C" NOT NULL,
    note TEXT COLLATE "C",
    valid_from DATE NOT NULL,
    valid_to DATE,
    created_at TIMESTAMP NOT NULL,
    CHECK (valid_to IS NULL OR valid_to > valid_from)
);

CREATE INDEX exemptions_membership ON exemptions (membership_id, valid_from);

CREATE TABLE delegations (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    unit_id TEXT COLLATE "C" NOT NULL REFERENCES units (id),
    from_person_id TEXT COLLATE "C" NOT NULL REFERENCES people (id),
    to_person_id TEXT COLLATE "C" NOT NULL REFERENCES people (id),
    document_no TEXT COLLATE "C",
    reason TEXT COLLATE "C",
    valid_from DATE NOT NULL,
    valid_to DATE NOT NULL,
    version INTEGER NOT NULL,
    created_at TIMESTAMP NOT NULL,
    updated_at TIMESTAMP NOT NULL,
    CHECK (valid_to >= valid_from),
    CHECK (from_person_id <> to_person_id)
);

CREATE INDEX delegations_unit ON delegations (unit_id, valid_from);

CREATE INDEX delegations_from ON delegations (from_person_id);

CREATE INDEX delegations_to ON delegations (to_person_id, valid_from);
