//! What changes the programme.

pub mod close_year;
pub mod open_year;
pub mod write_document;
pub mod write_year;

use super::store::{self, DocumentRow, YearRow};
pub use super::store::{DocumentContent, YearContent};
use crate::web::request::Versioned;
use lamtheo_db::{Outcome, Tx};
use lamtheo_domain::kernel::Refusal;
use lamtheo_domain::kernel::ids::{PolicyDocumentId, ProgrammeYearId};

impl Versioned for DocumentRow {
    fn version(&self) -> i32 {
        self.version
    }
}

impl Versioned for YearRow {
    fn version(&self) -> i32 {
        self.version
    }
}

/// The policy document that is to be changed.
pub fn load_document(tx: &mut Tx<'_>, id: &PolicyDocumentId) -> Outcome<DocumentRow> {
    Ok(store::document(tx.conn, id)?.ok_or_else(Refusal::not_found)?)
}

/// The programme year that is to be changed.
pub fn load_year(tx: &mut Tx<'_>, id: &ProgrammeYearId) -> Outcome<YearRow> {
    Ok(store::year(tx.conn, id)?.ok_or_else(Refusal::not_found)?)
}
