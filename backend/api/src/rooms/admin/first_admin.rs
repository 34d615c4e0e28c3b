//! The first system administrator, made on the command line.

use chrono::{DateTime, Duration, Utc};
use diesel::prelude::*;
use lamtheo_db::schema::{unit_closure, unit_names, unit_parents, units};
use lamtheo_db::{Database, Event, Origin, Outcome, Recorded, Tx, stored};
use lamtheo_domain::access::Role;
use lamtheo_domain::account::{
    SessionEnd, UserStatus, check_display_name, check_username, username_key,
};
use lamtheo_domain::kernel::ids::{RoleAssignmentId, RowId, UnitId, UserId};
use lamtheo_domain::kernel::text::{search_key, sort_key};
use lamtheo_domain::kernel::{FieldError, Refusal};
use lamtheo_domain::unit::{ReportingMode, UnitKind, UnitLevel};
use serde_json::json;

use super::commands::search_text;
use super::store::{self, NewUser, RoleRow, UserRow};
use crate::rooms::auth::{OneTimeCode, end_others};

/// How long the code of the command line is valid, in hours.
const CODE_HOURS: i64 = 1;

/// What the command line asks for.
#[derive(Debug, Clone)]
pub struct FirstAdmin {
    /// Username of the account; an existing one only with `force`.
    pub username: String,
    /// Name to show.
    pub display_name: String,
    /// Name of the top unit to create when there is none.
    pub root_unit_name: Option<String>,
    /// Also when an administrator exists: the break-glass account.
    pub force: bool,
}

/// The account that was made, with its code, to be shown once.
pub struct NewAdmin {
    /// The account.
    pub user_id: UserId,
    /// Its username.
    pub username: String,
    /// For the first password.
    pub one_time_code: OneTimeCode,
    /// Until when the code is valid: one hour.
    pub expires_at: DateTime<Utc>,
}

/// Creates the first system administrator with a one-time code valid for one
/// hour. Refuses with `administrator_exists` when one can sign in already,
/// unless forced; forced on an existing account, it takes the account's
/// password away and gives it the role again.
pub async fn create_admin(db: &Database, wanted: FirstAdmin) -> Outcome<NewAdmin> {
    db.write(Origin::system("create-admin"), move |tx| {
        create(tx, &wanted)
    })
    .await
}

fn create(tx: &mut Tx<'_>, wanted: &FirstAdmin) -> Outcome<Recorded<NewAdmin>> {
    check(wanted)?;
    let now = stored(tx.at.now);
    let administrable = !store::living_admins(tx.conn, tx.at.today, now)?.is_empty();
    if administrable && !wanted.force {
        return Err(Refusal::conflict(
            "administrator_exists",
            "Đã có quản trị hệ thống đang hoạt động",
        )
        .into());
    }
    let existing = store::user_by_key(tx.conn, &username_key(&wanted.username))?;
    if let Some(row) = &existing
        && !wanted.force
        && !row.must_change_password
    {
        return Err(Refusal::conflict("username_taken", "Tên đăng nhập đã được sử dụng").into());
    }
    let unit = match top_unit(tx)? {
        Some(unit) => unit,
        None => create_root(tx, wanted.root_unit_name.as_deref())?,
    };
    let code = OneTimeCode::generate();
    let expires_at = tx.at.now + Duration::hours(CODE_HOURS);
    let user_id = match existing {
        Some(row) => reopen(tx, row, &code, expires_at)?,
        None => insert(tx, wanted, &code, expires_at)?,
    };
    grant(tx, &user_id, &unit)?;
    let event = Event::new("user.administrator_created", "user", &user_id)
        .unit(&unit)
        .after(json!({
            "username": wanted.username, "one_time_code": "***",
            "code_expires_at": expires_at, "forced": wanted.force,
        }));
    tx.record(
        event,
        NewAdmin {
            user_id,
            username: wanted.username.trim().to_owned(),
            one_time_code: code,
            expires_at,
        },
    )
}

fn check(wanted: &FirstAdmin) -> Result<(), Refusal> {
    let faults: Vec<FieldError> = [
        check_username(wanted.username.trim(), "/username"),
        check_display_name(&wanted.display_name, "/display_name"),
    ]
    .into_iter()
    .filter_map(Result::err)
    .collect();
    if faults.is_empty() {
        Ok(())
    } else {
        Err(Refusal::fields(faults))
    }
}

fn insert(
    tx: &mut Tx<'_>,
    wanted: &FirstAdmin,
    code: &OneTimeCode,
    expires_at: DateTime<Utc>,
) -> Outcome<UserId> {
    let now = tx.at.now;
    let (username, display_name) = (wanted.username.trim(), wanted.display_name.trim());
    let id = UserId::new(now);
    let row = NewUser {
        id: id.clone(),
        username: username.to_owned(),
        username_key: username_key(username),
        display_name: display_name.to_owned(),
        search_key: search_text(username, display_name),
        person_id: None,
        status: UserStatus::Active,
        must_change_password: true,
        code_hash: code.hash(),
        code_expires_at: stored(expires_at),
        version: 1,
        created_at: stored(now),
        updated_at: stored(now),
    };
    store::insert_user(tx.conn, &row)?;
    Ok(id)
}

