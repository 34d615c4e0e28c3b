//! Who was reminded by a click, by name, and who of them is not reached.

use super::super::views::RecipientView;
use super::lines::Recipient;
use crate::rooms::org_units;
use diesel::prelude::*;
use lamtheo_db::schema::{people, users};
use lamtheo_db::{Outcome, Tx};
use lamtheo_domain::kernel::ids::*;
use std::collections::HashMap;

/// The views of those who were reminded: of how many things, and whether it
/// reaches them.
pub(super) fn views(
    tx: &mut Tx<'_>,
    sent: Vec<(Recipient, usize, bool)>,
) -> Outcome<Vec<RecipientView>> {
    let persons: Vec<&PersonId> = sent
        .iter()
        .filter_map(|(to, ..)| to.person.as_ref())
        .collect();
    let accounts: Vec<&UserId> = sent
        .iter()
        .filter_map(|(to, ..)| to.user.as_ref())
        .collect();
    let mut units: Vec<UnitId> = sent.iter().map(|(to, ..)| to.unit.clone()).collect();
    units.sort();
    units.dedup();
    let units = org_units::last_standings(tx.conn, &units, tx.at.today)?;
    let persons: HashMap<PersonId, String> = people::table
        .filter(people::id.eq_any(persons))
        .select((people::id, people::full_name))
        .load::<(PersonId, String)>(tx.conn)?
        .into_iter()
        .collect();
    let accounts: HashMap<UserId, String> = users::table
        .filter(users::id.eq_any(accounts))
        .select((users::id, users::display_name))
        .load::<(UserId, String)>(tx.conn)?
        .into_iter()
        .collect();
    let view = |(to, items, reached): (Recipient, usize, bool)| RecipientView {
        unit_name: units
            .get(&to.unit)
            .map(|u| u.name.clone())
            .unwrap_or_default(),
        recipient_name: match (&to.person, &to.user) {
            (Some(person), _) => persons.get(person).cloned(),
            (None, Some(user)) => accounts.get(user).cloned(),
            (None, None) => None,
        },
        reason: match (&to.user, reached) {
            (_, true) => None,
            (None, false) => Some("no_account"),
            (Some(_), false) => Some("switched_off"),
        },
        unit_id: to.unit,
        user_id: to.user,
        person_id: to.person,
        items: i32::try_from(items).unwrap_or(i32::MAX),
        reached,
    };
    Ok(sent.into_iter().map(view).collect())
}
