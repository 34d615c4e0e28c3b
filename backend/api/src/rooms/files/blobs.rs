//! Files on the disk. What arrives is written to a temporary file whose name
//! tells when it was begun; what is taken gets its hash for a name: written
//! through, renamed, the folder written through, and only then its row. So a row
//! never lacks its file, and a file without a row is rubbish that the sweep finds.

use chrono::{DateTime, Utc};
use lamtheo_db::{DbError, Failure};
use lamtheo_domain::file::HEAD_BYTES;
use lamtheo_domain::kernel::ids::RowId;
use sha2::{Digest, Sha256};
use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, Read, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// Where temporary files lie.
pub(super) const TEMPORARY: &str = "tmp";
/// Ends the name of a content that is about to be removed.
const CONDEMNED: &str = ".condemned";
/// Length of a hash in hexadecimal digits.
const HASH_DIGITS: usize = 64;
/// Bytes read at once when a file is copied.
const PIECE: usize = 1 << 18;

/// The folder of uploaded files.
#[derive(Debug, Clone)]
pub struct Blobs {
    folder: PathBuf,
}

impl Blobs {
    /// Files under `folder`, which is made when first needed.
    pub fn over(folder: &Path) -> Self {
        Self {
            folder: folder.to_owned(),
        }
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Where the content with this hash lies.
    pub fn path_of(&self, sha256: &str) -> PathBuf {
        let shelf = sha256.get(..2).unwrap_or("00");
        self.folder.join(shelf).join(sha256)
    }

    /// Begins a temporary file.
    pub(super) fn begin(&self, now: DateTime<Utc>) -> io::Result<Spool> {
        let folder = self.folder.join(TEMPORARY);
        make_folder(&folder)?;
        let path = folder.join(RowId::new(now).as_str());
        let file = OpenOptions::new()
            .read(true)
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(&path)?;
        Ok(Spool {
            temporary: Temporary(path),
            file,
            hasher: Sha256::new(),
            size: 0,
            head: Vec::new(),
        })
    }

    /// Gives a whole temporary file its place, marked as stored at `now`.
    pub(super) fn keep(&self, spool: Spool, now: DateTime<Utc>) -> io::Result<()> {
        let sha256 = spool.sha256();
        spool.file.set_modified(SystemTime::from(now))?;
        spool.file.sync_all()?;
        let place = self.path_of(&sha256);
        let shelf = place.parent().unwrap_or(&self.folder).to_owned();
        make_folder(&shelf)?;
        fs::rename(&spool.temporary.0, &place)?;
        File::open(&shelf)?.sync_all()?;
        File::open(&self.folder)?.sync_all()
    }

    /// Opens the content with this hash.
    pub fn open(&self, sha256: &str) -> io::Result<File> {
        File::open(self.path_of(sha256))
    }

    /// Copies a content from here to `other`, unless it is there; refused when
    /// what is read does not have its hash.
    pub fn copy_to(&self, other: &Self, sha256: &str, now: DateTime<Utc>) -> io::Result<()> {
        if other.path_of(sha256).exists() {
            return Ok(());
        }
        let mut from = self.open(sha256)?;
        let mut to = other.begin(now)?;
        let mut piece = vec![0; PIECE];
        loop {
            match from.read(&mut piece)? {
                0 => break,
                n => to.write_all(&piece[..n])?,
            }
        }
        if to.sha256() != sha256 {
            let text = format!("{} is damaged", self.path_of(sha256).display());
            return Err(io::Error::new(io::ErrorKind::InvalidData, text));
        }
        other.keep(to, now)
    }

    /// Every content there is, by its hash.
    pub fn all(&self) -> io::Result<Vec<String>> {
        let mut all = Vec::new();
        for shelf in entries(&self.folder)? {
            if shelf.file_name().len() == 2 {
                let names = entries(&shelf.path())?.into_iter();
                all.extend(
                    names
                        .map(|blob| blob.file_name().to_string_lossy().into_owned())
                        .filter(|name| is_hash(name)),
                );
            }
        }
        Ok(all)
    }

    /// When a content was stored last, by its mark.
    pub(super) fn stored_at(&self, sha256: &str) -> io::Result<Option<DateTime<Utc>>> {
        stored_at(&self.path_of(sha256))
    }

    /// Takes a content out of its place, to be looked at once more: whoever stores
    /// it anew from now on finds the place free. `None` when it is gone already.
    pub(super) fn condemn(&self, sha256: &str) -> io::Result<Option<PathBuf>> {
        let name = format!("{sha256}{CONDEMNED}");
        let aside = self.folder.join(TEMPORARY).join(name);
        make_folder(&self.folder.join(TEMPORARY))?;
        match fs::rename(self.path_of(sha256), &aside) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            done => done.map(|()| Some(aside)),
        }
    }

