//! Reading the rules, the ledger and the duty.

pub(super) mod duty;
mod followed;
pub(super) mod ledger;

use super::store;
use super::views::{self, ReminderRulesView};
use lamtheo_db::{Outcome, ReadTx};
use lamtheo_domain::access::{Action, Caller};

/// The rules as `caller` sees them.
pub(super) fn rules(tx: &mut ReadTx<'_>, caller: &Caller) -> Outcome<ReminderRulesView> {
    let rules = store::rules(tx.conn)?;
    Ok(views::rules(
        &rules,
        caller.holds(Action::WriteReminderRules),
    ))
}
