//! The life cycle of an issue: one table, one refusal.

use super::IssueStatus::{
    self, CarriedOver, Confirmed, Draft, InProgress, Registered, ReportedResolved, Returned,
    SentBack, Submitted, Withdrawn,
};
use crate::kernel::Refusal;
use crate::registration::refuse_transition;
use crate::{labels, text_enum};

text_enum! {
    /// What can be done with an issue.
    IssueVerb {
        /// Change what is going to be registered.
        Edit = "edit",
        /// Change who answers for it, who helps and who may read it.
        Assign = "assign",
        /// Withdraw a draft (`DELETE`): it is gone.
        Delete = "delete",
        /// Hand in for registration.
        Submit = "submit",
        /// Đưa vào danh mục.
        Register = "register",
        /// Trả lại with a comment.
        Return = "return",
        /// Bắt đầu giải quyết.
        Start = "start",
        /// The owner declares it resolved.
        ReportResolved = "report-resolved",
        /// The level above confirms it.
        Confirm = "confirm",
        /// The level above is not satisfied.
        SendBack = "send-back",
        /// The owner asks for a later deadline.
        Extend = "extend",
        /// The level above grants it.
        GrantExtension = "grant-extension",
        /// The level above refuses it.
        RefuseExtension = "refuse-extension",
        /// Confirmed too early.
        Reopen = "reopen",
        /// Đưa ra khỏi danh mục, with reason.
        Withdraw = "withdraw",
        /// Chuyển tiếp sang năm sau.
        CarryOver = "carry-over",
    }
}

/// State, verb, next state (`None`: the record is gone).
const TABLE: &[(IssueStatus, IssueVerb, Option<IssueStatus>)] = &[
    (Draft, IssueVerb::Edit, Some(Draft)),
    (Draft, IssueVerb::Assign, Some(Draft)),
    (Draft, IssueVerb::Delete, None),
    (Draft, IssueVerb::Submit, Some(Submitted)),
    (Submitted, IssueVerb::Assign, Some(Submitted)),
    (Submitted, IssueVerb::Register, Some(Registered)),
    (Submitted, IssueVerb::Return, Some(Returned)),
    (Submitted, IssueVerb::Withdraw, Some(Withdrawn)),
    (Returned, IssueVerb::Edit, Some(Returned)),
    (Returned, IssueVerb::Assign, Some(Returned)),
    (Returned, IssueVerb::Submit, Some(Submitted)),
    (Returned, IssueVerb::Withdraw, Some(Withdrawn)),
    (Registered, IssueVerb::Assign, Some(Registered)),
    (Registered, IssueVerb::Start, Some(InProgress)),
    (Registered, IssueVerb::Extend, Some(Registered)),
    (Registered, IssueVerb::GrantExtension, Some(Registered)),
    (Registered, IssueVerb::RefuseExtension, Some(Registered)),
    (Registered, IssueVerb::Withdraw, Some(Withdrawn)),
    (Registered, IssueVerb::CarryOver, Some(CarriedOver)),
    (InProgress, IssueVerb::Assign, Some(InProgress)),
    (
        InProgress,
        IssueVerb::ReportResolved,
        Some(ReportedResolved),
    ),
    (InProgress, IssueVerb::Extend, Some(InProgress)),
    (InProgress, IssueVerb::GrantExtension, Some(InProgress)),
    (InProgress, IssueVerb::RefuseExtension, Some(InProgress)),
    (InProgress, IssueVerb::Withdraw, Some(Withdrawn)),
    (InProgress, IssueVerb::CarryOver, Some(CarriedOver)),
    (ReportedResolved, IssueVerb::Assign, Some(ReportedResolved)),
    (ReportedResolved, IssueVerb::Confirm, Some(Confirmed)),
    (ReportedResolved, IssueVerb::SendBack, Some(SentBack)),
    (SentBack, IssueVerb::Assign, Some(SentBack)),
    (SentBack, IssueVerb::ReportResolved, Some(ReportedResolved)),
    (SentBack, IssueVerb::Extend, Some(SentBack)),
    (SentBack, IssueVerb::GrantExtension, Some(SentBack)),
    (SentBack, IssueVerb::RefuseExtension, Some(SentBack)),
    (SentBack, IssueVerb::Withdraw, Some(Withdrawn)),
    (SentBack, IssueVerb::CarryOver, Some(CarriedOver)),
    (Confirmed, IssueVerb::Reopen, Some(InProgress)),
];

