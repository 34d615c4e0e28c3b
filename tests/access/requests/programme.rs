//! Policy documents, programme years, code lists.

use crate::ask::Ask;
use crate::matrix::RELATIONS;
use crate::setting::Setting;
use lamtheo_db::Db;
use lamtheo_tests::programme;
use serde_json::{Value, json};

pub fn prepare(conn: &mut Db, setting: &Setting<'_>, operation: &str) -> Option<Ask> {
    let document = programme::policy_document();
    let year = own_year(setting);
    let mut seeded = |status: &'static str| {
        programme::ensure_year(conn, year, status);
        programme::programme_year(year)
    };
    Some(match operation {
        "GET /api/v1/policy-documents" => Ask::list(document, ""),
        "GET /api/v1/policy-documents/{id}" => Ask::about(document),
        "POST /api/v1/policy-documents" => Ask::create(json!({
            "number": format!("{year}-KH/TU"),
            "kind": "plan",
            "title": "Kế hoạch thực hiện",
            "issuer": "Tỉnh ủy",
            "issued_on": "2022-01-10",
        })),
        // One document for all cells: without a version of its own it would be stale.
        "PATCH /api/v1/policy-documents/{id}" => Ask::change(
            programme::ensure_document(conn, year),
            json!({"title": "Tên mới"}),
        ),
        "GET /api/v1/programme-years" => Ask::list(programme::programme_year(2022), ""),
        "GET /api/v1/programme-years/{id}" => Ask::about(programme::programme_year(2022)),
        "POST /api/v1/programme-years" => Ask::create(windows(year)),
        "PATCH /api/v1/programme-years/{id}" => {
            Ask::change(seeded("draft"), json!({"topic": "Chuyên đề mới"}))
        }
        "POST /api/v1/programme-years/{id}/open" => Ask::change(seeded("draft"), json!({})),
        "POST /api/v1/programme-years/{id}/close" => Ask::change(seeded("open"), json!({})),
        "GET /api/v1/code-lists" => Ask::default(),
        "GET /api/v1/code-lists/{list}" => Ask::about("field"),
        _ => return None,
    })
}

/// A year of its own for every relation.
fn own_year(setting: &Setting<'_>) -> i32 {
    let place = RELATIONS.iter().position(|r| *r == setting.relation);
    2010 + i32::try_from(place.unwrap_or_default()).unwrap_or_default()
}

fn windows(year: i32) -> Value {
    json!({
        "year": year,
        "topic": "Chuyên đề năm",
        "registration_opens_on": format!("{year}-01-04"),
        "registration_closes_on": format!("{year}-03-31"),
        "mid_year_on": format!("{year}-06-30"),
        "report_opens_on": format!("{year}-11-01"),
        "year_end_on": format!("{year}-12-31"),
        "report_due_on": format!("{}-01-15", year + 1),
        "pledge_limit": 2,
        "pledge_maximum": 5,
    })
}
