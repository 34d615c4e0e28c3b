//! The history of an issue: steps, reports, requests for more time.

use super::Loader;
use super::issues::{Batch, Words};
use crate::demo::accounts::AccountIx;
use crate::demo::issues::Step;
use crate::demo::issues::{By, Issue};
use crate::demo::seed::office_hours;
use crate::demo::tree::UnitIx;
use crate::rows::{IssueActRow, IssueExtensionRow, IssueReportRow};
use chrono::{NaiveDate, NaiveDateTime, TimeDelta};
use lamtheo_db::bulk::instant;
use lamtheo_domain::issue::IssueVerb;

/// Who took a step, and what was cited.
struct Act {
    user: String,
    at: String,
    body: Option<String>,
    document_no: Option<String>,
    on: Option<NaiveDate>,
}

impl Loader<'_> {
    pub(super) fn issue_acts(&mut self, issue: &Issue, id: &str, words: &Words, batch: &mut Batch) {
        let first_report = batch.reports.len();
        let first_request = batch.extensions.len();
        let mut before: Option<NaiveDateTime> = None;
        for step in &issue.steps {
            let act = self.issue_act(issue, step, &mut before);
            match step.verb {
                IssueVerb::ReportResolved => {
                    let report = self.issue_report(issue, id, step, &act, words);
                    batch.reports.push(report);
                }
                IssueVerb::Confirm | IssueVerb::SendBack | IssueVerb::Reopen => {
                    if let Some(report) = batch.reports[first_report..].last_mut() {
                        settle_report(report, step, &act);
                    }
                }
                IssueVerb::Extend => {
                    let request = self.issue_extension(id, step, &act);
                    batch.extensions.push(request);
                }
                IssueVerb::GrantExtension | IssueVerb::RefuseExtension => {
                    if let Some(request) = batch.extensions[first_request..].last_mut() {
                        settle_request(request, step, &act);
                    }
                }
                _ => {}
            }
            batch.acts.push(IssueActRow {
                id: self.ids.next(),
                issue_id: id.to_owned(),
                verb: step.verb.as_str(),
                status: step.status.as_str(),
                user_id: act.user,
                at: act.at,
                day: step.on,
                due_on: step.due_on,
                comment: step.comment.map(Into::into),
                decision_body: act.body,
                decision_document_no: act.document_no,
                decision_on: act.on,
            });
        }
    }

    fn issue_act(&mut self, issue: &Issue, step: &Step, before: &mut Option<NaiveDateTime>) -> Act {
        let mut at = office_hours(step.on, &mut self.rng);
        if let Some(earlier) = before.filter(|earlier| *earlier >= at) {
            at = earlier + TimeDelta::minutes(5);
        }
        *before = Some(at);
        let office = self.plan.accounts.staff[issue.owner].unwrap_or_default();
        let (by, body) = match step.by {
            By::Owner => (office, None),
            By::Above => {
                let above = self.above(issue.owner, step.on);
                let deciding = above.unwrap_or(issue.owner);
                let by = self.plan.accounts.leader[deciding].unwrap_or(office);
                (by, self.cites(step, above.is_none()).then_some(deciding))
            }
        };
        let body = body.map(|unit| self.plan.tree.units[unit].committee_name.clone());
        Act {
            user: self.account(by),
            at: instant(at),
            document_no: body
                .is_some()
                .then(|| format!("{:02}-TB", self.rng.between(3, 95))),
            on: body.is_some().then_some(step.on),
            body,
        }
    }

    /// The top unit always cites its paper; putting on the list is done by one,
    /// a confirmation now and then.
    fn cites(&mut self, step: &Step, top: bool) -> bool {
        top || match step.verb {
            IssueVerb::Register | IssueVerb::CarryOver => true,
            IssueVerb::Confirm => self.rng.chance(250),
            _ => false,
        }
    }

    /// The level above a unit on a day.
    fn above(&self, unit: UnitIx, on: NaiveDate) -> Option<UnitIx> {
        let planned = &self.plan.tree.units[unit];
        let former = planned.former_parent.filter(|(_, until)| on < *until);
        let former = former.map(|(parent, _)| parent);
        former.or(planned.party_unit).or(planned.parent)
    }

    fn account(&self, account: AccountIx) -> String {
        self.account_ids[account].clone()
    }

    fn issue_report(
        &mut self,
        issue: &Issue,
        id: &str,
        step: &Step,
        act: &Act,
        words: &Words,
    ) -> IssueReportRow {
        let earliest = issue.registered_on.unwrap_or(step.on);
        let done_on = (step.on - TimeDelta::days(self.rng.below(5) as i64)).max(earliest);
        IssueReportRow {
            id: self.ids.next(),
            issue_id: id.to_owned(),
            summary: format!("Đã giải quyết xong. Kết quả: {}", words.result),
            done_on,
            reported_by: act.user.clone(),
            reported_at: act.at.clone(),
            outcome: None,
            comment: None,
            decided_by: None,
            decided_at: None,
            decision_body: None,
            decision_document_no: None,
            decision_on: None,
        }
    }

    fn issue_extension(&mut self, id: &str, step: &Step, act: &Act) -> IssueExtensionRow {
        IssueExtensionRow {
            id: self.ids.next(),
            issue_id: id.to_owned(),
            due_on: step.due_on.unwrap_or(step.on),
            reason: step.comment.unwrap_or_default().into(),
            asked_by: act.user.clone(),
            asked_at: act.at.clone(),
            outcome: None,
            comment: None,
            decided_by: None,
            decided_at: None,
            decision_body: None,
            decision_document_no: None,
            decision_on: None,
        }
    }
}

fn settle_report(report: &mut IssueReportRow, step: &Step, act: &Act) {
    report.outcome = Some(match step.verb {
        IssueVerb::Confirm => "confirmed",
        IssueVerb::SendBack => "sent_back",
        _ => "reopened",
    });
    // Reopening leaves who had confirmed it.
    if step.verb == IssueVerb::Reopen {
        return;
    }
    report.comment = step.comment.map(Into::into);
    report.decided_by = Some(act.user.clone());
    report.decided_at = Some(act.at.clone());
    report.decision_body.clone_from(&act.body);
    report.decision_document_no.clone_from(&act.document_no);
    report.decision_on = act.on;
}

fn settle_request(request: &mut IssueExtensionRow, step: &Step, act: &Act) {
    request.outcome = Some(if step.verb == IssueVerb::GrantExtension {
        "granted"
    } else {
        "refused"
    });
    request.comment = step.comment.map(Into::into);
    request.decided_by = Some(act.user.clone());
    request.decided_at = Some(act.at.clone());
    request.decision_body.clone_from(&act.body);
    request.decision_document_no.clone_from(&act.document_no);
    request.decision_on = act.on;
}
