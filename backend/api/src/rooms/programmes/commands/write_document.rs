//! Enters and corrects policy documents.

use super::super::store::{self, DocumentContent, DocumentRow};
use lamtheo_db::{Event, Outcome, Recorded, Tx, stored};
use lamtheo_domain::kernel::ids::PolicyDocumentId;
use lamtheo_domain::kernel::{Faults, Refusal};
use serde_json::{Value, json};

/// Enters a policy document.
pub fn create(
    tx: &mut Tx<'_>,
    content: DocumentContent,
) -> Outcome<(PolicyDocumentId, Recorded<()>)> {
    let content = checked(content)?;
    let id = PolicyDocumentId::new(tx.at.now);
    store::insert_document(tx.conn, &id, &content, stored(tx.at.now))?;
    let event =
        Event::new("policy_document.created", "policy_document", &id).after(as_json(&content));
    let recorded = tx.record(event, ())?;
    Ok((id, recorded))
}

/// Corrects a policy document.
pub fn change(tx: &mut Tx<'_>, row: DocumentRow, wanted: DocumentContent) -> Outcome<Recorded<()>> {
    let content = checked(wanted)?;
    let changed = store::update_document(tx.conn, &row, &content, stored(tx.at.now))?;
    Tx::one_row(changed)?;
    let event = Event::new("policy_document.changed", "policy_document", &row.id)
        .before(as_json(&current(&row)))
        .after(as_json(&content));
    tx.record(event, ())
}

/// What a stored document says.
pub fn current(row: &DocumentRow) -> DocumentContent {
    DocumentContent {
        number: row.number.clone(),
        kind: row.kind,
        title: row.title.clone(),
        issuer: row.issuer.clone(),
        issued_on: row.issued_on,
        ended_on: row.ended_on,
    }
}

fn checked(content: DocumentContent) -> Result<DocumentContent, Refusal> {
    let mut faults = Faults::default();
    faults.require(
        content
            .ended_on
            .is_none_or(|ended| ended >= content.issued_on),
        "/ended_on",
        "out_of_order",
        "Ngày hết hiệu lực không được trước ngày ban hành",
    );
    let content = DocumentContent {
        number: faults.line("/number", &content.number, 100),
        title: faults.line("/title", &content.title, 1000),
        issuer: faults.line("/issuer", &content.issuer, 300),
        ..content
    };
    faults.finish(content)
}

fn as_json(content: &DocumentContent) -> Value {
    json!({
        "number": content.number, "kind": content.kind, "title": content.title,
        "issuer": content.issuer, "issued_on": content.issued_on, "ended_on": content.ended_on,
    })
}
