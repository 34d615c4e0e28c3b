//! Enters a person together with the first line on the roll.

use super::super::store::{self, PersonRow};
use super::{Belonging, add_membership, as_json};
use lamtheo_db::{Event, Failure, Outcome, Recorded, Tx, dialect, stored};
use lamtheo_domain::kernel::ids::PersonId;
use lamtheo_domain::kernel::{Faults, Refusal};
use lamtheo_domain::registration::Warning;
use lamtheo_domain::roll::{self, PersonDetails};
use serde_json::json;

/// A person to be entered.
pub struct NewPerson {
    pub details: PersonDetails,
    pub source: Option<String>,
    pub external_id: Option<String>,
    pub belonging: Belonging,
}

/// Enters the person; someone who looks the same is warned of, never refused.
pub fn run(tx: &mut Tx<'_>, wanted: NewPerson) -> Outcome<(PersonId, Vec<Warning>, Recorded<()>)> {
    let details = roll::check_person(wanted.details, tx.at.today)?;
    let mut faults = Faults::default();
    let source = faults.line("/source", wanted.source.as_deref().unwrap_or("manual"), 50);
    let external_id = faults.optional("/external_id", wanted.external_id.as_deref(), 100);
    faults.finish(())?;
    let id = PersonId::new(tx.at.now);
    let alike = store::count_alike(tx.conn, &id, &details)?;
    let now = stored(tx.at.now);
    let row = PersonRow {
        id,
        full_name: details.full_name,
        birth_year: details.birth_year,
        membership_no: details.membership_no,
        source,
        external_id,
        version: 1,
        created_at: now,
        updated_at: now,
    };
    store::insert_person(tx.conn, &row).map_err(|error| {
        if dialect::is_unique_violation(&error) {
            external_id_taken().into()
        } else {
            Failure::from(error)
        }
    })?;
    let membership = add_membership::insert(tx, row.id.clone(), wanted.belonging)?;
    // Year of birth and membership number stay out of the audit log.
    let event = Event::new("person.created", "person", &row.id)
        .unit(&membership.unit_id)
        .after(json!({
            "full_name": row.full_name, "source": row.source, "external_id": row.external_id,
            "membership": as_json(&membership),
        }));
    let recorded = tx.record(event, ())?;
    Ok((row.id, warnings(alike), recorded))
}

pub(super) fn warnings(alike: i64) -> Vec<Warning> {
    if alike == 0 {
        return Vec::new();
    }
    vec![Warning {
        code: "likely_duplicate",
        pointer: "/full_name".to_owned(),
        message: format!(
            "Đã có {alike} người trùng họ tên và năm sinh hoặc trùng số thẻ; hãy kiểm tra để tránh nhập hai lần"
        ),
    }]
}

/// The refusal of a second person with the same source and external id (409).
pub(super) fn external_id_taken() -> Refusal {
    Refusal::conflict(
        "external_id_taken",
        "Đã có người mang mã này từ cùng nguồn dữ liệu",
    )
}
