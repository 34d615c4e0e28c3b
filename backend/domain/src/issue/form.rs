//! The texts of an issue: what must be there before it leaves draft, how long,
//! without secrecy marks.

use super::IssueKind;
use crate::kernel::ids::*;
use crate::kernel::text::search_key;
use crate::kernel::{FieldError, Refusal};
use crate::registration::{Check, Visibility, says_something};
use chrono::NaiveDate;

/// Most characters of a title.
pub const TITLE_MAX: usize = 300;
/// Most characters of a content, a summary or an update.
pub const CONTENT_MAX: usize = 4000;
const COMMENT_MAX: usize = 2000;
const MILESTONE_MAX: usize = 500;
const VIEW_NAME_MAX: usize = 100;

/// An issue as it is written down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IssueDraft {
    /// What it is about, in one line.
    pub title: String,
    /// What is wrong and what is to be done: rõ việc.
    pub content: String,
    /// What it is.
    pub kind: IssueKind,
    /// Code of the list `field`.
    pub field: String,
    /// Who answers for it: rõ người.
    pub responsible_person_id: Option<PersonId>,
    /// By when: rõ thời gian.
    pub due_on: Option<NaiveDate>,
    /// Who may read it once registered.
    pub visibility: Visibility,
    /// The title for the public page.
    pub public_title: Option<String>,
    /// The content for the public page.
    pub public_content: Option<String>,
}

/// Checks and cleans what is written; what is still missing is asked for when
/// the issue is handed in. `known_field` says whether a code is one of the list.
///
/// # Errors
/// 422 `state_secret_mark`, or `validation_failed` with every broken field.
pub fn check_draft(
    draft: IssueDraft,
    known_field: impl Fn(&str) -> bool,
) -> Result<IssueDraft, Refusal> {
    let mut check = Check::default();
    let title = check.text("/title", &draft.title, TITLE_MAX);
    if title.contains('\n') {
        check.faults.push(FieldError::new(
            "/title",
            "one_line",
            "Tên vấn đề phải viết trên một dòng",
        ));
    }
    let content = check.text("/content", &draft.content, CONTENT_MAX);
    let mut optional = |pointer: &str, text: &Option<String>, max| {
        text.as_ref()
            .map(|text| check.text(pointer, text, max))
            .filter(|text| !text.is_empty())
    };
    let public_title = optional("/public_title", &draft.public_title, TITLE_MAX);
    let public_content = optional("/public_content", &draft.public_content, CONTENT_MAX);
    if !known_field(&draft.field) {
        check.faults.push(FieldError::new(
            "/field",
            "unknown_code",
            "Lĩnh vực không có trong danh mục đang dùng",
        ));
    }
    check.finish(IssueDraft {
        title,
        content,
        public_title,
        public_content,
        ..draft
    })
}

/// What is missing before the issue may leave draft, each with its own code.
///
/// # Errors
/// 422 with the code of the first thing that is missing and a field for each:
/// `title_required`, `content_required`, `responsible_required`, `deadline_required`.
pub fn missing(draft: &IssueDraft) -> Result<(), Refusal> {
    let wanted = [
        (
            says_something(&draft.title),
            "/title",
            "title_required",
            "Chưa nêu tên vấn đề",
        ),
        (
            says_something(&draft.content),
            "/content",
            "content_required",
            "Chưa nêu nội dung, việc phải giải quyết (rõ việc)",
        ),
        (
            draft.responsible_person_id.is_some(),
            "/responsible_person_id",
            "responsible_required",
            "Chưa phân công người chịu trách nhiệm (rõ người)",
        ),
        (
            draft.due_on.is_some(),
            "/due_on",
            "deadline_required",
            "Chưa xác định thời hạn hoàn thành (rõ thời gian)",
        ),
    ];
    let fields: Vec<FieldError> = wanted
        .into_iter()
        .filter(|(given, ..)| !given)
        .map(|(_, pointer, code, message)| FieldError::new(pointer, code, message))
        .collect();
    let Some(first) = fields.first() else {
        return Ok(());
    };
    let mut refusal = Refusal::invalid(first.code, first.message.clone())
        .detail("Vấn đề phải rõ việc, rõ người chịu trách nhiệm và rõ thời gian hoàn thành.");
    refusal.fields = fields;
    Err(refusal)
}

/// Checks what the owner declares: what was done and when.
///
/// # Errors
/// 422 with the fields `/summary`, `/done_on`.
pub fn check_report(
    summary: &str,
    done_on: NaiveDate,
    registered_on: Option<NaiveDate>,
    today: NaiveDate,
) -> Result<String, Refusal> {
    let mut check = Check::default();
    let summary = check.required("/summary".to_owned(), summary, CONTENT_MAX);
    if done_on > today {
        check.faults.push(FieldError::new(
            "/done_on",
            "in_future",
            "Ngày giải quyết xong không được sau ngày hôm nay",
        ));
    } else if registered_on.is_some_and(|registered| done_on < registered) {
        check.faults.push(FieldError::new(
            "/done_on",
            "before_registration",
            "Ngày giải quyết xong không được trước ngày đưa vào danh mục",
        ));
    }
    check.finish(summary)
}

