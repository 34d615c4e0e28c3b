//! A small world of units, people and accounts; synthetic, the same in every
//! test, and known by short keys:
//!
//! ```text
//! P  province                    X  external root     X2 another province
//! ├ D  district                                       └ F  branch, until 2021 below C
//! │ ├ C  grassroots committee
//! │ │ ├ B  branch ─ H  association attached to B
//! │ │ └ B2 branch
//! │ ├ C2 grassroots committee ─ B3 branch
//! │ └ M  Mặt trận of the district
//! └ D2 district
//! ```
//!
//! Every unit has the persons `<unit>.1` and `<unit>.2`. Every account
//! `<role>@<unit>` has a person of its own in that unit, and until 2019 belonged
//! to F with the same role.

use crate::time::{day, start};
use chrono::NaiveDate;
use diesel::prelude::*;
use lamtheo_db::{Db, schema};
use lamtheo_domain::kernel::ids::{PersonId, SessionId, UnitId, UserId};
use lamtheo_domain::kernel::text::{person_sort_key, search_key, sort_key};
use sha2::{Digest, Sha256};

pub(crate) struct UnitSeed {
    key: &'static str,
    kind: &'static str,
    level: &'static str,
    party_unit: Option<&'static str>,
    name: &'static str,
    committee_name: &'static str,
    short_name: &'static str,
}

const fn unit_seed(
    key: &'static str,
    (kind, level): (&'static str, &'static str),
    party_unit: Option<&'static str>,
    [name, committee_name, short_name]: [&'static str; 3],
) -> UnitSeed {
    UnitSeed {
        key,
        kind,
        level,
        party_unit,
        name,
        committee_name,
        short_name,
    }
}

const GRASSROOTS: (&str, &str) = ("grassroots_committee", "grassroots");
const BRANCH: (&str, &str) = ("branch", "branch");
const OUTSIDE: (&str, &str) = ("mass_organization", "external");

#[rustfmt::skip]
pub(crate) const UNITS: [UnitSeed; 13] = [
    unit_seed("P", ("provincial_committee", "province"), None, ["Đảng bộ tỉnh Bình Lâm", "Tỉnh ủy Bình Lâm", "Tỉnh Bình Lâm"]),
    unit_seed("D", ("district_committee", "district"), None, ["Đảng bộ huyện Yên Thượng", "Huyện ủy Yên Thượng", "Yên Thượng"]),
    unit_seed("D2", ("district_committee", "district"), None, ["Đảng bộ huyện Yên Hạ", "Huyện ủy Yên Hạ", "Yên Hạ"]),
    unit_seed("C", GRASSROOTS, None, ["Đảng bộ xã Tân Hòa", "Đảng ủy xã Tân Hòa", "Tân Hòa"]),
    unit_seed("C2", GRASSROOTS, None, ["Đảng bộ xã Tân Lập", "Đảng ủy xã Tân Lập", "Tân Lập"]),
    unit_seed("B", BRANCH, None, ["Chi bộ thôn Đông", "Chi ủy thôn Đông", "Thôn Đông"]),
    unit_seed("B2", BRANCH, None, ["Chi bộ thôn Đoài", "Chi ủy thôn Đoài", "Thôn Đoài"]),
    unit_seed("B3", BRANCH, None, ["Chi bộ thôn Trung", "Chi ủy thôn Trung", "Thôn Trung"]),
    unit_seed("H", OUTSIDE, Some("B"), ["Chi hội Nông dân thôn Đông", "Ban Chấp hành Chi hội thôn Đông", "Chi hội Nông dân"]),
    unit_seed("M", OUTSIDE, Some("D"), ["Mặt trận Tổ quốc huyện Yên Thượng", "Ủy ban Mặt trận huyện Yên Thượng", "Mặt trận huyện"]),
    unit_seed("X", ("provincial_committee", "external"), None, ["Đảng bộ thành phố Nam Châu", "Thành ủy Nam Châu", "Nam Châu"]),
    unit_seed("X2", ("provincial_committee", "province"), None, ["Đảng bộ tỉnh Sơn Hạ", "Tỉnh ủy Sơn Hạ", "Tỉnh Sơn Hạ"]),
    unit_seed("F", BRANCH, None, ["Chi bộ thôn Nội", "Chi ủy thôn Nội", "Thôn Nội"]),
];

/// Child, parent, first day, day after the last.
const PARENTS: [(&str, &str, &str, Option<&str>); 11] = [
    ("D", "P", FIRST_DAY, None),
    ("D2", "P", FIRST_DAY, None),
    ("C", "D", FIRST_DAY, None),
    ("C2", "D", FIRST_DAY, None),
    ("B", "C", FIRST_DAY, None),
    ("B2", "C", FIRST_DAY, None),
    ("B3", "C2", FIRST_DAY, None),
    ("H", "B", FIRST_DAY, None),
    ("M", "D", FIRST_DAY, None),
    ("F", "C", FIRST_DAY, Some("2021-01-01")),
    ("F", "X2", "2021-01-01", None),
];

const FIRST_DAY: &str = "2015-01-01";
const MOVED_HERE: &str = "2019-01-01";

/// Role and unit of every account.
pub const ACCOUNTS: [(&str, &str); 27] = [
    ("member", "B"),
    ("branch_secretary", "B"),
    ("unit_staff", "B"),
    ("unit_leader", "B"),
    ("member", "B2"),
    ("branch_secretary", "B2"),
    ("branch_secretary", "B3"),
    ("member", "C"),
    ("unit_staff", "C"),
    ("unit_leader", "C"),
    ("unit_staff", "C2"),
    ("unit_leader", "C2"),
    ("member", "D"),
    ("unit_staff", "D"),
    ("unit_leader", "D"),
    ("inspector", "D"),
    ("system_admin", "D"),
    ("unit_leader", "D2"),
    ("unit_staff", "M"),
    ("unit_leader", "M"),
    ("unit_leader", "H"),
    ("province_staff", "P"),
    ("unit_staff", "P"),
    ("unit_leader", "P"),
    ("inspector", "P"),
    ("system_admin", "P"),
    ("unit_leader", "X2"),
];

/// The id that stands for `key` among the things called `what`.
pub fn id(what: &str, key: &str) -> String {
    let hash = Sha256::digest(format!("{what}:{key}"));
    let hex = hex::encode(&hash[..16]);
    format!(
        "01800000-{}-7{}-8{}-{}",
        &hex[0..4],
        &hex[4..7],
        &hex[7..10],
        &hex[10..22]
    )
}

/// The unit `key` of this world.
pub fn unit(key: &str) -> UnitId {
    UnitId::from_trusted(id("unit", key))
}

/// The person `key`: `B.1`, or the person of an account: `member@B`.
pub fn person(key: &str) -> PersonId {
    PersonId::from_trusted(id("person", key))
}

/// The account `key`, e.g. `branch_secretary@B`.
pub fn user(key: &str) -> UserId {
    UserId::from_trusted(id("user", key))
}

/// The session that an account always has.
pub fn session(key: &str) -> SessionId {
    SessionId::from_trusted(id("session", key))
}

/// The kind, e.g. `branch`, of a unit.
pub fn kind_of(key: &str) -> &'static str {
    UNITS
        .iter()
        .find(|unit| unit.key == key)
        .map(|unit| unit.kind)
        .unwrap_or_else(|| panic!("no unit {key}"))
}

