//! The texts of a registration: what must be there, how long, within which year.

use super::texts::Check;
use super::{SubjectKind, Visibility};
use crate::kernel::ids::TopicId;
use crate::kernel::period::falls_in;
use crate::kernel::{FieldError, Refusal};
use crate::roll::PositionGroup;
use chrono::NaiveDate;

/// Most characters of a pledge's content, measure and solution.
pub const CONTENT_MAX: usize = 2000;
/// Most characters of duty and weakness.
const LINK_MAX: usize = 1000;

/// A pledge as it is written down, before or after checking.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PledgeDraft {
    /// What the subject will do.
    pub content: String,
    /// How the result will be seen.
    pub measure: String,
    /// How it will be done.
    pub solution: String,
    /// Code of the list `field`.
    pub field: String,
    /// By when, within the programme year.
    pub due_on: NaiveDate,
    /// The subject's duty it is linked to.
    pub duty: Option<String>,
    /// The year's topic it is linked to.
    pub topic_id: Option<TopicId>,
    /// Last year's weakness it mends.
    pub weakness: Option<String>,
    /// Who may read it.
    pub visibility: Visibility,
}

/// Whose pledges they are, and the limits of the year.
#[derive(Debug, Clone, Copy)]
pub struct PledgeRules {
    /// Calendar year of the programme.
    pub year: i32,
    /// Above this number a warning is given.
    pub limit: i32,
    /// Above this number the registration is refused.
    pub maximum: i32,
    /// Individual or collective.
    pub subject_kind: SubjectKind,
    /// Position of the individual; `None` group for collectives.
    pub position_group: PositionGroup,
}

/// Checks every pledge of a registration and gives them cleaned. `fields` are
/// the codes of the list `field` that may be named.
///
/// # Errors
/// 422 `too_many_pledges`, `state_secret_mark`, or `validation_failed` with every broken field.
pub fn check_pledges(
    rules: PledgeRules,
    fields: &[String],
    pledges: Vec<PledgeDraft>,
) -> Result<Vec<PledgeDraft>, Refusal> {
    let maximum = usize::try_from(rules.maximum).unwrap_or(0);
    if pledges.len() > maximum {
        let message = format!(
            "Mỗi bản đăng ký có nhiều nhất {maximum} việc làm theo trong năm {}",
            rules.year
        );
        return Err(
            Refusal::invalid("too_many_pledges", "Vượt quá số việc được đăng ký")
                .detail(format!("{message}."))
                .field(FieldError::new("/pledges", "too_many", message)),
        );
    }
    let mut check = Check::default();
    if pledges.is_empty() {
        check.faults.push(FieldError::new(
            "/pledges",
            "required",
            "Bản đăng ký phải có ít nhất một việc làm theo",
        ));
    }
    let pledges = pledges
        .into_iter()
        .enumerate()
        .map(|(index, pledge)| check.pledge(rules, fields, index, pledge))
        .collect();
    check.finish(pledges)
}

/// Checks a draft: what is written must be clean, short enough and of known
/// codes; what is still missing is asked for when the draft is handed in.
///
/// # Errors
/// 422 as [`check_pledges`], without the faults of missing texts.
pub fn check_draft(
    rules: PledgeRules,
    fields: &[String],
    pledges: Vec<PledgeDraft>,
) -> Result<(), Refusal> {
    match check_pledges(rules, fields, pledges) {
        Ok(_) => Ok(()),
        Err(mut refusal) => {
            refusal.fields.retain(|field| field.code != "required");
            if refusal.fields.is_empty() {
                Ok(())
            } else {
                Err(refusal)
            }
        }
    }
}

/// Checks one pledge of a draft on its own; pointers start at the pledge.
///
/// # Errors
/// 422 as [`check_draft`].
pub fn check_draft_pledge(
    rules: PledgeRules,
    fields: &[String],
    pledge: PledgeDraft,
) -> Result<(), Refusal> {
    check_draft(rules, fields, vec![pledge]).map_err(|mut refusal| {
        for field in &mut refusal.fields {
            if let Some(own) = field.pointer.strip_prefix("/pledges/0") {
                field.pointer = own.to_owned();
            }
        }
        refusal
    })
}

