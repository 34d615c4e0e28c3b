//! The days that make a course: everything in order, on worked days.

use super::course::{Course, When, Who};
use super::life::Issue;
use crate::demo::seed::{Rng, day, day_between};
use chrono::{Days, NaiveDate};
use lamtheo_domain::calendar::Calendar;
use lamtheo_domain::issue::IssueVerb as V;

/// Why an issue came back.
const RETURNED: [&str; 4] = [
    "Nội dung còn chung chung, chưa có kết quả cụ thể để kiểm tra",
    "Chưa rõ phần việc của người chịu trách nhiệm",
    "Thời hạn chưa phù hợp với khối lượng công việc",
    "Trùng với vấn đề của năm trước, chưa nêu điểm mới",
];
/// Why more time is asked for.
const EXTENSIONS: [&str; 4] = [
    "Thời tiết không thuận lợi, khối lượng còn lại chưa thực hiện được",
    "Đang chờ ý kiến của cơ quan cấp trên",
    "Chưa bố trí đủ nguồn vốn",
    "Một số hộ dân chưa đồng thuận, cần thêm thời gian vận động",
];
const REFUSED: &str = "Chưa đủ lý do; yêu cầu tập trung hoàn thành đúng thời hạn đã đăng ký";
const SENT_BACK: &str = "Kết quả chưa rõ, chưa có ý kiến của Nhân dân nơi có vấn đề";
const REOPENED: &str = "Qua kiểm tra thực tế, tình trạng cũ tái diễn";
const WITHDRAWN: [&str; 3] = [
    "Đã được ghép vào vấn đề do cấp trên chủ trì giải quyết",
    "Không còn thuộc thẩm quyền của đơn vị sau khi điều chỉnh quy hoạch",
    "Vấn đề không còn phát sinh",
];
const CARRIED: &str = "Chưa giải quyết xong trong năm, tiếp tục thực hiện trong năm sau";

/// The demonstration's day.
pub fn today() -> NaiveDate {
    let [year, month, of_month] = crate::demo::BUSINESS_DATE;
    day(year, month as u32, of_month as u32)
}

/// Gives days to courses, all of them in order and worked.
pub struct Dates {
    /// Which days are worked.
    pub calendar: Calendar,
    today: NaiveDate,
}

impl Dates {
    /// Dates seen from the demonstration's day.
    pub fn new() -> Self {
        Self {
            calendar: Calendar::new(),
            today: today(),
        }
    }

    /// So many working days ago.
    fn ago(&self, count: u32) -> NaiveDate {
        self.calendar.before(self.today, count)
    }

    /// The last working day up to `date`.
    fn worked(&self, date: NaiveDate) -> NaiveDate {
        self.calendar.before(plus(date, 1), 1)
    }

    /// `low` to `high` working days after `date`.
    fn after(&self, date: NaiveDate, low: u32, high: u32, rng: &mut Rng) -> NaiveDate {
        self.calendar.after(date, some(low, high, rng))
    }

    /// `low` to `high` working days before `date`.
    fn before(&self, date: NaiveDate, low: u32, high: u32, rng: &mut Rng) -> NaiveDate {
        self.calendar.before(date, some(low, high, rng))
    }

    /// The deadline that lies so; one in twelve far ones falls where it falls,
    /// on a day off too.
    fn due(&self, when: When, rng: &mut Rng) -> NaiveDate {
        match when {
            When::Late(days) => self.ago(days),
            When::In(days) => self.calendar.after(self.today, days),
            When::Ahead => {
                let due = day_between(day(2022, 6, 15), day(2022, 12, 20), rng);
                if rng.chance(80) {
                    due
                } else {
                    self.worked(due)
                }
            }
        }
    }

    /// The issue of `year` that went `course`.
    pub fn live(&self, who: Who, year: i32, course: Course, rng: &mut Rng) -> Issue {
        match course {
            Course::Draft | Course::Submitted | Course::Returned | Course::TakenBack => {
                self.unregistered(who, course, rng)
            }
            _ if year < 2022 => self.last_year(who, course, rng),
            _ => self.this_year(who, course, rng),
        }
    }

    fn unregistered(&self, who: Who, course: Course, rng: &mut Rng) -> Issue {
        let due = self.due(When::Ahead, rng);
        let drawn = self.before(self.today, 8, 12, rng);
        let mut issue = draft(who, due, drawn);
        if course == Course::Draft {
            return issue;
        }
        issue.step(V::Submit, self.before(self.today, 3, 7, rng));
        let answered = self.before(self.today, 1, 2, rng);
        match course {
            Course::Returned => issue.said(V::Return, answered, pick(&RETURNED, rng)),
            Course::TakenBack => issue.said(V::Withdraw, answered, pick(&WITHDRAWN, rng)),
            _ => {}
        }
        issue
    }

