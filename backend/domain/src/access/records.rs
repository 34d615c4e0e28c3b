//! Decisions about one registration and its pledges ("Who decides").

use super::{Caller, Place, Role};
use crate::kernel::{Refusal, ids::*};
use crate::registration::{RegistrationStatus, SubjectKind, Visibility};
use crate::roll::Membership;

/// What the rules need to know of a registration.
#[derive(Debug, Clone)]
pub struct RecordFacts {
    /// Individual or collective.
    pub subject_kind: SubjectKind,
    /// The person, for an individual.
    pub person_id: Option<PersonId>,
    /// Party member or not, for an individual.
    pub membership: Option<Membership>,
    /// Where the record's unit stands.
    pub place: Place,
    /// State of the registration.
    pub status: RegistrationStatus,
    /// Widest visibility that holds once the registration is approved.
    pub visibility: Visibility,
    /// Who typed it in.
    pub entered_by: UserId,
    /// Whether the subject is the officer who decides for the unit's persons:
    /// the secretary of the chi bộ, or the unit's leader outside a chi bộ.
    pub subject_is_officer: bool,
    /// Who reported the pledge that is decided on.
    pub reported_by: Option<UserId>,
}

/// What a decision refers to.
#[derive(Debug, Clone, Copy, Default)]
pub struct Citation {
    /// A branch meeting of the record's unit.
    pub meeting: bool,
    /// A document with body, number and date.
    pub document: bool,
}

/// Which unit's officer decides on a record, and as what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decider {
    /// The chi bộ, recorded by its secretary or deputy.
    Secretary(UnitId),
    /// The secretary's own record: a deputy of the chi bộ, or the leader above.
    Deputy(UnitId, Option<UnitId>),
    /// The leader of this unit.
    Leader(UnitId),
    /// The top unit itself, with a document number.
    Itself(UnitId),
}

/// Who decides on the record of `facts`.
pub fn decider(facts: &RecordFacts) -> Decider {
    let place = &facts.place;
    let unit = place.unit_id.clone();
    let leader_or_itself = |above: Option<&UnitId>| {
        above
            .cloned()
            .map_or(Decider::Itself(unit.clone()), Decider::Leader)
    };
    if facts.subject_kind == SubjectKind::Collective {
        return leader_or_itself(place.approving_unit());
    }
    let in_branch = place.kind.is_branch();
    let member = facts.membership == Some(Membership::PartyMember);
    match (in_branch && member, facts.subject_is_officer) {
        (true, false) => Decider::Secretary(unit),
        (true, true) => Decider::Deputy(unit, place.parent_id.clone()),
        (false, false) if !in_branch => Decider::Leader(unit),
        (false, _) => leader_or_itself(place.parent_id.as_ref()),
    }
}

/// Whether the caller may read the record.
pub fn may_read(caller: &Caller, facts: &RecordFacts) -> bool {
    if caller.is(facts.person_id.as_ref()) {
        return true;
    }
    if facts.status == RegistrationStatus::Draft {
        if caller.user_id == facts.entered_by {
            return true;
        }
        // A collective's draft is the unit's own paper; a person's is private.
        return facts.subject_kind == SubjectKind::Collective
            && writes_for_collective(caller, &facts.place);
    }
    let place = &facts.place;
    let shown = matches!(
        facts.status,
        RegistrationStatus::Approved | RegistrationStatus::Closed
    ) && facts.visibility != Visibility::Internal
        && caller.party_member;
    let same_unit = caller.home_units.contains(&place.unit_id)
        || [
            Role::Member,
            Role::BranchSecretary,
            Role::UnitStaff,
            Role::UnitLeader,
        ]
        .iter()
        .any(|role| caller.on(*role, &place.unit_id));
    if shown || same_unit || caller.over(Role::Inspector, place) {
        return true;
    }
    let officers = [
        Role::UnitStaff,
        Role::UnitLeader,
        Role::ProvinceStaff,
        Role::BranchSecretary,
    ];
    match facts.subject_kind {
        SubjectKind::Individual => caller
            .units_of(&officers)
            .any(|unit| place.is_here_or_parent(unit)),
        SubjectKind::Collective => {
            caller.over_any(&officers, place)
                || caller
                    .units_of(&officers)
                    .any(|unit| place.approving_unit() == Some(unit))
        }
    }
}

/// Whether the caller may create, edit, submit or report for the subject.
pub fn may_write(caller: &Caller, facts: &RecordFacts) -> Result<(), Refusal> {
    let allowed = match facts.subject_kind {
        SubjectKind::Individual => {
            caller.is(facts.person_id.as_ref())
                || (facts.place.kind.is_branch()
                    && caller.on(Role::BranchSecretary, &facts.place.unit_id))
                || caller.on(Role::UnitStaff, &facts.place.unit_id)
        }
        SubjectKind::Collective => writes_for_collective(caller, &facts.place),
    };
    if allowed {
        Ok(())
    } else {
        Err(not_the_writer())
    }
}

