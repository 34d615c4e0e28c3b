//! The ledger, the duty and the rules as clients see them.

use super::store::{RuleRow, Rules};
use crate::web::Entity;
use crate::web::request::Versioned;
use chrono::{DateTime, NaiveDate, Utc};
use lamtheo_db::shown;
use lamtheo_domain::kernel::ids::*;
use lamtheo_domain::reminder::{About, Audience, Measure, Origin};
use serde::Serialize;
use utoipa::ToSchema;

/// Who was reminded, by whom, when, read or not, and what followed.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ReminderView {
    /// Id.
    pub id: ReminderId,
    /// The click or the digest it belongs to.
    pub act_id: String,
    /// By a rule or by a superior.
    pub origin: Origin,
    /// About issues or about registrations.
    pub about: About,
    /// The account that reminded.
    pub reminded_by: Option<UserId>,
    /// Its name.
    pub reminded_by_name: Option<String>,
    /// The superior unit.
    pub by_unit_id: Option<UnitId>,
    /// Its name.
    pub by_unit_name: Option<String>,
    /// The account that was reminded; none when the person has no account.
    pub user_id: Option<UserId>,
    /// The person who was reminded as a person; null where only counts may be seen.
    pub person_id: Option<PersonId>,
    /// Name of the person or of the account; null where only counts may be seen.
    pub recipient_name: Option<String>,
    /// The unit concerned.
    pub unit_id: UnitId,
    /// Its name.
    pub unit_name: String,
    /// The superior's own sentence.
    pub message: String,
    /// The day.
    pub on_day: NaiveDate,
    /// Whether it lies in an inbox or was written as a letter: not when the
    /// person has no account or has switched this kind off.
    pub reached: bool,
    /// Read at.
    pub read_at: Option<DateTime<Utc>>,
    /// Of what, and what became of it.
    pub items: Vec<ReminderItemView>,
    /// Sent at.
    pub created_at: DateTime<Utc>,
}

/// What a reminder was about, and what followed.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ReminderItemView {
    /// `issue`, `registration` (of a person) or `unit` (its missing or waiting registrations).
    pub object_type: String,
    /// Id of the issue, the person or the unit; null where only counts may be seen.
    pub object_id: Option<String>,
    /// Whether the reader may read now what it was about. If not, nothing is
    /// said of what followed: the states and counts are those of then.
    pub readable: bool,
    /// Title of the issue.
    pub title: Option<String>,
    /// The rule that spoke.
    pub rule_code: Option<String>,
    /// Programme year.
    pub year: i32,
    /// The last day as it was then.
    pub due_on: Option<NaiveDate>,
    /// State then.
    pub state_then: String,
    /// State now.
    pub state_now: String,
    /// What is counted, for units.
    pub measure: Option<Measure>,
    /// How many then, for units.
    pub count_then: Option<i32>,
    /// How many now, for units.
    #[schema(value_type = Option<i32>)]
    pub count_now: Option<i64>,
    /// Whether what was asked for has been done.
    pub settled: bool,
}

/// What a click did.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ReminderActView {
    /// Names the click; `GET /reminders?act_id=` shows what followed.
    pub id: String,
    /// Version, the ETag.
    pub version: i32,
    /// What the caller may do.
    pub allowed_actions: Vec<&'static str>,
    /// Reminders written.
    #[schema(value_type = i32)]
    pub reminded: i64,
    /// Of them those who were really told, in the inbox or by letter.
    #[schema(value_type = i32)]
    pub reached: i64,
    /// Who they are.
    pub recipients: Vec<RecipientView>,
    /// What was asked for and needed no reminder.
    pub skipped: Vec<SkippedView>,
    /// When.
    pub created_at: DateTime<Utc>,
    /// The same.
    pub updated_at: DateTime<Utc>,
}

impl Entity for ReminderActView {
    fn version(&self) -> i32 {
        self.version
    }
}

/// Who was reminded by a click.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct RecipientView {
    /// The unit concerned.
    pub unit_id: UnitId,
    /// Its name.
    pub unit_name: String,
    /// The account, if any.
    pub user_id: Option<UserId>,
    /// The person, if reminded as a person.
    pub person_id: Option<PersonId>,
    /// Name of the person or of the account; none for a unit without officers.
    pub recipient_name: Option<String>,
    /// Of how many things.
    pub items: i32,
    /// Whether it lies in an inbox or was written as a letter.
    pub reached: bool,
    /// Why not: `no_account`, `switched_off`.
    pub reason: Option<&'static str>,
}

