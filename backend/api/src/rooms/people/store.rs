//! Persons, memberships and exemptions in the database.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;
use lamtheo_db::schema::{exemptions, memberships, people, units};
use lamtheo_db::{Db, Outcome, dialect};
use lamtheo_domain::kernel::ids::{MembershipId, PersonId, RowId, UnitId};
use lamtheo_domain::kernel::period::Interval;
use lamtheo_domain::kernel::text::{person_sort_key, search_key};
use lamtheo_domain::roll::{EndReason, ExemptionReason, MemberKind, PersonDetails, PositionGroup};

/// A person as stored.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = people)]
pub struct PersonRow {
    pub id: PersonId,
    pub full_name: String,
    pub birth_year: Option<i32>,
    pub membership_no: Option<String>,
    pub source: String,
    pub external_id: Option<String>,
    pub version: i32,
    pub created_at: NaiveDateTime,
    pub updated_at: NaiveDateTime,
}

/// A membership as stored.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = memberships, treat_none_as_default_value = false)]
pub struct MembershipRow {
    pub id: MembershipId,
    pub person_id: PersonId,
    pub unit_id: UnitId,
    pub member_kind: MemberKind,
    pub position: String,
    pub position_group: PositionGroup,
    pub managed_by_unit_id: Option<UnitId>,
    pub valid_from: NaiveDate,
    pub valid_to: Option<NaiveDate>,
    pub end_reason: Option<String>,
    pub version: i32,
    pub created_at: NaiveDateTime,
    pub updated_at: NaiveDateTime,
}

/// An exemption as stored.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = exemptions, treat_none_as_default_value = false)]
pub struct ExemptionRow {
    pub id: RowId,
    pub membership_id: MembershipId,
    pub reason: ExemptionReason,
    pub note: Option<String>,
    pub valid_from: NaiveDate,
    pub valid_to: Option<NaiveDate>,
    pub created_at: NaiveDateTime,
}

/// The person with that id.
pub fn person(conn: &mut Db, id: &PersonId) -> Outcome<Option<PersonRow>> {
    Ok(people::table
        .find(id)
        .select(PersonRow::as_select())
        .first(conn)
        .optional()?)
}

/// Inserts a person; a taken external id shows as a unique violation.
pub fn insert_person(conn: &mut Db, row: &PersonRow) -> QueryResult<usize> {
    diesel::insert_into(people::table)
        .values((
            people::id.eq(&row.id),
            people::full_name.eq(&row.full_name),
            people::search_key.eq(search_key(&row.full_name)),
            people::sort_key.eq(person_sort_key(&row.full_name)),
            people::birth_year.eq(row.birth_year),
            people::membership_no.eq(&row.membership_no),
            people::source.eq(&row.source),
            people::external_id.eq(&row.external_id),
            people::version.eq(row.version),
            people::created_at.eq(row.created_at),
            people::updated_at.eq(row.updated_at),
        ))
        .execute(conn)
}

/// Replaces what is known of a person, if the row still has this version.
pub fn update_person(
    conn: &mut Db,
    row: &PersonRow,
    details: &PersonDetails,
    external_id: Option<&str>,
    now: NaiveDateTime,
) -> QueryResult<usize> {
    let same = people::table
        .find(&row.id)
        .filter(people::version.eq(row.version));
    diesel::update(same)
        .set((
            people::full_name.eq(&details.full_name),
            people::search_key.eq(search_key(&details.full_name)),
            people::sort_key.eq(person_sort_key(&details.full_name)),
            people::birth_year.eq(details.birth_year),
            people::membership_no.eq(&details.membership_no),
            people::external_id.eq(external_id),
            people::version.eq(row.version + 1),
            people::updated_at.eq(now),
        ))
        .execute(conn)
}

/// How many others look like this person: the same name, and no other year of
/// birth; or the same membership number.
pub fn count_alike(conn: &mut Db, id: &PersonId, details: &PersonDetails) -> Outcome<i64> {
    let mut query = people::table.filter(people::id.ne(id)).into_boxed();
    let key = search_key(&details.full_name);
    query = match (details.birth_year, &details.membership_no) {
        (Some(year), Some(number)) => query.filter(
            people::search_key
                .eq(key)
                .and(people::birth_year.is_null().or(people::birth_year.eq(year)))
                .or(people::membership_no.eq(number.clone())),
        ),
        (Some(year), None) => query.filter(
            people::search_key
                .eq(key)
                .and(people::birth_year.is_null().or(people::birth_year.eq(year))),
        ),
        (None, Some(number)) => query.filter(
            people::search_key
                .eq(key)
                .or(people::membership_no.eq(number.clone())),
        ),
        (None, None) => query.filter(people::search_key.eq(key)),
    };
    Ok(query.count().get_result(conn)?)
}

/// Holds a person's row until commit, so that two memberships never overlap.
pub fn lock_person(conn: &mut Db, id: &PersonId) -> Outcome<()> {
    let select = format!(
        "SELECT id FROM people WHERE id = $1{}",
        dialect::row_lock(conn)
    );
    diesel::sql_query(select)
        .bind::<diesel::sql_types::Text, _>(id)
        .execute(conn)?;
    Ok(())
}

