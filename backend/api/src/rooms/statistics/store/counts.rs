//! Counts per unit of the records themselves, before they are folded up the tree.

use super::{Codes, Range, grouped, restricted, selected, subtree};
use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Date, Integer, Nullable, Text, Timestamp};
use lamtheo_db::schema::unit_closure;
use lamtheo_db::{Db, Outcome};
use lamtheo_domain::statistics::Attribute;

/// What was counted for one unit and one combination of attributes.
#[derive(Debug, Clone)]
pub struct LeafCount {
    /// The unit of the records.
    pub unit_id: String,
    /// Their attributes.
    pub codes: Codes,
    /// How many: pledges or subjects; of the roll: subjects obliged.
    pub counted: i64,
    /// Of them completed by their own word; of the roll: with an approved registration.
    pub declared: i64,
    /// Of them verified as completed.
    pub verified: i64,
    /// When the newest of them changed.
    pub newest: Option<NaiveDateTime>,
}

/// One registration of a subject.
#[derive(Debug, Clone)]
pub struct SubjectRow {
    /// The subject.
    pub subject_key: String,
    /// The unit of the registration.
    pub unit_id: String,
    /// Its attributes.
    pub codes: Codes,
    /// When it changed.
    pub newest: NaiveDateTime,
}

#[derive(QueryableByName)]
pub(super) struct CountRow {
    #[diesel(sql_type = Text)]
    unit_id: String,
    #[diesel(sql_type = Nullable<Text>)]
    subject_kind: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    membership: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    position_group: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    field: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    status: Option<String>,
    #[diesel(sql_type = BigInt)]
    counted: i64,
    #[diesel(sql_type = BigInt)]
    declared: i64,
    #[diesel(sql_type = BigInt)]
    verified: i64,
    #[diesel(sql_type = Nullable<Timestamp>)]
    newest: Option<NaiveDateTime>,
}

impl From<CountRow> for LeafCount {
    fn from(row: CountRow) -> Self {
        Self {
            unit_id: row.unit_id,
            codes: [
                row.subject_kind,
                row.membership,
                row.position_group,
                row.field,
                row.status,
                None,
                None,
                None,
            ],
            counted: row.counted,
            declared: row.declared,
            verified: row.verified,
            newest: row.newest,
        }
    }
}

/// Pledges that count as registered, and how many of them are completed.
pub fn pledge_counts(
    conn: &mut Db,
    range: Range<'_>,
    split: &[Attribute],
) -> Outcome<Vec<LeafCount>> {
    let sql = format!(
        "SELECT p.unit_id AS unit_id, {}, COUNT(*) AS counted, \
         SUM(CASE WHEN p.declared_result = 'completed' AND p.status IN ('reported', 'verified') \
         THEN 1 ELSE 0 END) AS declared, \
         SUM(CASE WHEN p.verified_result = 'completed' AND p.status = 'verified' \
         THEN 1 ELSE 0 END) AS verified, MAX(p.updated_at) AS newest \
         FROM pledges p WHERE p.unit_id IN ({}) AND p.year = $3 AND p.counted = TRUE{} \
         GROUP BY p.unit_id{}",
        selected("p", split),
        subtree("$1", "$2"),
        restricted("p", range.only),
        grouped("p", split)
    );
    load(conn, sql, range)
}

/// Subjects with an approved registration; each has at most one a year.
pub fn subject_counts(
    conn: &mut Db,
    range: Range<'_>,
    split: &[Attribute],
) -> Outcome<Vec<LeafCount>> {
    let sql = format!(
        "SELECT r.unit_id AS unit_id, {}, COUNT(*) AS counted, CAST(0 AS BIGINT) AS declared, \
         CAST(0 AS BIGINT) AS verified, MAX(r.updated_at) AS newest \
         FROM registrations r WHERE r.unit_id IN ({}) AND r.year = $3 \
         AND r.status IN ('approved', 'closed'){} GROUP BY r.unit_id{}",
        selected("r", split),
        subtree("$1", "$2"),
        restricted("r", range.only),
        grouped("r", split)
    );
    load(conn, sql, range)
}

/// The subtree of `unit` on `day`.
#[diesel::dsl::auto_type(no_type_alias)]
fn below(unit: String, day: NaiveDate) -> _ {
    unit_closure::table
        .filter(unit_closure::ancestor_id.eq(unit))
        .filter(unit_closure::valid_from.le(day))
        .filter(
            unit_closure::valid_to
                .is_null()
                .or(unit_closure::valid_to.gt(day)),
        )
        .select(unit_closure::descendant_id)
}

type StoredSubject = (
    (String, String, NaiveDateTime),
    (String, Option<String>, String, String),
);

/// The approved registrations themselves, to count subjects once over several years.
pub fn subject_rows(
    conn: &mut Db,
    range: Range<'_>,
    split: &[Attribute],
) -> Outcome<Vec<SubjectRow>> {
    use lamtheo_db::schema::registrations as r;
    let mut query = r::table
        .filter(r::unit_id.eq_any(below(range.unit.to_string(), range.tree_day)))
        .filter(r::year.eq(range.year))
        .filter(r::status.eq_any(["approved", "closed"]))
        .select((
            (r::subject_key, r::unit_id, r::updated_at),
            (r::subject_kind, r::membership, r::position_group, r::status),
        ))
        .into_boxed();
    for (attribute, codes) in range.only {
        query = match attribute {
            Attribute::SubjectKind => query.filter(r::subject_kind.eq_any(codes)),
            Attribute::Membership => query.filter(r::membership.eq_any(codes)),
            Attribute::PositionGroup => query.filter(r::position_group.eq_any(codes)),
            Attribute::Status => query.filter(r::status.eq_any(codes)),
            Attribute::Field | Attribute::RegisteringLevel | Attribute::Kind | Attribute::Month => {
                query
            }
        };
    }
    let wanted = |attribute| split.contains(&attribute);
    let rows = query.load::<StoredSubject>(conn)?.into_iter().map(
        |((subject_key, unit_id, newest), (kind, membership, group, status))| SubjectRow {
            subject_key,
            unit_id,
            codes: [
                Some(kind).filter(|_| wanted(Attribute::SubjectKind)),
                membership.filter(|_| wanted(Attribute::Membership)),
                Some(group).filter(|_| wanted(Attribute::PositionGroup)),
                None,
                Some(status).filter(|_| wanted(Attribute::Status)),
                None,
                None,
                None,
            ],
            newest,
        },
    );
    Ok(rows.collect())
}

fn load(conn: &mut Db, sql: String, range: Range<'_>) -> Outcome<Vec<LeafCount>> {
    let rows = diesel::sql_query(sql)
        .bind::<Text, _>(range.unit)
        .bind::<Date, _>(range.tree_day)
        .bind::<Integer, _>(range.year)
        .load::<CountRow>(conn)?;
    Ok(rows.into_iter().map(LeafCount::from).collect())
}
