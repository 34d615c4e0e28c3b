//! What can be done with a branch meeting.

pub(super) mod decide;
pub(super) mod edit;
pub(super) mod record;

use super::store::MeetingRow;
use crate::web::request::Versioned;
use lamtheo_domain::access::Place;

/// A meeting with its unit's place.
pub(super) struct Loaded {
    pub row: MeetingRow,
    pub place: Place,
}

impl Versioned for Loaded {
    fn version(&self) -> i32 {
        self.row.version
    }
}
