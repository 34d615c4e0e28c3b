//! Who reads, writes and decides on one issue.

use super::records::{decision_document_required, staff_on, writes_for_collective};
use super::{Caller, Decider, Place, Role};
use crate::issue::{IssueStatus, IssueVerb};
use crate::kernel::{Refusal, ids::*};
use crate::registration::Visibility;

/// Roles that may act for a unit.
const OFFICERS: [Role; 4] = [
    Role::UnitStaff,
    Role::UnitLeader,
    Role::ProvinceStaff,
    Role::BranchSecretary,
];

/// What the rules need to know of an issue.
#[derive(Debug, Clone)]
pub struct IssueFacts {
    /// Where the owning unit stands.
    pub place: Place,
    /// Units that help.
    pub coordinating: Vec<UnitId>,
    /// Who answers for it.
    pub responsible_person_id: Option<PersonId>,
    /// Everybody who answers or ever answered for it.
    pub answered_before: Vec<PersonId>,
    /// State of the issue.
    pub status: IssueStatus,
    /// Whether it was ever registered.
    pub registered: bool,
    /// Who may read it once registered.
    pub visibility: Visibility,
    /// Who typed it in.
    pub entered_by: UserId,
    /// Who reported it resolved, last.
    pub reported_by: Option<UserId>,
}

/// Whether the caller may read the issue: a draft is the unit's own paper; after
/// that its members and officers, the whole line upward, those who help, who
/// answers for it, and every Party member where it is shown to them.
pub fn may_read_issue(caller: &Caller, facts: &IssueFacts) -> bool {
    let place = &facts.place;
    if facts.status == IssueStatus::Draft {
        return caller.user_id == facts.entered_by || writes_for_collective(caller, place);
    }
    let shown = facts.registered && facts.visibility != Visibility::Internal && caller.party_member;
    shown
        || caller.is(facts.responsible_person_id.as_ref())
        || caller.home_units.contains(&place.unit_id)
        || caller.on(Role::Member, &place.unit_id)
        || caller.over_any(&OFFICERS, place)
        || caller.over(Role::Inspector, place)
        || caller
            .units_of(&OFFICERS)
            .any(|unit| place.approving_unit() == Some(unit))
        || coordinates(caller, facts)
}

/// Whether the caller is an officer of a unit that helps.
fn coordinates(caller: &Caller, facts: &IssueFacts) -> bool {
    caller
        .units_of(&OFFICERS)
        .any(|unit| facts.coordinating.contains(unit))
}

/// Whether the caller may create, edit, hand in, start, report or ask for more time.
///
/// # Errors
/// 403 `not_the_owner`.
pub fn may_write_issue(caller: &Caller, facts: &IssueFacts) -> Result<(), Refusal> {
    if writes_for_collective(caller, &facts.place) {
        return Ok(());
    }
    Err(Refusal::forbidden(
        "not_the_owner",
        "Chỉ đơn vị chủ trì giải quyết vấn đề mới thực hiện được việc này",
    ))
}

/// Whether the caller may say how things stand: the owner, those who help and
/// who answers for it.
///
/// # Errors
/// 403 `not_involved`.
pub fn may_post_update(caller: &Caller, facts: &IssueFacts) -> Result<(), Refusal> {
    if writes_for_collective(caller, &facts.place)
        || coordinates(caller, facts)
        || caller.is(facts.responsible_person_id.as_ref())
    {
        return Ok(());
    }
    Err(Refusal::forbidden(
        "not_involved",
        "Chỉ đơn vị chủ trì, đơn vị phối hợp và người chịu trách nhiệm được cập nhật diễn biến",
    ))
}

/// Who decides: the leader above, or the top unit itself.
fn decider(place: &Place) -> Decider {
    place
        .approving_unit()
        .cloned()
        .map_or_else(|| Decider::Itself(place.unit_id.clone()), Decider::Leader)
}

