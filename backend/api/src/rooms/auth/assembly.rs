//! Puts the view of an account together from its row and its roles.

use chrono::NaiveDate;
use diesel::prelude::*;
use lamtheo_db::schema::{role_assignments, unit_names};
use lamtheo_db::{Db, Outcome};
use lamtheo_domain::access::Role;
use lamtheo_domain::kernel::ids::{UnitId, UserId};

use super::store::Account;
use super::views::{HeldRole, SignedInUser};

/// The account with the roles it holds on `day`.
pub fn signed_in_user(conn: &mut Db, account: &Account, day: NaiveDate) -> Outcome<SignedInUser> {
    Ok(SignedInUser {
        id: account.id.clone(),
        username: account.username.clone(),
        display_name: account.display_name.clone(),
        person_id: account.person_id.clone(),
        roles: held_roles(conn, &account.id, day)?,
        must_change_password: account.must_change_password,
    })
}

fn held_roles(conn: &mut Db, user: &UserId, day: NaiveDate) -> Outcome<Vec<HeldRole>> {
    let named_on_day = unit_names::unit_id
        .eq(role_assignments::unit_id)
        .and(unit_names::valid_from.le(day))
        .and(
            unit_names::valid_to
                .is_null()
                .or(unit_names::valid_to.gt(day)),
        );
    let rows: Vec<(Role, UnitId, Option<String>)> = role_assignments::table
        .left_join(unit_names::table.on(named_on_day))
        .filter(role_assignments::user_id.eq(user.as_str()))
        .filter(role_assignments::valid_from.le(day))
        .filter(
            role_assignments::valid_to
                .is_null()
                .or(role_assignments::valid_to.gt(day)),
        )
        .order((role_assignments::role, role_assignments::unit_id))
        .select((
            role_assignments::role,
            role_assignments::unit_id,
            unit_names::name.nullable(),
        ))
        .load(conn)?;
    Ok(rows
        .into_iter()
        .map(|(role, unit_id, unit_name)| HeldRole {
            role,
            unit_id,
            unit_name,
        })
        .collect())
}
