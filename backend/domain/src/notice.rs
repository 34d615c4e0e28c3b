//! Notices: which event of the register is told to whom and in which words,
//! and what a person wants to be told in which way.

use crate::kernel::FieldError;
use crate::text_enum;
use std::collections::BTreeMap;

text_enum! {
    /// Kinds of notices that a person may switch on and off.
    NoticeKind {
        /// Something waits for the reader's decision.
        DecisionWanted = "decision_wanted",
        /// A decision was made on something of the reader.
        Decided = "decided",
        /// Something new on an issue the reader has to do with.
        IssueUpdate = "issue_update",
        /// The daily digest of deadlines.
        Digest = "digest",
        /// A superior's reminder (đôn đốc).
        Urged = "urged",
    }
}

impl NoticeKind {
    /// Vietnamese name in the settings.
    pub const fn label(self) -> &'static str {
        match self {
            Self::DecisionWanted => "Việc chờ cho ý kiến, xác nhận",
            Self::Decided => "Kết quả cho ý kiến, xác nhận",
            Self::IssueUpdate => "Tin mới về vấn đề có liên quan",
            Self::Digest => "Nhắc việc hằng ngày",
            Self::Urged => "Cấp trên đôn đốc",
        }
    }
}

/// Who listens to an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Listener {
    /// Who decides on the record.
    Approver,
    /// Whose record it is; for an issue its owner and the responsible person.
    Subject,
    /// Coordinating units of an issue.
    Coordinators,
}

/// One event told to one kind of listener.
#[derive(Debug, Clone, Copy)]
pub struct Telling {
    /// The event of the outbox.
    pub event: &'static str,
    /// Who listens.
    pub listener: Listener,
    /// Which setting holds.
    pub kind: NoticeKind,
    /// What happened, Vietnamese.
    pub title: &'static str,
}

const fn telling(
    event: &'static str,
    listener: Listener,
    kind: NoticeKind,
    title: &'static str,
) -> Telling {
    Telling {
        event,
        listener,
        kind,
        title,
    }
}

use Listener::{Approver, Coordinators, Subject};
use NoticeKind::{Decided, DecisionWanted, IssueUpdate};

/// Everything that is told; events that are not here are nobody's news.
#[rustfmt::skip]
const TELLINGS: &[Telling] = &[
    telling("registration.submitted", Approver, DecisionWanted, "Bản đăng ký chờ cho ý kiến"),
    telling("registration.approved", Subject, Decided, "Bản đăng ký đã được thông qua"),
    telling("registration.returned", Subject, Decided, "Bản đăng ký được trả lại để bổ sung"),
    telling("pledge.reported", Approver, DecisionWanted, "Kết quả việc làm theo chờ xác nhận"),
    telling("pledge.verified", Subject, Decided, "Kết quả việc làm theo đã được xác nhận"),
    telling("pledge.sent_back", Subject, Decided, "Báo cáo kết quả được trả lại để bổ sung"),
    telling("pledge.cancelled", Subject, Decided, "Việc làm theo được đồng ý cho thôi thực hiện"),
    telling("issue.submitted", Approver, DecisionWanted, "Vấn đề chờ cho ý kiến đưa vào theo dõi"),
    telling("issue.registered", Subject, Decided, "Vấn đề đã được đưa vào theo dõi"),
    telling("issue.registered", Coordinators, IssueUpdate, "Đơn vị được giao phối hợp giải quyết vấn đề"),
    telling("issue.returned", Subject, Decided, "Vấn đề được trả lại để bổ sung"),
    telling("issue.reported_resolved", Approver, DecisionWanted, "Vấn đề báo đã giải quyết, chờ xác nhận"),
    telling("issue.confirmed", Subject, Decided, "Vấn đề được xác nhận đã giải quyết"),
    telling("issue.sent_back", Subject, Decided, "Kết quả giải quyết được trả lại"),
    telling("issue.reopened", Subject, Decided, "Vấn đề được mở lại"),
    telling("issue.withdrawn", Subject, Decided, "Vấn đề đã được rút"),
    telling("issue.withdrawn", Coordinators, IssueUpdate, "Vấn đề đã được rút"),
    telling("issue.extension_asked", Approver, DecisionWanted, "Đề nghị gia hạn chờ cho ý kiến"),
    telling("issue.extension_granted", Subject, Decided, "Đề nghị gia hạn được chấp thuận"),
    telling("issue.extension_refused", Subject, Decided, "Đề nghị gia hạn không được chấp thuận"),
    telling("issue.updated", Subject, IssueUpdate, "Có cập nhật mới về vấn đề"),
    telling("issue.updated", Coordinators, IssueUpdate, "Có cập nhật mới về vấn đề"),
    telling("issue.assigned", Subject, IssueUpdate, "Thay đổi người chịu trách nhiệm giải quyết"),
    telling("issue.responsible_missing", Subject, IssueUpdate, "Vấn đề chưa có người chịu trách nhiệm, đề nghị cử người mới"),
    telling("issue.responsible_missing", Approver, IssueUpdate, "Vấn đề của cấp dưới chưa có người chịu trách nhiệm"),
];

