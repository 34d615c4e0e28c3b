//! Reports on pledges and the decisions on them.

use super::Loader;
use super::register::Frame;
use crate::demo::decide::{self, Act, Decision};
use crate::demo::register::{Course, Registration};
use crate::demo::seed::{day, day_between, office_hours};
use crate::demo::texts;
use crate::rows::{PledgeRow, ReportRow};
use chrono::NaiveDate;
use lamtheo_db::bulk::instant;
use lamtheo_domain::registration::PledgeResult;

const SENT_BACK: &str = "Chưa nêu rõ kết quả và người xác nhận, đề nghị báo cáo lại";

impl Loader<'_> {
    /// The reports of a pledge: none, one, or two when the first was sent back.
    pub(super) fn reports(
        &mut self,
        registration: &Registration,
        frame: &Frame,
        course: Course,
        pledge: &PledgeRow,
        reports: &mut Vec<ReportRow>,
    ) {
        let (declared, verified, again) = match course {
            Course::Reported(declared) => (declared, None, false),
            Course::SentBack(declared) => (declared, None, true),
            Course::Verified {
                declared,
                verified,
                again,
            } => (declared, Some(verified), again),
            _ => return,
        };
        let review = decide::decision(self.plan, registration, Act::Review, false, &mut self.rng);
        let early = registration.year > 2021;
        if again {
            let (reported, decided) = if early {
                (day(2022, 4, 1), day(2022, 4, 4))
            } else {
                (day(2021, 11, 2), day(2021, 11, 9))
            };
            let mut row = self.report(frame, pledge, declared, reported);
            row.outcome = Some("sent_back");
            row.comment = Some(SENT_BACK);
            let first = Decision {
                on: decided,
                meeting: None,
                document_no: Some("07-TB".to_owned()),
                ..review.clone()
            };
            self.decide(&mut row, &first);
            reports.push(row);
        }
        if matches!(course, Course::SentBack(_)) {
            return;
        }
        let reported = match (early, verified) {
            (true, None) => day_between(day(2022, 4, 28), day(2022, 5, 17), &mut self.rng),
            (true, Some(_)) => day_between(day(2022, 4, 5), day(2022, 4, 9), &mut self.rng),
            _ => day_between(day(2021, 11, 12), day(2021, 12, 4), &mut self.rng),
        };
        let mut row = self.report(frame, pledge, declared, reported);
        if let Some(verified) = verified {
            row.outcome = Some("verified");
            row.verified_result = Some(verified.as_str());
            self.decide(&mut row, &review);
        }
        reports.push(row);
    }

    fn report(
        &mut self,
        frame: &Frame,
        pledge: &PledgeRow,
        declared: PledgeResult,
        on: NaiveDate,
    ) -> ReportRow {
        let earliest = frame.decision.as_ref().map_or(on, |d| d.on.min(on));
        let done_on = day_between(earliest, on, &mut self.rng);
        ReportRow {
            id: self.ids.next(),
            pledge_id: pledge.id.clone(),
            result: declared.as_str(),
            summary: texts::summary(declared, &pledge.measure),
            done_on,
            reported_by: self.account_ids[frame.enterer.account].clone(),
            reported_at: instant(office_hours(on, &mut self.rng)),
            outcome: None,
            verified_result: None,
            comment: None,
            decided_by: None,
            decided_at: None,
            decision_body: None,
            decision_document_no: None,
            decision_on: None,
            decision_meeting_id: None,
        }
    }

    fn decide(&mut self, row: &mut ReportRow, decision: &Decision) {
        row.decided_by = Some(self.account_ids[decision.by].clone());
        row.decided_at = Some(instant(office_hours(decision.on, &mut self.rng)));
        row.decision_body = Some(decision.body.clone());
        row.decision_document_no.clone_from(&decision.document_no);
        row.decision_on = Some(decision.on);
        row.decision_meeting_id = decision.meeting.map(|m| self.meeting_ids[m].clone());
    }
}
