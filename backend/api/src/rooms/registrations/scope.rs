//! The caller's reach as a filter of lists: the same rule as `may_read`, asked
//! of the database. The rule is written once and compiled for the two query
//! sources that lists start from.

use crate::rooms::org_units;
use chrono::NaiveDate;
use diesel::dsl::auto_type;
use diesel::prelude::*;
use lamtheo_db::schema::{pledges, registrations, unit_closure};
use lamtheo_db::{Db, Outcome};
use lamtheo_domain::access::{Caller, Role};
use lamtheo_domain::kernel::ids::*;
use lamtheo_domain::roll::PositionGroup;

const OFFICERS: &[Role] = &[
    Role::UnitStaff,
    Role::UnitLeader,
    Role::ProvinceStaff,
    Role::BranchSecretary,
];
const SAME_UNIT: &[Role] = &[
    Role::Member,
    Role::BranchSecretary,
    Role::UnitStaff,
    Role::UnitLeader,
];
const LEADERS: [PositionGroup; 3] = [
    PositionGroup::Head,
    PositionGroup::StandingCommittee,
    PositionGroup::CommitteeMember,
];

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

/// Pledges beside their registrations.
pub(super) type WithRegistration = diesel::dsl::InnerJoinQuerySource<
    pledges::table,
    registrations::table,
    diesel::dsl::Eq<pledges::registration_id, registrations::id>,
>;

/// Units whose records the caller reads, by the reason why.
pub(super) struct Reach {
    today: NaiveDate,
    user: UserId,
    person: Option<PersonId>,
    party_member: bool,
    /// Own units: everything handed in there.
    own: Vec<UnitId>,
    /// Own units and those directly below: persons' records.
    near: Vec<UnitId>,
    /// Units for whose collective the caller writes.
    writes: Vec<UnitId>,
    /// Collectives' records of these subtrees.
    over: Vec<UnitId>,
    /// Bodies outside these subtrees whose collective the caller's units decide on.
    attached: Vec<UnitId>,
    /// Everything handed in within these subtrees.
    inspects: Vec<UnitId>,
}

impl Reach {
    /// The reach of `caller` today.
    pub fn of(conn: &mut Db, caller: &Caller, today: NaiveDate) -> Outcome<Self> {
        let units = |roles: &[Role]| -> Vec<UnitId> {
            caller
                .assignments
                .iter()
                .filter(|a| roles.contains(&a.role))
                .map(|a| a.unit_id.clone())
                .collect()
        };
        let over = units(OFFICERS);
        let mut own = caller.home_units.clone();
        own.extend(units(SAME_UNIT));
        let mut near = own.clone();
        for unit in &over {
            near.push(unit.clone());
            near.extend(org_units::direct_below(conn, unit, today)?);
        }
        near.sort();
        near.dedup();
        Ok(Self {
            today,
            attached: org_units::attached_to(conn, &over, today)?,
            user: caller.user_id.clone(),
            person: caller.person_id.clone(),
            party_member: caller.party_member,
            own,
            near,
            writes: over.clone(),
            over,
            inspects: units(&[Role::Inspector]),
        })
    }
}

