//! Pressing issues in any state, written straight into the database.

use crate::time::{day, start};
use crate::world::{id, person, unit, user};
use diesel::prelude::*;
use lamtheo_db::{Db, schema};
use lamtheo_domain::kernel::ids::IssueId;

/// An issue to be put into the database; its version is 1.
#[derive(Debug, Clone)]
pub struct IssueSeed {
    /// Key of the owning unit.
    pub owner: String,
    /// State.
    pub status: &'static str,
    /// Year of registration.
    pub year: i32,
    /// The deadline, a working day.
    pub due_on: &'static str,
    /// Key of the unit that helps.
    pub coordinator: Option<String>,
    /// Who may read it once registered.
    pub visibility: &'static str,
    /// Whether a request for more time waits.
    pub extension: bool,
    /// When it was confirmed.
    pub confirmed_on: Option<&'static str>,
    /// Code of the list `issue.kind`.
    pub kind: &'static str,
    /// Tells issues of one unit and state apart.
    pub mark: String,
}

impl IssueSeed {
    /// An issue of the unit `owner` in `status`, typed in by a stranger; `<owner>.1` answers for it.
    pub fn new(owner: &str, status: &'static str) -> Self {
        Self {
            owner: owner.to_owned(),
            status,
            year: 2022,
            due_on: "2022-06-30",
            coordinator: None,
            visibility: "internal",
            extension: false,
            confirmed_on: (status == "confirmed").then_some("2022-05-10"),
            kind: "pressing",
            mark: String::new(),
        }
    }

    /// Registered in another year.
    pub fn year(mut self, year: i32) -> Self {
        self.year = year;
        self
    }

    /// With another deadline.
    pub fn due_on(mut self, due_on: &'static str) -> Self {
        self.due_on = due_on;
        self
    }

    /// Confirmed on a day.
    pub fn confirmed_on(mut self, day: &'static str) -> Self {
        self.confirmed_on = Some(day);
        self
    }

    /// Of another kind.
    pub fn kind(mut self, kind: &'static str) -> Self {
        self.kind = kind;
        self
    }

    /// With a unit that helps.
    pub fn coordinator(mut self, unit: &str) -> Self {
        self.coordinator = Some(unit.to_owned());
        self
    }

    /// Readable by more people once registered.
    pub fn visibility(mut self, visibility: &'static str) -> Self {
        self.visibility = visibility;
        self
    }

    /// With a request for more time that waits.
    pub fn extension(mut self) -> Self {
        self.extension = true;
        self
    }

    /// Apart from others of the same unit and state.
    pub fn mark(mut self, mark: impl Into<String>) -> Self {
        self.mark = mark.into();
        self
    }

    /// Its id.
    pub fn id(&self) -> IssueId {
        let key = format!(
            "{}:{}:{}:{}:{:?}:{}:{}",
            self.owner,
            self.status,
            self.year,
            self.mark,
            self.coordinator,
            self.visibility,
            self.extension
        );
        IssueId::from_trusted(id("issue", &key))
    }

    /// Puts it into the database unless it is there.
    pub fn insert(&self, conn: &mut Db) -> IssueId {
        use schema::issues as rows;
        let issue = self.id();
        let there: i64 = rows::table
            .find(&issue)
            .count()
            .get_result(conn)
            .expect("a count");
        if there == 0 {
            conn.transaction(|conn| self.write(conn, &issue))
                .expect("a seeded issue");
        }
        issue
    }

