//! The dated roll: who belongs where, in which position, obliged or not.

use crate::kernel::period::Interval;
use crate::kernel::{Faults, FieldError, Refusal};
use crate::text_enum;
use crate::unit::ReportingMode;
use chrono::{Datelike, NaiveDate};

text_enum! {
    /// Kind of a person in the Party's sense.
    MemberKind {
        Official = "official",
        Probationary = "probationary",
        NonMember = "non_member",
    }
}

impl MemberKind {
    /// The statistical dimension: probationary members are Party members.
    pub const fn membership(self) -> Membership {
        match self {
            Self::Official | Self::Probationary => Membership::PartyMember,
            Self::NonMember => Membership::NonMember,
        }
    }
}

text_enum! {
    /// Statistical dimension `membership` of individuals.
    Membership {
        PartyMember = "party_member",
        NonMember = "non_member",
    }
}

text_enum! {
    /// Group of the position a person holds.
    PositionGroup {
        Head = "head",
        StandingCommittee = "standing_committee",
        CommitteeMember = "committee_member",
        KeyCadre = "key_cadre",
        None = "none",
    }
}

impl PositionGroup {
    /// Registrations of heads and committee members are party_wide once approved.
    pub const fn is_party_wide(self) -> bool {
        matches!(
            self,
            Self::Head | Self::StandingCommittee | Self::CommitteeMember
        )
    }
}

text_enum! {
    /// Why a member is exempt from registering for a time.
    ExemptionReason {
        ExemptedActivity = "exempted_activity",
        LongTermIllness = "long_term_illness",
        Abroad = "abroad",
        WorkingAway = "working_away",
        Maternity = "maternity",
        ArmedForces = "armed_forces",
        Other = "other",
    }
}

text_enum! {
    /// Why a membership ended.
    EndReason {
        Transferred = "transferred",
        PositionChanged = "position_changed",
        Retired = "retired",
        Deceased = "deceased",
        Left = "left",
        Other = "other",
    }
}

text_enum! {
    /// Why someone on the roll is not obliged to register.
    NotObliged {
        NonMember = "non_member",
        AggregateOnly = "aggregate_only",
        Exempt = "exempt",
    }
}

/// Whether someone on the roll is obliged to register: Party members of units
/// that keep records, unless exempt; others never. `None`: obliged.
pub const fn not_obliged(
    kind: MemberKind,
    reporting_mode: ReportingMode,
    exempt: bool,
) -> Option<NotObliged> {
    match (kind.membership(), reporting_mode, exempt) {
        (Membership::NonMember, _, _) => Some(NotObliged::NonMember),
        (_, ReportingMode::AggregateOnly, _) => Some(NotObliged::AggregateOnly),
        (_, _, true) => Some(NotObliged::Exempt),
        _ => None,
    }
}

/// Youngest age of someone on the roll: no minors.
const YOUNGEST: i32 = 18;
/// Earliest year of birth.
const FIRST_BIRTH_YEAR: i32 = 1900;
const NAME_MAX: usize = 100;
const MEMBERSHIP_NO_MAX: usize = 20;
const POSITION_MAX: usize = 300;

/// What the roll knows of a person; the least there can be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonDetails {
    /// Full name.
    pub full_name: String,
    /// Tells namesakes apart.
    pub birth_year: Option<i32>,
    /// Tells namesakes apart.
    pub membership_no: Option<String>,
}

/// Checks what is entered of a person and gives it cleaned.
///
/// # Errors
/// 422 with every broken field.
pub fn check_person(person: PersonDetails, today: NaiveDate) -> Result<PersonDetails, Refusal> {
    let mut faults = Faults::default();
    let latest = today.year() - YOUNGEST;
    faults.require(
        person
            .birth_year
            .is_none_or(|year| (FIRST_BIRTH_YEAR..=latest).contains(&year)),
        "/birth_year",
        "out_of_range",
        &format!("Năm sinh phải từ {FIRST_BIRTH_YEAR} đến {latest}"),
    );
    let full_name = faults.line("/full_name", &person.full_name, NAME_MAX);
    let full_name = full_name.split_whitespace().collect::<Vec<_>>().join(" ");
    let membership_no = faults.optional(
        "/membership_no",
        person.membership_no.as_deref(),
        MEMBERSHIP_NO_MAX,
    );
    faults.finish(PersonDetails {
        full_name,
        membership_no,
        ..person
    })
}

