//! Delegations in the database.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;
use lamtheo_db::schema::{delegations, memberships, role_assignments, users};
use lamtheo_db::{Db, Outcome, dialect, valid_on};
use lamtheo_domain::access::Role;
use lamtheo_domain::kernel::ids::{DelegationId, PersonId, RoleAssignmentId, UnitId};
use lamtheo_domain::kernel::period::Interval;
use lamtheo_domain::roll::MemberKind;

/// A delegation as stored.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = delegations, treat_none_as_default_value = false)]
pub struct DelegationRow {
    pub id: DelegationId,
    pub unit_id: UnitId,
    pub from_person_id: PersonId,
    pub to_person_id: PersonId,
    pub document_no: Option<String>,
    pub reason: Option<String>,
    pub valid_from: NaiveDate,
    pub valid_to: NaiveDate,
    pub version: i32,
    pub created_at: NaiveDateTime,
    pub updated_at: NaiveDateTime,
}

/// The delegation with that id.
pub fn delegation(conn: &mut Db, id: &DelegationId) -> Outcome<Option<DelegationRow>> {
    Ok(delegations::table
        .find(id)
        .select(DelegationRow::as_select())
        .first(conn)
        .optional()?)
}

/// Holds a unit's row until commit, so that two deputies never overlap.
pub fn lock_unit(conn: &mut Db, id: &UnitId) -> Outcome<()> {
    let select = format!(
        "SELECT id FROM units WHERE id = $1{}",
        dialect::row_lock(conn)
    );
    diesel::sql_query(select)
        .bind::<diesel::sql_types::Text, _>(id)
        .execute(conn)?;
    Ok(())
}

/// Whether the unit has a deputy on days of `days`.
pub fn overlaps(conn: &mut Db, unit: &UnitId, days: Interval) -> Outcome<bool> {
    let mut query = delegations::table
        .filter(delegations::unit_id.eq(unit))
        .filter(delegations::valid_to.gt(days.from))
        .filter(delegations::valid_to.gt(delegations::valid_from))
        .select(delegations::id)
        .into_boxed();
    if let Some(to) = days.to {
        query = query.filter(delegations::valid_from.lt(to));
    }
    Ok(query.first::<DelegationId>(conn).optional()?.is_some())
}

/// Inserts a delegation.
pub fn insert(conn: &mut Db, row: &DelegationRow) -> Outcome<()> {
    diesel::insert_into(delegations::table)
        .values(row)
        .execute(conn)?;
    Ok(())
}

/// Ends a delegation, if the row still has this version.
pub fn end(
    conn: &mut Db,
    row: &DelegationRow,
    valid_to: NaiveDate,
    now: NaiveDateTime,
) -> Outcome<usize> {
    let same = delegations::table
        .find(&row.id)
        .filter(delegations::version.eq(row.version));
    Ok(diesel::update(same)
        .set((
            delegations::valid_to.eq(valid_to),
            delegations::version.eq(row.version + 1),
            delegations::updated_at.eq(now),
        ))
        .execute(conn)?)
}

/// What a person is in a unit on `day`, if the person belongs to it.
pub fn member_kind_in(
    conn: &mut Db,
    person: &PersonId,
    unit: &UnitId,
    day: NaiveDate,
) -> Outcome<Option<MemberKind>> {
    Ok(memberships::table
        .filter(memberships::person_id.eq(person))
        .filter(memberships::unit_id.eq(unit))
        .filter(valid_on!(memberships, day))
        .select(memberships::member_kind)
        .first(conn)
        .optional()?)
}

/// Whether a person's account holds the secretary's role on the unit on `day`.
pub fn is_secretary(
    conn: &mut Db,
    person: &PersonId,
    unit: &UnitId,
    day: NaiveDate,
) -> Outcome<bool> {
    let found = role_assignments::table
        .inner_join(users::table.on(users::id.eq(role_assignments::user_id)))
        .filter(users::person_id.eq(person))
        .filter(role_assignments::unit_id.eq(unit))
        .filter(role_assignments::role.eq(Role::BranchSecretary))
        .filter(valid_on!(role_assignments, day))
        .select(role_assignments::id)
        .first::<RoleAssignmentId>(conn)
        .optional()?;
    Ok(found.is_some())
}
