//! Who is obliged to register, from the dated roll and the dated tree, and who
//! of them has an approved registration.

use super::counts::CountRow;
use super::{LeafCount, Range, in_force, subtree};
use chrono::NaiveDate;
use diesel::prelude::*;
use diesel::sql_types::{Date, Integer, Text};
use lamtheo_db::{Db, Outcome};
use lamtheo_domain::statistics::Attribute;
use lamtheo_domain::unit::UnitKind;

/// Party members on the roll of `cut_off` who are not exempt on that day. Units
/// that report totals only have no roll.
pub fn individual_coverage(
    conn: &mut Db,
    range: Range<'_>,
    cut_off: NaiveDate,
    split: &[Attribute],
) -> Outcome<Vec<LeafCount>> {
    if !admits(range, Attribute::SubjectKind, "individual")
        || !admits(range, Attribute::Membership, "party_member")
    {
        return Ok(Vec::new());
    }
    let (group, by_group) = if split.contains(&Attribute::PositionGroup) {
        ("m.position_group", ", m.position_group")
    } else {
        ("CAST(NULL AS TEXT)", "")
    };
    let sql = format!(
        "SELECT m.unit_id AS unit_id, {kind} AS subject_kind, {membership} AS membership, \
         {group} AS position_group, CAST(NULL AS TEXT) AS field, CAST(NULL AS TEXT) AS status, \
         COUNT(DISTINCT m.person_id) AS counted, \
         COUNT(DISTINCT r.person_id) AS declared, CAST(0 AS BIGINT) AS verified, \
         MAX(r.updated_at) AS newest FROM memberships m \
         LEFT JOIN registrations r ON r.person_id = m.person_id AND r.year = $1 \
         AND r.status IN ('approved', 'closed') \
         WHERE m.unit_id IN ({subtree}) AND {member} \
         AND m.member_kind IN ('official', 'probationary') \
         AND NOT EXISTS (SELECT 1 FROM exemptions e WHERE e.membership_id = m.id AND {exempt}){only} \
         GROUP BY m.unit_id{by_group}",
        kind = literal(split, Attribute::SubjectKind, "individual"),
        membership = literal(split, Attribute::Membership, "party_member"),
        subtree = subtree("$2", "$3"),
        member = in_force("m", "$4"),
        exempt = in_force("e", "$4"),
        only = position_groups(range),
    );
    load(conn, sql, range, cut_off)
}

/// Party organisations that keep records on `cut_off`: each is obliged to
/// register as a collective.
pub fn collective_coverage(
    conn: &mut Db,
    range: Range<'_>,
    cut_off: NaiveDate,
    split: &[Attribute],
) -> Outcome<Vec<LeafCount>> {
    let restricted_to_members = range.only.iter().any(|(a, _)| *a == Attribute::Membership);
    if !admits(range, Attribute::SubjectKind, "collective")
        || !admits(range, Attribute::PositionGroup, "none")
        || restricted_to_members
    {
        return Ok(Vec::new());
    }
    let kinds: Vec<String> = UnitKind::ALL
        .iter()
        .filter(|kind| kind.registers_as_collective())
        .map(|kind| format!("'{kind}'"))
        .collect();
    let sql = format!(
        "SELECT n.unit_id AS unit_id, {kind} AS subject_kind, CAST(NULL AS TEXT) AS membership, \
         {group} AS position_group, CAST(NULL AS TEXT) AS field, CAST(NULL AS TEXT) AS status, \
         COUNT(*) AS counted, COUNT(r.id) AS declared, CAST(0 AS BIGINT) AS verified, \
         MAX(r.updated_at) AS newest FROM unit_names n \
         LEFT JOIN registrations r ON r.subject_key = 'u:' || n.unit_id AND r.year = $1 \
         AND r.status IN ('approved', 'closed') \
         WHERE n.unit_id IN ({subtree}) AND {named} AND n.reporting_mode = 'records' \
         AND n.level <> 'external' AND n.kind IN ({kinds}) GROUP BY n.unit_id",
        kind = literal(split, Attribute::SubjectKind, "collective"),
        group = literal(split, Attribute::PositionGroup, "none"),
        subtree = subtree("$2", "$3"),
        named = in_force("n", "$4"),
        kinds = kinds.join(", "),
    );
    load(conn, sql, range, cut_off)
}

fn load(
    conn: &mut Db,
    sql: String,
    range: Range<'_>,
    cut_off: NaiveDate,
) -> Outcome<Vec<LeafCount>> {
    let rows = diesel::sql_query(sql)
        .bind::<Integer, _>(range.year)
        .bind::<Text, _>(range.unit)
        .bind::<Date, _>(range.tree_day)
        .bind::<Date, _>(cut_off)
        .load::<CountRow>(conn)?;
    Ok(rows.into_iter().map(LeafCount::from).collect())
}

/// The code itself where the question splits by the attribute.
fn literal(split: &[Attribute], attribute: Attribute, code: &str) -> String {
    if split.contains(&attribute) {
        format!("'{code}'")
    } else {
        "CAST(NULL AS TEXT)".to_owned()
    }
}

/// Whether the restriction of the question lets `code` through.
fn admits(range: Range<'_>, attribute: Attribute, code: &str) -> bool {
    range
        .only
        .iter()
        .filter(|(a, _)| *a == attribute)
        .all(|(_, codes)| codes.iter().any(|known| known == code))
}

fn position_groups(range: Range<'_>) -> String {
    let only: Vec<_> = range
        .only
        .iter()
        .filter(|(a, _)| *a == Attribute::PositionGroup)
        .cloned()
        .collect();
    super::restricted("m", &only)
}
