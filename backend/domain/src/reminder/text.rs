//! What the daily digest and a superior's reminder say, in Vietnamese.

use super::Measure;
use crate::text_enum;
use chrono::NaiveDate;
use std::fmt::Write;

/// Lines of one section that are written out; the rest is counted.
const MOST_LINES: usize = 20;
/// Names of one line that are written out.
const MOST_NAMES: usize = 20;

text_enum! {
    /// The parts of a digest, in their order.
    Section {
        OwnIssue = "own_issue",
        UnitIssue = "unit_issue",
        IssueWithoutOwner = "issue_without_owner",
        OwnRegistration = "own_registration",
        UnitRegistration = "unit_registration",
        IssueToDecide = "issue_to_decide",
        RegistrationToDecide = "registration_to_decide",
        IssueBelow = "issue_below",
        RegistrationBelow = "registration_below",
    }
}

impl Section {
    const fn heading(self) -> &'static str {
        match self {
            Self::OwnIssue => "Vấn đề đồng chí chịu trách nhiệm giải quyết",
            Self::UnitIssue => "Vấn đề đơn vị chủ trì giải quyết",
            Self::IssueWithoutOwner => "Vấn đề chưa có người chịu trách nhiệm",
            Self::OwnRegistration => "Bản đăng ký của đồng chí",
            Self::UnitRegistration => "Bản đăng ký của tập thể đơn vị",
            Self::IssueToDecide => "Vấn đề chờ đồng chí cho ý kiến, xác nhận",
            Self::RegistrationToDecide => "Bản đăng ký chờ cho ý kiến",
            Self::IssueBelow => "Vấn đề quá hạn ở đơn vị trực thuộc",
            Self::RegistrationBelow => "Đơn vị chưa hoàn thành đăng ký",
        }
    }
}

/// One line of a digest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Where it stands.
    pub section: Section,
    /// The issue's title, or what is missing.
    pub subject: String,
    /// The unit concerned; may be empty.
    pub unit: String,
    /// The office-holder who answers for an issue.
    pub responsible: Option<String>,
    /// Names of persons, only where the reader may know them.
    pub names: Vec<String>,
    /// What is counted and how many there are, for lines that count.
    pub count: Option<(Measure, i64)>,
    /// The last day.
    pub due_on: NaiveDate,
    /// Working days since the last day; negative: left.
    pub late: i32,
}

/// A title and a body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Composed {
    /// One line.
    pub title: String,
    /// Plain text of several lines.
    pub body: String,
}

/// The digest of `day`.
pub fn digest(day: NaiveDate, lines: &[Line]) -> Composed {
    let mut body = String::new();
    for section in Section::ALL {
        let own: Vec<&Line> = lines.iter().filter(|l| l.section == *section).collect();
        if own.is_empty() {
            continue;
        }
        let _ = writeln!(body, "{}:", section.heading());
        for line in own.iter().take(MOST_LINES) {
            let _ = writeln!(body, "- {}", sentence(line));
        }
        if own.len() > MOST_LINES {
            let _ = writeln!(body, "- và {} việc khác", own.len() - MOST_LINES);
        }
        body.push('\n');
    }
    Composed {
        title: format!("Nhắc việc ngày {}: {}", shown(day), summary(lines)),
        body: body.trim_end().to_owned(),
    }
}

/// What a superior's reminder says.
pub fn urging(by: &str, message: &str, lines: &[Line]) -> Composed {
    let mut body = format!("{by} đôn đốc:\n");
    if !message.is_empty() {
        let _ = writeln!(body, "{message}");
    }
    for line in lines.iter().take(MOST_LINES) {
        let _ = writeln!(body, "- {}", sentence(line));
    }
    if lines.len() > MOST_LINES {
        let _ = writeln!(body, "- và {} việc khác", lines.len() - MOST_LINES);
    }
    Composed {
        title: format!("{by} đôn đốc: {}", summary(lines)),
        body: body.trim_end().to_owned(),
    }
}

fn summary(lines: &[Line]) -> String {
    let count = |wanted: fn(i32) -> bool| lines.iter().filter(|l| wanted(l.late)).count();
    let parts = [
        (count(|late| late > 0), "việc quá hạn"),
        (count(|late| late == 0), "việc đến hạn hôm nay"),
        (count(|late| late < 0), "việc sắp đến hạn"),
    ];
    let told: Vec<String> = parts
        .iter()
        .filter(|(n, _)| *n > 0)
        .map(|(n, what)| format!("{n} {what}"))
        .collect();
    told.join(", ")
}

