//! Registrations and pledges: states, transitions and the rules of their texts.

mod advice;
mod counting;
mod decision;
mod form;
mod late;
mod lifecycle;
mod pledge_lifecycle;
mod report;
mod secrecy;
mod texts;

pub use advice::{Warning, warnings};
pub use counting::{counts, declared_completed, not_reported, verified_completed};
pub use decision::Decision;
pub use form::{
    CONTENT_MAX, PledgeDraft, PledgeRules, check_draft, check_draft_pledge, check_pledges,
};
pub use late::{check_window, is_late};
pub(crate) use lifecycle::refuse_transition;
pub use lifecycle::{RegistrationVerb, allowed_verbs, check_work, is_editable, next_status};
pub use pledge_lifecycle::{PledgeVerb, allowed_pledge_verbs, next_pledge_status};
pub use report::{PledgeReport, SUMMARY_MAX, check_report};
pub use secrecy::{SECRET_MARK_CODE, has_secret_mark};
pub use texts::{COMMENT_MAX, check_comment, check_reason};
pub(crate) use texts::{Check, says_something};

use crate::text_enum;

text_enum! {
    /// Whose registration it is.
    SubjectKind { Individual = "individual", Collective = "collective" }
}

text_enum! {
    /// State of a registration.
    RegistrationStatus {
        Draft = "draft",
        Submitted = "submitted",
        Returned = "returned",
        Approved = "approved",
        Closed = "closed",
    }
}

text_enum! {
    /// State of a pledge.
    PledgeStatus {
        Draft = "draft",
        InProgress = "in_progress",
        Reported = "reported",
        Verified = "verified",
        SentBack = "sent_back",
        CarriedOver = "carried_over",
        Cancelled = "cancelled",
    }
}

text_enum! {
    /// Result of a pledge, as declared or as verified.
    PledgeResult { Completed = "completed", Partly = "partly", NotCompleted = "not_completed" }
}

text_enum! {
    /// Who may read: own chi bộ and direct superior; every signed-in Party member; the public.
    Visibility { Internal = "internal", PartyWide = "party_wide", Public = "public" }
}