macro_rules! reach_over {
    ($name:ident, $source:ty) => {
        /// The rule over one query source.
        pub(super) mod $name {
            use super::super::decidable::{Decidable, Persons};
            use super::{LEADERS, Reach, subtree};
            use chrono::NaiveDate;
            use diesel::dsl::{exists, not};
            use diesel::prelude::*;
            use diesel::sql_types::Bool;
            use lamtheo_db::Multi;
            use lamtheo_db::schema::{registrations, role_assignments, users};
            use lamtheo_domain::access::Role;
            use lamtheo_domain::registration::{
                RegistrationStatus as Status, SubjectKind, Visibility,
            };
            use lamtheo_domain::roll::Membership;

            /// A condition of a list.
            pub(in super::super) type Condition =
                Box<dyn BoxableExpression<$source, Multi, SqlType = Bool>>;

            /// What the caller may read.
            pub(in super::super) fn readable(reach: &Reach) -> Condition {
                let near = near(reach);
                if reach.party_member {
                    Box::new(near.or(shown_to_members()))
                } else {
                    near
                }
            }

            /// What the caller may read for another reason than its visibility.
            pub(in super::super) fn near(reach: &Reach) -> Condition {
                let draft = registrations::status.eq(Status::Draft);
                let mut any: Vec<Condition> = vec![Box::new(
                    draft.and(registrations::entered_by.eq(reach.user.clone())),
                )];
                if let Some(person) = &reach.person {
                    any.push(Box::new(
                        registrations::person_id
                            .eq(person.clone())
                            .assume_not_null(),
                    ));
                }
                any.push(Box::new(
                    registrations::subject_kind
                        .eq(SubjectKind::Collective)
                        .and(registrations::unit_id.eq_any(reach.writes.clone())),
                ));
                any.push(Box::new(
                    registrations::status
                        .ne(Status::Draft)
                        .and(handed_in(reach)),
                ));
                any_of(any)
            }

            fn handed_in(reach: &Reach) -> Condition {
                let mut any: Vec<Condition> = vec![
                    Box::new(registrations::unit_id.eq_any(reach.own.clone())),
                    Box::new(
                        registrations::subject_kind
                            .eq(SubjectKind::Individual)
                            .and(registrations::unit_id.eq_any(reach.near.clone())),
                    ),
                ];
                any.push(Box::new(
                    registrations::subject_kind
                        .eq(SubjectKind::Collective)
                        .and(registrations::unit_id.eq_any(reach.attached.clone())),
                ));
                for root in &reach.over {
                    any.push(Box::new(
                        registrations::subject_kind
                            .eq(SubjectKind::Collective)
                            .and(registrations::unit_id.eq_any(subtree(root.clone(), reach.today))),
                    ));
                }
                for root in &reach.inspects {
                    any.push(Box::new(
                        registrations::unit_id.eq_any(subtree(root.clone(), reach.today)),
                    ));
                }
                any_of(any)
            }

            /// What every signed-in Party member of the province may read.
            fn shown_to_members() -> Condition {
                Box::new(
                    registrations::status
                        .eq_any([Status::Approved, Status::Closed])
                        .and(
                            registrations::visibility
                                .ne(Visibility::Internal)
                                .or(leaders()),
                        ),
                )
            }

            /// Registrations of heads and committee members.
            pub(in super::super) fn leaders() -> Condition {
                Box::new(
                    registrations::subject_kind
                        .eq(SubjectKind::Individual)
                        .and(registrations::position_group.eq_any(LEADERS)),
                )
            }

            /// Records of subjects for whom the caller decides, never the own.
            pub(in super::super) fn decided_by(decidable: &Decidable) -> Condition {
                let mut any: Vec<Condition> = vec![Box::new(
                    registrations::subject_kind
                        .eq(SubjectKind::Collective)
                        .and(registrations::unit_id.eq_any(decidable.collectives.clone())),
                )];
                for persons in &decidable.persons {
                    any.push(of_persons(persons, decidable.today));
                }
                match decidable.own.clone() {
                    None => any_of(any),
                    Some(own) => Box::new(
                        any_of(any).and(
                            registrations::person_id
                                .is_null()
                                .or(registrations::person_id.ne(own).assume_not_null()),
                        ),
                    ),
                }
            }

            fn of_persons(persons: &Persons, today: NaiveDate) -> Condition {
                let all = registrations::subject_kind
                    .eq(SubjectKind::Individual)
                    .and(registrations::unit_id.eq_any(persons.units.clone()));
                let member = registrations::membership.eq(Membership::PartyMember);
                let kind: Condition = if persons.members {
                    Box::new(all.and(member.assume_not_null()))
                } else {
                    Box::new(
                        all.and(
                            registrations::membership
                                .is_null()
                                .or(registrations::membership
                                    .ne(Membership::PartyMember)
                                    .assume_not_null()),
                        ),
                    )
                };
                let officer = holds(persons.office, today);
                if persons.officers {
                    Box::new(kind.and(officer))
                } else {
                    Box::new(kind.and(not(officer)))
                }
            }

            /// The subject holds this role on the registration's unit.
            fn holds(role: Role, today: NaiveDate) -> Condition {
                Box::new(exists(
                    role_assignments::table
                        .inner_join(users::table.on(users::id.eq(role_assignments::user_id)))
                        .filter(role_assignments::unit_id.eq(registrations::unit_id))
                        .filter(users::person_id.eq(registrations::person_id))
                        .filter(role_assignments::role.eq(role))
                        .filter(role_assignments::valid_from.le(today))
                        .filter(
                            role_assignments::valid_to
                                .is_null()
                                .or(role_assignments::valid_to.gt(today)),
                        ),
                ))
            }

            fn any_of(conditions: Vec<Condition>) -> Condition {
                conditions
                    .into_iter()
                    .reduce(|all, one| Box::new(all.or(one)))
                    .unwrap_or_else(|| Box::new(registrations::status.eq_any(Vec::<Status>::new())))
            }
        }
    };
}

reach_over!(of_registrations, registrations::table);
reach_over!(of_pledges, super::WithRegistration);
