//! Ends a delegation.

use super::super::delegation_store::{self as store, DelegationRow};
use super::delegate;
use crate::web::request::Versioned;
use chrono::NaiveDate;
use lamtheo_db::{Event, Outcome, Recorded, Tx, stored};
use lamtheo_domain::access::Caller;
use lamtheo_domain::kernel::ids::DelegationId;
use lamtheo_domain::kernel::{FieldError, Refusal};
use serde_json::json;

impl Versioned for DelegationRow {
    fn version(&self) -> i32 {
        self.version
    }
}

/// The delegation, of a unit for which the caller may name a deputy.
pub fn load(tx: &mut Tx<'_>, caller: &Caller, id: &DelegationId) -> Outcome<DelegationRow> {
    let row = store::delegation(tx.conn, id)?.ok_or_else(Refusal::not_found)?;
    delegate::load(tx, caller, &row.unit_id)?;
    Ok(row)
}

/// Ends it before its time; on its first day it then never held.
pub fn run(
    tx: &mut Tx<'_>,
    row: DelegationRow,
    valid_to: Option<NaiveDate>,
) -> Outcome<Recorded<()>> {
    let valid_to = valid_to.unwrap_or(tx.at.today);
    if row.valid_to <= tx.at.today {
        return Err(
            Refusal::conflict("delegation_ended", "Việc ủy quyền này đã hết hiệu lực").into(),
        );
    }
    if valid_to < row.valid_from || valid_to > row.valid_to {
        return Err(Refusal::fields(vec![FieldError::new(
            "/valid_to",
            "out_of_range",
            "Ngày kết thúc phải nằm trong thời gian ủy quyền",
        )])
        .into());
    }
    let touched = store::end(tx.conn, &row, valid_to, stored(tx.at.now))?;
    Tx::one_row(touched)?;
    let event = Event::new("delegation.ended", "delegation", &row.id)
        .unit(&row.unit_id)
        .before(json!({"valid_to": row.valid_to}))
        .after(json!({"valid_to": valid_to}));
    tx.record(event, ())
}
