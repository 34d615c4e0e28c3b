//! Which changes an administrator sees: those of the own subtree; the
//! administrators of a top unit also those that concern no unit.

use super::mask::{is_business, masked};
use super::store::{self, Listed, Wanted};
use super::views::{AuditFilter, AuditView, BrokenView, VerificationView};
use crate::rooms::org_units;
use crate::web::list::{ListOf, Paging};
use chrono::{Days, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};
use lamtheo_db::{Outcome, ReadTx, audit, shown};
use lamtheo_domain::access::{Action, Caller};
use lamtheo_domain::labels;

/// Hours by which Asia/Ho_Chi_Minh is ahead of UTC.
const AHEAD_HOURS: i64 = 7;

/// A page of changes, newest first.
pub fn list(
    tx: &mut ReadTx<'_>,
    caller: &Caller,
    filter: &AuditFilter,
) -> Outcome<ListOf<AuditView>> {
    let page = Paging::of(filter.page, filter.per_page)?;
    let today = tx.at.today;
    let wanted = Wanted {
        scope: scope(tx, caller)?,
        below: filter.unit.clone(),
        object_type: filter.object_type.clone(),
        object_id: filter.object_id.clone(),
        action: filter.action.clone(),
        actor: filter.actor.clone(),
        from: filter.from.map(begin_of),
        before: filter
            .to
            .and_then(|day| day.checked_add_days(Days::new(1)))
            .map(begin_of),
    };
    let total = store::count(tx.conn, &wanted, today)?;
    let rows = store::page(tx.conn, &wanted, today, (page.offset(), page.per_page))?;
    Ok(page.list(rows.into_iter().map(view).collect(), total))
}

/// Walks the whole chain.
pub fn verify(tx: &mut ReadTx<'_>) -> Outcome<VerificationView> {
    let found = audit::verify(tx.conn)?;
    Ok(VerificationView {
        intact: found.broken.is_none(),
        verified: found.verified,
        broken: found.broken.map(|row| BrokenView {
            seq: row.seq,
            audit_id: row.audit_id,
            reason: row.reason,
        }),
        unsealed: found.unsealed,
    })
}

/// The units whose subtrees the caller administers; `None` for a top unit's.
fn scope(tx: &mut ReadTx<'_>, caller: &Caller) -> Outcome<Option<Vec<String>>> {
    let mut units = Vec::new();
    for unit in caller.units_of(Action::ReadAudit.roles()) {
        let place = org_units::place(tx.conn, unit, tx.at.today)?;
        if place.is_some_and(|place| place.parent_id.is_none()) {
            return Ok(None);
        }
        units.push(unit.to_string());
    }
    Ok(Some(units))
}

/// The instant at which a day begins in Asia/Ho_Chi_Minh, as stored.
fn begin_of(day: NaiveDate) -> NaiveDateTime {
    day.and_time(NaiveTime::MIN) - TimeDelta::hours(AHEAD_HOURS)
}

fn view((row, seq, actor_name): Listed) -> AuditView {
    let reason = if is_business(&row.object_type) {
        row.reason.map(|_| "***".to_owned())
    } else {
        row.reason
    };
    AuditView {
        before: masked(&row.object_type, row.before_state.as_deref()),
        after: masked(&row.object_type, row.after_state.as_deref()),
        id: row.id,
        seq,
        at: shown(row.at),
        actor_user_id: row.actor_user_id,
        actor_name,
        ip: row.ip,
        request_id: row.request_id,
        action_label: labels::label("audit.action", &row.action).to_owned(),
        action: row.action,
        object_type: row.object_type,
        object_id: row.object_id,
        unit_id: row.unit_id,
        reason,
        content_hash: row.content_hash,
    }
}
