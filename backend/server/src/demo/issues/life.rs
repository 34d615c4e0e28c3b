//! The life of one planned issue, step by step, under the rules of the register:
//! the life cycle's table decides every state, the calendar every last day.

use crate::demo::roll::PersonIx;
use crate::demo::tree::UnitIx;
use chrono::NaiveDate;
use lamtheo_domain::calendar::Calendar;
use lamtheo_domain::issue::{
    Deadline, IssueStatus, IssueVerb, RegisteringLevel, counts_after_withdrawal, is_counted,
    next_status,
};

/// Who took a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// The office of the owning unit.
    Owner,
    /// The leader of the level above.
    Above,
}

/// One step in the life of an issue.
#[derive(Debug, Clone)]
pub struct Step {
    /// What was done.
    pub verb: IssueVerb,
    /// The state after it.
    pub status: IssueStatus,
    /// The day.
    pub on: NaiveDate,
    /// By whom.
    pub by: By,
    /// The deadline that is named, asked for or granted.
    pub due_on: Option<NaiveDate>,
    /// What was said.
    pub comment: Option<&'static str>,
}

/// A milestone of the plan.
#[derive(Debug, Clone, Copy)]
pub struct Milestone {
    /// By when.
    pub due_on: NaiveDate,
    /// When it was reached.
    pub done_on: Option<NaiveDate>,
}

/// An issue of the plan.
#[derive(Debug, Clone)]
pub struct Issue {
    /// The unit that resolves it.
    pub owner: UnitIx,
    /// The level that registers it.
    pub level: RegisteringLevel,
    /// Year of registration, of the draft before.
    pub year: i32,
    /// The text; a place among the templates.
    pub template: usize,
    /// Who answers for it, from the owner's roll.
    pub responsible: PersonIx,
    /// The day it was put on the list.
    pub registered_on: Option<NaiveDate>,
    /// The deadline.
    pub due_on: NaiveDate,
    /// The first deadline, once registered.
    pub original_due_on: Option<NaiveDate>,
    /// State.
    pub status: IssueStatus,
    /// Since when.
    pub state_since: NaiveDate,
    /// How often more time was granted.
    pub extensions: i32,
    /// How often it was reopened.
    pub reopened: i32,
    /// Whether it is in the denominator of its year.
    pub counted: bool,
    /// The day of the confirmation.
    pub confirmed_on: Option<NaiveDate>,
    /// The issue of the earlier year; a place in the list.
    pub carried_from: Option<usize>,
    /// Its history.
    pub steps: Vec<Step>,
    /// Units that help.
    pub coordinating: Vec<UnitIx>,
    /// Milestones.
    pub milestones: Vec<Milestone>,
    /// Days on which somebody said how things stand, and for which unit.
    pub updates: Vec<(NaiveDate, UnitIx)>,
}

impl Issue {
    /// A draft of `owner`, drawn up on `on`.
    pub fn draft(
        owner: UnitIx,
        level: RegisteringLevel,
        responsible: PersonIx,
        due_on: NaiveDate,
        on: NaiveDate,
    ) -> Self {
        Self {
            owner,
            level,
            year: chrono::Datelike::year(&on),
            template: 0,
            responsible,
            registered_on: None,
            due_on,
            original_due_on: None,
            status: IssueStatus::Draft,
            state_since: on,
            extensions: 0,
            reopened: 0,
            counted: false,
            confirmed_on: None,
            carried_from: None,
            steps: Vec::new(),
            coordinating: Vec::new(),
            milestones: Vec::new(),
            updates: Vec::new(),
        }
    }

    /// The issue of the next year in which this one goes on from `on`.
    pub fn carried(&self, place: usize, on: NaiveDate, due_on: NaiveDate) -> Self {
        let mut next = Self {
            year: chrono::Datelike::year(&on),
            registered_on: Some(on),
            due_on,
            original_due_on: Some(due_on),
            status: IssueStatus::InProgress,
            state_since: on,
            extensions: 0,
            reopened: 0,
            counted: false,
            confirmed_on: None,
            carried_from: Some(place),
            steps: Vec::new(),
            milestones: Vec::new(),
            updates: Vec::new(),
            ..self.clone()
        };
        next.steps.push(Step {
            verb: IssueVerb::CarryOver,
            status: IssueStatus::InProgress,
            on,
            by: By::Above,
            due_on: Some(due_on),
            comment: None,
        });
        next
    }

    /// A step without a word.
    pub fn step(&mut self, verb: IssueVerb, on: NaiveDate) {
        self.act(verb, on, None, None);
    }

    /// A step with a word.
    pub fn said(&mut self, verb: IssueVerb, on: NaiveDate, comment: &'static str) {
        self.act(verb, on, None, Some(comment));
    }

    /// A step that names a deadline.
    pub fn until(
        &mut self,
        verb: IssueVerb,
        on: NaiveDate,
        due_on: NaiveDate,
        comment: Option<&'static str>,
    ) {
        self.act(verb, on, Some(due_on), comment);
    }

    /// One step under the life cycle's table; what it does not allow does not happen.
    fn act(
        &mut self,
        verb: IssueVerb,
        on: NaiveDate,
        due_on: Option<NaiveDate>,
        comment: Option<&'static str>,
    ) {
        let Ok(Some(next)) = next_status(self.status, verb) else {
            return;
        };
        let mut by = By::Above;
        let mut named = due_on;
        match verb {
            IssueVerb::Submit => {
                by = By::Owner;
                named = Some(self.due_on);
            }
            IssueVerb::Start | IssueVerb::ReportResolved | IssueVerb::Extend => by = By::Owner,
            IssueVerb::Register => {
                named = Some(self.due_on);
                self.registered_on = Some(on);
                self.year = chrono::Datelike::year(&on);
                self.original_due_on = Some(self.due_on);
                self.counted = is_counted(self.registered_on, self.carried_from.is_some());
            }
            IssueVerb::GrantExtension => {
                self.extensions += 1;
                self.due_on = due_on.unwrap_or(self.due_on);
            }
            IssueVerb::Confirm => self.confirmed_on = Some(on),
            IssueVerb::Reopen => {
                self.reopened += 1;
                self.confirmed_on = None;
            }
            IssueVerb::Withdraw => {
                if self.registered_on.is_none() {
                    by = By::Owner;
                }
                let last = Some(self.last_day());
                self.counted = counts_after_withdrawal(self.counted, last, on);
            }
            _ => {}
        }
        if next != self.status {
            self.status = next;
            self.state_since = on;
        }
        self.steps.push(Step {
            verb,
            status: next,
            on,
            by,
            due_on: named,
            comment,
        });
    }

    /// The last day that counts.
    pub fn last_day(&self) -> NaiveDate {
        Deadline::of(&Calendar::new(), self.due_on).effective_on
    }
}