/// An account that never got its password, or the forced break-glass account.
fn reopen(
    tx: &mut Tx<'_>,
    row: UserRow,
    code: &OneTimeCode,
    expires_at: DateTime<Utc>,
) -> Outcome<UserId> {
    if row.status == UserStatus::Disabled {
        store::set_status(tx, &row, UserStatus::Active)?;
    }
    let row = store::user(tx.conn, &row.id)?;
    store::set_code(tx, &row, &code.hash(), stored(expires_at))?;
    end_others(tx, &row.id, SessionEnd::CodeIssued)?;
    Ok(row.id)
}

fn grant(tx: &mut Tx<'_>, user: &UserId, unit: &UnitId) -> Outcome<()> {
    let today = tx.at.today;
    let held = store::same_roles(tx.conn, user, Role::SystemAdmin, unit)?
        .iter()
        .any(|role| role.valid_from <= today && role.valid_to.is_none_or(|end| end > today));
    if held {
        return Ok(());
    }
    let now = stored(tx.at.now);
    store::insert_role(
        tx.conn,
        &RoleRow {
            id: RoleAssignmentId::new(tx.at.now),
            user_id: user.clone(),
            role: Role::SystemAdmin,
            unit_id: unit.clone(),
            valid_from: today,
            valid_to: None,
            granted_by: None,
            version: 1,
            created_at: now,
            updated_at: now,
        },
    )
}

/// The highest unit of the province: alive, without parent, not a root that
/// only figures name.
fn top_unit(tx: &mut Tx<'_>) -> Outcome<Option<UnitId>> {
    let today = tx.at.today;
    let with_parent = unit_parents::table
        .filter(unit_parents::valid_from.le(today))
        .filter(
            unit_parents::valid_to
                .is_null()
                .or(unit_parents::valid_to.gt(today)),
        )
        .select(unit_parents::unit_id);
    Ok(units::table
        .inner_join(unit_names::table.on(unit_names::unit_id.eq(units::id)))
        .filter(units::valid_to.is_null().or(units::valid_to.gt(today)))
        .filter(unit_names::valid_from.le(today))
        .filter(
            unit_names::valid_to
                .is_null()
                .or(unit_names::valid_to.gt(today)),
        )
        .filter(unit_names::level.ne(UnitLevel::External))
        .filter(units::id.ne_all(with_parent))
        .order((unit_names::level.eq(UnitLevel::Province).desc(), units::id))
        .select(units::id)
        .first(tx.conn)
        .optional()?)
}

/// A top unit with nothing but its name; its staff complete it later.
fn create_root(tx: &mut Tx<'_>, name: Option<&str>) -> Outcome<UnitId> {
    let name = name.map(str::trim).filter(|name| !name.is_empty());
    let name = name.ok_or_else(|| {
        Refusal::invalid(
            "root_unit_needed",
            "Chưa có đơn vị nào; cần nêu tên đảng bộ tỉnh để tạo đơn vị gốc",
        )
    })?;
    let (now, today, id) = (stored(tx.at.now), tx.at.today, UnitId::new(tx.at.now));
    diesel::insert_into(units::table)
        .values((
            units::id.eq(&id),
            units::source.eq("manual"),
            units::valid_from.eq(today),
            units::version.eq(1),
            units::created_at.eq(now),
            units::updated_at.eq(now),
        ))
        .execute(tx.conn)?;
    diesel::insert_into(unit_names::table)
        .values((
            unit_names::id.eq(RowId::new(tx.at.now)),
            unit_names::unit_id.eq(&id),
            unit_names::name.eq(name),
            unit_names::committee_name.eq(name),
            unit_names::short_name.eq(name),
            unit_names::kind.eq(UnitKind::ProvincialCommittee),
            unit_names::level.eq(UnitLevel::Province),
            unit_names::reporting_mode.eq(ReportingMode::Records),
            unit_names::search_key.eq(search_key(name)),
            unit_names::sort_key.eq(sort_key(name)),
            unit_names::valid_from.eq(today),
        ))
        .execute(tx.conn)?;
    diesel::insert_into(unit_closure::table)
        .values((
            unit_closure::ancestor_id.eq(&id),
            unit_closure::descendant_id.eq(&id),
            unit_closure::depth.eq(0),
            unit_closure::valid_from.eq(today),
        ))
        .execute(tx.conn)?;
    let event = Event::new("unit.created", "unit", &id)
        .unit(&id)
        .after(json!({"name": name, "level": UnitLevel::Province}));
    Ok(tx.record(event, id)?.into_inner())
}
