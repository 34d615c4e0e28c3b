//! Registrations and pledges: states, transitions and the rules of their texts.

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