/// Whether the caller may register, return, confirm, send back, grant, refuse,
/// reopen, withdraw or carry over. Nobody decides on what they answer for; who
/// reported an issue resolved or ever answered for it never confirms the report,
/// whatever is cited; who entered it records the decision only when it cites a
/// document.
///
/// # Errors
/// 403 `own_decision`, `not_the_approver`; 422 `document_required_for_top_unit`,
/// `decision_document_required`, `decision_source_required`.
pub fn may_decide_issue(
    caller: &Caller,
    facts: &IssueFacts,
    verb: IssueVerb,
    documented: bool,
) -> Result<(), Refusal> {
    let decider = decider(&facts.place);
    let (Decider::Leader(unit) | Decider::Itself(unit)) = &decider else {
        return Err(not_the_approver(&decider));
    };
    let officer = caller.on(Role::UnitLeader, unit);
    if !officer && !staff_on(caller, unit) {
        return Err(not_the_approver(&decider));
    }
    let answered = facts.answered_before.iter().any(|p| caller.is(Some(p)));
    let reporter = facts.reported_by.as_ref() == Some(&caller.user_id) || answered;
    let about_the_report = matches!(verb, IssueVerb::Confirm | IssueVerb::SendBack);
    if caller.is(facts.responsible_person_id.as_ref()) || (reporter && about_the_report) {
        return Err(own_decision());
    }
    if matches!(decider, Decider::Itself(_)) && !documented {
        return Err(document_required_for_top_unit());
    }
    if !officer && !documented {
        return Err(decision_document_required());
    }
    if caller.user_id == facts.entered_by && !documented {
        return Err(decision_source_required());
    }
    Ok(())
}

/// Whether the caller may grant or refuse the time that `asked_by` asked for.
///
/// # Errors
/// 403 `own_decision`.
pub fn may_settle_extension(caller: &Caller, asked_by: &UserId) -> Result<(), Refusal> {
    if caller.user_id == *asked_by {
        return Err(own_decision());
    }
    Ok(())
}

fn own_decision() -> Refusal {
    Refusal::forbidden(
        "own_decision",
        "Không ai tự cho ý kiến hoặc xác nhận việc của chính mình",
    )
    .detail(
        "Người báo cáo kết quả và người chịu trách nhiệm không xác nhận vấn đề đó; việc này do người khác của cấp trên thực hiện.",
    )
}

fn not_the_approver(decider: &Decider) -> Refusal {
    let detail = match decider {
        Decider::Itself(_) => {
            "Vấn đề của cấp ủy cao nhất do lãnh đạo của chính cấp ủy đó quyết định."
        }
        _ => "Vấn đề do lãnh đạo cấp ủy cấp trên trực tiếp cho ý kiến, xác nhận.",
    };
    Refusal::forbidden(
        "not_the_approver",
        "Đồng chí không phải người có thẩm quyền cho ý kiến đối với vấn đề này",
    )
    .detail(detail)
}

fn document_required_for_top_unit() -> Refusal {
    Refusal::invalid(
        "document_required_for_top_unit",
        "Cấp ủy cao nhất tự quyết định vấn đề của mình và phải ghi cơ quan ban hành, số, ngày văn bản",
    )
}

