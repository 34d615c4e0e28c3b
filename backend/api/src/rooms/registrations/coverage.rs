//! Who of a unit's roll has registered for a year and who has not. Names go to
//! the chi bộ and the direct committee; above them counts only.

use super::facts::Facts;
use chrono::NaiveDate;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Date, Integer, Nullable, Text};
use lamtheo_db::{Outcome, ReadTx};
use lamtheo_domain::access::{Caller, Place, Role};
use lamtheo_domain::kernel::{Refusal, ids::*};
use lamtheo_domain::registration::RegistrationStatus;
use lamtheo_domain::roll::{MemberKind, PositionGroup};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

const OFFICERS: &[Role] = &[
    Role::BranchSecretary,
    Role::UnitStaff,
    Role::UnitLeader,
    Role::ProvinceStaff,
];

/// Which unit and year.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct CoverageQuery {
    /// The unit.
    pub unit: UnitId,
    /// Programme year.
    pub year: i32,
}

/// The roll of a unit beside its registrations of a year.
#[derive(Debug, Serialize, ToSchema)]
pub struct CoverageView {
    /// The unit that registers; figures stay with it.
    pub unit_id: UnitId,
    /// Programme year.
    pub year: i32,
    /// Persons obliged today in the unit and everything below it.
    #[schema(value_type = i32)]
    pub obliged: i64,
    /// Of them with an approved (or closed) registration.
    #[schema(value_type = i32)]
    pub approved: i64,
    /// Of them with a registration handed in and not yet passed.
    #[schema(value_type = i32)]
    pub submitted: i64,
    /// The unit's own roll by name; null where only counts may be seen.
    pub people: Option<Vec<CoveredPerson>>,
}

/// One person of the roll.
#[derive(Debug, Serialize, ToSchema)]
pub struct CoveredPerson {
    /// The subject, for an individual.
    pub person_id: PersonId,
    /// Full name.
    pub full_name: String,
    /// Official, probationary or not a member.
    pub member_kind: MemberKind,
    /// Position in words.
    pub position: String,
    /// Group of the position, frozen when handed in.
    pub position_group: PositionGroup,
    /// Must register this year.
    pub obliged: bool,
    /// Why the person need not register.
    pub exempt_reason: Option<String>,
    /// The registration, once handed in (or the caller's own draft).
    pub registration_id: Option<RegistrationId>,
    /// State in the life cycle.
    pub status: Option<RegistrationStatus>,
    /// Handed in after the window; judged from the day the subject became obliged.
    pub late: bool,
}

#[derive(QueryableByName)]
struct Counted {
    #[diesel(sql_type = BigInt)]
    obliged: i64,
    #[diesel(sql_type = BigInt)]
    approved: i64,
    #[diesel(sql_type = BigInt)]
    submitted: i64,
}

#[derive(QueryableByName)]
struct RollRow {
    #[diesel(sql_type = Text)]
    person_id: PersonId,
    #[diesel(sql_type = Text)]
    full_name: String,
    #[diesel(sql_type = Text)]
    member_kind: MemberKind,
    #[diesel(sql_type = Text)]
    position: String,
    #[diesel(sql_type = Text)]
    position_group: PositionGroup,
    #[diesel(sql_type = Nullable<Text>)]
    exempt_reason: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    registration_id: Option<RegistrationId>,
    #[diesel(sql_type = Nullable<Text>)]
    status: Option<RegistrationStatus>,
    #[diesel(sql_type = Nullable<diesel::sql_types::Bool>)]
    late: Option<bool>,
    #[diesel(sql_type = Nullable<Text>)]
    entered_by: Option<UserId>,
}

/// The coverage of a unit within the caller's reach.
pub(super) fn of_unit(
    tx: &mut ReadTx<'_>,
    caller: &Caller,
    query: &CoverageQuery,
) -> Outcome<CoverageView> {
    let place = Facts::on(tx.at.today).place(tx.conn, &query.unit)?;
    if !reaches(caller, &place) {
        return Err(Refusal::not_found().into());
    }
    let today = tx.at.today;
    let counted = count(tx, &query.unit, query.year, today)?;
    let people = if sees_names(caller, &place) {
        Some(roll(tx, caller, &query.unit, query.year, today)?)
    } else {
        None
    };
    Ok(CoverageView {
        unit_id: query.unit.clone(),
        year: query.year,
        obliged: counted.obliged,
        approved: counted.approved,
        submitted: counted.submitted,
        people,
    })
}

