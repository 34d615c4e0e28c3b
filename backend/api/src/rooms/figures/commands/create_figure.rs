//! Writes a reported figure down.

use crate::rooms::figures::store::{self, FigureRow};
use crate::rooms::figures::views::{FigureBody, FigureView};
use crate::web::answer::created;
use lamtheo_db::idempotency::StoredReply;
use lamtheo_db::{Db, Event, Outcome, Recorded, Tx, stored};
use lamtheo_domain::figure::{FigureDraft, check_figure};
use lamtheo_domain::kernel::Refusal;
use lamtheo_domain::kernel::ids::FigureId;
use serde_json::json;

/// Checks and writes the figure; the caller's scope is checked before.
pub fn run(
    tx: &mut Tx<'_>,
    body: FigureBody,
    view: impl FnOnce(&mut Db, FigureRow) -> Outcome<FigureView>,
) -> Outcome<Recorded<StoredReply>> {
    let draft = check_figure(FigureDraft {
        metric: body.metric,
        year_from: body.year_from,
        year_to: body.year_to,
        value: body.value,
        unit_of_measure: body.unit_of_measure,
        source: body.source,
        quote: body.quote,
    })?;
    let now = stored(tx.at.now);
    let row = FigureRow {
        id: FigureId::new(tx.at.now),
        unit_id: body.unit_id,
        metric: draft.metric,
        year_from: draft.year_from,
        year_to: draft.year_to,
        value: draft.value,
        qualifier: body.qualifier,
        kind: body.kind,
        status: body.status,
        unit_of_measure: draft.unit_of_measure,
        source: draft.source,
        quote: draft.quote,
        version: 1,
        created_at: now,
        updated_at: now,
    };
    if store::is_known(tx.conn, &row)? {
        return Err(Refusal::conflict(
            "figure_exists",
            "Số liệu này đã được ghi từ cùng một nguồn",
        )
        .into());
    }
    store::insert(tx.conn, &row)?;
    let event = Event::new("figure.created", "figure", &row.id)
        .unit(&row.unit_id)
        .after(json!({
            "metric": row.metric, "year_from": row.year_from, "year_to": row.year_to,
            "value": row.value, "qualifier": row.qualifier, "source": row.source,
        }));
    let location = format!("/api/v1/figures/{}", row.id);
    let view = view(tx.conn, row)?;
    tx.record(event, created(location, &view)?)
}