/// A draft is withdrawn by its author or its subject.
pub fn may_delete_draft(caller: &Caller, facts: &RecordFacts) -> Result<(), Refusal> {
    if caller.user_id == facts.entered_by {
        return Ok(());
    }
    may_write(caller, facts)
}

pub(super) fn writes_for_collective(caller: &Caller, place: &Place) -> bool {
    if place.kind.is_branch() && caller.on(Role::BranchSecretary, &place.unit_id) {
        return true;
    }
    caller.on(Role::UnitStaff, &place.unit_id)
        || caller.on(Role::UnitLeader, &place.unit_id)
        || (place.parent_id.is_none() && caller.on(Role::ProvinceStaff, &place.unit_id))
}

/// Whether the caller may approve, return, verify, send back, cancel or close.
pub fn may_decide(caller: &Caller, facts: &RecordFacts, cited: Citation) -> Result<(), Refusal> {
    if caller.is(facts.person_id.as_ref()) {
        return Err(own_decision());
    }
    let decider = decider(facts);
    let (officer, staff) = match &decider {
        Decider::Secretary(unit) => (
            caller.on(Role::BranchSecretary, unit),
            staff_on(caller, unit),
        ),
        Decider::Deputy(unit, above) => {
            let leader = above
                .as_ref()
                .is_some_and(|above| caller.on(Role::UnitLeader, above));
            (
                caller.deputy_on(unit) || leader,
                above.as_ref().is_some_and(|above| staff_on(caller, above)),
            )
        }
        Decider::Leader(unit) | Decider::Itself(unit) => {
            (caller.on(Role::UnitLeader, unit), staff_on(caller, unit))
        }
    };
    if !officer && !staff {
        return Err(not_the_approver(&decider));
    }
    if matches!(decider, Decider::Itself(_)) && !cited.document {
        return Err(document_required_for_top_unit());
    }
    if !officer && !cited.document {
        return Err(decision_document_required());
    }
    let involved =
        caller.user_id == facts.entered_by || facts.reported_by.as_ref() == Some(&caller.user_id);
    if involved && !cited.meeting && !cited.document {
        return Err(decision_source_required());
    }
    Ok(())
}

pub(super) fn staff_on(caller: &Caller, unit: &UnitId) -> bool {
    caller.on(Role::UnitStaff, unit) || caller.on(Role::ProvinceStaff, unit)
}

fn not_the_writer() -> Refusal {
    Refusal::forbidden(
        "not_the_writer",
        "Đồng chí không có quyền lập hoặc sửa bản đăng ký này",
    )
    .detail(
        "Bản đăng ký của cá nhân do người đó, bí thư chi bộ hoặc cán bộ giúp việc của đơn vị lập; \
         của tập thể do cấp ủy đơn vị đó lập",
    )
}

fn own_decision() -> Refusal {
    Refusal::forbidden("own_decision", "Không ai tự cho ý kiến hoặc xác nhận bản đăng ký của chính mình").detail(
        "Bản đăng ký của bí thư do phó bí thư được ủy quyền hoặc lãnh đạo cấp ủy cấp trên trực tiếp cho ý kiến",
    )
}

fn not_the_approver(decider: &Decider) -> Refusal {
    let detail = match decider {
        Decider::Secretary(_) => "Việc này do chi bộ thông qua, bí thư chi bộ ghi nhận",
        Decider::Deputy(..) => {
            "Bản đăng ký của bí thư do phó bí thư được ủy quyền hoặc lãnh đạo cấp ủy cấp trên cho ý kiến"
        }
        Decider::Leader(_) => "Việc này do lãnh đạo cấp ủy có thẩm quyền cho ý kiến",
        Decider::Itself(_) => "Việc này do lãnh đạo cấp ủy của chính đơn vị ban hành",
    };
    Refusal::forbidden(
        "not_the_approver",
        "Đồng chí không phải người có thẩm quyền cho ý kiến đối với bản đăng ký này",
    )
    .detail(detail)
}

fn document_required_for_top_unit() -> Refusal {
    Refusal::invalid(
        "document_required_for_top_unit",
        "Cấp ủy cao nhất tự ban hành bản đăng ký của mình và phải ghi số, ngày văn bản",
    )
}

pub(super) fn decision_document_required() -> Refusal {
    Refusal::invalid(
        "decision_document_required",
        "Cán bộ giúp việc chỉ ghi nhận quyết định của cấp ủy khi có cơ quan ban hành, số và ngày văn bản",
    )
}

fn decision_source_required() -> Refusal {
    Refusal::invalid(
        "decision_source_required",
        "Người đã nhập thay chỉ ghi nhận quyết định khi nêu buổi sinh hoạt chi bộ hoặc văn bản",
    )
}