    /// Removes what was condemned, or puts it back when it is `needed` or was
    /// stored after `limit`. Whether it was removed.
    pub(super) fn settle(
        &self,
        aside: &Path,
        needed: bool,
        limit: DateTime<Utc>,
    ) -> io::Result<bool> {
        let Some(stored_at) = stored_at(aside)? else {
            return Ok(false);
        };
        let place = Self::hash_of(aside).map(|hash| self.path_of(&hash));
        if let Some(place) = place.filter(|_| needed || stored_at >= limit) {
            fs::rename(aside, place)?;
            return Ok(false);
        }
        match fs::remove_file(aside) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
            done => done.map(|()| true),
        }
    }

    /// Whether a temporary file is a condemned content.
    pub(super) fn is_condemned(name: &str) -> bool {
        name.strip_suffix(CONDEMNED).is_some_and(is_hash)
    }

    /// The hash of a condemned content.
    pub(super) fn hash_of(aside: &Path) -> Option<String> {
        let name = aside.file_name()?.to_str()?;
        name.strip_suffix(CONDEMNED)
            .filter(|hash| is_hash(hash))
            .map(str::to_owned)
    }

    /// Every temporary file.
    pub(super) fn temporary(&self) -> io::Result<Vec<PathBuf>> {
        let found = entries(&self.folder.join(TEMPORARY))?;
        Ok(found.into_iter().map(|entry| entry.path()).collect())
    }
}

fn stored_at(path: &Path) -> io::Result<Option<DateTime<Utc>>> {
    match fs::metadata(path).and_then(|found| found.modified()) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        found => found.map(|at| Some(DateTime::from(at))),
    }
}

fn is_hash(name: &str) -> bool {
    name.len() == HASH_DIGITS && name.bytes().all(|b| b.is_ascii_hexdigit())
}

/// What lies in a folder; nothing in one that is not there.
fn entries(folder: &Path) -> io::Result<Vec<fs::DirEntry>> {
    match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Vec::new()),
        found => found?.collect(),
    }
}

fn make_folder(folder: &Path) -> io::Result<()> {
    DirBuilder::new().recursive(true).mode(0o700).create(folder)
}

/// A temporary file that goes when it is dropped before it got its place.
#[derive(Debug)]
struct Temporary(PathBuf);

impl Drop for Temporary {
    fn drop(&mut self) {
        // Not there any more once it was renamed.
        let _ = fs::remove_file(&self.0);
    }
}

/// A file being written: hashed, counted, its first bytes remembered.
pub(super) struct Spool {
    temporary: Temporary,
    file: File,
    hasher: Sha256,
    size: u64,
    head: Vec<u8>,
}

impl Spool {
    /// Bytes so far.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// The hash so far.
    pub fn sha256(&self) -> String {
        hex::encode(self.hasher.clone().finalize())
    }

    /// The first bytes.
    pub fn head(&self) -> &[u8] {
        &self.head
    }

    /// What was written, from its beginning.
    pub fn reopen(&self) -> io::Result<File> {
        File::open(&self.temporary.0)
    }
}

impl Write for Spool {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let n = self.file.write(bytes)?;
        let written = &bytes[..n];
        self.hasher.update(written);
        let wanted = HEAD_BYTES - self.head.len();
        self.head.extend_from_slice(&written[..wanted.min(n)]);
        self.size += n as u64;
        Ok(n)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

/// A trouble with the disk, as the service tells it.
pub(super) fn disk(error: io::Error) -> Failure {
    let full = matches!(
        error.kind(),
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded
    );
    let text = format!("uploaded files: {error}");
    if full {
        DbError::Full(text).into()
    } else {
        DbError::Internal(text).into()
    }
}