impl Check {
    fn pledge(
        &mut self,
        rules: PledgeRules,
        fields: &[String],
        index: usize,
        pledge: PledgeDraft,
    ) -> PledgeDraft {
        let at = |name: &str| format!("/pledges/{index}/{name}");
        if !fields.contains(&pledge.field) {
            self.faults.push(FieldError::new(
                at("field"),
                "unknown_code",
                "Lĩnh vực không có trong danh mục",
            ));
        }
        if !falls_in(pledge.due_on, rules.year) {
            self.faults.push(FieldError::new(
                at("due_on"),
                "outside_year",
                format!("Thời hạn hoàn thành phải nằm trong năm {}", rules.year),
            ));
        }
        if pledge.visibility == Visibility::Public && !may_be_public(rules) {
            self.faults.push(FieldError::new(
                at("visibility"),
                "not_public",
                "Chỉ công khai việc làm theo của tập thể và của người đứng đầu; việc của cá nhân khác chỉ phổ biến trong toàn đảng bộ",
            ));
        }
        PledgeDraft {
            content: self.required(at("content"), &pledge.content, CONTENT_MAX),
            measure: self.required(at("measure"), &pledge.measure, CONTENT_MAX),
            solution: self.required(at("solution"), &pledge.solution, CONTENT_MAX),
            duty: self.optional(at("duty"), pledge.duty),
            weakness: self.optional(at("weakness"), pledge.weakness),
            ..pledge
        }
    }

    fn optional(&mut self, pointer: String, text: Option<String>) -> Option<String> {
        let clean = self.text(pointer, &text?, LINK_MAX);
        if clean.is_empty() { None } else { Some(clean) }
    }
}

