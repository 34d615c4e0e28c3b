//! What a file really is. Runs off the threads that serve.

mod office;
mod pdf;
mod picture;

use super::blobs::{Blobs, Spool, disk};
use chrono::{DateTime, Utc};
use lamtheo_db::Outcome;
use lamtheo_domain::file::{self, FileKind, FileName, agreed_kind, is_marked_secret};

/// A file that may be kept.
pub(super) struct Inspected {
    /// Its content as it is kept.
    pub spool: Spool,
    /// What it is.
    pub kind: FileKind,
    /// The name it is shown under.
    pub name: String,
    /// Width and height of a picture.
    pub extent: Option<(u32, u32)>,
}

/// Judges a file by its name and its content; pictures are drawn anew.
pub(super) fn inspect(
    blobs: &Blobs,
    spool: Spool,
    name: &FileName,
    now: DateTime<Utc>,
) -> Outcome<Inspected> {
    if spool.size() == 0 {
        return Err(file::empty().into());
    }
    if is_marked_secret(&name.stem) {
        return Err(file::marked_secret().into());
    }
    let kind = agreed_kind(&name.extension, spool.head())?;
    if kind.is_image() {
        let mut drawn = blobs.begin(now).map_err(disk)?;
        let file = spool.reopen().map_err(disk)?;
        let (kind, width, height) = picture::redraw(kind, file, spool.size(), &mut drawn)?;
        return Ok(Inspected {
            spool: drawn,
            kind,
            name: name.with_extension(kind.extension()),
            extent: Some((width, height)),
        });
    }
    let file = spool.reopen().map_err(disk)?;
    match kind {
        FileKind::Docx | FileKind::Xlsx => office::check(kind, file, spool.size())?,
        _ => pdf::check(file, spool.size())?,
    }
    Ok(Inspected {
        spool,
        kind,
        name: name.with_extension(kind.extension()),
        extent: None,
    })
}
