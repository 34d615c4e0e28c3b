//! Who may read a file.

use crate::rooms::files::{self, FileRow, FileView, ObjectKind, evidence};
use crate::rooms::{issues, registrations};
use lamtheo_db::{Outcome, ReadTx};
use lamtheo_domain::access::Caller;
use lamtheo_domain::kernel::{Refusal, ids::*};

/// A file that the caller may read.
pub(super) struct Readable {
    /// The file.
    pub row: FileRow,
    /// Whether it hangs on nothing.
    pub loose: bool,
    /// Whether it says something of a person who is not the reader's own self.
    pub personal: bool,
}

/// The file `id`, when the caller may read it.
pub(super) fn readable(tx: &mut ReadTx<'_>, caller: &Caller, id: &FileId) -> Outcome<Readable> {
    let row = files::file(tx.conn, id)?;
    let records = evidence::hangs_on(tx.conn, id)?;
    if records.is_empty() {
        if row.uploaded_by != caller.user_id {
            return Err(Refusal::not_found().into());
        }
        return Ok(Readable {
            row,
            loose: true,
            personal: false,
        });
    }
    let mut seen = false;
    let mut personal = false;
    for (kind, record) in records {
        match kind {
            ObjectKind::Issue => {
                seen |= issues::may_read(tx, caller, &IssueId::from_trusted(record))?;
            }
            ObjectKind::Pledge => {
                let pledge = PledgeId::from_trusted(record);
                if let Some(subject) = registrations::pledge_seen(tx, caller, &pledge)? {
                    seen = true;
                    personal |= subject.is_some() && !caller.is(subject.as_ref());
                }
            }
        }
    }
    if seen {
        Ok(Readable {
            row,
            loose: false,
            personal,
        })
    } else {
        Err(Refusal::not_found().into())
    }
}

/// The file `id` as `caller` sees it.
pub(super) fn get(tx: &mut ReadTx<'_>, caller: &Caller, id: &FileId) -> Outcome<FileView> {
    let found = readable(tx, caller, id)?;
    let own = found.loose && found.row.uploaded_by == caller.user_id;
    let actions = if own { vec!["delete"] } else { Vec::new() };
    Ok(files::file_view(&found.row, actions))
}