/// The membership with that id.
pub fn membership(conn: &mut Db, id: &MembershipId) -> Outcome<Option<MembershipRow>> {
    Ok(memberships::table
        .find(id)
        .select(MembershipRow::as_select())
        .first(conn)
        .optional()?)
}

/// Where a person belongs: the membership of today, else the last that began,
/// else the first that will begin.
pub fn current_or_last(
    conn: &mut Db,
    person: &PersonId,
    today: NaiveDate,
) -> Outcome<Option<MembershipRow>> {
    let all: Vec<MembershipRow> = memberships::table
        .filter(memberships::person_id.eq(person))
        .order(memberships::valid_from)
        .select(MembershipRow::as_select())
        .load(conn)?;
    let begun = all.iter().rposition(|row| row.valid_from <= today);
    Ok(all.into_iter().nth(begun.unwrap_or(0)))
}

/// Whether a person has a membership, other than `except`, on days of `days`.
pub fn overlaps(
    conn: &mut Db,
    person: &PersonId,
    days: Interval,
    except: Option<&MembershipId>,
) -> Outcome<bool> {
    let mut query = memberships::table
        .filter(memberships::person_id.eq(person))
        .filter(
            memberships::valid_to
                .is_null()
                .or(memberships::valid_to.gt(days.from)),
        )
        .select(memberships::id)
        .into_boxed();
    if let Some(to) = days.to {
        query = query.filter(memberships::valid_from.lt(to));
    }
    if let Some(except) = except {
        query = query.filter(memberships::id.ne(except));
    }
    Ok(query.first::<MembershipId>(conn).optional()?.is_some())
}

/// Inserts a membership.
pub fn insert_membership(conn: &mut Db, row: &MembershipRow) -> Outcome<()> {
    diesel::insert_into(memberships::table)
        .values(row)
        .execute(conn)?;
    Ok(())
}

/// Corrects a membership, if the row still has this version.
pub fn update_membership(
    conn: &mut Db,
    row: &MembershipRow,
    version: i32,
    now: NaiveDateTime,
) -> Outcome<usize> {
    let same = memberships::table
        .find(&row.id)
        .filter(memberships::version.eq(version));
    Ok(diesel::update(same)
        .set((
            memberships::member_kind.eq(row.member_kind),
            memberships::position.eq(&row.position),
            memberships::position_group.eq(row.position_group),
            memberships::managed_by_unit_id.eq(&row.managed_by_unit_id),
            memberships::valid_from.eq(row.valid_from),
            memberships::version.eq(version + 1),
            memberships::updated_at.eq(now),
        ))
        .execute(conn)?)
}

/// Ends a membership, if the row still has this version.
pub fn end_membership(
    conn: &mut Db,
    row: &MembershipRow,
    valid_to: NaiveDate,
    reason: EndReason,
    now: NaiveDateTime,
) -> Outcome<usize> {
    let same = memberships::table
        .find(&row.id)
        .filter(memberships::version.eq(row.version));
    Ok(diesel::update(same)
        .set((
            memberships::valid_to.eq(valid_to),
            memberships::end_reason.eq(reason.as_str()),
            memberships::version.eq(row.version + 1),
            memberships::updated_at.eq(now),
        ))
        .execute(conn)?)
}

/// Counts a change of a membership up, if the row still has this version.
pub fn touch_membership(conn: &mut Db, row: &MembershipRow, now: NaiveDateTime) -> Outcome<usize> {
    update_membership(conn, row, row.version, now)
}

/// Every exemption of a membership, the oldest first.
pub fn exemptions_of(conn: &mut Db, membership: &MembershipId) -> Outcome<Vec<ExemptionRow>> {
    Ok(exemptions::table
        .filter(exemptions::membership_id.eq(membership))
        .order(exemptions::valid_from)
        .select(ExemptionRow::as_select())
        .load(conn)?)
}

/// Inserts an exemption.
pub fn insert_exemption(conn: &mut Db, row: &ExemptionRow) -> Outcome<()> {
    diesel::insert_into(exemptions::table)
        .values(row)
        .execute(conn)?;
    Ok(())
}

/// Ends an exemption.
pub fn close_exemption(conn: &mut Db, id: &RowId, valid_to: NaiveDate) -> Outcome<()> {
    diesel::update(exemptions::table.find(id))
        .set(exemptions::valid_to.eq(valid_to))
        .execute(conn)?;
    Ok(())
}

/// Gives an exemption to another membership of the same person.
pub fn move_exemption(conn: &mut Db, id: &RowId, to: &MembershipId) -> Outcome<()> {
    diesel::update(exemptions::table.find(id))
        .set(exemptions::membership_id.eq(to))
        .execute(conn)?;
    Ok(())
}

/// Whether there is such a unit.
pub fn unit_exists(conn: &mut Db, id: &UnitId) -> Outcome<bool> {
    let found = units::table
        .find(id)
        .select(units::id)
        .first::<UnitId>(conn)
        .optional()?;
    Ok(found.is_some())
}