    /// Hands in, registers on `registered` and begins.
    fn begin(&self, who: Who, due: NaiveDate, registered: NaiveDate, rng: &mut Rng) -> Issue {
        let mut issue = self.listed(who, due, registered, rng);
        issue.step(V::Start, self.after(registered, 1, 7, rng));
        issue
    }

    fn listed(&self, who: Who, due: NaiveDate, registered: NaiveDate, rng: &mut Rng) -> Issue {
        let submitted = self.before(registered, 2, 6, rng);
        let mut issue = draft(who, due, self.calendar.before(submitted, 1));
        issue.step(V::Submit, submitted);
        issue.step(V::Register, registered);
        issue
    }

    fn last_year(&self, who: Who, course: Course, rng: &mut Rng) -> Issue {
        let (from, to) = if rng.chance(700) {
            (day(2021, 1, 18), day(2021, 3, 31))
        } else {
            (day(2021, 4, 1), day(2021, 9, 8))
        };
        let registered = self.calendar.on_or_after(day_between(from, to, rng));
        let end = day(2021, 12, 31);
        let due = match course {
            Course::Reported(_) => day_between(day(2021, 12, 1), end, rng),
            _ => plus(registered, 65 + rng.below(180) as u64).min(end),
        };
        let due = if rng.chance(60) {
            due
        } else {
            self.worked(due)
        };
        let mut issue = self.begin(who, due, registered, rng);
        let last = issue.last_day();
        match course {
            Course::ConfirmedLate => {
                issue.step(V::ReportResolved, self.after(last, 1, 8, rng));
                self.confirm(&mut issue, rng);
            }
            Course::Reported(_) => {
                issue.step(V::ReportResolved, self.before(last, 1, 6, rng));
            }
            Course::CarriedOver(_) => {}
            Course::WithdrawnLate => {
                let on = self.after(last, 3, 9, rng);
                issue.said(V::Withdraw, on, pick(&WITHDRAWN, rng));
            }
            Course::WithdrawnEarly => {
                let on = self.before(last, 10, 20, rng);
                issue.said(V::Withdraw, on, pick(&WITHDRAWN, rng));
            }
            _ => self.settle(&mut issue, rng),
        }
        issue
    }

    /// Confirmed by the last day: most at once, some after more time, a second
    /// report or a reopening.
    fn settle(&self, issue: &mut Issue, rng: &mut Rng) {
        let last = issue.last_day();
        match rng.below(100) {
            0..=3 if last <= day(2021, 11, 15) => {
                let asked = self.before(last, 4, 7, rng);
                let due = self.worked(plus(last, 20 + rng.below(18) as u64));
                issue.until(V::Extend, asked, due, Some(pick(&EXTENSIONS, rng)));
                let granted = self.after(asked, 1, 3, rng);
                issue.until(V::GrantExtension, granted, due, None);
                issue.step(V::ReportResolved, self.before(due, 5, 7, rng));
            }
            4..=6 => {
                let first = self.before(last, 18, 22, rng);
                issue.step(V::ReportResolved, first);
                issue.said(V::SendBack, self.after(first, 1, 3, rng), SENT_BACK);
                issue.step(V::ReportResolved, self.before(last, 5, 9, rng));
            }
            7 => {
                issue.step(V::ReportResolved, self.before(last, 22, 25, rng));
                self.confirm(issue, rng);
                issue.said(V::Reopen, self.before(last, 12, 16, rng), REOPENED);
                issue.step(V::ReportResolved, self.before(last, 5, 8, rng));
            }
            _ => issue.step(V::ReportResolved, self.before(last, 5, 25, rng)),
        }
        self.confirm(issue, rng);
    }

    /// Confirmed some days after the report.
    fn confirm(&self, issue: &mut Issue, rng: &mut Rng) {
        let on = self.after(issue.state_since, 1, 4, rng);
        issue.step(V::Confirm, on);
    }

    /// A day on which the issue can have been registered, not after `latest`.
    fn registered(&self, who: Who, latest: NaiveDate, rng: &mut Rng) -> NaiveDate {
        let first = day(2022, 1, 10);
        let gone = who
            .until
            .map_or(latest, |until| minus(until, 2).min(latest));
        let spring = if rng.chance(750) {
            day(2022, 3, 31)
        } else {
            day(2022, 5, 6)
        };
        let date = day_between(first, gone.min(spring).max(first), rng);
        self.worked(date).max(first)
    }

