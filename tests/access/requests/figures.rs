//! Statistics and reported figures.

use crate::ask::Ask;
use crate::setting::Setting;
use diesel::prelude::*;
use lamtheo_db::{Db, schema};
use lamtheo_tests::{time, world};
use serde_json::json;

pub fn prepare(conn: &mut Db, setting: &Setting<'_>, operation: &str) -> Option<Ask> {
    let unit = setting.unit();
    Some(match operation {
        "GET /api/v1/statistics" => Ask {
            query: format!("measure=pledges.registered&year=2022&unit={unit}"),
            ..Ask::default()
        },
        "POST /api/v1/statistics" => Ask::create(json!({
            "measure": ["pledges.registered"], "year": "2022", "unit": unit,
        })),
        "GET /api/v1/statistics/catalogue" => Ask::default(),
        "GET /api/v1/figures" => Ask::list(figure(conn, setting.unit_key()), "per_page=200"),
        "GET /api/v1/figures/{id}" => Ask::about(figure(conn, setting.unit_key())),
        "POST /api/v1/figures" => Ask::create(json!({
            "unit_id": unit,
            "metric": "pledges.registered",
            "year_from": 2016,
            "year_to": 2016,
            "value": 12,
            "qualifier": "exact",
            "kind": "measured",
            "status": "final",
            "unit_of_measure": "pledge",
            "source": "Báo cáo năm 2016",
            "quote": "12 việc",
        })),
        _ => return None,
    })
}

fn figure(conn: &mut Db, unit: &str) -> String {
    use schema::figures as rows;
    let id = world::id("figure", unit);
    let there: i64 = rows::table
        .find(&id)
        .count()
        .get_result(conn)
        .expect("a count");
    if there > 0 {
        return id;
    }
    let now = time::start().naive_utc();
    diesel::insert_into(rows::table)
        .values((
            rows::id.eq(&id),
            rows::unit_id.eq(world::unit(unit)),
            rows::metric.eq("pledges.registered"),
            rows::year_from.eq(2015),
            rows::year_to.eq(2015),
            rows::value.eq(7.0),
            rows::qualifier.eq("exact"),
            rows::kind.eq("measured"),
            rows::status.eq("final"),
            rows::unit_of_measure.eq("pledge"),
            rows::source.eq("Báo cáo năm 2015"),
            rows::quote.eq("7 việc"),
            rows::version.eq(1),
            rows::created_at.eq(now),
            rows::updated_at.eq(now),
        ))
        .execute(conn)
        .expect("a seeded figure");
    id
}