/// To whom `event` is told.
pub fn tellings(event: &str) -> impl Iterator<Item = &'static Telling> {
    TELLINGS.iter().filter(move |t| t.event == event)
}

/// In which ways a person wants one kind of notice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Choice {
    /// In the inbox.
    pub in_app: bool,
    /// By e-mail.
    pub email: bool,
}

/// What a person has chosen; what is not chosen has its default.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Choices(BTreeMap<NoticeKind, Choice>);

impl Choices {
    /// The choice for `kind`: everything in the inbox; reminders by e-mail too.
    pub fn of(&self, kind: NoticeKind) -> Choice {
        self.0.get(&kind).copied().unwrap_or(Choice {
            in_app: true,
            email: matches!(kind, NoticeKind::Digest | NoticeKind::Urged),
        })
    }

    /// Chooses for `kind`.
    pub fn set(&mut self, kind: NoticeKind, choice: Choice) {
        self.0.insert(kind, choice);
    }

    /// As stored: words `<kind>:<in_app>:<email>` separated by blanks.
    pub fn stored(&self) -> String {
        let words: Vec<String> = self
            .0
            .iter()
            .map(|(kind, c)| format!("{kind}:{}:{}", u8::from(c.in_app), u8::from(c.email)))
            .collect();
        words.join(" ")
    }

    /// Reads what [`Self::stored`] wrote; unknown words are left out.
    pub fn read(text: &str) -> Self {
        let mut choices = Self::default();
        for word in text.split(' ') {
            let mut parts = word.split(':');
            let kind = parts.next().and_then(|kind| kind.parse().ok());
            if let (Some(kind), Some(in_app), Some(email)) = (kind, parts.next(), parts.next()) {
                choices.set(
                    kind,
                    Choice {
                        in_app: in_app == "1",
                        email: email == "1",
                    },
                );
            }
        }
        choices
    }
}

/// Checks an e-mail address.
///
/// # Errors
/// The field error of `/email`.
pub fn check_email(text: &str) -> Result<String, FieldError> {
    let text = text.trim();
    let good = text.len() <= 254
        && text.is_ascii()
        && !text
            .contains(|c: char| c.is_whitespace() || c.is_control() || "<>,;:\"()[]\\".contains(c))
        && text.split_once('@').is_some_and(|(name, host)| {
            !name.is_empty()
                && name.len() <= 64
                && !name.starts_with('.')
                && !name.ends_with('.')
                && !name.contains("..")
                && host.contains('.')
                && host.split('.').all(|part| {
                    !part.is_empty()
                        && !part.starts_with('-')
                        && part.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
                })
        });
    if good {
        Ok(text.to_owned())
    } else {
        Err(FieldError::new(
            "/email",
            "invalid_email",
            "Địa chỉ thư điện tử chưa đúng",
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn choices_come_back_as_stored() {
        let mut choices = Choices::default();
        assert!(choices.of(NoticeKind::Digest).email && !choices.of(Decided).email);
        let quiet = Choice {
            in_app: true,
            email: false,
        };
        choices.set(NoticeKind::Digest, quiet);
        let read = Choices::read(&choices.stored());
        assert_eq!(read, choices);
        assert_eq!(read.of(NoticeKind::Digest), quiet);
        assert_eq!(Choices::read("rubbish other:1"), Choices::default());
    }

    #[test]
    fn addresses_are_checked() {
        for good in ["an.nguyen@tinhuy.example.vn", "a@b.vn"] {
            assert!(check_email(good).is_ok(), "{good}");
        }
        for bad in [
            "",
            "a",
            "a@b",
            "a b@c.vn",
            "a@b.vn, c@d.vn",
            "<a@b.vn>",
            "a@-b.vn",
            "đ@b.vn",
            "a@b..vn",
            "a@b.vn\nBcc: x@y.vn",
        ] {
            assert!(check_email(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn every_event_has_one_telling_per_listener() {
        for (n, one) in TELLINGS.iter().enumerate() {
            let twin = TELLINGS[..n]
                .iter()
                .any(|other| other.event == one.event && other.listener == one.listener);
            assert!(!twin, "{}", one.event);
        }
    }
}