/// The unit part of a person's key.
pub fn unit_of_person(key: &str) -> &str {
    key.rsplit_once('@')
        .map(|(_, unit)| unit)
        .or_else(|| key.split_once('.').map(|(unit, _)| unit))
        .unwrap_or_else(|| panic!("no person {key}"))
}

/// Whether the persons of a unit are Party members.
pub fn member_kind_in(unit: &str) -> &'static str {
    if kind_of(unit) == OUTSIDE.0 {
        "non_member"
    } else {
        "official"
    }
}

/// Fills an empty, migrated database.
pub fn fill(conn: &mut Db) {
    conn.transaction(|conn| {
        fill_units(conn)?;
        fill_closure(conn)?;
        fill_people(conn)?;
        fill_accounts(conn)?;
        crate::programme::fill(conn)
    })
    .expect("the world");
}

fn fill_units(conn: &mut Db) -> QueryResult<()> {
    use schema::{unit_names, unit_parents, units};
    // Bodies outside the Party name their committee: it must be there first.
    for seed in UNITS.iter() {
        diesel::insert_into(units::table)
            .values((
                units::id.eq(unit(seed.key)),
                units::party_unit_id.eq(seed.party_unit.map(unit)),
                units::source.eq("manual"),
                units::valid_from.eq(day(FIRST_DAY)),
                units::version.eq(1),
                units::created_at.eq(start().naive_utc()),
                units::updated_at.eq(start().naive_utc()),
            ))
            .execute(conn)?;
        diesel::insert_into(unit_names::table)
            .values((
                unit_names::id.eq(id("unit_name", seed.key)),
                unit_names::unit_id.eq(unit(seed.key)),
                unit_names::name.eq(seed.name),
                unit_names::committee_name.eq(seed.committee_name),
                unit_names::short_name.eq(seed.short_name),
                unit_names::kind.eq(seed.kind),
                unit_names::level.eq(seed.level),
                unit_names::reporting_mode.eq("records"),
                unit_names::search_key.eq(search_key(seed.name)),
                unit_names::sort_key.eq(sort_key(seed.name)),
                unit_names::valid_from.eq(day(FIRST_DAY)),
            ))
            .execute(conn)?;
    }
    for (child, parent, from, to) in PARENTS {
        diesel::insert_into(unit_parents::table)
            .values((
                unit_parents::id.eq(id("unit_parent", &format!("{child}{from}"))),
                unit_parents::unit_id.eq(unit(child)),
                unit_parents::parent_id.eq(unit(parent)),
                unit_parents::valid_from.eq(day(from)),
                unit_parents::valid_to.eq(to.map(day)),
            ))
            .execute(conn)?;
    }
    Ok(())
}

