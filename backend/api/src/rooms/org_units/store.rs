//! Units, their dated names, parents and codes in the database.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;
use lamtheo_db::schema::{
    locks, memberships, unit_closure, unit_codes, unit_names, unit_parents, units,
};
use lamtheo_db::{Db, Outcome, dialect, on_each};
use lamtheo_domain::kernel::ids::{RowId, UnitId};
use lamtheo_domain::kernel::text::{search_key, sort_key};
use lamtheo_domain::unit::{ReportingMode, UnitKind, UnitLevel, UnitProfile};

const TREE_LOCK: &str = "unit_tree";

/// A unit's identity as stored.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = units, treat_none_as_default_value = false)]
pub struct UnitRow {
    pub id: UnitId,
    pub party_unit_id: Option<UnitId>,
    pub source: String,
    pub external_id: Option<String>,
    pub valid_from: NaiveDate,
    pub valid_to: Option<NaiveDate>,
    pub version: i32,
    pub created_at: NaiveDateTime,
    pub updated_at: NaiveDateTime,
}

/// A dated name as stored.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = unit_names)]
pub struct NameRow {
    pub id: RowId,
    pub unit_id: UnitId,
    pub name: String,
    pub committee_name: String,
    pub short_name: String,
    pub kind: UnitKind,
    pub level: UnitLevel,
    pub reporting_mode: ReportingMode,
    pub valid_from: NaiveDate,
    pub valid_to: Option<NaiveDate>,
}

impl NameRow {
    /// The row's content without its dates.
    pub fn profile(&self) -> UnitProfile {
        UnitProfile {
            name: self.name.clone(),
            committee_name: self.committee_name.clone(),
            short_name: self.short_name.clone(),
            kind: self.kind,
            level: self.level,
            reporting_mode: self.reporting_mode,
        }
    }
}

/// A dated parent as stored.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = unit_parents, treat_none_as_default_value = false)]
pub struct ParentRow {
    pub id: RowId,
    pub unit_id: UnitId,
    pub parent_id: UnitId,
    pub valid_from: NaiveDate,
    pub valid_to: Option<NaiveDate>,
}

/// A dated code as stored.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = unit_codes, treat_none_as_default_value = false)]
pub struct CodeRow {
    pub id: RowId,
    pub unit_id: UnitId,
    pub system: String,
    pub code: String,
    pub valid_from: NaiveDate,
    pub valid_to: Option<NaiveDate>,
}

/// The unit with that id, on whatever day.
pub fn unit(conn: &mut Db, id: &UnitId) -> Outcome<Option<UnitRow>> {
    Ok(units::table
        .find(id)
        .select(UnitRow::as_select())
        .first(conn)
        .optional()?)
}

/// Every name of a unit, the oldest first.
pub fn names(conn: &mut Db, id: &UnitId) -> Outcome<Vec<NameRow>> {
    Ok(unit_names::table
        .filter(unit_names::unit_id.eq(id))
        .order(unit_names::valid_from)
        .select(NameRow::as_select())
        .load(conn)?)
}

/// Every parent of a unit, the oldest first.
pub fn parents(conn: &mut Db, id: &UnitId) -> Outcome<Vec<ParentRow>> {
    Ok(unit_parents::table
        .filter(unit_parents::unit_id.eq(id))
        .order(unit_parents::valid_from)
        .select(ParentRow::as_select())
        .load(conn)?)
}

/// Every code of these units, the oldest first.
pub fn codes(conn: &mut Db, of: &[UnitId]) -> Outcome<Vec<CodeRow>> {
    Ok(unit_codes::table
        .filter(unit_codes::unit_id.eq_any(of))
        .order((unit_codes::valid_from, unit_codes::system, unit_codes::code))
        .select(CodeRow::as_select())
        .load(conn)?)
}

/// Holds the tree until commit, so that two moves never close a circle.
pub fn lock_tree(conn: &mut Db, now: NaiveDateTime) -> Outcome<()> {
    if matches!(conn, Db::Sqlite(_)) {
        return Ok(());
    }
    let row = (
        locks::name.eq(TREE_LOCK),
        locks::holder.eq(""),
        locks::locked_until.eq(now),
    );
    on_each!(&mut *conn, c => diesel::insert_into(locks::table).values(row).on_conflict_do_nothing().execute(c))?;
    let select = format!(
        "SELECT name FROM locks WHERE name = $1{}",
        dialect::row_lock(conn)
    );
    diesel::sql_query(select)
        .bind::<diesel::sql_types::Text, _>(TREE_LOCK)
        .execute(conn)?;
    Ok(())
}

/// Inserts a unit; a taken external id shows as a unique violation.
pub fn insert_unit(conn: &mut Db, row: &UnitRow) -> QueryResult<usize> {
    diesel::insert_into(units::table).values(row).execute(conn)
}

