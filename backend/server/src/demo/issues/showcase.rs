//! What the sign-ins of the demonstration find: late, due soon, waiting for a
//! word, returned, in the unit of each; and something late in every district.

use super::course::{Course as C, When as W};
use super::{Tree, Wanted};
use crate::demo::tree::UnitIx;
use lamtheo_domain::unit::{UnitKind, UnitLevel};

/// The issue of the chi bộ for which `dangvien` answers.
pub const OF_THE_MEMBER: C = C::InProgress(W::In(3));

const COMMUNE: [C; 20] = [
    C::InProgress(W::Late(26)),
    C::InProgress(W::Late(8)),
    C::ExtensionAsked(W::Late(3)),
    C::SentBack(W::Late(1)),
    C::InProgress(W::In(0)),
    C::InProgress(W::In(1)),
    C::InProgress(W::In(3)),
    C::Registered(W::In(7)),
    C::Reported(W::Ahead),
    C::Reported(W::Late(4)),
    C::Confirmed,
    C::Reopened(W::Ahead),
    C::Extended(W::Ahead),
    C::ExtensionRefused(W::In(5)),
    C::WithdrawnLate,
    C::WithdrawnEarly,
    C::Submitted,
    C::Submitted,
    C::Returned,
    C::Draft,
];

const DISTRICT: [C; 10] = [
    C::InProgress(W::Late(15)),
    C::InProgress(W::Late(2)),
    C::Reported(W::In(7)),
    C::InProgress(W::In(1)),
    C::ExtensionAsked(W::In(3)),
    C::Registered(W::Ahead),
    C::Confirmed,
    C::Submitted,
    C::Returned,
    C::Draft,
];

const BRANCH: [C; 5] = [
    OF_THE_MEMBER,
    C::InProgress(W::Late(5)),
    C::Reported(W::In(7)),
    C::Submitted,
    C::Draft,
];

const NEIGHBOUR: [C; 2] = [C::InProgress(W::Late(9)), C::Submitted];

/// In the units of the sign-ins.
pub fn near_the_sign_ins(tree: &Tree) -> Vec<Wanted> {
    let chain = tree.chain;
    let mut wanted = Vec::new();
    let mut give = |owner: UnitIx, year, courses: &[C]| {
        wanted.extend(courses.iter().map(|c| Wanted::new(owner, year, *c)));
    };
    give(chain.commune, 2022, &COMMUNE);
    give(chain.district, 2022, &DISTRICT);
    give(chain.branch, 2022, &BRANCH);
    // Of the year that is closed: one still waits for the word of the level
    // above, one goes on.
    give(chain.commune, 2021, &[C::Reported(W::Ahead)]);
    give(chain.commune, 2021, &[C::CarriedOver(W::In(6))]);
    give(chain.district, 2021, &[C::Reported(W::Ahead)]);
    let neighbour = tree.units.iter().enumerate().position(|(ix, unit)| {
        let sibling = unit.parent == Some(chain.commune) && ix != chain.branch;
        sibling && unit.kind == UnitKind::Branch
    });
    if let Some(neighbour) = neighbour {
        give(neighbour, 2022, &NEIGHBOUR);
    }
    wanted
}

/// Something late in every other district, of its own and of its first
/// organisation below.
pub fn elsewhere(tree: &Tree) -> Vec<Wanted> {
    let mut wanted = Vec::new();
    let others = (0..tree.units.len()).filter(|ix| {
        let unit = &tree.units[*ix];
        unit.level == UnitLevel::District && unit.has_records() && *ix != tree.chain.district
    });
    for (order, ix) in others.enumerate() {
        let days = order as u32;
        let own = C::InProgress(W::Late(1 + days * 3));
        wanted.push(Wanted::new(ix, 2022, own));
        let below = (0..tree.units.len()).find(|child| {
            let unit = &tree.units[*child];
            unit.parent == Some(ix) && unit.has_records() && !unit.kind.is_external()
        });
        let course = C::InProgress(W::Late(4 + days * 4));
        wanted.extend(below.map(|below| Wanted::new(below, 2022, course)));
    }
    wanted
}