/// Public pledges are those of collectives and of heads of committees.
fn may_be_public(rules: PledgeRules) -> bool {
    rules.subject_kind == SubjectKind::Collective || rules.position_group == PositionGroup::Head
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::registration::SubjectKind;
    use proptest::prelude::*;

    const RULES: PledgeRules = PledgeRules {
        year: 2022,
        limit: 2,
        maximum: 5,
        subject_kind: SubjectKind::Individual,
        position_group: PositionGroup::None,
    };

    fn fields() -> Vec<String> {
        let list = crate::labels::list("field").unwrap();
        list.entries
            .iter()
            .map(|entry| entry.code.clone())
            .collect()
    }

    fn pledge() -> PledgeDraft {
        PledgeDraft {
            content: " Giúp đỡ một hộ nghèo trong thôn ".to_owned(),
            measure: "Một hộ thoát nghèo".to_owned(),
            solution: "Hỗ trợ vốn, giống".to_owned(),
            field: "social_welfare".to_owned(),
            due_on: NaiveDate::from_ymd_opt(2022, 11, 30).unwrap(),
            duty: Some("  ".to_owned()),
            topic_id: None,
            weakness: None,
            visibility: Visibility::Internal,
        }
    }

    fn faults(
        rules: PledgeRules,
        change: impl FnOnce(&mut PledgeDraft),
    ) -> Vec<(String, &'static str)> {
        let mut pledge = pledge();
        change(&mut pledge);
        match check_pledges(rules, &fields(), vec![pledge]) {
            Ok(_) => Vec::new(),
            Err(refusal) => refusal
                .fields
                .into_iter()
                .map(|f| (f.pointer, f.code))
                .collect(),
        }
    }

    #[test]
    fn a_good_pledge_comes_back_clean() {
        let checked = check_pledges(RULES, &fields(), vec![pledge()]).unwrap();
        assert_eq!(checked[0].content, "Giúp đỡ một hộ nghèo trong thôn");
        assert_eq!(checked[0].duty, None);
    }

    #[test]
    fn every_rule_of_a_pledge_names_its_field() {
        type Change = fn(&mut PledgeDraft);
        let cases: &[(Change, &str, &str)] = &[
            (|p| p.content.clear(), "/pledges/0/content", "required"),
            (
                |p| p.measure = " \n".to_owned(),
                "/pledges/0/measure",
                "required",
            ),
            (
                |p| p.measure = "...".to_owned(),
                "/pledges/0/measure",
                "required",
            ),
            (
                |p| p.solution = "-".to_owned(),
                "/pledges/0/solution",
                "required",
            ),
            (
                |p| p.content = "a".repeat(2001),
                "/pledges/0/content",
                "too_long",
            ),
            (
                |p| p.content = "a\u{0}".to_owned(),
                "/pledges/0/content",
                "control_character",
            ),
            (
                |p| p.content = "(Mật) việc".to_owned(),
                "/pledges/0/content",
                "state_secret_mark",
            ),
            (
                |p| p.weakness = Some("TỐI MẬT".to_owned()),
                "/pledges/0/weakness",
                "state_secret_mark",
            ),
            (
                |p| p.duty = Some("a".repeat(1001)),
                "/pledges/0/duty",
                "too_long",
            ),
            (
                |p| p.field = "magic".to_owned(),
                "/pledges/0/field",
                "unknown_code",
            ),
            (
                |p| p.due_on = NaiveDate::from_ymd_opt(2023, 1, 1).unwrap(),
                "/pledges/0/due_on",
                "outside_year",
            ),
            (
                |p| p.due_on = NaiveDate::from_ymd_opt(2021, 12, 31).unwrap(),
                "/pledges/0/due_on",
                "outside_year",
            ),
            (
                |p| p.visibility = Visibility::Public,
                "/pledges/0/visibility",
                "not_public",
            ),
        ];
        for (change, pointer, code) in cases {
            assert_eq!(faults(RULES, change), [((*pointer).to_owned(), *code)]);
        }
    }

    #[test]
    fn collectives_and_heads_may_be_public() {
        let public = |p: &mut PledgeDraft| p.visibility = Visibility::Public;
        let collective = PledgeRules {
            subject_kind: SubjectKind::Collective,
            ..RULES
        };
        assert!(faults(collective, public).is_empty());
        for &position_group in PositionGroup::ALL {
            let rules = PledgeRules {
                position_group,
                ..RULES
            };
            assert_eq!(
                faults(rules, public).is_empty(),
                position_group == PositionGroup::Head
            );
        }
    }

    #[test]
    fn a_secrecy_mark_names_itself_in_the_code() {
        let mut secret = pledge();
        secret.solution = "TUYỆT MẬT".to_owned();
        let refusal = check_pledges(RULES, &fields(), vec![secret]).unwrap_err();
        assert_eq!(refusal.code, crate::registration::SECRET_MARK_CODE);
    }

    #[test]
    fn the_number_of_pledges_is_bounded() {
        assert_eq!(
            check_pledges(RULES, &fields(), Vec::new())
                .unwrap_err()
                .fields[0]
                .code,
            "required"
        );
        assert!(check_pledges(RULES, &fields(), vec![pledge(); 5]).is_ok());
        assert_eq!(
            check_pledges(RULES, &fields(), vec![pledge(); 6])
                .unwrap_err()
                .code,
            "too_many_pledges"
        );
    }

    #[test]
    fn one_pledge_is_held_to_the_same_rules_with_its_own_pointers() {
        let mut pledge = pledge();
        pledge.measure.clear();
        assert_eq!(check_draft_pledge(RULES, &fields(), pledge.clone()), Ok(()));
        pledge.visibility = Visibility::Public;
        let refusal = check_draft_pledge(RULES, &fields(), pledge).unwrap_err();
        assert_eq!(refusal.fields[0].pointer, "/visibility");
    }

    proptest! {
        #[test]
        fn what_passes_passes_again(content in "\\PC{0,60}", measure in "\\PC{0,60}") {
            let mut draft = pledge();
            draft.content = content;
            draft.measure = measure;
            if let Ok(checked) = check_pledges(RULES, &fields(), vec![draft]) {
                prop_assert_eq!(check_pledges(RULES, &fields(), checked.clone()), Ok(checked));
            }
        }
    }
}
