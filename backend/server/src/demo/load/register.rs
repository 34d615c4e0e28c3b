//! Registrations, pledges and reports.

use super::{CHUNK, Loader};
use crate::demo::decide::{self, Act, Decision, Enterer};
use crate::demo::register::{Course, Registration, Subject};
use crate::demo::seed::{day, day_between, office_hours};
use crate::demo::texts::{Words, Writer};
use crate::rows::{PledgeRow, RegistrationRow, ReportRow};
use chrono::NaiveDate;
use lamtheo_db::DbError;
use lamtheo_db::bulk::instant;
use lamtheo_domain::kernel::text::search_key;
use lamtheo_domain::registration::is_late;
use lamtheo_domain::registration::{
    PledgeResult, PledgeStatus, RegistrationStatus as Status, Visibility,
};
use lamtheo_domain::roll::{MemberKind, PositionGroup};

use super::programme::windows;

/// Why a registration came back.
const RETURN_COMMENTS: [&str; 4] = [
    "Nội dung còn chung chung, chưa có kết quả cụ thể để kiểm tra",
    "Chưa gắn với chức trách, nhiệm vụ được giao",
    "Trùng với nội dung năm trước, chưa nêu điểm mới",
    "Thời hạn chưa phù hợp",
];

const CANCEL_REASONS: [&str; 3] = [
    "Thay đổi nhiệm vụ được phân công",
    "Không còn điều kiện thực hiện do thay đổi quy hoạch",
    "Đã được ghép vào việc chung của đơn vị",
];

/// What the rows of one registration share.
pub(super) struct Frame {
    pub(super) id: String,
    pub(super) unit_id: String,
    pub(super) subject_kind: &'static str,
    pub(super) membership: Option<&'static str>,
    pub(super) position: String,
    pub(super) group: PositionGroup,
    pub(super) enterer: Enterer,
    pub(super) late: bool,
    pub(super) decision: Option<Decision>,
}

#[derive(Default)]
struct Batch {
    registrations: Vec<RegistrationRow>,
    pledges: Vec<PledgeRow>,
    reports: Vec<ReportRow>,
}