/// The state after `verb`, `None` when the record is gone with it.
///
/// # Errors
/// 409 `illegal_transition`, naming the current state.
pub fn next_status(status: IssueStatus, verb: IssueVerb) -> Result<Option<IssueStatus>, Refusal> {
    TABLE
        .iter()
        .find(|(from, by, _)| *from == status && *by == verb)
        .map(|(_, _, to)| *to)
        .ok_or_else(|| {
            refuse_transition(
                "Vấn đề",
                labels::label("issue.status", status.as_str()),
                labels::label("verb", verb.as_str()),
            )
        })
}

/// The verbs that the state allows, whoever asks.
pub fn allowed_verbs(status: IssueStatus) -> impl Iterator<Item = IssueVerb> {
    TABLE
        .iter()
        .filter(move |(from, _, _)| *from == status)
        .map(|(_, verb, _)| *verb)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::Class;
    use proptest::prelude::*;

    /// The whole life cycle as the product's rules state it, written once more.
    #[allow(clippy::option_option, clippy::match_same_arms)]
    fn expected(status: IssueStatus, verb: IssueVerb) -> Option<Option<IssueStatus>> {
        use IssueVerb as V;
        match (status, verb) {
            (Draft, V::Delete) => Some(None),
            (Draft | Returned, V::Edit) => Some(Some(status)),
            (Draft | Returned, V::Submit) => Some(Some(Submitted)),
            (Confirmed | Withdrawn | CarriedOver, V::Assign) => None,
            (_, V::Assign) => Some(Some(status)),
            (Submitted, V::Register) => Some(Some(Registered)),
            (Submitted, V::Return) => Some(Some(Returned)),
            (Registered, V::Start) | (Confirmed, V::Reopen) => Some(Some(InProgress)),
            (InProgress | SentBack, V::ReportResolved) => Some(Some(ReportedResolved)),
            (ReportedResolved, V::Confirm) => Some(Some(Confirmed)),
            (ReportedResolved, V::SendBack) => Some(Some(SentBack)),
            (
                Registered | InProgress | SentBack,
                V::Extend | V::GrantExtension | V::RefuseExtension,
            ) => Some(Some(status)),
            (Submitted | Returned | Registered | InProgress | SentBack, V::Withdraw) => {
                Some(Some(Withdrawn))
            }
            (Registered | InProgress | SentBack, V::CarryOver) => Some(Some(CarriedOver)),
            _ => None,
        }
    }

    #[test]
    fn every_pair_of_state_and_verb() {
        for &status in IssueStatus::ALL {
            for &verb in IssueVerb::ALL {
                match (next_status(status, verb), expected(status, verb)) {
                    (Ok(to), Some(wanted)) => assert_eq!(to, wanted, "{status} {verb}"),
                    (Err(refusal), None) => {
                        assert_eq!(refusal.code, "illegal_transition");
                        assert_eq!(refusal.class, Class::Conflict);
                        let state = labels::label("issue.status", status.as_str());
                        assert!(refusal.detail.unwrap().contains(state));
                    }
                    (got, wanted) => panic!("{status} {verb}: {got:?}, expected {wanted:?}"),
                }
            }
        }
    }

    #[test]
    fn every_word_has_its_label() {
        for &verb in IssueVerb::ALL {
            assert!(labels::has("verb", verb.as_str()), "{verb}");
        }
        for &status in IssueStatus::ALL {
            assert!(labels::has("issue.status", status.as_str()), "{status}");
        }
    }

    proptest! {
        /// However it goes, an issue is confirmed only after somebody reported
        /// it, and registered only after it was handed in.
        #[test]
        fn no_way_leads_past_the_level_above(verbs in proptest::collection::vec(0usize..IssueVerb::ALL.len(), 0..60)) {
            let mut status = Draft;
            let mut registered = false;
            for index in verbs {
                let verb = IssueVerb::ALL[index];
                let Ok(Some(next)) = next_status(status, verb) else { continue };
                if verb == IssueVerb::Register {
                    prop_assert_eq!(status, Submitted);
                    registered = true;
                }
                if next == Confirmed && status != Confirmed {
                    prop_assert_eq!(status, ReportedResolved);
                    prop_assert_eq!(verb, IssueVerb::Confirm);
                }
                prop_assert!(!next.is_open() || registered);
                prop_assert!(allowed_verbs(status).any(|allowed| allowed == verb));
                status = next;
            }
        }
    }
}
