//! Draws a registration up.

use super::super::facts::Facts;
use super::super::queries;
use super::super::store::{self, PledgeRow, RegistrationRow};
use super::input::{CreateRegistration, PledgeInput, Subject};
use crate::rooms::programmes;
use crate::web::answer;
use diesel::prelude::*;
use lamtheo_db::idempotency::StoredReply;
use lamtheo_db::schema::{memberships, pledges, registrations};
use lamtheo_db::{Event, Outcome, Recorded, Tx, dialect, stored};
use lamtheo_domain::access::{Caller, RecordFacts, may_write};
use lamtheo_domain::kernel::text::search_key;
use lamtheo_domain::kernel::{FieldError, Refusal, ids::*};
use lamtheo_domain::programme::{ProgrammeStatus, year_closed, year_not_open};
use lamtheo_domain::registration::{
    PledgeRules, PledgeStatus, RegistrationStatus, SubjectKind, Visibility, check_draft,
};
use lamtheo_domain::roll::{MemberKind, PositionGroup};
use lamtheo_domain::unit::ReportingMode;
use serde_json::json;

/// The subject with where it stands today.
pub(in super::super) struct Drafting {
    facts: RecordFacts,
    position: String,
    position_group: PositionGroup,
}

/// The subject's place and the caller's right to write for it.
pub(in super::super) fn scope(
    tx: &mut Tx<'_>,
    caller: &Caller,
    subject: Subject,
) -> Outcome<Drafting> {
    let place = Facts::on(tx.at.today).place(tx.conn, &subject.unit_id)?;
    let related = caller.belongs_to(&place.unit_id)
        || caller
            .assignments
            .iter()
            .any(|a| place.line.contains(&a.unit_id))
        || caller.is(subject.person_id.as_ref());
    if !related {
        return Err(Refusal::not_found().into());
    }
    let person_id = match subject.kind {
        SubjectKind::Collective => None,
        SubjectKind::Individual => Some(subject.person_id.clone().ok_or_else(person_required)?),
    };
    let membership = match &person_id {
        None => None,
        Some(person) => Some(membership_today(tx, person, &subject.unit_id)?),
    };
    let facts = RecordFacts {
        subject_kind: subject.kind,
        person_id,
        membership: membership.as_ref().map(|m| m.0.membership()),
        place,
        status: RegistrationStatus::Draft,
        visibility: Visibility::Internal,
        entered_by: caller.user_id.clone(),
        subject_is_officer: false,
        reported_by: None,
    };
    may_write(caller, &facts)?;
    let (_, position, position_group) =
        membership.unwrap_or((MemberKind::Official, String::new(), PositionGroup::None));
    Ok(Drafting {
        facts,
        position,
        position_group,
    })
}

fn person_required() -> Refusal {
    Refusal::fields(vec![FieldError::new(
        "/person_id",
        "required",
        "Bản đăng ký của cá nhân phải nêu người đăng ký",
    )])
}

/// The person's membership of the unit today; without one the person is not there.
pub(super) fn membership_today(
    tx: &mut Tx<'_>,
    person: &PersonId,
    unit: &UnitId,
) -> Outcome<(MemberKind, String, PositionGroup)> {
    memberships::table
        .filter(memberships::person_id.eq(person))
        .filter(memberships::unit_id.eq(unit))
        .filter(memberships::valid_from.le(tx.at.today))
        .filter(
            memberships::valid_to
                .is_null()
                .or(memberships::valid_to.gt(tx.at.today)),
        )
        .select((
            memberships::member_kind,
            memberships::position,
            memberships::position_group,
        ))
        .first(tx.conn)
        .optional()?
        .ok_or_else(|| Refusal::not_found().into())
}

/// Stores the draft.
pub(in super::super) fn run(
    tx: &mut Tx<'_>,
    caller: &Caller,
    drafting: Drafting,
    body: CreateRegistration,
) -> Outcome<Recorded<StoredReply>> {
    if drafting.facts.place.reporting_mode == ReportingMode::AggregateOnly {
        return Err(totals_only().into());
    }
    let year = store::year_rules(tx.conn, body.year)?;
    match year.status {
        ProgrammeStatus::Draft => return Err(year_not_open().into()),
        ProgrammeStatus::Closed => return Err(year_closed().into()),
        ProgrammeStatus::Open => {}
    }
    let rules = PledgeRules {
        year: body.year,
        limit: year.limits.pledge_limit,
        maximum: year.limits.pledge_maximum,
        subject_kind: drafting.facts.subject_kind,
        position_group: drafting.position_group,
    };
    let fields = programmes::active_codes(tx.conn, "field")?;
    let drafts = body.pledges.iter().map(PledgeInput::draft).collect();
    check_draft(rules, &fields, drafts)?;
    let row = row_of(tx, caller, &drafting, &body);
    insert(tx, &row)?;
    insert_pledges(tx, &row, &body.pledges)?;
    let view = queries::view(tx.conn, caller, tx.at.today, &row, &drafting.facts)?;
    let reply = answer::created(format!("/api/v1/registrations/{}", row.id), &view)?;
    let event = Event::new("registration.created", "registration", &row.id)
        .unit(&row.unit_id)
        .after(json!({ "year": row.year, "subject_kind": row.subject_kind, "on_behalf": row.on_behalf, "pledges": view.pledges.len() }));
    tx.record(event, reply)
}

