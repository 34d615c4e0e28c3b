//! Registrations and pledges.

use crate::ask::Ask;
use crate::setting::Setting;
use lamtheo_db::Db;
use lamtheo_tests::files;
use lamtheo_tests::records::{RegistrationSeed, Seeded, Subject};
use serde_json::{Value, json};

pub fn prepare(
    conn: &mut Db,
    setting: &Setting<'_>,
    operation: &str,
    variant: &str,
) -> Option<Ask> {
    let (method, path) = operation.split_once(" /api/v1")?;
    if (method, path) == ("POST", "/registrations") {
        return Some(Ask::create(creation(setting, variant)));
    }
    if path == "/registrations/coverage" {
        return Some(Ask {
            query: format!("unit={}&year=2022", setting.unit()),
            ..Ask::default()
        });
    }
    let seeded = seed(conn, setting, operation, variant);
    let registration = || seeded.registration.to_string();
    let pledge = || seeded.pledges[0].to_string();
    let decided = |mut body: Value| {
        if variant.ends_with("with document") {
            body["decision"] = json!({
                "body": "Ban Thường vụ", "document_no": "12-QĐ/CU", "decided_on": "2022-05-18",
            });
        }
        body
    };
    Some(match (method, path) {
        ("GET", "/registrations") => Ask::list(registration(), "per_page=200"),
        ("GET", "/registrations/{id}" | "/registrations/{id}/pledges") => {
            Ask::about(registration())
        }
        ("PATCH", "/registrations/{id}") => {
            Ask::change(registration(), json!({"paper_signed": true}))
        }
        ("DELETE", "/registrations/{id}") => Ask::about(registration()),
        ("POST", "/registrations/{id}/submit" | "/registrations/{id}/close") => {
            Ask::change(registration(), json!({}))
        }
        ("POST", "/registrations/{id}/approve") => Ask::change(registration(), decided(json!({}))),
        ("POST", "/registrations/{id}/return") => {
            Ask::change(registration(), json!({"comment": "Ghi rõ thước đo"}))
        }
        ("GET", "/pledges") => Ask::list(pledge(), "per_page=200"),
        ("GET", "/pledges/{id}" | "/pledges/{id}/evidence") => Ask::about(pledge()),
        ("POST", "/pledges/{id}/evidence") => {
            let (by, of) = (setting.caller_key(), setting.unit_key());
            let file = files::seeded(setting.app, conn, &setting.mark(), &by, of);
            Ask::change(pledge(), json!({"file_id": file}))
        }
        ("DELETE", "/pledges/{id}/evidence/{evidence_id}") => {
            let by = "unit_leader@D2";
            let file = files::seeded(setting.app, conn, &setting.mark(), by, "D2");
            let piece = files::hung(conn, &file, ("pledge", &pledge()), by);
            Ask::about(format!("{}/{piece}", pledge()))
        }
        ("PATCH", "/pledges/{id}") => Ask::change(pledge(), json!({"measure": "Hai hộ"})),
        ("POST", "/pledges/{id}/report") => Ask::change(
            pledge(),
            json!({"result": "completed", "summary": "Đã giúp xong", "done_on": "2022-05-10", "evidence_ids": []}),
        ),
        ("POST", "/pledges/{id}/verify") => {
            Ask::change(pledge(), decided(json!({"result": "completed"})))
        }
        ("POST", "/pledges/{id}/send-back") => {
            Ask::change(pledge(), json!({"comment": "Bổ sung minh chứng"}))
        }
        ("POST", "/pledges/{id}/cancel") => {
            Ask::change(pledge(), json!({"reason": "Thay đổi nhiệm vụ"}))
        }
        _ => return None,
    })
}

fn subject(setting: &Setting<'_>, variant: &str) -> Subject {
    if variant.starts_with("collective") {
        Subject::Unit(setting.unit_key().to_owned())
    } else {
        Subject::Person(setting.person_key())
    }
}

/// The record the variant speaks of.
fn seed(conn: &mut Db, setting: &Setting<'_>, operation: &str, variant: &str) -> Seeded {
    let has = |word: &str| variant.split(' ').any(|part| part == word);
    let (status, pledges) = match () {
        () if has("draft") => ("draft", "draft"),
        () if has("returned") => ("returned", "draft"),
        () if has("in_progress") || has("party_wide") => ("approved", "in_progress"),
        () if has("reported") => ("approved", "reported"),
        () if has("approved") => ("approved", "verified"),
        () => ("submitted", "draft"),
    };
    // A collective's record is nobody's own: another account typed it in.
    let writer = if variant.starts_with("collective") {
        "unit_leader@D2".to_owned()
    } else {
        setting.writer_key()
    };
    let year = if operation.ends_with("/close") {
        2021
    } else {
        2022
    };
    RegistrationSeed::new(subject(setting, variant), status, &writer)
        .pledge_status(pledges)
        .visibility(if has("party_wide") {
            "party_wide"
        } else {
            "internal"
        })
        .year(year)
        .insert_once(conn)
}

fn creation(setting: &Setting<'_>, variant: &str) -> Value {
    let mut body = json!({
        "year": 2022,
        "subject_kind": "individual",
        "unit_id": setting.unit(),
        "pledges": [{
            "content": "Giúp đỡ một hộ gia đình thoát nghèo",
            "measure": "Một hộ",
            "solution": "Hướng dẫn kỹ thuật",
            "field": "social_welfare",
            "due_on": "2022-11-30",
        }],
    });
    if variant == "collective" {
        body["subject_kind"] = json!("collective");
    } else {
        body["person_id"] = json!(setting.person());
    }
    body
}
