//! `/livez` (the process answers) and `/readyz` (it can do its work). Neither
//! tells a version or a path.

use crate::AppState;
use actix_web::web::Data;
use actix_web::{HttpResponse, get};
use lamtheo_db::{Outcome, migrate};
use std::sync::atomic::Ordering;

/// Whether the process answers; touches no database.
#[get("/livez")]
pub async fn livez() -> HttpResponse {
    HttpResponse::Ok()
        .content_type("text/plain; charset=utf-8")
        .body("ok\n")
}

/// Whether requests can be served: database reachable, schema current, not shutting down.
#[get("/readyz")]
pub async fn readyz(app: Data<AppState>) -> HttpResponse {
    let fault = if app.ready.load(Ordering::Relaxed) {
        check(&app).await
    } else {
        Some("shutting_down")
    };
    match fault {
        None => HttpResponse::Ok()
            .content_type("text/plain; charset=utf-8")
            .body("ready\n"),
        Some(reason) => HttpResponse::ServiceUnavailable()
            .content_type("text/plain; charset=utf-8")
            .body(format!("{reason}\n")),
    }
}

async fn check(app: &AppState) -> Option<&'static str> {
    let steps = migrate::steps(app.db.url());
    let state: Outcome<migrate::State> = app
        .db
        .read(move |tx| migrate::state_of(tx.conn, steps))
        .await;
    match state {
        Ok(migrate::State::Current) => None,
        Ok(_) => Some("schema_not_current"),
        Err(_) => Some("database_unavailable"),
    }
}
