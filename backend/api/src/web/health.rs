//! `/livez` (the process answers) and `/readyz` (it can do its work). Neither
//! tells a version or a path.

use crate::AppState;
use actix_web::web::Data;
use actix_web::{HttpResponse, get};
use chrono::TimeDelta;
use lamtheo_db::{DatabaseUrl, Outcome, backlog, migrate, stored};
use std::path::Path;
use std::sync::atomic::Ordering;

/// Whether the process answers; touches no database.
#[get("/livez")]
pub async fn livez() -> HttpResponse {
    HttpResponse::Ok()
        .content_type("text/plain; charset=utf-8")
        .body("ok\n")
}

/// Whether requests can be served: database reachable, schema current, room on
/// the disk, nothing waiting for long, not shutting down. Each reason that
/// speaks against it is a line of the body.
#[get("/readyz")]
pub async fn readyz(app: Data<AppState>) -> HttpResponse {
    let faults = if app.ready.load(Ordering::Relaxed) {
        check(&app).await
    } else {
        vec!["shutting_down"]
    };
    let mut answer = if faults.is_empty() {
        HttpResponse::Ok()
    } else {
        HttpResponse::ServiceUnavailable()
    };
    let lines = if faults.is_empty() {
        vec!["ready"]
    } else {
        faults
    };
    answer
        .content_type("text/plain; charset=utf-8")
        .body(format!("{}\n", lines.join("\n")))
}

async fn check(app: &AppState) -> Vec<&'static str> {
    let mut faults = Vec::new();
    if !has_room(app.db.url(), app.settings.readiness.least_free_percent) {
        faults.push("disk_space_low");
    }
    faults.extend(database_fault(app).await);
    faults
}

/// What the database says against being ready.
async fn database_fault(app: &AppState) -> Option<&'static str> {
    let steps = migrate::steps(app.db.url());
    let longest = TimeDelta::from_std(app.settings.readiness.longest_wait);
    let longest = longest.unwrap_or(TimeDelta::MAX);
    let fault: Outcome<Option<&'static str>> = app
        .db
        .read(move |tx| {
            if migrate::state_of(tx.conn, steps)? != migrate::State::Current {
                return Ok(Some("schema_not_current"));
            }
            let waiting = backlog::waiting_since(tx.conn)?;
            let late = waiting.is_some_and(|since| stored(tx.at.now) - since > longest);
            Ok(late.then_some("queue_late"))
        })
        .await;
    fault.unwrap_or(Some("database_unavailable"))
}

/// Whether the disk under the embedded database has room. A disk that cannot be
/// asked does not speak against it: the database itself is asked too.
fn has_room(url: &DatabaseUrl, least_free_percent: u64) -> bool {
    let DatabaseUrl::Sqlite(file) = url else {
        return true;
    };
    let folder = file.parent().filter(|f| !f.as_os_str().is_empty());
    match rustix::fs::statvfs(folder.unwrap_or(Path::new("."))) {
        Ok(disk) => {
            u128::from(disk.f_bavail) * 100
                >= u128::from(disk.f_blocks) * u128::from(least_free_percent)
        }
        Err(error) => {
            tracing::warn!(%error, "the free space of the disk is not known");
            true
        }
    }
}