/// Checks the text of a position and gives it cleaned; it may be empty.
///
/// # Errors
/// 422 with the field `/position`.
pub fn check_position(position: &str) -> Result<String, Refusal> {
    let mut faults = Faults::default();
    let position = faults.loose_line("/position", position, POSITION_MAX);
    faults.finish(position)
}

/// The interval of two dates of a form.
///
/// # Errors
/// 422 with the field `/valid_to` when it holds no day.
pub fn check_days(from: NaiveDate, to: Option<NaiveDate>) -> Result<Interval, Refusal> {
    Interval::new(from, to).ok_or_else(|| {
        Refusal::fields(vec![FieldError::new(
            "/valid_to",
            "out_of_order",
            "Ngày kết thúc phải sau ngày bắt đầu",
        )])
    })
}

/// The refusal of a second membership on the same days (422).
pub fn membership_overlaps() -> Refusal {
    Refusal::invalid(
        "membership_overlaps",
        "Trong thời gian này người đó đang sinh hoạt ở một đơn vị; hãy chuyển hoặc kết thúc trước",
    )
}

/// The refusal of a change of a membership that has ended (409).
pub fn membership_ended() -> Refusal {
    Refusal::conflict(
        "membership_ended",
        "Quá trình sinh hoạt này đã kết thúc, không thay đổi được nữa",
    )
}

/// The refusal of dates outside the membership (422).
pub fn outside_membership() -> Refusal {
    Refusal::invalid(
        "outside_membership",
        "Thời gian phải nằm trong thời gian người đó sinh hoạt tại đơn vị",
    )
}

/// The refusal of a second exemption on the same days (422).
pub fn exemption_overlaps() -> Refusal {
    Refusal::invalid(
        "exemption_overlaps",
        "Trong thời gian này người đó đã được miễn đăng ký",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_of_units_with_records_are_obliged() {
        use MemberKind::{NonMember, Official, Probationary};
        use ReportingMode::{AggregateOnly, Records};
        for (kind, mode, exempt, expected) in [
            (Official, Records, false, None),
            (Probationary, Records, false, None),
            (Official, Records, true, Some(NotObliged::Exempt)),
            (
                Official,
                AggregateOnly,
                false,
                Some(NotObliged::AggregateOnly),
            ),
            (NonMember, Records, false, Some(NotObliged::NonMember)),
            (NonMember, AggregateOnly, true, Some(NotObliged::NonMember)),
        ] {
            assert_eq!(not_obliged(kind, mode, exempt), expected);
        }
    }

    #[test]
    fn a_person_has_a_name_and_is_of_age() {
        let today = NaiveDate::from_ymd_opt(2022, 5, 19).unwrap();
        let person = |full_name: &str, birth_year| PersonDetails {
            full_name: full_name.to_owned(),
            birth_year,
            membership_no: Some("  ".to_owned()),
        };
        let checked = check_person(person("  Lê  Thị   Mới ", Some(2004)), today).unwrap();
        assert_eq!(checked.full_name, "Lê Thị Mới");
        assert_eq!(checked.membership_no, None);
        let refusal = check_person(person(" ", Some(2005)), today).unwrap_err();
        assert_eq!(refusal.fields.len(), 2);
    }

    #[test]
    fn days_are_in_order() {
        let day = |n| NaiveDate::from_ymd_opt(2022, 5, n).unwrap();
        assert!(check_days(day(1), None).is_ok());
        assert!(check_days(day(1), Some(day(1))).is_err());
        assert!(check_position("Bí thư\nchi bộ").is_err());
    }
}
