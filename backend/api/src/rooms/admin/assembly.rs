//! Puts the views of accounts and role assignments together from their rows
//! and what surrounds them.

use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::prelude::*;
use lamtheo_db::schema::{people, role_assignments, unit_names, users};
use lamtheo_db::{Db, Outcome, shown};
use lamtheo_domain::access::{Action, Caller};
use lamtheo_domain::account::UserStatus;
use lamtheo_domain::kernel::Moment;
use lamtheo_domain::kernel::ids::{PersonId, UnitId, UserId};

use super::store::{RoleRow, UserRow};
use super::views::{RoleAssignmentView, UserRole, UserView};

/// The view of one account.
pub fn user_view(conn: &mut Db, caller: &Caller, row: UserRow, at: Moment) -> Outcome<UserView> {
    let mut views = user_views(conn, caller, vec![row], at)?;
    views
        .pop()
        .ok_or_else(|| lamtheo_db::Failure::defect("the view of an account is missing"))
}

/// The views of several accounts, in their order.
pub fn user_views(
    conn: &mut Db,
    caller: &Caller,
    rows: Vec<UserRow>,
    at: Moment,
) -> Outcome<Vec<UserView>> {
    let mut roles = roles_of(conn, rows.iter().map(|row| row.id.as_str()), at.today)?;
    let persons = rows.iter().filter_map(|row| row.person_id.as_ref());
    let names = names_of(conn, persons)?;
    Ok(rows
        .into_iter()
        .map(|row| UserView {
            allowed_actions: user_actions(caller, &row),
            roles: roles.remove(&row.id).unwrap_or_default(),
            person_name: row.person_id.as_ref().and_then(|id| names.get(id).cloned()),
            id: row.id,
            username: row.username,
            display_name: row.display_name,
            person_id: row.person_id,
            status: row.status,
            must_change_password: row.must_change_password,
            code_expires_at: row.code_expires_at.map(shown),
            last_login_at: row.last_login_at.map(shown),
            version: row.version,
            created_at: shown(row.created_at),
            updated_at: shown(row.updated_at),
        })
        .collect())
}

/// Nobody disables the own account or resets the own password here.
fn user_actions(caller: &Caller, row: &UserRow) -> Vec<&'static str> {
    if !caller.holds(Action::WriteAccounts) {
        return Vec::new();
    }
    let own = row.id == caller.user_id;
    match row.status {
        UserStatus::Active if own => vec!["update"],
        UserStatus::Active => vec!["update", "reset-code", "disable"],
        UserStatus::Disabled => vec!["update", "enable"],
    }
}

fn roles_of<'a>(
    conn: &mut Db,
    user_ids: impl Iterator<Item = &'a str>,
    day: NaiveDate,
) -> Outcome<HashMap<UserId, Vec<UserRole>>> {
    let ids: Vec<&str> = user_ids.collect();
    let rows = role_assignments::table
        .filter(role_assignments::user_id.eq_any(ids))
        .filter(role_assignments::valid_from.le(day))
        .filter(
            role_assignments::valid_to
                .is_null()
                .or(role_assignments::valid_to.gt(day)),
        )
        .order((role_assignments::valid_from, role_assignments::id))
        .select(RoleRow::as_select())
        .load(conn)?;
    let names = unit_names_on(conn, rows.iter().map(|row| &row.unit_id), day)?;
    let mut roles: HashMap<UserId, Vec<UserRole>> = HashMap::new();
    for row in rows {
        roles.entry(row.user_id).or_default().push(UserRole {
            id: row.id,
            role: row.role,
            unit_name: names.get(&row.unit_id).cloned(),
            unit_id: row.unit_id,
            valid_from: row.valid_from,
            valid_to: row.valid_to,
        });
    }
    Ok(roles)
}

fn names_of<'a>(
    conn: &mut Db,
    persons: impl Iterator<Item = &'a PersonId>,
) -> Outcome<HashMap<PersonId, String>> {
    let ids: Vec<&str> = persons.map(|id| id.as_str()).collect();
    Ok(people::table
        .filter(people::id.eq_any(ids))
        .select((people::id, people::full_name))
        .load::<(PersonId, String)>(conn)?
        .into_iter()
        .collect())
}

fn unit_names_on<'a>(
    conn: &mut Db,
    units: impl Iterator<Item = &'a UnitId>,
    day: NaiveDate,
) -> Outcome<HashMap<UnitId, String>> {
    let ids: Vec<&str> = units.map(|id| id.as_str()).collect();
    Ok(unit_names::table
        .filter(unit_names::unit_id.eq_any(ids))
        .filter(unit_names::valid_from.le(day))
        .filter(
            unit_names::valid_to
                .is_null()
                .or(unit_names::valid_to.gt(day)),
        )
        .select((unit_names::unit_id, unit_names::name))
        .load::<(UnitId, String)>(conn)?
        .into_iter()
        .collect())
}

/// The view of one role assignment.
pub fn role_view(
    conn: &mut Db,
    caller: &Caller,
    row: RoleRow,
    at: Moment,
) -> Outcome<RoleAssignmentView> {
    let mut views = role_views(conn, caller, vec![row], at)?;
    views
        .pop()
        .ok_or_else(|| lamtheo_db::Failure::defect("the view of a role assignment is missing"))
}

/// The views of several role assignments, in their order.
pub fn role_views(
    conn: &mut Db,
    caller: &Caller,
    rows: Vec<RoleRow>,
    at: Moment,
) -> Outcome<Vec<RoleAssignmentView>> {
    let names = unit_names_on(conn, rows.iter().map(|row| &row.unit_id), at.today)?;
    let ids: Vec<&str> = rows.iter().map(|row| row.user_id.as_str()).collect();
    let accounts: HashMap<UserId, (String, String)> = users::table
        .filter(users::id.eq_any(ids))
        .select((users::id, (users::username, users::display_name)))
        .load::<(UserId, (String, String))>(conn)?
        .into_iter()
        .collect();
    Ok(rows
        .into_iter()
        .map(|row| {
            let (username, display_name) = accounts.get(&row.user_id).cloned().unwrap_or_default();
            let ended = row.valid_to.is_some_and(|end| end <= at.today);
            RoleAssignmentView {
                allowed_actions: if caller.holds(Action::WriteAccounts) && !ended {
                    vec!["end"]
                } else {
                    Vec::new()
                },
                unit_name: names.get(&row.unit_id).cloned(),
                active: !ended && row.valid_from <= at.today,
                id: row.id,
                user_id: row.user_id,
                username,
                display_name,
                role: row.role,
                unit_id: row.unit_id,
                valid_from: row.valid_from,
                valid_to: row.valid_to,
                granted_by: row.granted_by,
                version: row.version,
                created_at: shown(row.created_at),
                updated_at: shown(row.updated_at),
            }
        })
        .collect())
}