impl Loader<'_> {
    pub(super) fn register(&mut self) -> Result<(), DbError> {
        let writer = Writer::new();
        let plan = self.plan;
        let mut batch = Batch::default();
        for registration in &plan.registrations {
            let frame = self.frame(registration);
            let turn = self.rng.below(1_000);
            let mut widest = Visibility::Internal;
            for (ordinal, course) in registration.pledges.iter().enumerate() {
                let visibility = self.visibility(registration, frame.group);
                widest = widest.max(visibility);
                let words = self.words(&writer, registration, &frame, turn + ordinal);
                let pledge = self.pledge(registration, &frame, ordinal, *course, words, visibility);
                self.reports(registration, &frame, *course, &pledge, &mut batch.reports);
                batch.pledges.push(pledge);
            }
            if frame.group.is_party_wide() && frame.decision.is_some() {
                widest = widest.max(Visibility::PartyWide);
            }
            let row = self.registration(registration, frame, widest);
            batch.registrations.push(row);
            if batch.pledges.len() >= CHUNK {
                self.flush(&mut batch)?;
            }
        }
        self.flush(&mut batch)
    }

    fn flush(&mut self, batch: &mut Batch) -> Result<(), DbError> {
        self.insert(&batch.registrations)?;
        self.insert(&batch.pledges)?;
        self.insert(&batch.reports)?;
        *batch = Batch::default();
        Ok(())
    }

    fn frame(&mut self, registration: &Registration) -> Frame {
        let plan = self.plan;
        let decided = matches!(registration.status, Status::Approved | Status::Closed);
        let late = decided && decide::is_late(registration, &mut self.rng);
        let (membership, position, group) = match registration.subject {
            Subject::Unit(_) => (None, String::new(), PositionGroup::None),
            Subject::Person(person) => {
                let stay = plan.roll.people[person].stay_of(registration.year);
                (
                    Some(stay.kind.membership().as_str()),
                    stay.position.clone(),
                    stay.group,
                )
            }
        };
        Frame {
            id: self.ids.next(),
            unit_id: self.unit_ids[registration.unit].clone(),
            subject_kind: if membership.is_some() {
                "individual"
            } else {
                "collective"
            },
            membership,
            position,
            group,
            enterer: decide::enterer(plan, registration),
            late,
            decision: decided.then(|| {
                decide::decision(plan, registration, Act::Registering, late, &mut self.rng)
            }),
        }
    }

    /// Collectives and heads may be public; committee members are party_wide anyway.
    fn visibility(&mut self, registration: &Registration, group: PositionGroup) -> Visibility {
        let public = match registration.subject {
            Subject::Unit(_) => 300,
            Subject::Person(_) if group == PositionGroup::Head => 150,
            Subject::Person(_) => 0,
        };
        if self.rng.chance(public) {
            Visibility::Public
        } else if self.rng.chance(if public > 0 { 500 } else { 40 }) {
            Visibility::PartyWide
        } else {
            Visibility::Internal
        }
    }

    fn words(
        &mut self,
        writer: &Writer,
        registration: &Registration,
        frame: &Frame,
        turn: usize,
    ) -> Words {
        let unit = &self.plan.tree.units[registration.unit];
        match registration.subject {
            Subject::Unit(_) => writer.unit(unit, registration.year, turn, &mut self.rng),
            Subject::Person(_) => writer.person(
                unit,
                frame.group,
                &frame.position,
                registration.year,
                turn,
                &mut self.rng,
            ),
        }
    }

    fn registration(
        &mut self,
        registration: &Registration,
        frame: Frame,
        visibility: Visibility,
    ) -> RegistrationRow {
        let submitted = (registration.status != Status::Draft)
            .then(|| office_hours(self.submitted_on(registration, &frame), &mut self.rng));
        let windows = windows(registration.year);
        let enterer = self.account_ids[frame.enterer.account].clone();
        let decision = frame.decision;
        let approved = decision
            .as_ref()
            .map(|d| instant(office_hours(d.on, &mut self.rng)));
        let (person_id, subject_key) = match registration.subject {
            Subject::Unit(unit) => (None, format!("u:{}", self.unit_ids[unit])),
            Subject::Person(person) => {
                let id = self.person_ids[person].clone();
                let key = format!("p:{id}");
                (Some(id), key)
            }
        };
        RegistrationRow {
            id: frame.id,
            year: registration.year,
            subject_kind: frame.subject_kind,
            subject_key,
            person_id,
            unit_id: frame.unit_id,
            membership: frame.membership,
            position: frame.position,
            position_group: frame.group.as_str(),
            on_behalf: frame.enterer.on_behalf,
            paper_signed: frame.enterer.on_behalf && self.rng.chance(900),
            status: registration.status.as_str(),
            visibility: visibility.as_str(),
            late: submitted
                .is_some_and(|at| is_late(at.date(), self.obliged_from(registration), &windows)),
            approval_step: (registration.status == Status::Submitted).then_some(1),
            submitted_by: submitted.map(|_| enterer.clone()),
            entered_by: enterer,
            submitted_at: submitted.map(instant),
            approved_at: approved,
            approved_by: decision.as_ref().map(|d| self.account_ids[d.by].clone()),
            returned_comment: (registration.status == Status::Returned)
                .then(|| *self.rng.pick(&RETURN_COMMENTS)),
            decision_body: decision.as_ref().map(|d| d.body.clone()),
            decision_document_no: decision.as_ref().and_then(|d| d.document_no.clone()),
            decision_on: decision.as_ref().map(|d| d.on),
            decision_meeting_id: decision
                .and_then(|d| d.meeting)
                .map(|m| self.meeting_ids[m].clone()),
            source: "demo".into(),
            external_id: None,
            version: match registration.status {
                Status::Draft => 1,
                Status::Submitted => 2,
                Status::Returned | Status::Approved => 3,
                Status::Closed => 4,
            },
            created_at: self.stamp.clone(),
            updated_at: self.stamp.clone(),
        }
    }

    /// Since when the subject was obliged; persons outside the Party never are.
    fn obliged_from(&self, registration: &Registration) -> Option<NaiveDate> {
        match registration.subject {
            Subject::Unit(unit) => Some(self.plan.tree.units[unit].since),
            Subject::Person(person) => {
                let stay = self.plan.roll.people[person].stay_of(registration.year);
                (stay.kind != MemberKind::NonMember).then_some(stay.from)
            }
        }
    }

    fn submitted_on(&mut self, registration: &Registration, frame: &Frame) -> NaiveDate {
        let year = registration.year;
        let (from, to) = match &frame.decision {
            Some(decision) if frame.late => (
                day(year, 4, 2),
                decision.on.pred_opt().unwrap_or(decision.on),
            ),
            Some(decision) => (
                day(year, 2, 16),
                decision.on.pred_opt().unwrap_or(decision.on),
            ),
            None => (day(year, 3, 18), day(year, 5, 17)),
        };
        day_between(from, to, &mut self.rng)
    }

    fn pledge(
        &mut self,
        registration: &Registration,
        frame: &Frame,
        ordinal: usize,
        course: Course,
        words: Words,
        visibility: Visibility,
    ) -> PledgeRow {
        let (status, declared, verified) = states(course);
        let cancelled = matches!(course, Course::Cancelled { .. });
        PledgeRow {
            id: self.ids.next(),
            registration_id: frame.id.clone(),
            unit_id: frame.unit_id.clone(),
            year: registration.year,
            subject_kind: frame.subject_kind,
            membership: frame.membership,
            position_group: frame.group.as_str(),
            ordinal: ordinal as i32 + 1,
            search_key: search_key(&words.content),
            content: words.content,
            measure: words.measure,
            solution: words.solution,
            field: words.field.into(),
            due_on: words.due_on,
            duty: words.duty,
            topic_id: None,
            weakness: words.weakness,
            visibility: visibility.as_str(),
            status: status.as_str(),
            declared_result: declared.map(PledgeResult::as_str),
            verified_result: verified.map(PledgeResult::as_str),
            disputed: false,
            counted: course.counted(),
            cancel_reason: cancelled.then(|| *self.rng.pick(&CANCEL_REASONS)),
            cancelled_on: cancelled.then(|| self.cancelled_on(registration.year, course.counted())),
            version: match status {
                PledgeStatus::Draft => 1,
                PledgeStatus::InProgress => 2,
                PledgeStatus::Verified => 4,
                _ => 3,
            },
            created_at: self.stamp.clone(),
            updated_at: self.stamp.clone(),
        }
    }

    fn cancelled_on(&mut self, year: i32, after_window: bool) -> NaiveDate {
        let (from, to) = match (year, after_window) {
            (2021, true) => (day(2021, 11, 5), day(2021, 12, 20)),
            (2021, false) => (day(2021, 5, 4), day(2021, 10, 20)),
            _ => (day(2022, 5, 4), day(2022, 5, 17)),
        };
        day_between(from, to, &mut self.rng)
    }
}

/// Status, declared and verified result of a course.
fn states(course: Course) -> (PledgeStatus, Option<PledgeResult>, Option<PledgeResult>) {
    match course {
        Course::Draft => (PledgeStatus::Draft, None, None),
        Course::Open => (PledgeStatus::InProgress, None, None),
        Course::Reported(declared) => (PledgeStatus::Reported, Some(declared), None),
        Course::Verified {
            declared, verified, ..
        } => (PledgeStatus::Verified, Some(declared), Some(verified)),
        Course::SentBack(declared) => (PledgeStatus::SentBack, Some(declared), None),
        Course::Cancelled { .. } => (PledgeStatus::Cancelled, None, None),
    }
}
