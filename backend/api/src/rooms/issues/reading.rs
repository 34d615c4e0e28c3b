//! For other rooms: which issues somebody may read now.

use super::facts::answered_for;
use super::scope;
use chrono::NaiveDate;
use diesel::prelude::*;
use lamtheo_db::schema::issues;
use lamtheo_db::{Db, Outcome};
use lamtheo_domain::access::Caller;
use lamtheo_domain::issue::IssueStatus;
use std::collections::HashMap;

/// Issues asked for in one statement.
const CHUNK: usize = 500;

/// Title and state of those of `ids` that `caller` reads on `today`. Who once
/// answered for an issue and no longer does reads it only as anybody else.
pub fn readable_now(
    conn: &mut Db,
    caller: &Caller,
    today: NaiveDate,
    ids: &[&str],
) -> Outcome<HashMap<String, (String, IssueStatus)>> {
    let mut nobody = caller.clone();
    nobody.person_id = None;
    let mut found = HashMap::new();
    for part in ids.chunks(CHUNK) {
        let asked = || {
            issues::table
                .filter(issues::id.eq_any(part.to_vec()))
                .select((issues::id, issues::title, issues::status))
        };
        let reach = scope::readable(conn, &nobody, today)?;
        let mut rows: Vec<(String, String, IssueStatus)> = asked().filter(reach).load(conn)?;
        if let Some(person) = &caller.person_id {
            let own: Vec<(String, String, IssueStatus)> = asked()
                .filter(issues::status.ne(IssueStatus::Draft))
                .filter(scope::answered_by(person.clone()))
                .filter(issues::id.eq_any(answered_for(today)))
                .load(conn)?;
            rows.extend(own);
        }
        found.extend(
            rows.into_iter()
                .map(|(id, title, status)| (id, (title, status))),
        );
    }
    Ok(found)
}