/// Every ancestor of every unit, with the time in which it is one.
fn fill_closure(conn: &mut Db) -> QueryResult<()> {
    use schema::unit_closure;
    for seed in UNITS.iter() {
        let mut line = vec![(seed.key, 0, day(FIRST_DAY), None)];
        let mut next = 0;
        while next < line.len() {
            let (below, depth, from, to) = line[next];
            next += 1;
            for (_, parent, edge_from, edge_to) in PARENTS.iter().filter(|edge| edge.0 == below) {
                let from = from.max(day(edge_from));
                let to = earlier(to, edge_to.map(day));
                if to.is_none_or(|to| to > from) {
                    line.push((parent, depth + 1, from, to));
                }
            }
        }
        for (ancestor, depth, from, to) in line {
            diesel::insert_into(unit_closure::table)
                .values((
                    unit_closure::ancestor_id.eq(unit(ancestor)),
                    unit_closure::descendant_id.eq(unit(seed.key)),
                    unit_closure::depth.eq(depth),
                    unit_closure::valid_from.eq(from),
                    unit_closure::valid_to.eq(to),
                ))
                .execute(conn)?;
        }
    }
    Ok(())
}

fn earlier(a: Option<NaiveDate>, b: Option<NaiveDate>) -> Option<NaiveDate> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    }
}

fn fill_people(conn: &mut Db) -> QueryResult<()> {
    for seed in UNITS.iter() {
        for number in ["1", "2"] {
            let key = format!("{}.{number}", seed.key);
            let name = format!("Nguyễn Văn {}", full_name_of(&key));
            add_person(conn, &key, &name)?;
            add_membership(conn, &key, seed.key, FIRST_DAY, None)?;
        }
    }
    for (role, unit) in ACCOUNTS {
        let key = format!("{role}@{unit}");
        let name = format!("Trần Thị {}", full_name_of(&key));
        add_person(conn, &key, &name)?;
        add_membership(conn, &key, "F", FIRST_DAY, Some(MOVED_HERE))?;
        add_membership(conn, &key, unit, MOVED_HERE, None)?;
    }
    Ok(())
}

/// A given name that tells persons apart.
fn full_name_of(key: &str) -> String {
    const SYLLABLES: [&str; 16] = [
        "An", "Bình", "Chi", "Dũng", "Đức", "Giang", "Hà", "Huệ", "Khoa", "Lan", "Minh", "Nga",
        "Oanh", "Phúc", "Quý", "Yến",
    ];
    let hash = Sha256::digest(key);
    let pick = |byte: u8| SYLLABLES[usize::from(byte % 16)];
    format!("{} {}", pick(hash[0]), pick(hash[1]))
}

fn add_person(conn: &mut Db, key: &str, full_name: &str) -> QueryResult<()> {
    use schema::people;
    diesel::insert_into(people::table)
        .values((
            people::id.eq(person(key)),
            people::full_name.eq(full_name),
            people::search_key.eq(search_key(full_name)),
            people::sort_key.eq(person_sort_key(full_name)),
            people::source.eq("manual"),
            people::version.eq(1),
            people::created_at.eq(start().naive_utc()),
            people::updated_at.eq(start().naive_utc()),
        ))
        .execute(conn)?;
    Ok(())
}

fn add_membership(
    conn: &mut Db,
    key: &str,
    unit_key: &str,
    from: &str,
    to: Option<&str>,
) -> QueryResult<()> {
    use schema::memberships;
    let position = match key.split('@').next() {
        Some("branch_secretary") => ("Bí thư chi bộ", "head"),
        Some("unit_leader") => ("Phó Bí thư", "standing_committee"),
        _ => ("", "none"),
    };
    diesel::insert_into(memberships::table)
        .values((
            memberships::id.eq(id("membership", &format!("{key}{unit_key}"))),
            memberships::person_id.eq(person(key)),
            memberships::unit_id.eq(unit(unit_key)),
            memberships::member_kind.eq(member_kind_in(unit_key)),
            memberships::position.eq(position.0),
            memberships::position_group.eq(position.1),
            memberships::valid_from.eq(day(from)),
            memberships::valid_to.eq(to.map(day)),
            memberships::end_reason.eq(to.map(|_| "moved")),
            memberships::version.eq(1),
            memberships::created_at.eq(start().naive_utc()),
            memberships::updated_at.eq(start().naive_utc()),
        ))
        .execute(conn)?;
    Ok(())
}

fn fill_accounts(conn: &mut Db) -> QueryResult<()> {
    for (role, unit_key) in ACCOUNTS {
        let key = format!("{role}@{unit_key}");
        crate::accounts::add(conn, &key, Some(&key))?;
        crate::accounts::assign(conn, &key, role, "F", "2016-01-01", Some(MOVED_HERE))?;
        crate::accounts::assign(conn, &key, role, unit_key, MOVED_HERE, None)?;
    }
    Ok(())
}
