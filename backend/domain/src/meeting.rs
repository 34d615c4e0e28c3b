//! Branch meetings (sinh hoạt chi bộ).

use crate::kernel::text::{clean_line, clean_text};
use crate::kernel::{FieldError, Refusal};
use crate::text_enum;
use chrono::NaiveDate;

text_enum! {
    /// Kind of a branch meeting.
    MeetingKind {
        Regular = "regular",
        Thematic = "thematic",
        Extraordinary = "extraordinary",
    }
}

/// Most people a chi bộ meeting counts.
pub const PEOPLE_MAX: i32 = 5000;
const THEME_MAX: usize = 500;
const MINUTES_NO_MAX: usize = 100;

/// A meeting as it is written down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MeetingDraft {
    /// The day of the meeting, not later than today.
    pub held_on: NaiveDate,
    /// Regular, thematic, extraordinary.
    pub kind: MeetingKind,
    /// Theme of the month; a thematic meeting has one.
    pub theme: String,
    /// Members present.
    pub present_count: i32,
    /// Members absent.
    pub absent_count: i32,
    /// Number of the minutes.
    pub minutes_no: String,
}

/// Checks a meeting and gives it cleaned.
///
/// # Errors
/// 422 with every broken field.
pub fn check_meeting(meeting: MeetingDraft, today: NaiveDate) -> Result<MeetingDraft, Refusal> {
    let mut faults = Vec::new();
    if meeting.held_on > today {
        faults.push(FieldError::new(
            "/held_on",
            "in_future",
            "Ngày sinh hoạt không được sau ngày hôm nay",
        ));
    }
    for (pointer, count, least) in [
        ("/present_count", meeting.present_count, 1),
        ("/absent_count", meeting.absent_count, 0),
    ] {
        if !(least..=PEOPLE_MAX).contains(&count) {
            let message = format!("Số đảng viên phải từ {least} đến {PEOPLE_MAX}");
            faults.push(FieldError::new(pointer, "out_of_range", message));
        }
    }
    let theme = clean_text(&meeting.theme, THEME_MAX).unwrap_or_else(|fault| {
        faults.push(fault.at("/theme"));
        "?".to_owned()
    });
    if theme.is_empty() && meeting.kind == MeetingKind::Thematic {
        faults.push(FieldError::new(
            "/theme",
            "required",
            "Sinh hoạt chuyên đề phải có tên chuyên đề",
        ));
    }
    let minutes_no = clean_line(&meeting.minutes_no, MINUTES_NO_MAX).unwrap_or_else(|fault| {
        faults.push(fault.at("/minutes_no"));
        String::new()
    });
    if faults.is_empty() {
        Ok(MeetingDraft {
            theme,
            minutes_no,
            ..meeting
        })
    } else {
        Err(Refusal::fields(faults))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn meeting() -> MeetingDraft {
        MeetingDraft {
            held_on: day("2022-05-05"),
            kind: MeetingKind::Regular,
            theme: " Học tập tấm gương ".to_owned(),
            present_count: 18,
            absent_count: 2,
            minutes_no: "05-BB/CB".to_owned(),
        }
    }

    fn faults(meeting: MeetingDraft) -> Vec<(String, &'static str)> {
        match check_meeting(meeting, day("2022-05-19")) {
            Ok(_) => Vec::new(),
            Err(refusal) => refusal
                .fields
                .into_iter()
                .map(|f| (f.pointer, f.code))
                .collect(),
        }
    }

    #[test]
    fn every_rule_of_a_meeting() {
        let checked = check_meeting(meeting(), day("2022-05-19")).unwrap();
        assert_eq!(checked.theme, "Học tập tấm gương");
        let cases = [
            (
                MeetingDraft {
                    held_on: day("2022-05-20"),
                    ..meeting()
                },
                "/held_on",
                "in_future",
            ),
            (
                MeetingDraft {
                    present_count: 0,
                    ..meeting()
                },
                "/present_count",
                "out_of_range",
            ),
            (
                MeetingDraft {
                    absent_count: -1,
                    ..meeting()
                },
                "/absent_count",
                "out_of_range",
            ),
            (
                MeetingDraft {
                    theme: "a\u{1}".to_owned(),
                    ..meeting()
                },
                "/theme",
                "control_character",
            ),
            (
                MeetingDraft {
                    theme: String::new(),
                    kind: MeetingKind::Thematic,
                    ..meeting()
                },
                "/theme",
                "required",
            ),
            (
                MeetingDraft {
                    minutes_no: "a\nb".to_owned(),
                    ..meeting()
                },
                "/minutes_no",
                "control_character",
            ),
        ];
        for (draft, pointer, code) in cases {
            assert_eq!(faults(draft), [(pointer.to_owned(), code)]);
        }
        let untitled = MeetingDraft {
            theme: String::new(),
            ..meeting()
        };
        assert!(faults(untitled).is_empty());
    }

    proptest! {
        #[test]
        fn counts_are_of_people(present_count in any::<i32>(), absent_count in any::<i32>()) {
            let accepted = faults(MeetingDraft { present_count, absent_count, ..meeting() }).is_empty();
            let expected = (1..=PEOPLE_MAX).contains(&present_count) && (0..=PEOPLE_MAX).contains(&absent_count);
            prop_assert_eq!(accepted, expected);
        }
    }
}
