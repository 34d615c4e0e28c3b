//! Draws an issue up.

use super::super::facts::Facts;
use super::super::requests::CreateIssue;
use super::super::store::IssueRow;
use super::super::{calendar, queries};
use super::assign::{self, Named};
use crate::rooms::programmes;
use crate::web::answer;
use chrono::Datelike;
use diesel::prelude::*;
use lamtheo_db::idempotency::StoredReply;
use lamtheo_db::schema::issues;
use lamtheo_db::{Event, Outcome, Recorded, Tx, stored};
use lamtheo_domain::access::{Caller, IssueFacts, Place, may_write_issue};
use lamtheo_domain::issue::{
    Deadline, IssueDraft, IssueStatus, RegisteringLevel, check_deadline, check_draft,
};
use lamtheo_domain::kernel::{FieldError, Refusal, ids::*};
use lamtheo_domain::registration::Visibility;
use lamtheo_domain::unit::{ReportingMode, UnitLevel};
use serde_json::json;

/// The owner's place and the caller's right to write for it.
pub(in super::super) fn scope(
    tx: &mut Tx<'_>,
    caller: &Caller,
    owner: Option<UnitId>,
) -> Outcome<Place> {
    let Some(owner) = owner else {
        let message = "Chưa xác định đơn vị chủ trì giải quyết";
        return Err(Refusal::invalid("owning_unit_required", message)
            .field(FieldError::new(
                "/owning_unit_id",
                "owning_unit_required",
                message,
            ))
            .into());
    };
    let place = Facts::on(tx.at.today).place(tx.conn, &owner)?;
    let related = caller.belongs_to(&place.unit_id)
        || caller
            .assignments
            .iter()
            .any(|a| place.line.contains(&a.unit_id));
    if !related {
        return Err(Refusal::not_found().into());
    }
    let facts = IssueFacts {
        place,
        coordinating: Vec::new(),
        responsible_person_id: None,
        answered_before: Vec::new(),
        status: IssueStatus::Draft,
        registered: false,
        visibility: Visibility::Internal,
        entered_by: caller.user_id.clone(),
        reported_by: None,
    };
    may_write_issue(caller, &facts)?;
    Ok(facts.place)
}

/// Stores the draft.
pub(in super::super) fn run(
    tx: &mut Tx<'_>,
    caller: &Caller,
    place: Place,
    body: CreateIssue,
) -> Outcome<Recorded<StoredReply>> {
    if place.reporting_mode == ReportingMode::AggregateOnly {
        return Err(Refusal::invalid(
            "unit_reports_totals_only",
            "Đơn vị này chỉ báo cáo số liệu tổng hợp, không lập hồ sơ vấn đề",
        )
        .into());
    }
    let fields = programmes::active_codes(tx.conn, "field")?;
    let draft = IssueDraft {
        title: body.title,
        content: body.content,
        kind: body.kind,
        field: body.field,
        responsible_person_id: body.responsible_person_id,
        due_on: body.due_on,
        visibility: body.visibility.unwrap_or(Visibility::Internal),
        public_title: body.public_title,
        public_content: body.public_content,
    };
    let draft = check_draft(draft, |code| fields.iter().any(|known| known == code))?;
    let days = calendar::load(tx.conn)?;
    let deadline = draft
        .due_on
        .map(|due| check_deadline(&days, due, tx.at.today))
        .transpose()?;
    let named = match &draft.responsible_person_id {
        Some(person) => {
            let position = body.responsible_position.as_deref();
            Some(assign::named(tx, person, &place.unit_id, position)?)
        }
        None => None,
    };
    assign::check_coordinators(tx, &place.unit_id, &body.coordinating_unit_ids)?;
    let level = registering_level(tx, &place)?;
    let row = row_of(tx, caller, &place, (draft, deadline, named.as_ref()), level);
    diesel::insert_into(issues::table)
        .values(&row)
        .execute(tx.conn)?;
    assign::write_responsible(tx, &row, named.as_ref(), None)?;
    assign::write_coordinators(tx, &row.id, &body.coordinating_unit_ids)?;
    let event = Event::new("issue.created", "issue", &row.id)
        .unit(&row.owning_unit_id)
        .after(json!({ "kind": row.kind, "field": row.field, "due_on": row.due_on }));
    let location = format!("/api/v1/issues/{}", row.id);
    let view = queries::view(tx.conn, caller, tx.at.today, row)?;
    let reply = answer::created(location, &view)?;
    tx.record(event, reply)
}

/// The level that registers: of the unit, or of the committee that a body
/// outside the Party belongs to.
fn registering_level(tx: &mut Tx<'_>, place: &Place) -> Outcome<RegisteringLevel> {
    let committee = place
        .party_unit_id
        .as_ref()
        .filter(|_| place.level == UnitLevel::External);
    Ok(match committee {
        Some(committee) => {
            let place = Facts::on(tx.at.today).place(tx.conn, committee)?;
            RegisteringLevel::of(place.level)
        }
        None => RegisteringLevel::of(place.level),
    })
}

fn row_of(
    tx: &Tx<'_>,
    caller: &Caller,
    place: &Place,
    (draft, deadline, named): (IssueDraft, Option<Deadline>, Option<&Named>),
    registering_level: RegisteringLevel,
) -> IssueRow {
    let now = stored(tx.at.now);
    IssueRow {
        id: IssueId::new(tx.at.now),
        year: tx.at.today.year(),
        search_key: draft.search_key(),
        title: draft.title,
        content: draft.content,
        kind: draft.kind,
        field: draft.field,
        registering_level,
        owning_unit_id: place.unit_id.clone(),
        responsible_person_id: named.map(|n| n.person.clone()),
        responsible_position: named.map(|n| n.position.clone()).unwrap_or_default(),
        registered_on: None,
        due_on: deadline.map(|d| d.due_on),
        due_effective_on: deadline.map(|d| d.effective_on),
        original_due_on: None,
        status: IssueStatus::Draft,
        state_since: tx.at.today,
        extensions_count: 0,
        reopened_count: 0,
        counted: false,
        confirmed_on: None,
        visibility: draft.visibility,
        public_title: draft.public_title,
        public_content: draft.public_content,
        entered_by: caller.user_id.clone(),
        carried_from_id: None,
        source: "manual".to_owned(),
        external_id: None,
        version: 1,
        created_at: now,
        updated_at: now,
    }
}
