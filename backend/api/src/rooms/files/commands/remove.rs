//! Takes an own file away that hangs on nothing. Its content goes with the next
//! sweep, when no other row needs it.

use super::super::store::{self, FileRow};
use crate::web::answer;
use diesel::prelude::*;
use lamtheo_db::idempotency::StoredReply;
use lamtheo_db::schema::files;
use lamtheo_db::{Event, Outcome, Recorded, Tx};
use lamtheo_domain::access::Caller;
use lamtheo_domain::file::attached;
use lamtheo_domain::kernel::{Refusal, ids::*};

/// The caller's own file; one of somebody else is not there.
pub(in super::super) fn load(tx: &mut Tx<'_>, caller: &Caller, id: &FileId) -> Outcome<FileRow> {
    store::hold(tx.conn, std::slice::from_ref(id))?;
    let row = store::file(tx.conn, id)?;
    if row.uploaded_by == caller.user_id {
        Ok(row)
    } else {
        Err(Refusal::not_found().into())
    }
}

/// Removes the row.
pub(in super::super) fn run(tx: &mut Tx<'_>, row: &FileRow) -> Outcome<Recorded<StoredReply>> {
    if !store::hangs_on(tx.conn, &row.id)?.is_empty() {
        return Err(attached().into());
    }
    let gone = diesel::delete(files::table.find(&row.id)).execute(tx.conn)?;
    Tx::one_row(gone)?;
    let event = Event::new("file.removed", "file", &row.id)
        .unit(&row.unit_id)
        .before(serde_json::json!({ "sha256": row.sha256, "size": row.size, "kind": row.kind }));
    tx.record(event, answer::gone())
}