    fn this_year(&self, who: Who, course: Course, rng: &mut Rng) -> Issue {
        match course {
            Course::Confirmed | Course::ConfirmedLate => self.confirmed(who, course, rng),
            Course::Extended(when) => self.extended(who, when, rng),
            Course::WithdrawnLate => {
                let due = self.before(self.today, 10, 20, rng);
                let mut issue = self.running(who, due, minus(due, 21), rng);
                let on = self.before(self.today, 2, 5, rng);
                issue.said(V::Withdraw, on, pick(&WITHDRAWN, rng));
                issue
            }
            Course::WithdrawnEarly => {
                let on = self.before(self.today, 3, 15, rng);
                let due = self.due(When::Ahead, rng);
                let mut issue = self.running(who, due, minus(on, 20), rng);
                issue.said(V::Withdraw, on, pick(&WITHDRAWN, rng));
                issue
            }
            Course::Registered(when)
            | Course::InProgress(when)
            | Course::ExtensionAsked(when)
            | Course::ExtensionRefused(when)
            | Course::Reopened(when)
            | Course::Reported(when)
            | Course::SentBack(when)
            | Course::CarriedOver(when) => self.open(who, course, when, rng),
            _ => self.unregistered(who, course, rng),
        }
    }

    fn running(&self, who: Who, due: NaiveDate, latest: NaiveDate, rng: &mut Rng) -> Issue {
        let registered = self.registered(who, latest, rng);
        self.begin(who, due, registered, rng)
    }

    fn confirmed(&self, who: Who, course: Course, rng: &mut Rng) -> Issue {
        let confirmed = self.before(self.today, 1, 45, rng);
        let reported = self.before(confirmed, 1, 4, rng);
        let due = if course == Course::Confirmed {
            self.after(confirmed, 0, 60, rng)
        } else {
            self.before(confirmed, 2, 9, rng)
        };
        let mut issue = self.running(who, due, minus(reported.min(due), 22), rng);
        issue.step(V::ReportResolved, reported);
        issue.step(V::Confirm, confirmed);
        issue
    }

    fn extended(&self, who: Who, when: When, rng: &mut Rng) -> Issue {
        let due = self.due(when, rng);
        let first = self.worked(minus(due, 30));
        let asked = self.calendar.before(first, 5).min(self.ago(8));
        let mut issue = self.running(who, first, minus(asked, 15), rng);
        issue.until(V::Extend, asked, due, Some(pick(&EXTENSIONS, rng)));
        issue.until(V::GrantExtension, self.calendar.after(asked, 2), due, None);
        issue
    }

    fn open(&self, who: Who, course: Course, when: When, rng: &mut Rng) -> Issue {
        let due = self.due(when, rng);
        let latest = minus(due.min(self.ago(32)), 21);
        if let Course::Registered(_) = course {
            let registered = self.registered(who, minus(due, 21), rng);
            return self.listed(who, due, registered, rng);
        }
        let latest = match course {
            Course::InProgress(_) | Course::CarriedOver(_) => minus(due, 21),
            _ => latest,
        };
        let mut issue = self.running(who, due, latest, rng);
        let later = self.worked(plus(due.max(self.today), 30));
        match course {
            Course::ExtensionAsked(_) => {
                let asked = self.before(self.today, 1, 3, rng);
                issue.until(V::Extend, asked, later, Some(pick(&EXTENSIONS, rng)));
            }
            Course::ExtensionRefused(_) => {
                issue.until(V::Extend, self.ago(9), later, Some(pick(&EXTENSIONS, rng)));
                issue.until(V::RefuseExtension, self.ago(7), later, Some(REFUSED));
            }
            Course::Reopened(_) => {
                issue.step(V::ReportResolved, self.ago(25));
                issue.step(V::Confirm, self.ago(23));
                issue.said(V::Reopen, self.before(self.today, 8, 14, rng), REOPENED);
            }
            Course::Reported(_) => {
                issue.step(V::ReportResolved, self.before(self.today, 1, 9, rng));
            }
            Course::SentBack(_) => {
                issue.step(V::ReportResolved, self.before(self.today, 6, 10, rng));
                let on = self.before(self.today, 2, 4, rng);
                issue.said(V::SendBack, on, SENT_BACK);
            }
            _ => {}
        }
        issue
    }

    /// The issue of 2022 in which one of 2021 goes on.
    pub fn carry_over(&self, origin: &mut Issue, place: usize, when: When, rng: &mut Rng) -> Issue {
        let on = self.calendar.after(day(2022, 1, 3), some(1, 7, rng));
        let due = self.due(when, rng);
        origin.until(V::CarryOver, on, due, Some(CARRIED));
        origin.carried(place, on, due)
    }
}

fn draft(who: Who, due: NaiveDate, on: NaiveDate) -> Issue {
    Issue::draft(who.owner, who.level, who.responsible, due, on)
}

fn some(low: u32, high: u32, rng: &mut Rng) -> u32 {
    low + rng.below((high - low + 1) as usize) as u32
}

fn pick(words: &[&'static str], rng: &mut Rng) -> &'static str {
    words[rng.below(words.len())]
}

fn plus(date: NaiveDate, days: u64) -> NaiveDate {
    date.checked_add_days(Days::new(days)).unwrap_or(date)
}

fn minus(date: NaiveDate, days: u64) -> NaiveDate {
    date.checked_sub_days(Days::new(days)).unwrap_or(date)
}
