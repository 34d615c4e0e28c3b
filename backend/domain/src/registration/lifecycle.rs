//! The life cycle of a registration: one table, one refusal.

use super::RegistrationStatus::{self, Approved, Closed, Draft, Returned, Submitted};
use crate::kernel::Refusal;
use crate::programme::ProgrammeStatus;
use crate::{labels, text_enum};

text_enum! {
    /// What can be done with a registration.
    RegistrationVerb {
        /// Change texts and pledges.
        Edit = "edit",
        /// Withdraw a draft (`DELETE`): it is gone.
        Withdraw = "delete",
        /// Hand in for approval.
        Submit = "submit",
        /// Thông qua, duyệt.
        Approve = "approve",
        /// Trả lại with a comment.
        Return = "return",
        /// Khép lại at year end.
        Close = "close",
    }
}

/// State, verb, next state (`None`: the record is withdrawn).
const TABLE: &[(
    RegistrationStatus,
    RegistrationVerb,
    Option<RegistrationStatus>,
)] = &[
    (Draft, RegistrationVerb::Edit, Some(Draft)),
    (Draft, RegistrationVerb::Withdraw, None),
    (Draft, RegistrationVerb::Submit, Some(Submitted)),
    (Submitted, RegistrationVerb::Approve, Some(Approved)),
    (Submitted, RegistrationVerb::Return, Some(Returned)),
    (Returned, RegistrationVerb::Edit, Some(Returned)),
    (Returned, RegistrationVerb::Submit, Some(Submitted)),
    (Approved, RegistrationVerb::Close, Some(Closed)),
];

/// The state after `verb`, `None` when the record is withdrawn by it.
///
/// # Errors
/// 409 `illegal_transition`, naming the current state.
pub fn next_status(
    status: RegistrationStatus,
    verb: RegistrationVerb,
) -> Result<Option<RegistrationStatus>, Refusal> {
    TABLE
        .iter()
        .find(|(from, by, _)| *from == status && *by == verb)
        .map(|(_, _, to)| *to)
        .ok_or_else(|| {
            refuse_transition(
                "Bản đăng ký",
                labels::label("registration.status", status.as_str()),
                labels::label("verb", verb.as_str()),
            )
        })
}

/// The verbs that the state allows, whoever asks.
pub fn allowed_verbs(status: RegistrationStatus) -> impl Iterator<Item = RegistrationVerb> {
    TABLE
        .iter()
        .filter(move |(from, _, _)| *from == status)
        .map(|(_, verb, _)| *verb)
}

/// Whether the form may still be written.
pub fn is_editable(status: RegistrationStatus) -> bool {
    allowed_verbs(status).any(|verb| verb == RegistrationVerb::Edit)
}

/// Work on pledges (report, verify, send back, cancel) needs a registration that
/// is approved and not yet closed, in a year that is still open.
///
/// # Errors
/// 409 `illegal_transition` naming the registration's state; 422 `programme_year_closed`.
pub fn check_work(registration: RegistrationStatus, year: ProgrammeStatus) -> Result<(), Refusal> {
    if registration != Approved {
        let state = labels::label("registration.status", registration.as_str());
        return Err(Refusal::conflict("illegal_transition", NOT_IN_THIS_STATE).detail(format!(
            "Bản đăng ký của việc này đang ở trạng thái “{state}”; chỉ thực hiện được khi bản đăng ký đã được thông qua và chưa khép năm."
        )));
    }
    if year == ProgrammeStatus::Closed {
        return Err(crate::programme::year_closed());
    }
    Ok(())
}

const NOT_IN_THIS_STATE: &str = "Không thực hiện được ở trạng thái hiện tại";

/// The refusal of every illegal transition.
pub(crate) fn refuse_transition(what: &str, state: &str, verb: &str) -> Refusal {
    Refusal::conflict("illegal_transition", NOT_IN_THIS_STATE).detail(format!(
        "{what} đang ở trạng thái “{state}” nên không thực hiện được thao tác “{verb}”."
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::Class;

    /// The whole life cycle as product rules state it, written once more.
    #[allow(clippy::option_option)]
    fn expected(
        status: RegistrationStatus,
        verb: RegistrationVerb,
    ) -> Option<Option<RegistrationStatus>> {
        use RegistrationVerb::{Approve, Close, Edit, Return, Submit, Withdraw};
        match (status, verb) {
            (Draft, Edit) => Some(Some(Draft)),
            (Draft, Withdraw) => Some(None),
            (Draft | Returned, Submit) => Some(Some(Submitted)),
            (Submitted, Approve) => Some(Some(Approved)),
            (Returned, Edit) | (Submitted, Return) => Some(Some(Returned)),
            (Approved, Close) => Some(Some(Closed)),
            _ => None,
        }
    }

    #[test]
    fn every_state_and_verb() {
        for &status in RegistrationStatus::ALL {
            for &verb in RegistrationVerb::ALL {
                let allowed = allowed_verbs(status).any(|v| v == verb);
                if let Some(to) = expected(status, verb) {
                    assert_eq!(next_status(status, verb), Ok(to), "{status} {verb}");
                    assert!(allowed);
                } else {
                    let refusal = next_status(status, verb).unwrap_err();
                    assert_eq!(refusal.class, Class::Conflict);
                    assert_eq!(refusal.code, "illegal_transition");
                    let state = labels::label("registration.status", status.as_str());
                    assert!(refusal.detail.unwrap().contains(state));
                    assert!(!allowed);
                }
            }
        }
    }

    #[test]
    fn work_needs_an_approved_registration_in_an_open_year() {
        for &status in RegistrationStatus::ALL {
            for &year in ProgrammeStatus::ALL {
                let outcome = check_work(status, year).map_err(|refusal| refusal.code);
                let expected = match (status, year) {
                    (Approved, ProgrammeStatus::Closed) => Err("programme_year_closed"),
                    (Approved, _) => Ok(()),
                    _ => Err("illegal_transition"),
                };
                assert_eq!(outcome, expected, "{status} {year}");
            }
        }
    }
}
