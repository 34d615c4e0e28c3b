//! The caller's reach as a filter of lists: the same rule as `may_read_issue`,
//! asked of the database.

use crate::rooms::org_units;
use chrono::NaiveDate;
use diesel::dsl::auto_type;
use diesel::prelude::*;
use diesel::sql_types::Bool;
use lamtheo_db::schema::{issue_coordinators, issues, unit_closure};
use lamtheo_db::{Db, Multi, Outcome};
use lamtheo_domain::access::{Caller, Role};
use lamtheo_domain::issue::IssueStatus;
use lamtheo_domain::kernel::ids::*;
use lamtheo_domain::registration::Visibility;

/// Roles that may act for a unit.
pub(super) const OFFICERS: &[Role] = &[
    Role::UnitStaff,
    Role::UnitLeader,
    Role::ProvinceStaff,
    Role::BranchSecretary,
];
const OVER: &[Role] = &[
    Role::UnitStaff,
    Role::UnitLeader,
    Role::ProvinceStaff,
    Role::BranchSecretary,
    Role::Inspector,
];

/// A condition of a list.
pub(super) type Condition = Box<dyn BoxableExpression<issues::table, Multi, SqlType = Bool>>;

/// Units of the subtree of `root` on `day`, as a subquery.
#[auto_type]
pub(super) fn subtree(root: UnitId, day: NaiveDate) -> _ {
    let live = unit_closure::valid_to
        .is_null()
        .or(unit_closure::valid_to.gt(day));
    unit_closure::table
        .filter(unit_closure::ancestor_id.eq(root))
        .filter(unit_closure::valid_from.le(day))
        .filter(live)
        .select(unit_closure::descendant_id)
}

/// What the caller may read.
pub(super) fn readable(conn: &mut Db, caller: &Caller, today: NaiveDate) -> Outcome<Condition> {
    let officers: Vec<UnitId> = caller.units_of(OFFICERS).cloned().collect();
    let attached = org_units::attached_to(conn, &officers, today)?;
    let draft: Condition = Box::new(
        issues::status.eq(IssueStatus::Draft).and(
            issues::entered_by
                .eq(caller.user_id.clone())
                .or(issues::owning_unit_id.eq_any(officers.clone())),
        ),
    );
    let handed_in: Condition = Box::new(
        issues::status
            .ne(IssueStatus::Draft)
            .and(handed_in(caller, officers, attached, today)),
    );
    Ok(Box::new(draft.or(handed_in)))
}

fn handed_in(
    caller: &Caller,
    officers: Vec<UnitId>,
    attached: Vec<UnitId>,
    today: NaiveDate,
) -> Condition {
    let mut own = caller.home_units.clone();
    own.extend(attached);
    own.extend(caller.units_of(&[Role::Member]).cloned());
    let mut any: Vec<Condition> = vec![
        Box::new(issues::owning_unit_id.eq_any(own)),
        Box::new(coordinated_by(officers)),
    ];
    for root in caller.units_of(OVER) {
        any.push(Box::new(
            issues::owning_unit_id.eq_any(subtree(root.clone(), today)),
        ));
        any.push(Box::new(
            issues::owning_unit_id.eq_any(super::facts::ended_below(root.clone(), today)),
        ));
    }
    if let Some(person) = &caller.person_id {
        any.push(answered_by(person.clone()));
    }
    if caller.party_member {
        any.push(Box::new(
            issues::visibility
                .ne(Visibility::Internal)
                .and(issues::registered_on.is_not_null()),
        ));
    }
    any.into_iter()
        .reduce(|all, one| Box::new(all.or(one)))
        .unwrap_or_else(|| Box::new(issues::owning_unit_id.eq_any(Vec::<UnitId>::new())))
}

/// Issues that one of these units helps with.
#[auto_type]
pub(super) fn coordinated_by(units: Vec<UnitId>) -> _ {
    let theirs = issue_coordinators::table
        .filter(issue_coordinators::unit_id.eq_any(units))
        .select(issue_coordinators::issue_id);
    issues::id.eq_any(theirs)
}

/// Issues that this person answers for.
pub(super) fn answered_by(person: PersonId) -> Condition {
    Box::new(
        issues::responsible_person_id
            .is_not_null()
            .and(issues::responsible_person_id.assume_not_null().eq(person)),
    )
}