fn sentence(line: &Line) -> String {
    let mut text = line.subject.clone();
    if !line.unit.is_empty() {
        let _ = write!(text, " ({})", line.unit);
    }
    if let Some((measure, count)) = line.count {
        let _ = write!(text, ": {count} {}", counted(measure));
    }
    if !line.names.is_empty() {
        let shown: Vec<&str> = line
            .names
            .iter()
            .take(MOST_NAMES)
            .map(String::as_str)
            .collect();
        let _ = write!(text, ", gồm {}", shown.join(", "));
        if line.names.len() > MOST_NAMES {
            let _ = write!(text, " và {} đồng chí khác", line.names.len() - MOST_NAMES);
        }
    }
    if let Some(responsible) = &line.responsible {
        let _ = write!(text, "; người chịu trách nhiệm: {responsible}");
    }
    let _ = write!(
        text,
        "; hạn {}, {}",
        shown(line.due_on),
        lateness(line.late)
    );
    text
}

const fn counted(measure: Measure) -> &'static str {
    match measure {
        Measure::OwnRoll | Measure::Subtree => "đồng chí",
        Measure::OwnCollective | Measure::Collectives => "tập thể",
        Measure::WaitingPersons | Measure::WaitingAbove | Measure::WaitingCollective => "bản",
    }
}

fn lateness(late: i32) -> String {
    match late {
        0 => "đến hạn hôm nay".to_owned(),
        n if n < 0 => format!("còn {} ngày làm việc", -n),
        n => format!("quá hạn {n} ngày làm việc"),
    }
}

/// A day as it is written: 24/01/2022.
pub fn shown(day: NaiveDate) -> String {
    day.format("%d/%m/%Y").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(section: Section, subject: &str, late: i32) -> Line {
        Line {
            section,
            subject: subject.to_owned(),
            unit: "Đảng bộ xã Tân Hòa".to_owned(),
            responsible: None,
            names: Vec::new(),
            count: None,
            due_on: "2022-01-24".parse().unwrap(),
            late,
        }
    }

    #[test]
    fn a_digest_is_grouped_and_says_what_is_late() {
        let lines = [
            line(Section::IssueBelow, "Rác thải tồn đọng", 10),
            line(Section::OwnIssue, "Đường thôn xuống cấp", -3),
            line(Section::OwnIssue, "Chậm trả hồ sơ đất đai", 0),
        ];
        let told = digest("2022-01-24".parse().unwrap(), &lines);
        assert_eq!(
            told.title,
            "Nhắc việc ngày 24/01/2022: 1 việc quá hạn, 1 việc đến hạn hôm nay, 1 việc sắp đến hạn"
        );
        assert_eq!(
            told.body,
            "Vấn đề đồng chí chịu trách nhiệm giải quyết:\n\
             - Đường thôn xuống cấp (Đảng bộ xã Tân Hòa); hạn 24/01/2022, còn 3 ngày làm việc\n\
             - Chậm trả hồ sơ đất đai (Đảng bộ xã Tân Hòa); hạn 24/01/2022, đến hạn hôm nay\n\n\
             Vấn đề quá hạn ở đơn vị trực thuộc:\n\
             - Rác thải tồn đọng (Đảng bộ xã Tân Hòa); hạn 24/01/2022, quá hạn 10 ngày làm việc"
        );
    }

    #[test]
    fn long_lists_are_counted() {
        let lines: Vec<Line> = (0..25)
            .map(|n| line(Section::IssueBelow, &format!("Việc {n}"), 1))
            .collect();
        let told = digest("2022-01-24".parse().unwrap(), &lines);
        assert!(told.body.ends_with("- và 5 việc khác"));
        let mut missing = line(Section::RegistrationBelow, "Chưa đăng ký năm 2022", 5);
        missing.count = Some((Measure::OwnRoll, 2));
        missing.names = vec!["Nguyễn Văn An".to_owned(), "Trần Thị Bình".to_owned()];
        let told = urging("Huyện ủy Yên Thượng", "Đề nghị khẩn trương.", &[missing]);
        assert_eq!(
            told.body,
            "Huyện ủy Yên Thượng đôn đốc:\nĐề nghị khẩn trương.\n\
             - Chưa đăng ký năm 2022 (Đảng bộ xã Tân Hòa): 2 đồng chí, gồm Nguyễn Văn An, Trần Thị Bình; \
             hạn 24/01/2022, quá hạn 5 ngày làm việc"
        );
    }
}
