//! Registrations, pledges and meetings in any state, written straight into the
//! database, so that a test begins where its story begins.

use crate::time::{business_day, day, start};
use crate::world::{id, member_kind_in, person, unit, unit_of_person, user};
use diesel::prelude::*;
use lamtheo_db::{Db, schema};
use lamtheo_domain::kernel::ids::{MeetingId, PledgeId, RegistrationId};

/// Whose registration.
#[derive(Debug, Clone)]
pub enum Subject {
    /// A person, by key: `B.1`, `member@B`.
    Person(String),
    /// The collective of a unit, by key: `C`.
    Unit(String),
}

/// A registration to be put into the database.
#[derive(Debug, Clone)]
pub struct RegistrationSeed {
    /// Whose.
    pub subject: Subject,
    /// Programme year; 2022 unless said.
    pub year: i32,
    /// State of the registration.
    pub status: &'static str,
    /// State of its pledges; follows the registration's unless said.
    pub pledge_status: &'static str,
    /// Key of the account that typed it in; the subject's own by default.
    pub entered_by: String,
    /// How many pledges.
    pub pledges: i32,
    /// Who may read it once it is approved.
    pub visibility: &'static str,
}

/// What was put in; versions are 1.
#[derive(Debug, Clone)]
pub struct Seeded {
    /// The registration.
    pub registration: RegistrationId,
    /// Its pledges in order.
    pub pledges: Vec<PledgeId>,
}

impl RegistrationSeed {
    /// A registration of `subject` in `status`, typed in by `entered_by`.
    pub fn new(subject: Subject, status: &'static str, entered_by: &str) -> Self {
        let pledge_status = match status {
            "approved" => "in_progress",
            "closed" => "verified",
            _ => "draft",
        };
        Self {
            subject,
            year: 2022,
            status,
            pledge_status,
            entered_by: entered_by.to_owned(),
            pledges: 1,
            visibility: "internal",
        }
    }

    /// With its pledges in another state.
    pub fn pledge_status(mut self, status: &'static str) -> Self {
        self.pledge_status = status;
        self
    }

    /// In another year.
    pub fn year(mut self, year: i32) -> Self {
        self.year = year;
        self
    }

    /// With more pledges.
    pub fn pledges(mut self, pledges: i32) -> Self {
        self.pledges = pledges;
        self
    }

    /// Readable by more people once approved.
    pub fn visibility(mut self, visibility: &'static str) -> Self {
        self.visibility = visibility;
        self
    }

    /// Puts it into the database.
    pub fn insert(&self, conn: &mut Db) -> Seeded {
        conn.transaction(|conn| self.write(conn))
            .expect("a seeded registration")
    }

    /// Puts it into the database unless it is there.
    pub fn insert_once(&self, conn: &mut Db) -> Seeded {
        use schema::registrations as rows;
        let registration = RegistrationId::from_trusted(id("registration", &self.key()));
        let there: i64 = rows::table
            .find(&registration)
            .count()
            .get_result(conn)
            .expect("a count");
        if there == 0 {
            return self.insert(conn);
        }
        let pledges = (1..=self.pledges)
            .map(|ordinal| self.pledge_id(ordinal))
            .collect();
        Seeded {
            registration,
            pledges,
        }
    }

    fn pledge_id(&self, ordinal: i32) -> PledgeId {
        PledgeId::from_trusted(id("pledge", &format!("{}:{ordinal}", self.key())))
    }

    fn key(&self) -> String {
        let subject = match &self.subject {
            Subject::Person(key) => format!("p:{key}"),
            Subject::Unit(key) => format!("u:{key}"),
        };
        format!("{subject}:{}", self.year)
    }

    fn unit_key(&self) -> &str {
        match &self.subject {
            Subject::Person(key) => unit_of_person(key),
            Subject::Unit(key) => key,
        }
    }

    /// `individual` or `collective`, and for a person the membership.
    fn kind(&self) -> (&'static str, Option<&'static str>) {
        match &self.subject {
            Subject::Person(key) if member_kind_in(unit_of_person(key)) == "non_member" => {
                ("individual", Some("non_member"))
            }
            Subject::Person(_) => ("individual", Some("party_member")),
            Subject::Unit(_) => ("collective", None),
        }
    }

    fn write(&self, conn: &mut Db) -> QueryResult<Seeded> {
        use schema::registrations as rows;
        let registration = RegistrationId::from_trusted(id("registration", &self.key()));
        let (subject_key, person_id) = match &self.subject {
            Subject::Person(key) => (format!("p:{}", person(key)), Some(person(key))),
            Subject::Unit(key) => (format!("u:{}", unit(key)), None),
        };
        let submitted = (self.status != "draft").then(|| business_day().and_hms_opt(1, 0, 0));
        let approved = matches!(self.status, "approved" | "closed");
        let now = start().naive_utc();
        diesel::insert_into(rows::table)
            .values((
                (
                    rows::id.eq(&registration),
                    rows::year.eq(self.year),
                    rows::subject_kind.eq(self.kind().0),
                    rows::subject_key.eq(subject_key),
                    rows::person_id.eq(person_id),
                    rows::unit_id.eq(unit(self.unit_key())),
                    rows::membership.eq(self.kind().1),
                    rows::position.eq(""),
                    rows::position_group.eq("none"),
                    rows::entered_by.eq(user(&self.entered_by)),
                    rows::on_behalf.eq(self.on_behalf()),
                    rows::paper_signed.eq(false),
                    rows::status.eq(self.status),
                    rows::visibility.eq(self.visibility),
                    rows::late.eq(false),
                ),
                rows::submitted_at.eq(submitted.flatten()),
                rows::submitted_by.eq(submitted.map(|_| user(&self.entered_by))),
                rows::approved_at.eq(approved.then(|| submitted.flatten()).flatten()),
                rows::returned_comment.eq((self.status == "returned").then_some("Ghi rõ thước đo")),
                rows::source.eq("manual"),
                rows::version.eq(1),
                rows::created_at.eq(now),
                rows::updated_at.eq(now),
            ))
            .execute(conn)?;
        let pledges = (1..=self.pledges)
            .map(|ordinal| self.write_pledge(conn, &registration, ordinal))
            .collect::<QueryResult<_>>()?;
        Ok(Seeded {
            registration,
            pledges,
        })
    }

