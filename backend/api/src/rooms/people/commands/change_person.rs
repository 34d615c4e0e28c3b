//! Corrects what is known of a person.

use super::super::scope;
use super::super::store::{self, PersonRow};
use super::add_person::{external_id_taken, warnings};
use lamtheo_db::{Event, Failure, Outcome, Recorded, Tx, dialect, stored};
use lamtheo_domain::access::Caller;
use lamtheo_domain::kernel::Faults;
use lamtheo_domain::kernel::ids::PersonId;
use lamtheo_domain::registration::Warning;
use lamtheo_domain::roll::{self, PersonDetails};
use serde_json::json;

/// What is to change; `None` stays.
#[derive(Debug, Default)]
pub struct PersonChange {
    pub full_name: Option<String>,
    pub birth_year: Option<Option<i32>>,
    pub membership_no: Option<Option<String>>,
    pub external_id: Option<Option<String>>,
}

/// The person, within the subtree whose roll the caller writes.
pub fn load(tx: &mut Tx<'_>, caller: &Caller, id: &PersonId) -> Outcome<PersonRow> {
    let (row, membership) = scope::person(tx.conn, caller, id, tx.at.today)?;
    scope::unit_to_write(tx.conn, caller, &membership.unit_id, tx.at.today)?;
    Ok(row)
}

/// Corrects the person.
pub fn run(
    tx: &mut Tx<'_>,
    row: PersonRow,
    change: PersonChange,
) -> Outcome<(Vec<Warning>, Recorded<()>)> {
    let mut changed: Vec<&str> = Vec::new();
    let mut note = |given: bool, field| {
        if given {
            changed.push(field);
        }
    };
    note(change.birth_year.is_some(), "birth_year");
    note(change.membership_no.is_some(), "membership_no");
    let renamed = change.full_name.is_some() || !changed.is_empty();
    let details = PersonDetails {
        full_name: change.full_name.unwrap_or_else(|| row.full_name.clone()),
        birth_year: change.birth_year.unwrap_or(row.birth_year),
        membership_no: change
            .membership_no
            .unwrap_or_else(|| row.membership_no.clone()),
    };
    let details = roll::check_person(details, tx.at.today)?;
    let external_id = change
        .external_id
        .unwrap_or_else(|| row.external_id.clone());
    let mut faults = Faults::default();
    let external_id = faults.optional("/external_id", external_id.as_deref(), 100);
    faults.finish(())?;
    let touched = store::update_person(
        tx.conn,
        &row,
        &details,
        external_id.as_deref(),
        stored(tx.at.now),
    )
    .map_err(|error| {
        if dialect::is_unique_violation(&error) {
            external_id_taken().into()
        } else {
            Failure::from(error)
        }
    })?;
    Tx::one_row(touched)?;
    let alike = if renamed {
        store::count_alike(tx.conn, &row.id, &details)?
    } else {
        0
    };
    let unit = store::current_or_last(tx.conn, &row.id, tx.at.today)?.map(|m| m.unit_id);
    // Year of birth and membership number stay out of the audit log.
    let mut event = Event::new("person.changed", "person", &row.id)
        .before(json!({"full_name": row.full_name, "external_id": row.external_id}))
        .after(json!({
            "full_name": details.full_name, "external_id": external_id, "also_changed": changed,
        }));
    if let Some(unit) = &unit {
        event = event.unit(unit);
    }
    let recorded = tx.record(event, ())?;
    Ok((warnings(alike), recorded))
}
