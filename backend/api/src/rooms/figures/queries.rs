//! Which figures a caller reads, and how they look.

use super::store::{self, FigureRow, FigureSort, Wanted};
use super::views::{FigureFilter, FigureView};
use crate::rooms::org_units;
use crate::web::list::{ListOf, Paging, sort_keys};
use chrono::NaiveDate;
use lamtheo_db::{Db, Failure, Outcome, ReadTx, Tx, shown};
use lamtheo_domain::access::{Action, Caller, may_read_counts};
use lamtheo_domain::kernel::figures::Decimal2;
use lamtheo_domain::kernel::ids::{FigureId, UnitId};
use lamtheo_domain::kernel::period::YearRange;
use lamtheo_domain::kernel::{FieldError, Refusal};
use lamtheo_domain::labels;

/// A page of figures within the caller's scope.
pub fn list(
    tx: &mut ReadTx<'_>,
    caller: &Caller,
    filter: &FigureFilter,
) -> Outcome<ListOf<FigureView>> {
    let today = tx.at.today;
    let page = Paging::of(filter.page, filter.per_page)?;
    let order: Vec<(FigureSort, bool)> = sort_keys(filter.sort.as_deref())?
        .into_iter()
        .map(|sort| (sort.key, sort.descending))
        .collect();
    let wanted = Wanted {
        scope: caller
            .units_of(Action::ReadFigures.roles())
            .cloned()
            .collect(),
        outside: store::outside_units(tx.conn, today)?,
        below: filter.unit.clone(),
        metrics: filter.metric.0.clone(),
        years: years(filter.year.as_deref())?,
        kinds: filter.kind.0.clone(),
        states: filter.status.0.clone(),
    };
    let total = store::count(tx.conn, &wanted, today)?;
    let window = (page.offset(), page.per_page);
    let rows = store::page(tx.conn, &wanted, today, &order, window)?;
    let items = rows
        .into_iter()
        .map(|row| view(tx.conn, row, today))
        .collect::<Outcome<_>>()?;
    Ok(page.list(items, total))
}

/// One figure within the caller's scope.
pub fn one(tx: &mut ReadTx<'_>, caller: &Caller, id: &FigureId) -> Outcome<FigureView> {
    let row = store::find(tx.conn, id)?.ok_or_else(Refusal::not_found)?;
    in_scope(
        tx.conn,
        caller,
        Action::ReadFigures,
        &row.unit_id,
        tx.at.today,
    )?;
    view(tx.conn, row, tx.at.today)
}

/// Whether the caller writes figures of `unit`; 404 when not.
pub fn writable_unit(tx: &mut Tx<'_>, caller: &Caller, unit: &UnitId) -> Outcome<()> {
    in_scope(tx.conn, caller, Action::WriteFigures, unit, tx.at.today)
}

fn in_scope(
    conn: &mut Db,
    caller: &Caller,
    action: Action,
    unit: &UnitId,
    today: NaiveDate,
) -> Outcome<()> {
    let place = org_units::place(conn, unit, today)?.ok_or_else(Refusal::not_found)?;
    if may_read_counts(caller, action, &place) {
        Ok(())
    } else {
        Err(Refusal::not_found().into())
    }
}

fn years(text: Option<&str>) -> Outcome<Option<YearRange>> {
    let Some(text) = text else {
        return Ok(None);
    };
    text.parse().map(Some).map_err(|_| {
        let message = format!("Năm “{text}” không hợp lệ (dạng đúng: 2021 hoặc 2021..2022)");
        Refusal::fields(vec![FieldError::new("year", "invalid_year", message)]).into()
    })
}

/// The figure as clients see it.
pub fn view(conn: &mut Db, row: FigureRow, today: NaiveDate) -> Outcome<FigureView> {
    let value = Decimal2::round(row.value)
        .ok_or_else(|| Failure::defect(format!("figure {} has no decimal value", row.id)))?;
    Ok(FigureView {
        unit_name: org_units::name_of(conn, &row.unit_id, today)?,
        metric_label: labels::label("figure.metric", &row.metric).to_owned(),
        id: row.id,
        unit_id: row.unit_id,
        metric: row.metric,
        year_from: row.year_from,
        year_to: row.year_to,
        value,
        qualifier: row.qualifier,
        kind: row.kind,
        status: row.status,
        unit_of_measure: row.unit_of_measure,
        source: row.source,
        quote: row.quote,
        version: row.version,
        allowed_actions: Vec::new(),
        created_at: shown(row.created_at),
        updated_at: shown(row.updated_at),
    })
}
