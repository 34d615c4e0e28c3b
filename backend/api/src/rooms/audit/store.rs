//! Audit rows in the database.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;
use lamtheo_db::audit::AuditRow;
use lamtheo_db::schema::{audit_log, audit_seal, unit_closure, users};
use lamtheo_db::{Db, Outcome};
use lamtheo_domain::kernel::ids::{UnitId, UserId};

type Rows<'a> = audit_log::BoxedQuery<'a, <Db as Connection>::Backend>;

/// Which rows are wanted; `None` wants all.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// Only rows about units below these; `None`: every row.
    pub scope: Option<Vec<String>>,
    /// Concerning this unit and everything below it.
    pub below: Option<UnitId>,
    /// Of this kind of record.
    pub object_type: Option<String>,
    /// Of this record.
    pub object_id: Option<String>,
    /// What happened.
    pub action: Option<String>,
    /// By this account.
    pub actor: Option<UserId>,
    /// From this instant on.
    pub from: Option<NaiveDateTime>,
    /// Before this instant.
    pub before: Option<NaiveDateTime>,
}

/// A row with its place in the chain and its actor's name.
pub type Listed = (AuditRow, Option<i64>, Option<String>);

/// The subtrees of `units` on `day`.
#[diesel::dsl::auto_type(no_type_alias)]
fn subtrees(units: Vec<String>, day: NaiveDate) -> _ {
    unit_closure::table
        .filter(unit_closure::ancestor_id.eq_any(units))
        .filter(unit_closure::valid_from.le(day))
        .filter(
            unit_closure::valid_to
                .is_null()
                .or(unit_closure::valid_to.gt(day)),
        )
        .select(unit_closure::descendant_id.nullable())
}

fn filtered<'a>(wanted: &Wanted, day: NaiveDate) -> Rows<'a> {
    let mut query = audit_log::table.into_boxed();
    if let Some(scope) = &wanted.scope {
        query = query.filter(audit_log::unit_id.eq_any(subtrees(scope.clone(), day)));
    }
    if let Some(unit) = &wanted.below {
        query = query.filter(audit_log::unit_id.eq_any(subtrees(vec![unit.to_string()], day)));
    }
    if let Some(kind) = &wanted.object_type {
        query = query.filter(audit_log::object_type.eq(kind.clone()));
    }
    if let Some(id) = &wanted.object_id {
        query = query.filter(audit_log::object_id.eq(id.clone()));
    }
    if let Some(action) = &wanted.action {
        query = query.filter(audit_log::action.eq(action.clone()));
    }
    if let Some(actor) = &wanted.actor {
        query = query.filter(audit_log::actor_user_id.eq(actor.to_string()));
    }
    if let Some(from) = wanted.from {
        query = query.filter(audit_log::at.ge(from));
    }
    if let Some(before) = wanted.before {
        query = query.filter(audit_log::at.lt(before));
    }
    query
}

/// How many rows are wanted.
pub fn count(conn: &mut Db, wanted: &Wanted, day: NaiveDate) -> Outcome<i64> {
    Ok(filtered(wanted, day).count().get_result(conn)?)
}

/// A page of the wanted rows, newest first.
pub fn page(
    conn: &mut Db,
    wanted: &Wanted,
    day: NaiveDate,
    (offset, limit): (i64, i64),
) -> Outcome<Vec<Listed>> {
    let rows = filtered(wanted, day)
        .order((audit_log::at.desc(), audit_log::id.desc()))
        .select(AuditRow::as_select())
        .offset(offset)
        .limit(limit)
        .load::<AuditRow>(conn)?;
    rows.into_iter()
        .map(|row| {
            let seq = audit_seal::table
                .filter(audit_seal::audit_id.eq(row.id.as_str()))
                .select(audit_seal::seq)
                .first::<i64>(conn)
                .optional()?;
            let name = match &row.actor_user_id {
                Some(actor) => users::table
                    .find(actor.as_str())
                    .select(users::display_name)
                    .first::<String>(conn)
                    .optional()?,
                None => None,
            };
            Ok((row, seq, name))
        })
        .collect()
}