/// Checks a comment or reason at `pointer`; `required` says whether it must be there.
///
/// # Errors
/// 422 with the field.
pub fn check_remark(pointer: &str, text: &str, required: bool) -> Result<Option<String>, Refusal> {
    let mut check = Check::default();
    let clean = if required {
        check.required(pointer.to_owned(), text, COMMENT_MAX)
    } else {
        check.text(pointer, text, COMMENT_MAX)
    };
    check.finish(Some(clean).filter(|text| !text.is_empty()))
}

/// Checks an update on how things stand.
///
/// # Errors
/// 422 with the field `/text`.
pub fn check_update(text: &str) -> Result<String, Refusal> {
    let mut check = Check::default();
    let text = check.required("/text".to_owned(), text, CONTENT_MAX);
    check.finish(text)
}

/// Checks the title of a milestone.
///
/// # Errors
/// 422 with the field `/title`.
pub fn check_milestone(title: &str) -> Result<String, Refusal> {
    let mut check = Check::default();
    let title = check.required("/title".to_owned(), title, MILESTONE_MAX);
    check.finish(title)
}

/// Checks the name of a saved view.
///
/// # Errors
/// 422 with the field `/name`.
pub fn check_view_name(name: &str) -> Result<String, Refusal> {
    let mut check = Check::default();
    let name = check.required("/name".to_owned(), name, VIEW_NAME_MAX);
    check.finish(name)
}

impl IssueDraft {
    /// What a search without accents looks into.
    pub fn search_key(&self) -> String {
        search_key(&format!("{} {}", self.title, self.content))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft() -> IssueDraft {
        IssueDraft {
            title: "Ô nhiễm môi trường tại làng nghề".into(),
            content: "Xử lý nước thải chưa qua xử lý xả ra kênh".into(),
            kind: IssueKind::Pressing,
            field: "environment_disaster".into(),
            responsible_person_id: Some(PersonId::from_trusted("p")),
            due_on: "2022-06-30".parse().ok(),
            visibility: Visibility::Internal,
            public_title: None,
            public_content: None,
        }
    }

    #[test]
    fn each_thing_missing_has_its_own_code() {
        assert_eq!(missing(&draft()), Ok(()));
        let code = |draft: IssueDraft| missing(&draft).unwrap_err().code;
        assert_eq!(
            code(IssueDraft {
                title: " … ".into(),
                ..draft()
            }),
            "title_required"
        );
        assert_eq!(
            code(IssueDraft {
                content: String::new(),
                ..draft()
            }),
            "content_required"
        );
        assert_eq!(
            code(IssueDraft {
                responsible_person_id: None,
                ..draft()
            }),
            "responsible_required"
        );
        assert_eq!(
            code(IssueDraft {
                due_on: None,
                ..draft()
            }),
            "deadline_required"
        );
        let nothing = IssueDraft {
            title: String::new(),
            content: String::new(),
            responsible_person_id: None,
            due_on: None,
            ..draft()
        };
        let all: Vec<_> = missing(&nothing)
            .unwrap_err()
            .fields
            .iter()
            .map(|f| f.code)
            .collect();
        assert_eq!(
            all,
            [
                "title_required",
                "content_required",
                "responsible_required",
                "deadline_required"
            ]
        );
    }

    #[test]
    fn texts_are_clean_short_and_without_secrets() {
        let known = |code: &str| code == "environment_disaster";
        assert_eq!(check_draft(draft(), known).unwrap(), draft());
        let fault = |draft: IssueDraft| {
            let refusal = check_draft(draft, known).unwrap_err();
            (refusal.code, refusal.fields[0].pointer.clone())
        };
        assert_eq!(
            fault(IssueDraft {
                field: "magic".into(),
                ..draft()
            }),
            ("validation_failed", "/field".into())
        );
        assert_eq!(
            fault(IssueDraft {
                title: "a\nb".into(),
                ..draft()
            }),
            ("validation_failed", "/title".into())
        );
        assert_eq!(
            fault(IssueDraft {
                content: "TUYỆT MẬT".into(),
                ..draft()
            }),
            ("state_secret_mark", "/content".into())
        );
        assert_eq!(
            fault(IssueDraft {
                title: "x".repeat(TITLE_MAX + 1),
                ..draft()
            })
            .1,
            "/title"
        );
    }

    #[test]
    fn reports_and_remarks() {
        let today = "2022-05-19".parse().unwrap();
        let registered = "2022-01-10".parse().ok();
        let code = |summary, done: &str| {
            check_report(summary, done.parse().unwrap(), registered, today)
                .map_err(|r| r.fields[0].code)
        };
        assert_eq!(code("Đã xong", "2022-05-19"), Ok("Đã xong".into()));
        assert_eq!(code(" ", "2022-05-19"), Err("required"));
        assert_eq!(code("x", "2022-05-20"), Err("in_future"));
        assert_eq!(code("x", "2022-01-09"), Err("before_registration"));
        assert_eq!(check_remark("/comment", " ", false), Ok(None));
        assert_eq!(
            check_remark("/comment", " ", true).unwrap_err().fields[0].pointer,
            "/comment"
        );
        assert!(
            check_update("").is_err()
                && check_milestone("").is_err()
                && check_view_name("").is_err()
        );
    }
}
