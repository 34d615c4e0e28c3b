//! What can be done with a branch meeting.

pub(super) mod decide;
pub(super) mod edit;
pub(super) mod record;

use super::store::MeetingRow;
use crate::rooms::org_units::Standing;
use crate::web::request::Versioned;

/// A meeting with its unit's standing.
pub(super) struct Loaded {
    pub row: MeetingRow,
    pub unit: Standing,
}

impl Versioned for Loaded {
    fn version(&self) -> i32 {
        self.row.version
    }
}