    fn on_behalf(&self) -> bool {
        matches!(&self.subject, Subject::Person(key) if *key != self.entered_by)
    }

    fn declared(&self) -> bool {
        matches!(self.pledge_status, "reported" | "verified" | "sent_back")
    }

    fn write_pledge(
        &self,
        conn: &mut Db,
        registration: &RegistrationId,
        ordinal: i32,
    ) -> QueryResult<PledgeId> {
        use schema::pledges as rows;
        let pledge = self.pledge_id(ordinal);
        let verified = self.pledge_status == "verified";
        let approved = matches!(self.status, "approved" | "closed");
        let now = start().naive_utc();
        diesel::insert_into(rows::table)
            .values((
                (
                    rows::id.eq(&pledge),
                    rows::registration_id.eq(registration),
                    rows::unit_id.eq(unit(self.unit_key())),
                    rows::year.eq(self.year),
                    rows::subject_kind.eq(self.kind().0),
                    rows::membership.eq(self.kind().1),
                    rows::position_group.eq("none"),
                    rows::ordinal.eq(ordinal),
                    rows::content.eq(format!("Giúp đỡ {ordinal} hộ gia đình thoát nghèo")),
                    rows::measure.eq("Hộ được giúp có đơn xin ra khỏi danh sách"),
                    rows::solution.eq("Hướng dẫn kỹ thuật, hỗ trợ cây giống"),
                    rows::field.eq("social_welfare"),
                    rows::due_on.eq(day(&format!("{}-11-30", self.year))),
                    rows::visibility.eq(self.visibility),
                    rows::status.eq(self.pledge_status),
                ),
                rows::declared_result.eq(self.declared().then_some("completed")),
                rows::verified_result.eq(verified.then_some("completed")),
                rows::disputed.eq(false),
                rows::counted.eq(approved && self.pledge_status != "cancelled"),
                rows::search_key.eq("giup do ho gia dinh thoat ngheo"),
                rows::version.eq(1),
                rows::created_at.eq(now),
                rows::updated_at.eq(now),
            ))
            .execute(conn)?;
        if self.declared() {
            self.write_report(conn, &pledge)?;
        }
        Ok(pledge)
    }

    fn write_report(&self, conn: &mut Db, pledge: &PledgeId) -> QueryResult<()> {
        use schema::pledge_reports as rows;
        let outcome = match self.pledge_status {
            "verified" => Some("verified"),
            "sent_back" => Some("sent_back"),
            _ => None,
        };
        let at = business_day().and_hms_opt(2, 0, 0).expect("a time of day");
        diesel::insert_into(rows::table)
            .values((
                rows::id.eq(id("pledge_report", pledge.as_str())),
                rows::pledge_id.eq(pledge),
                rows::result.eq("completed"),
                rows::summary.eq("Đã giúp xong"),
                rows::done_on.eq(day("2022-05-01")),
                rows::reported_by.eq(user(&self.entered_by)),
                rows::reported_at.eq(at),
                rows::outcome.eq(outcome),
                rows::verified_result.eq((outcome == Some("verified")).then_some("completed")),
                rows::decided_at.eq(outcome.map(|_| at)),
            ))
            .execute(conn)?;
        Ok(())
    }
}

/// Puts a regular meeting of `unit_key` into the database, recorded by the account `recorded_by`.
pub fn meeting(conn: &mut Db, unit_key: &str, recorded_by: &str) -> MeetingId {
    use schema::branch_meetings as rows;
    let meeting = MeetingId::from_trusted(id("meeting", unit_key));
    let now = start().naive_utc();
    diesel::insert_into(rows::table)
        .values((
            rows::id.eq(&meeting),
            rows::unit_id.eq(unit(unit_key)),
            rows::held_on.eq(day("2022-05-05")),
            rows::kind.eq("regular"),
            rows::theme.eq("Sinh hoạt thường kỳ tháng 5"),
            rows::present_count.eq(20),
            rows::absent_count.eq(1),
            rows::minutes_no.eq("05-BB/CB"),
            rows::recorded_by.eq(user(recorded_by)),
            rows::version.eq(1),
            rows::created_at.eq(now),
            rows::updated_at.eq(now),
        ))
        .execute(conn)
        .expect("a seeded meeting");
    meeting
}