fn decision_source_required() -> Refusal {
    Refusal::invalid(
        "decision_source_required",
        "Người đã nhập vấn đề chỉ ghi nhận quyết định khi nêu cơ quan ban hành, số, ngày văn bản",
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::Assignment;
    use crate::unit::{ReportingMode, UnitKind, UnitLevel};

    fn unit(name: &str) -> UnitId {
        UnitId::from_trusted(name)
    }

    /// The commune C below the district D below the province P; D2 helps.
    fn facts(status: IssueStatus) -> IssueFacts {
        IssueFacts {
            place: Place {
                unit_id: unit("C"),
                kind: UnitKind::CommuneCommittee,
                level: UnitLevel::Grassroots,
                reporting_mode: ReportingMode::Records,
                parent_id: Some(unit("D")),
                party_unit_id: None,
                line: ["C", "D", "P"].map(unit).to_vec(),
            },
            coordinating: vec![unit("K")],
            responsible_person_id: Some(PersonId::from_trusted("r")),
            answered_before: Vec::new(),
            status,
            registered: status.is_open() || status.is_settled(),
            visibility: Visibility::Internal,
            entered_by: UserId::from_trusted("author"),
            reported_by: None,
        }
    }

    fn caller(role: Role, on: &str) -> Caller {
        Caller {
            user_id: UserId::from_trusted("caller"),
            session_id: SessionId::from_trusted("session"),
            person_id: Some(PersonId::from_trusted("caller")),
            home_units: Vec::new(),
            party_member: true,
            assignments: vec![Assignment {
                role,
                unit_id: unit(on),
                deputy: false,
            }],
        }
    }

    #[test]
    fn the_line_upward_reads_and_a_sibling_does_not() {
        for (role, on, draft, open) in [
            (Role::UnitStaff, "C", true, true),
            (Role::UnitLeader, "C", true, true),
            (Role::Member, "C", false, true),
            (Role::Inspector, "C", false, true),
            (Role::UnitLeader, "D", false, true),
            (Role::UnitStaff, "P", false, true),
            (Role::ProvinceStaff, "P", false, true),
            (Role::Inspector, "P", false, true),
            (Role::Member, "D", false, false),
            (Role::SystemAdmin, "P", false, false),
            (Role::UnitStaff, "K", false, true),
            (Role::Member, "K", false, false),
            (Role::UnitLeader, "C2", false, false),
        ] {
            let caller = caller(role, on);
            assert_eq!(
                may_read_issue(&caller, &facts(IssueStatus::Draft)),
                draft,
                "{role} on {on}"
            );
            assert_eq!(
                may_read_issue(&caller, &facts(IssueStatus::InProgress)),
                open,
                "{role} on {on}"
            );
        }
        let mut shown = facts(IssueStatus::InProgress);
        shown.visibility = Visibility::PartyWide;
        assert!(may_read_issue(&caller(Role::Member, "C2"), &shown));
        shown.registered = false;
        assert!(!may_read_issue(&caller(Role::Member, "C2"), &shown));
        let mut answers = caller(Role::Member, "X");
        answers.person_id = Some(PersonId::from_trusted("r"));
        assert!(may_read_issue(&answers, &facts(IssueStatus::InProgress)));
        assert!(may_post_update(&answers, &facts(IssueStatus::InProgress)).is_ok());
    }

    #[test]
    fn who_helps_says_how_things_stand_and_nothing_else() {
        let helper = caller(Role::UnitLeader, "K");
        let facts = facts(IssueStatus::ReportedResolved);
        assert!(may_post_update(&helper, &facts).is_ok());
        assert_eq!(
            may_write_issue(&helper, &facts).unwrap_err().code,
            "not_the_owner"
        );
        let confirm = may_decide_issue(&helper, &facts, IssueVerb::Confirm, true);
        assert_eq!(confirm.unwrap_err().code, "not_the_approver");
        let above = caller(Role::UnitLeader, "D");
        assert_eq!(
            may_post_update(&above, &facts).unwrap_err().code,
            "not_involved"
        );
    }

    #[test]
    fn the_level_above_decides_and_nobody_on_the_own() {
        let decide = |caller: &Caller, facts: &IssueFacts, documented| {
            may_decide_issue(caller, facts, IssueVerb::Confirm, documented).map_err(|r| r.code)
        };
        let open = facts(IssueStatus::ReportedResolved);
        assert_eq!(decide(&caller(Role::UnitLeader, "D"), &open, false), Ok(()));
        assert_eq!(
            decide(&caller(Role::UnitStaff, "D"), &open, false),
            Err("decision_document_required")
        );
        assert_eq!(decide(&caller(Role::UnitStaff, "D"), &open, true), Ok(()));
        for (role, on) in [
            (Role::UnitLeader, "C"),
            (Role::UnitLeader, "P"),
            (Role::ProvinceStaff, "P"),
            (Role::Inspector, "D"),
        ] {
            assert_eq!(
                decide(&caller(role, on), &open, true),
                Err("not_the_approver"),
                "{role} {on}"
            );
        }
        let leader = caller(Role::UnitLeader, "D");
        let mut own = open.clone();
        own.responsible_person_id.clone_from(&leader.person_id);
        assert_eq!(decide(&leader, &own, true), Err("own_decision"));
        let mut reported = open.clone();
        reported.reported_by = Some(leader.user_id.clone());
        assert_eq!(decide(&leader, &reported, true), Err("own_decision"));
        assert!(may_decide_issue(&leader, &reported, IssueVerb::Withdraw, false).is_ok());
        assert_eq!(
            may_settle_extension(&leader, &leader.user_id)
                .map_err(|r| r.code)
                .err(),
            Some("own_decision")
        );
        let mut earlier = open.clone();
        earlier.answered_before.extend(leader.person_id.clone());
        assert_eq!(decide(&leader, &earlier, true), Err("own_decision"));
        assert!(may_decide_issue(&leader, &earlier, IssueVerb::Reopen, false).is_ok());
        let mut entered = open.clone();
        entered.entered_by = leader.user_id.clone();
        assert_eq!(
            decide(&leader, &entered, false),
            Err("decision_source_required")
        );
        assert_eq!(decide(&leader, &entered, true), Ok(()));
    }

    #[test]
    fn the_top_unit_decides_itself_with_a_document() {
        let mut top = facts(IssueStatus::Submitted);
        top.place.unit_id = unit("P");
        top.place.parent_id = None;
        top.place.line = vec![unit("P")];
        let leader = caller(Role::UnitLeader, "P");
        let code = |documented| {
            may_decide_issue(&leader, &top, IssueVerb::Register, documented).map_err(|r| r.code)
        };
        assert_eq!(code(false), Err("document_required_for_top_unit"));
        assert_eq!(code(true), Ok(()));
        assert!(may_write_issue(&caller(Role::ProvinceStaff, "P"), &top).is_ok());
    }
}