/// What needed no reminder.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SkippedView {
    /// The unit, person or issue.
    pub id: String,
    /// Stable code: `nothing_open`, `already_registered`,
    /// `already_reminded_today`; `oldest_only` and `too_many_at_once` say that
    /// a reminder left something out.
    pub code: &'static str,
    /// Vietnamese.
    pub title: &'static str,
}

/// The superior's own duty: late work below without a reminder.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct DutyView {
    /// The superior.
    pub unit_id: UnitId,
    /// Its name.
    pub unit_name: String,
    /// Late open issues below.
    #[schema(value_type = i32)]
    pub late_open: i64,
    /// Of them those that this unit reminded of since they became late.
    #[schema(value_type = i32)]
    pub reminded: i64,
    /// Of them those without such a reminder.
    #[schema(value_type = i32)]
    pub not_reminded: i64,
    /// The same by the units directly below.
    pub by_unit: Vec<DutyUnitView>,
    /// The oldest without a reminder.
    pub oldest: Vec<DutyIssueView>,
    /// Missing registrations of the open years.
    pub registrations: Vec<DutyYearView>,
}

/// The duty towards one unit directly below.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct DutyUnitView {
    /// The unit.
    pub unit_id: UnitId,
    /// Its name.
    pub unit_name: String,
    /// Late open issues.
    #[schema(value_type = i32)]
    pub late_open: i64,
    /// Of them without a reminder.
    #[schema(value_type = i32)]
    pub not_reminded: i64,
}

/// A late issue of which nobody above has reminded.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct DutyIssueView {
    /// The issue.
    pub issue_id: IssueId,
    /// Its title.
    pub title: String,
    /// The owning unit.
    pub owning_unit_id: UnitId,
    /// Its name.
    pub owning_unit_name: String,
    /// The office-holder who answers for it.
    pub responsible: String,
    /// The last day.
    pub due_on: NaiveDate,
    /// Working days since.
    pub working_days_late: i32,
}

/// Missing registrations of a year.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct DutyYearView {
    /// Programme year.
    pub year: i32,
    /// The last day of registration.
    pub due_on: NaiveDate,
    /// Obliged persons below who have not registered.
    #[schema(value_type = i32)]
    pub missing: i64,
    /// Obliged collectives, the unit's own among them, that have not registered.
    #[schema(value_type = i32)]
    pub missing_collectives: i64,
    /// When this unit last reminded of them.
    pub last_reminded_on: Option<NaiveDate>,
}

/// The rules of reminders.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ReminderRulesView {
    /// Every rule.
    pub items: Vec<ReminderRuleView>,
    /// Version of all rules together, the ETag.
    pub version: i32,
    /// What this caller may do now.
    pub allowed_actions: Vec<&'static str>,
    /// Last changed at.
    pub updated_at: Option<DateTime<Utc>>,
}

impl Entity for ReminderRulesView {
    fn version(&self) -> i32 {
        self.version
    }
}

/// One rule.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ReminderRuleView {
    /// Stable code.
    pub code: String,
    /// Deadlines of what.
    pub about: About,
    /// Whom it reminds.
    pub audience: Audience,
    /// Working days after the deadline; negative: before it.
    pub offset_days: i32,
    /// Speaks again every so many working days.
    pub repeat_days: Option<i32>,
    /// Whether it is on.
    pub active: bool,
}

/// The view of the rules.
pub(super) fn rules(rules: &Rules, writes: bool) -> ReminderRulesView {
    ReminderRulesView {
        items: rules.0.iter().map(rule).collect(),
        version: rules.version(),
        allowed_actions: if writes { vec!["edit"] } else { Vec::new() },
        updated_at: rules.0.iter().map(|r| r.updated_at).max().map(shown),
    }
}

fn rule(row: &RuleRow) -> ReminderRuleView {
    ReminderRuleView {
        code: row.code.clone(),
        about: row.about,
        audience: row.audience,
        offset_days: row.offset_days,
        repeat_days: row.repeat_days,
        active: row.active,
    }
}
