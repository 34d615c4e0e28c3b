//! Whom a superior may remind: units and issues below, persons where their
//! names are known. What is out of reach is not there.

use super::super::open_issues::{self, OpenIssue};
use super::super::requests::RemindBody;
use crate::rooms::org_units;
use diesel::prelude::*;
use lamtheo_db::schema::memberships;
use lamtheo_db::{Outcome, Tx, valid_on};
use lamtheo_domain::access::{Caller, Place, Role};
use lamtheo_domain::kernel::{FieldError, Refusal, ids::*};
use lamtheo_domain::reminder::About;

/// Who reminds those below.
pub(in super::super) const SUPERIORS: [Role; 4] = [
    Role::BranchSecretary,
    Role::UnitStaff,
    Role::UnitLeader,
    Role::ProvinceStaff,
];

/// Most things in one act.
const MOST: usize = 200;

/// One thing to remind of, and the caller's unit that does it.
pub(in super::super) struct Target {
    pub by: UnitId,
    pub what: What,
}

/// What.
pub(in super::super) enum What {
    Unit(UnitId),
    Person(PersonId, UnitId),
    Issue(Box<OpenIssue>),
}

/// Finds everything the body names within the caller's reach.
pub(in super::super) fn load(
    tx: &mut Tx<'_>,
    caller: &Caller,
    body: &RemindBody,
) -> Outcome<Vec<Target>> {
    let number = body.unit_ids.len() + body.person_ids.len() + body.issue_ids.len();
    if number == 0 || number > MOST {
        let message = format!("Phải chọn từ 1 đến {MOST} đơn vị, cá nhân hoặc vấn đề");
        return Err(Refusal::fields(vec![FieldError::new("", "out_of_range", message)]).into());
    }
    if body.about == About::Registrations && !body.issue_ids.is_empty() {
        let message = "Đôn đốc đăng ký thì chọn đơn vị hoặc cá nhân";
        return Err(
            Refusal::fields(vec![FieldError::new("/issue_ids", "not_allowed", message)]).into(),
        );
    }
    let mut targets = Vec::with_capacity(number);
    for unit in &body.unit_ids {
        targets.push(unit_target(tx, caller, unit)?);
    }
    for person in &body.person_ids {
        targets.push(person_target(tx, caller, person, body.about)?);
    }
    for issue in &body.issue_ids {
        targets.push(issue_target(tx, caller, issue)?);
    }
    Ok(targets)
}

/// The caller's unit nearest above the place, or the place itself.
fn superior(caller: &Caller, place: &Place) -> Outcome<UnitId> {
    let own: Vec<&UnitId> = caller.units_of(&SUPERIORS).collect();
    let nearest = place.line.iter().find(|unit| own.contains(unit));
    nearest.cloned().ok_or_else(|| Refusal::not_found().into())
}

fn place_of(tx: &mut Tx<'_>, unit: &UnitId) -> Outcome<Place> {
    org_units::place(tx.conn, unit, tx.at.today)?.ok_or_else(|| Refusal::not_found().into())
}

fn unit_target(tx: &mut Tx<'_>, caller: &Caller, unit: &UnitId) -> Outcome<Target> {
    let place = place_of(tx, unit)?;
    superior(caller, &place)?;
    // A unit is reminded by one above it.
    let own: Vec<&UnitId> = caller.units_of(&SUPERIORS).collect();
    let above = place.line.iter().skip(1).find(|unit| own.contains(unit));
    let Some(by) = above.cloned() else {
        return Err(Refusal::forbidden(
            "not_the_superior",
            "Chỉ cấp trên mới đôn đốc đơn vị; đồng chí đang thuộc chính đơn vị này",
        )
        .into());
    };
    Ok(Target {
        by,
        what: What::Unit(unit.clone()),
    })
}

fn person_target(
    tx: &mut Tx<'_>,
    caller: &Caller,
    person: &PersonId,
    about: About,
) -> Outcome<Target> {
    let today = tx.at.today;
    let found: Vec<UnitId> = memberships::table
        .filter(memberships::person_id.eq(person))
        .filter(valid_on!(memberships, today))
        .order(memberships::valid_from)
        .select(memberships::unit_id)
        .load(tx.conn)?;
    for unit in found {
        let place = place_of(tx, &unit)?;
        let Ok(by) = superior(caller, &place) else {
            continue;
        };
        // Names of those who are late go no further than the direct committee.
        if about == About::Registrations && !place.is_here_or_parent(&by) {
            return Err(Refusal::forbidden(
                "counts_only",
                "Cấp trên gián tiếp đôn đốc đơn vị, không đôn đốc từng cá nhân",
            )
            .into());
        }
        return Ok(Target {
            by,
            what: What::Person(person.clone(), unit),
        });
    }
    Err(Refusal::not_found().into())
}

fn issue_target(tx: &mut Tx<'_>, caller: &Caller, issue: &IssueId) -> Outcome<Target> {
    let found = open_issues::find(tx.conn, tx.at.today, issue)?;
    let found = found.ok_or_else(Refusal::not_found)?;
    let place = place_of(tx, &found.unit_id)?;
    let by = superior(caller, &place)?;
    Ok(Target {
        by,
        what: What::Issue(Box::new(found)),
    })
}
