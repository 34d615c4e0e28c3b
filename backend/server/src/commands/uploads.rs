//! The uploaded files beside a copy of the database: in the folder with the
//! copy's name and `.files`, each by its hash as in the data folder.

use crate::cli::Stop;
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::BigInt;
use lamtheo_api::rooms::files::Blobs;
use lamtheo_db::schema::files;
use lamtheo_db::{DatabaseUrl, Failure, backup};
use std::collections::HashSet;
use std::path::{Path, PathBuf};

#[derive(QueryableByName)]
struct Count {
    #[diesel(sql_type = BigInt)]
    n: i64,
}

/// Where the files of the copy `target` lie.
pub(super) fn beside(target: &Path) -> PathBuf {
    let mut name = target.as_os_str().to_owned();
    name.push(".files");
    PathBuf::from(name)
}

/// The contents that the rows of a SQLite database name; none before files
/// were kept.
pub(super) fn named_in(url: &DatabaseUrl) -> Result<Vec<String>, Stop> {
    let read = || {
        let mut conn = backup::look_into(url)?;
        let there: Count = diesel::sql_query(
            "SELECT count(*) AS n FROM sqlite_schema WHERE type = 'table' AND name = 'files'",
        )
        .get_result(&mut conn)?;
        if there.n == 0 {
            return Ok(Vec::new());
        }
        Ok::<Vec<String>, Failure>(
            files::table
                .select(files::sha256)
                .distinct()
                .load(&mut conn)?,
        )
    };
    read().map_err(Stop::because("the rows of files cannot be read"))
}

/// Copies contents; those that cannot be copied whole come back.
pub(super) fn copy(
    from: &Blobs,
    to: &Blobs,
    hashes: Vec<String>,
    now: DateTime<Utc>,
) -> Vec<String> {
    hashes
        .into_iter()
        .filter(|hash| from.copy_to(to, hash, now).is_err())
        .collect()
}

/// Removes from a copy what no row names.
pub(super) fn keep_only(there: &Blobs, named: &[String]) -> std::io::Result<()> {
    let named: HashSet<&String> = named.iter().collect();
    for hash in there.all()? {
        if !named.contains(&hash) {
            std::fs::remove_file(there.path_of(&hash))?;
        }
    }
    Ok(())
}

/// Ends with 1 when contents are missing; the rest was done.
pub(super) fn complain(missing: &[String]) -> Result<(), Stop> {
    if missing.is_empty() {
        return Ok(());
    }
    Err(Stop(format!(
        "{} uploaded files are missing or damaged:\n  {}",
        missing.len(),
        missing.join("\n  ")
    )))
}
