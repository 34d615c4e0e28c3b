//! A search without an order of its own gives the exact spelling of the title first.

use super::lists::Listed;
use super::requests::ListQuery;
use super::store::IssueRow;
use crate::web::list::Paging;
use crate::web::search;
use diesel::prelude::*;
use lamtheo_db::schema::issues;
use lamtheo_db::{Db, Outcome};
use lamtheo_domain::kernel::ids::IssueId;

/// The words that are searched for.
pub(super) fn words(query: &ListQuery) -> Option<&str> {
    query.q.as_deref().filter(|words| !words.trim().is_empty())
}

/// One page of what was found, by how the title holds `words`.
pub(super) fn page(
    conn: &mut Db,
    found: Listed,
    words: &str,
    paging: Paging,
) -> Outcome<Vec<IssueRow>> {
    let titles: Vec<(IssueId, String)> = found
        .limit(search::MOST_RANKED)
        .select((issues::id, issues::title))
        .load(conn)?;
    let wanted = search::page_of(search::rank(words, titles), paging);
    let mut rows: Vec<IssueRow> = issues::table
        .filter(issues::id.eq_any(&wanted))
        .select(IssueRow::as_select())
        .load(conn)?;
    rows.sort_by_key(|row| wanted.iter().position(|id| *id == row.id));
    Ok(rows)
}