/// Opens a period with this profile.
pub fn insert_name(
    conn: &mut Db,
    id: RowId,
    unit: &UnitId,
    profile: &UnitProfile,
    valid_from: NaiveDate,
) -> Outcome<()> {
    diesel::insert_into(unit_names::table)
        .values((
            unit_names::id.eq(id),
            unit_names::unit_id.eq(unit),
            unit_names::name.eq(&profile.name),
            unit_names::committee_name.eq(&profile.committee_name),
            unit_names::short_name.eq(&profile.short_name),
            unit_names::kind.eq(profile.kind),
            unit_names::level.eq(profile.level),
            unit_names::reporting_mode.eq(profile.reporting_mode),
            unit_names::search_key.eq(search_key(&profile.name)),
            unit_names::sort_key.eq(sort_key(&profile.name)),
            unit_names::valid_from.eq(valid_from),
        ))
        .execute(conn)?;
    Ok(())
}

/// Replaces the profile of a period.
pub fn correct_name(conn: &mut Db, id: &RowId, profile: &UnitProfile) -> Outcome<()> {
    diesel::update(unit_names::table.find(id))
        .set((
            unit_names::name.eq(&profile.name),
            unit_names::committee_name.eq(&profile.committee_name),
            unit_names::short_name.eq(&profile.short_name),
            unit_names::kind.eq(profile.kind),
            unit_names::level.eq(profile.level),
            unit_names::reporting_mode.eq(profile.reporting_mode),
            unit_names::search_key.eq(search_key(&profile.name)),
            unit_names::sort_key.eq(sort_key(&profile.name)),
        ))
        .execute(conn)?;
    Ok(())
}

/// Ends a period of names.
pub fn close_name(conn: &mut Db, id: &RowId, valid_to: NaiveDate) -> Outcome<()> {
    diesel::update(unit_names::table.find(id))
        .set(unit_names::valid_to.eq(valid_to))
        .execute(conn)?;
    Ok(())
}

/// Opens a period below a parent.
pub fn insert_parent(conn: &mut Db, row: &ParentRow) -> Outcome<()> {
    diesel::insert_into(unit_parents::table)
        .values(row)
        .execute(conn)?;
    Ok(())
}

/// Names another parent for a period.
pub fn correct_parent(conn: &mut Db, id: &RowId, parent: &UnitId) -> Outcome<()> {
    diesel::update(unit_parents::table.find(id))
        .set(unit_parents::parent_id.eq(parent))
        .execute(conn)?;
    Ok(())
}

/// Ends a period below a parent.
pub fn close_parent(conn: &mut Db, id: &RowId, valid_to: NaiveDate) -> Outcome<()> {
    diesel::update(unit_parents::table.find(id))
        .set(unit_parents::valid_to.eq(valid_to))
        .execute(conn)?;
    Ok(())
}

/// Adds a code.
pub fn insert_code(conn: &mut Db, row: &CodeRow) -> Outcome<()> {
    diesel::insert_into(unit_codes::table)
        .values(row)
        .execute(conn)?;
    Ok(())
}

/// Ends a code.
pub fn close_code(conn: &mut Db, id: &RowId, valid_to: NaiveDate) -> Outcome<()> {
    diesel::update(unit_codes::table.find(id))
        .set(unit_codes::valid_to.eq(valid_to))
        .execute(conn)?;
    Ok(())
}

/// Removes a code that would be valid on no day.
pub fn delete_code(conn: &mut Db, id: &RowId) -> Outcome<()> {
    diesel::delete(unit_codes::table.find(id)).execute(conn)?;
    Ok(())
}

/// Counts a change of the unit up, if it still has this version; 0 rows otherwise.
pub fn touch(
    conn: &mut Db,
    id: &UnitId,
    version: i32,
    party_unit_id: Option<&UnitId>,
    now: NaiveDateTime,
) -> Outcome<usize> {
    Ok(
        diesel::update(units::table.find(id).filter(units::version.eq(version)))
            .set((
                units::version.eq(version + 1),
                units::party_unit_id.eq(party_unit_id),
                units::updated_at.eq(now),
            ))
            .execute(conn)?,
    )
}

/// Whether someone belongs to the unit on or after `day`.
pub fn has_persons(conn: &mut Db, unit: &UnitId, day: NaiveDate) -> Outcome<bool> {
    let found = memberships::table
        .filter(memberships::unit_id.eq(unit))
        .filter(
            memberships::valid_to
                .is_null()
                .or(memberships::valid_to.gt(day)),
        )
        .select(memberships::id)
        .first::<RowId>(conn)
        .optional()?;
    Ok(found.is_some())
}

/// Whether `unit` stands below `top` on some day from `day` on.
pub fn is_below_from(conn: &mut Db, unit: &UnitId, top: &UnitId, day: NaiveDate) -> Outcome<bool> {
    let found = unit_closure::table
        .filter(unit_closure::ancestor_id.eq(top))
        .filter(unit_closure::descendant_id.eq(unit))
        .filter(
            unit_closure::valid_to
                .is_null()
                .or(unit_closure::valid_to.gt(day)),
        )
        .select(unit_closure::depth)
        .first::<i32>(conn)
        .optional()?;
    Ok(found.is_some())
}