fn row_of(
    tx: &Tx<'_>,
    caller: &Caller,
    drafting: &Drafting,
    body: &CreateRegistration,
) -> RegistrationRow {
    let facts = &drafting.facts;
    let subject_key = match &facts.person_id {
        Some(person) => format!("p:{person}"),
        None => format!("u:{}", body.unit_id),
    };
    let now = stored(tx.at.now);
    RegistrationRow {
        id: RegistrationId::new(tx.at.now),
        year: body.year,
        subject_kind: facts.subject_kind,
        subject_key,
        person_id: facts.person_id.clone(),
        unit_id: body.unit_id.clone(),
        membership: facts.membership,
        position: drafting.position.clone(),
        position_group: drafting.position_group,
        entered_by: caller.user_id.clone(),
        on_behalf: facts.person_id.is_some() && !caller.is(facts.person_id.as_ref()),
        paper_signed: body.paper_signed,
        status: RegistrationStatus::Draft,
        visibility: widest(&body.pledges),
        late: false,
        approval_step: None,
        submitted_at: None,
        submitted_by: None,
        approved_at: None,
        approved_by: None,
        returned_comment: None,
        decision_body: None,
        decision_document_no: None,
        decision_on: None,
        decision_meeting_id: None,
        source: "manual".to_owned(),
        external_id: None,
        version: 1,
        created_at: now,
        updated_at: now,
    }
}

/// The widest visibility among the pledges.
pub(super) fn widest(pledges: &[PledgeInput]) -> Visibility {
    pledges
        .iter()
        .filter_map(|p| p.visibility)
        .max()
        .unwrap_or(Visibility::Internal)
}

fn insert(tx: &mut Tx<'_>, row: &RegistrationRow) -> Outcome<()> {
    match diesel::insert_into(registrations::table)
        .values(row)
        .execute(tx.conn)
    {
        Ok(_) => Ok(()),
        Err(error) if dialect::is_unique_violation(&error) => Err(Refusal::conflict(
            "registration_exists",
            "Năm này đã có bản đăng ký của cá nhân, tập thể này",
        )
        .detail("Hãy mở bản đăng ký đã có để bổ sung, chỉnh sửa")
        .into()),
        Err(error) => Err(error.into()),
    }
}

/// Stores the pledges of a draft in the order of the form.
pub(super) fn insert_pledges(
    tx: &mut Tx<'_>,
    row: &RegistrationRow,
    inputs: &[PledgeInput],
) -> Outcome<()> {
    for (index, input) in inputs.iter().enumerate() {
        let pledge = pledge_row(tx, row, i32::try_from(index + 1).unwrap_or(i32::MAX), input);
        diesel::insert_into(pledges::table)
            .values(&pledge)
            .execute(tx.conn)?;
    }
    Ok(())
}

/// The row of a pledge as written in the form.
pub(super) fn pledge_row(
    tx: &Tx<'_>,
    row: &RegistrationRow,
    ordinal: i32,
    input: &PledgeInput,
) -> PledgeRow {
    let now = stored(tx.at.now);
    let draft = input.draft();
    PledgeRow {
        id: PledgeId::new(tx.at.now),
        registration_id: row.id.clone(),
        unit_id: row.unit_id.clone(),
        year: row.year,
        subject_kind: row.subject_kind,
        membership: row.membership,
        position_group: row.position_group,
        ordinal,
        search_key: search_key(&draft.content),
        content: draft.content,
        measure: draft.measure,
        solution: draft.solution,
        field: draft.field,
        due_on: draft.due_on,
        duty: draft.duty,
        topic_id: draft.topic_id,
        weakness: draft.weakness,
        visibility: draft.visibility,
        status: PledgeStatus::Draft,
        declared_result: None,
        verified_result: None,
        disputed: false,
        counted: false,
        cancel_reason: None,
        cancelled_on: None,
        version: 1,
        created_at: now,
        updated_at: now,
    }
}

fn totals_only() -> Refusal {
    Refusal::invalid(
        "unit_reports_totals_only",
        "Đơn vị này chỉ báo cáo số tổng hợp, không lập bản đăng ký trên hệ thống",
    )
}
