//! What each operation is asked, and what must be there for it.

mod accounts;
mod auth;
mod figures;
mod files;
mod issues;
mod meetings;
mod notices;
mod people;
mod programme;
mod records;
mod reminders;
mod units;

use crate::ask::Ask;
use crate::setting::Setting;
use lamtheo_db::Db;

/// Puts what `operation` is about into the database and says how to ask for it.
pub fn prepare(conn: &mut Db, setting: &Setting<'_>, operation: &str, variant: &str) -> Ask {
    let resource = operation
        .split("/api/v1/")
        .nth(1)
        .and_then(|rest| rest.split('/').next())
        .unwrap_or_default();
    let ask = match resource {
        "auth" | "system" => auth::prepare(conn, setting, operation),
        "users" | "role-assignments" | "audit-log" => accounts::prepare(conn, setting, operation),
        "units" => units::prepare(conn, setting, operation),
        "people" | "memberships" => people::prepare(conn, setting, operation),
        "delegations" | "branch-meetings" => meetings::prepare(conn, setting, operation),
        "files" => files::prepare(conn, setting, operation, variant),
        "issues" | "saved-views" => issues::prepare(conn, setting, operation, variant),
        "settings" if operation.contains("/working-days/") => {
            issues::prepare(conn, setting, operation, variant)
        }
        "code-lists" if operation.contains("/entries") => {
            issues::prepare(conn, setting, operation, variant)
        }
        "policy-documents" | "programme-years" | "code-lists" => {
            programme::prepare(conn, setting, operation)
        }
        "registrations" | "pledges" => records::prepare(conn, setting, operation, variant),
        "settings" if operation.ends_with("/reminder-rules") => {
            reminders::prepare(conn, setting, operation, variant)
        }
        "reminders" => reminders::prepare(conn, setting, operation, variant),
        "notifications" | "jobs" => notices::prepare(conn, setting, operation),
        "statistics" | "figures" => figures::prepare(conn, setting, operation),
        _ => None,
    };
    ask.unwrap_or_else(|| panic!("nobody says how to ask {operation} [{variant}]"))
}