    fn write(&self, conn: &mut Db, issue: &IssueId) -> QueryResult<()> {
        use schema::{
            issue_coordinators, issue_extensions, issue_reports, issue_responsibles, issues,
        };
        let now = start().naive_utc();
        let waits = ["draft", "submitted", "returned"].contains(&self.status);
        let registered = (!waits).then(|| day(&format!("{}-01-10", self.year)));
        let answers = format!("{}.1", self.owner);
        diesel::insert_into(issues::table)
            .values((
                (
                    issues::id.eq(issue),
                    issues::year.eq(self.year),
                    issues::title.eq("Ô nhiễm nguồn nước tại khu dân cư"),
                    issues::content.eq("Xử lý dứt điểm nước thải chưa qua xử lý"),
                    issues::kind.eq(self.kind),
                    issues::field.eq("environment_disaster"),
                    issues::registering_level.eq("grassroots"),
                    issues::owning_unit_id.eq(unit(&self.owner)),
                    issues::responsible_person_id.eq(person(&answers)),
                    issues::responsible_position.eq("Phó Bí thư"),
                    issues::registered_on.eq(registered),
                ),
                (
                    issues::due_on.eq(day(self.due_on)),
                    issues::due_effective_on.eq(day(self.due_on)),
                    issues::original_due_on.eq(day(self.due_on)),
                    issues::status.eq(self.status),
                    issues::state_since.eq(day("2022-05-10")),
                    issues::extensions_count.eq(0),
                    issues::reopened_count.eq(0),
                    issues::counted.eq(registered.is_some()),
                    issues::confirmed_on.eq(self.confirmed_on.map(day)),
                    issues::visibility.eq(self.visibility),
                    issues::entered_by.eq(user("unit_leader@X2")),
                    issues::source.eq("manual"),
                    issues::search_key.eq("o nhiem nguon nuoc"),
                    issues::version.eq(1),
                    issues::created_at.eq(now),
                    issues::updated_at.eq(now),
                ),
            ))
            .execute(conn)?;
        diesel::insert_into(issue_responsibles::table)
            .values((
                issue_responsibles::id.eq(id("responsible", issue.as_str())),
                issue_responsibles::issue_id.eq(issue),
                issue_responsibles::person_id.eq(person(&answers)),
                issue_responsibles::unit_id.eq(unit(&self.owner)),
                issue_responsibles::position.eq("Phó Bí thư"),
                issue_responsibles::from_on.eq(day("2022-01-05")),
            ))
            .execute(conn)?;
        if let Some(helps) = &self.coordinator {
            diesel::insert_into(issue_coordinators::table)
                .values((
                    issue_coordinators::issue_id.eq(issue),
                    issue_coordinators::unit_id.eq(unit(helps)),
                ))
                .execute(conn)?;
        }
        if ["reported_resolved", "confirmed"].contains(&self.status) {
            diesel::insert_into(issue_reports::table)
                .values((
                    issue_reports::id.eq(id("issue_report", issue.as_str())),
                    issue_reports::issue_id.eq(issue),
                    issue_reports::summary.eq("Đã xử lý xong"),
                    issue_reports::done_on.eq(day("2022-05-09")),
                    issue_reports::reported_by.eq(user("unit_leader@X2")),
                    issue_reports::reported_at.eq(now),
                    issue_reports::outcome.eq((self.status == "confirmed").then_some("confirmed")),
                ))
                .execute(conn)?;
        }
        if self.extension {
            diesel::insert_into(issue_extensions::table)
                .values((
                    issue_extensions::id.eq(id("issue_extension", issue.as_str())),
                    issue_extensions::issue_id.eq(issue),
                    issue_extensions::due_on.eq(day("2022-09-30")),
                    issue_extensions::reason.eq("Chờ nguồn kinh phí"),
                    issue_extensions::asked_by.eq(user("unit_leader@X2")),
                    issue_extensions::asked_at.eq(now),
                ))
                .execute(conn)?;
        }
        Ok(())
    }
}

/// A milestone of an issue.
pub fn milestone(conn: &mut Db, issue: &IssueId) -> String {
    use schema::issue_milestones as rows;
    let milestone = id("milestone", issue.as_str());
    let there: i64 = rows::table
        .find(&milestone)
        .count()
        .get_result(conn)
        .expect("a count");
    if there == 0 {
        diesel::insert_into(rows::table)
            .values((
                rows::id.eq(&milestone),
                rows::issue_id.eq(issue),
                rows::ordinal.eq(1),
                rows::title.eq("Khảo sát hiện trạng"),
                rows::due_on.eq(day("2022-06-01")),
                rows::due_effective_on.eq(day("2022-06-01")),
                rows::version.eq(1),
                rows::created_at.eq(start().naive_utc()),
                rows::updated_at.eq(start().naive_utc()),
            ))
            .execute(conn)
            .expect("a milestone");
    }
    milestone
}
