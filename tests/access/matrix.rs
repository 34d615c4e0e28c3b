//! Reads `matrix.csv`.

use std::collections::BTreeMap;

/// Every role that signs in with a password.
pub const ROLES: [&str; 7] = [
    "member",
    "branch_secretary",
    "unit_staff",
    "unit_leader",
    "inspector",
    "province_staff",
    "system_admin",
];

/// How the target stands to the caller.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Relation {
    Own,
    SameUnit,
    Child,
    Sibling,
    Parent,
    ExternalRoot,
    FormerUnit,
}

/// In the order of the file's columns.
pub const RELATIONS: [Relation; 7] = [
    Relation::Own,
    Relation::SameUnit,
    Relation::Child,
    Relation::Sibling,
    Relation::Parent,
    Relation::ExternalRoot,
    Relation::FormerUnit,
];

/// What a cell expects.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expected {
    /// This status.
    Status(u16),
    /// 200, and the record is in the list.
    Sees,
    /// 200, and the record is not in the list.
    Blind,
    /// There is no such unit for this role.
    Nothing,
}

impl Expected {
    /// Whether the operation does what it is asked.
    pub fn is_success(self) -> bool {
        match self {
            Self::Status(status) => (200..300).contains(&status),
            Self::Sees | Self::Blind => true,
            Self::Nothing => false,
        }
    }
}

/// One operation with one variant.
pub type Face = (String, String);

/// What each role may expect of a face, by relation.
pub type Expectations = BTreeMap<&'static str, [Expected; 7]>;

/// The whole file.
pub fn read() -> BTreeMap<Face, Expectations> {
    let mut rows = include_str!("matrix.csv")
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'));
    let head = rows.next().expect("a head");
    assert_eq!(
        head,
        "operation,variant,role,own,same_unit,child,sibling,parent,external_root,former_unit"
    );
    let mut faces: BTreeMap<Face, Expectations> = BTreeMap::new();
    let mut others: Vec<(Face, [Expected; 7])> = Vec::new();
    for row in rows {
        let cells: Vec<&str> = row.split(',').collect();
        let [operation, variant, roles, ..] = cells[..] else {
            panic!("too few cells: {row}");
        };
        let expected: Vec<Expected> = cells[3..].iter().map(|cell| parse(cell, row)).collect();
        let expected: [Expected; 7] = expected
            .try_into()
            .unwrap_or_else(|_| panic!("seven relations: {row}"));
        let face = (operation.to_owned(), variant.to_owned());
        if roles == "others" {
            others.push((face, expected));
            continue;
        }
        for role in roles.split(' ') {
            let role = ROLES
                .iter()
                .find(|known| **known == role)
                .unwrap_or_else(|| panic!("unknown role: {row}"));
            let before = faces
                .entry(face.clone())
                .or_default()
                .insert(role, expected);
            assert!(before.is_none(), "twice: {row}");
        }
    }
    for (face, expected) in others {
        let known = faces.entry(face).or_default();
        for role in ROLES {
            known.entry(role).or_insert(expected);
        }
    }
    faces
}

fn parse(cell: &str, row: &str) -> Expected {
    match cell {
        "sees" => Expected::Sees,
        "blind" => Expected::Blind,
        "-" => Expected::Nothing,
        status => Expected::Status(
            status
                .parse()
                .unwrap_or_else(|_| panic!("cell {cell} in {row}")),
        ),
    }
}
