//! What a decision cites: the body that took it, its document or meeting.

use super::texts::Check;
use crate::kernel::ids::MeetingId;
use crate::kernel::{FieldError, Refusal};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

const BODY_MAX: usize = 300;
const DOCUMENT_NO_MAX: usize = 100;

/// The decision that an approval, a return, a confirmation or a cancellation may carry.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Decision {
    /// The body that decided, e.g. "Ban Thường vụ Huyện ủy".
    #[serde(default)]
    pub body: Option<String>,
    /// Number of its document.
    #[serde(default)]
    pub document_no: Option<String>,
    /// The day of the decision, not later than today.
    #[serde(default)]
    pub decided_on: Option<NaiveDate>,
    /// The branch meeting that passed it.
    #[serde(default)]
    pub meeting_id: Option<MeetingId>,
}

impl Decision {
    /// Checks the texts and the day; empty texts become absent.
    ///
    /// # Errors
    /// 422 with the fields below `/decision`.
    pub fn check(self, today: NaiveDate) -> Result<Self, Refusal> {
        let mut check = Check::default();
        let mut line = |name: &str, text: Option<String>, max: usize| {
            text.map(|text| check.text(format!("/decision/{name}"), &text, max))
                .filter(|text| !text.is_empty())
        };
        let body = line("body", self.body, BODY_MAX);
        let document_no = line("document_no", self.document_no, DOCUMENT_NO_MAX);
        if self.decided_on.is_some_and(|day| day > today) {
            check.faults.push(FieldError::new(
                "/decision/decided_on",
                "in_future",
                "Ngày quyết định không được sau ngày hôm nay",
            ));
        }
        check.finish(Self {
            body,
            document_no,
            ..self
        })
    }

    /// Whether it cites a meeting or a document: who entered for another may then
    /// record the decision.
    pub fn cites_source(&self) -> bool {
        self.meeting_id.is_some() || self.document_no.is_some()
    }

    /// Whether it names body, document number and date: `unit_staff` may then
    /// record it for the body.
    pub fn is_documented(&self) -> bool {
        self.body.is_some() && self.document_no.is_some() && self.decided_on.is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_decision_is_documented_with_all_three() {
        for bits in 0..8u8 {
            let decision = Decision {
                body: (bits & 1 != 0).then(|| "Ban Thường vụ".to_owned()),
                document_no: (bits & 2 != 0).then(|| "12-QĐ/ĐU".to_owned()),
                decided_on: (bits & 4 != 0).then(|| day("2022-03-01")),
                meeting_id: None,
            };
            assert_eq!(decision.is_documented(), bits == 7);
            assert_eq!(decision.cites_source(), bits & 2 != 0);
        }
        let met = Decision {
            meeting_id: Some(MeetingId::from_trusted("m")),
            ..Decision::default()
        };
        assert!(met.cites_source());
    }

    #[test]
    fn empty_words_cite_nothing_and_the_future_is_refused() {
        let empty = Decision {
            document_no: Some("  ".to_owned()),
            ..Decision::default()
        };
        assert!(!empty.check(day("2022-05-19")).unwrap().cites_source());
        let future = Decision {
            decided_on: Some(day("2022-05-20")),
            ..Decision::default()
        };
        assert_eq!(
            future.check(day("2022-05-19")).unwrap_err().fields[0].code,
            "in_future"
        );
    }
}
