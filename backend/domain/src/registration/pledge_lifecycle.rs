//! The life cycle of a pledge: one table.

use super::PledgeStatus::{
    self, Cancelled, CarriedOver, Draft, InProgress, Reported, SentBack, Verified,
};
use super::lifecycle::refuse_transition;
use crate::kernel::Refusal;
use crate::{labels, text_enum};

text_enum! {
    /// What can be done with a pledge.
    PledgeVerb {
        /// Its registration is approved: the work begins.
        Start = "start",
        /// The subject reports the result.
        Report = "report",
        /// Another person confirms the result.
        Verify = "verify",
        /// Another person asks for a better report.
        SendBack = "send-back",
        /// Chuyển tiếp sang năm sau.
        CarryOver = "carry-over",
        /// Thôi thực hiện, with reason and the approver's consent.
        Cancel = "cancel",
    }
}

/// State, verb, next state. A reported pledge is decided on, never cancelled.
const TABLE: &[(PledgeStatus, PledgeVerb, PledgeStatus)] = &[
    (Draft, PledgeVerb::Start, InProgress),
    (InProgress, PledgeVerb::Report, Reported),
    (InProgress, PledgeVerb::CarryOver, CarriedOver),
    (InProgress, PledgeVerb::Cancel, Cancelled),
    (Reported, PledgeVerb::Verify, Verified),
    (Reported, PledgeVerb::SendBack, SentBack),
    (SentBack, PledgeVerb::Report, Reported),
    (SentBack, PledgeVerb::CarryOver, CarriedOver),
    (SentBack, PledgeVerb::Cancel, Cancelled),
];

/// The state after `verb`.
///
/// # Errors
/// 409 `illegal_transition`, naming the current state.
pub fn next_pledge_status(status: PledgeStatus, verb: PledgeVerb) -> Result<PledgeStatus, Refusal> {
    TABLE
        .iter()
        .find(|(from, by, _)| *from == status && *by == verb)
        .map(|(_, _, to)| *to)
        .ok_or_else(|| {
            refuse_transition(
                "Việc làm theo",
                labels::label("pledge.status", status.as_str()),
                labels::label("verb", verb.as_str()),
            )
        })
}

/// The verbs that the state allows, whoever asks.
pub fn allowed_pledge_verbs(status: PledgeStatus) -> impl Iterator<Item = PledgeVerb> {
    TABLE
        .iter()
        .filter(move |(from, _, _)| *from == status)
        .map(|(_, verb, _)| *verb)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn expected(status: PledgeStatus, verb: PledgeVerb) -> Option<PledgeStatus> {
        use PledgeVerb::{Cancel, CarryOver, Report, SendBack, Start, Verify};
        match (status, verb) {
            (Draft, Start) => Some(InProgress),
            (InProgress | SentBack, Report) => Some(Reported),
            (InProgress | SentBack, CarryOver) => Some(CarriedOver),
            (InProgress | SentBack, Cancel) => Some(Cancelled),
            (Reported, Verify) => Some(Verified),
            (Reported, SendBack) => Some(SentBack),
            _ => None,
        }
    }

    #[test]
    fn every_state_and_verb() {
        for &status in PledgeStatus::ALL {
            for &verb in PledgeVerb::ALL {
                let allowed = allowed_pledge_verbs(status).any(|v| v == verb);
                if let Some(to) = expected(status, verb) {
                    assert_eq!(next_pledge_status(status, verb), Ok(to), "{status} {verb}");
                    assert!(allowed);
                } else {
                    let refusal = next_pledge_status(status, verb).unwrap_err();
                    assert_eq!(refusal.code, "illegal_transition");
                    let state = labels::label("pledge.status", status.as_str());
                    assert!(refusal.detail.unwrap().contains(state));
                    assert!(!allowed);
                }
            }
        }
    }

    proptest! {
        /// Whatever is tried in whatever order, a pledge is never verified
        /// without a report just before, and ends stay ends.
        #[test]
        fn no_way_round_the_report(tries in proptest::collection::vec(0..PledgeVerb::ALL.len(), 0..40)) {
            let mut status = Draft;
            for index in tries {
                let before = status;
                if let Ok(after) = next_pledge_status(status, PledgeVerb::ALL[index]) {
                    prop_assert!(after != Verified || before == Reported);
                    prop_assert!(!matches!(before, Verified | Cancelled | CarriedOver));
                    status = after;
                }
            }
        }
    }
}