fn reaches(caller: &Caller, place: &Place) -> bool {
    caller.home_units.contains(&place.unit_id)
        || caller.on(Role::Member, &place.unit_id)
        || caller.over_any(OFFICERS, place)
        || caller.over(Role::Inspector, place)
}

fn sees_names(caller: &Caller, place: &Place) -> bool {
    caller
        .units_of(OFFICERS)
        .any(|unit| place.is_here_or_parent(unit))
}

fn count(tx: &mut ReadTx<'_>, unit: &UnitId, year: i32, today: NaiveDate) -> Outcome<Counted> {
    let sql = "SELECT count(*) AS obliged, \
        coalesce(sum(CASE WHEN r.status IN ('approved', 'closed') THEN 1 ELSE 0 END), 0) AS approved, \
        coalesce(sum(CASE WHEN r.status = 'submitted' THEN 1 ELSE 0 END), 0) AS submitted \
        FROM memberships m \
        JOIN unit_closure c ON c.descendant_id = m.unit_id AND c.ancestor_id = $1 \
          AND c.valid_from <= $2 AND (c.valid_to IS NULL OR c.valid_to > $2) \
        LEFT JOIN registrations r ON r.person_id = m.person_id AND r.year = $3 \
        WHERE m.member_kind <> 'non_member' AND m.valid_from <= $2 \
          AND (m.valid_to IS NULL OR m.valid_to > $2) \
          AND NOT EXISTS (SELECT 1 FROM exemptions e WHERE e.membership_id = m.id \
            AND e.valid_from <= $2 AND (e.valid_to IS NULL OR e.valid_to > $2))";
    Ok(diesel::sql_query(sql)
        .bind::<Text, _>(unit)
        .bind::<Date, _>(today)
        .bind::<Integer, _>(year)
        .get_result(tx.conn)?)
}

fn roll(
    tx: &mut ReadTx<'_>,
    caller: &Caller,
    unit: &UnitId,
    year: i32,
    today: NaiveDate,
) -> Outcome<Vec<CoveredPerson>> {
    let sql = "SELECT p.id AS person_id, p.full_name, m.member_kind, m.position, m.position_group, \
        (SELECT min(e.reason) FROM exemptions e WHERE e.membership_id = m.id \
          AND e.valid_from <= $1 AND (e.valid_to IS NULL OR e.valid_to > $1)) AS exempt_reason, \
        r.id AS registration_id, r.status, r.late, r.entered_by \
        FROM memberships m JOIN people p ON p.id = m.person_id \
        LEFT JOIN registrations r ON r.person_id = m.person_id AND r.year = $2 \
        WHERE m.unit_id = $3 AND m.valid_from <= $1 AND (m.valid_to IS NULL OR m.valid_to > $1) \
        ORDER BY p.sort_key, p.id";
    let rows: Vec<RollRow> = diesel::sql_query(sql)
        .bind::<Date, _>(today)
        .bind::<Integer, _>(year)
        .bind::<Text, _>(unit)
        .load(tx.conn)?;
    Ok(rows.into_iter().map(|row| covered(caller, row)).collect())
}

fn covered(caller: &Caller, row: RollRow) -> CoveredPerson {
    let own = row.entered_by.as_ref() == Some(&caller.user_id) || caller.is(Some(&row.person_id));
    let hidden = row.status == Some(RegistrationStatus::Draft) && !own;
    CoveredPerson {
        person_id: row.person_id,
        full_name: row.full_name,
        member_kind: row.member_kind,
        position: row.position,
        position_group: row.position_group,
        obliged: row.member_kind != MemberKind::NonMember && row.exempt_reason.is_none(),
        exempt_reason: row.exempt_reason,
        registration_id: row.registration_id.filter(|_| !hidden),
        status: row.status.filter(|_| !hidden),
        late: row.late.unwrap_or(false) && !hidden,
    }
}
