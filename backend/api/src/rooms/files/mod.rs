//! Uploaded files and the evidence (minh chứng) they are: taken in as they
//! arrive, judged by name and content, pictures drawn anew, kept by their hash
//! beside the database. Files hang on records of other rooms; those rooms say
//! who may attach, see and take away, and use this door: [`evidence`]. Who may
//! read a file's content is put together in the room `downloads`.

mod blobs;
mod commands;
pub mod evidence;
mod http;
mod inspect;
mod receive;
mod requests;
mod store;
mod views;

pub use blobs::Blobs;
pub use commands::sweep::{SWEEP, Swept, run_sweep, sweep, sweep_slot};
pub use evidence::{EvidencePart, Object, ObjectKind};
pub use requests::AttachBody;
pub use store::{FileRow, file};
pub use views::{EvidenceView, FileView, file_view};

use crate::FileSettings;
use lamtheo_domain::kernel::{Class, Refusal};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, SemaphorePermit};
use utoipa_actix_web::service_config::ServiceConfig;

/// The room's operations.
pub fn routes(api: &mut ServiceConfig<'_>) {
    api.service(http::upload).service(http::remove);
}

/// Files that are looked at once at a time: a picture takes much memory.
const AT_ONCE: usize = 2;
/// Files that wait to be looked at.
const QUEUE: usize = 32;
/// Uploads that arrive at once.
const ARRIVING: usize = 64;

/// Uploaded files of this process: the disk, the bounds, and how many at once.
pub struct Files {
    /// Where they lie.
    pub blobs: Blobs,
    settings: FileSettings,
    looking: Arc<Semaphore>,
    waiting: AtomicUsize,
    arriving: Semaphore,
}

impl Files {
    /// Files under the folder of the settings.
    pub fn new(settings: &FileSettings) -> Self {
        Self {
            blobs: Blobs::over(&settings.folder),
            settings: settings.clone(),
            looking: Arc::new(Semaphore::new(AT_ONCE)),
            waiting: AtomicUsize::new(0),
            arriving: Semaphore::new(ARRIVING),
        }
    }

    /// A place among those that arrive.
    fn arrive(&self) -> Result<SemaphorePermit<'_>, Refusal> {
        self.arriving.try_acquire().map_err(|_| busy())
    }

    /// A turn to look at a file; it goes with the work, which ends by itself when
    /// the client is gone.
    async fn look(&self) -> Result<OwnedSemaphorePermit, Refusal> {
        let waits = Waits::among(&self.waiting)?;
        let turn = Arc::clone(&self.looking)
            .acquire_owned()
            .await
            .map_err(|_| busy());
        drop(waits);
        turn
    }
}

/// One who waits; gone when it stops waiting, for whatever reason.
struct Waits<'a>(&'a AtomicUsize);

impl<'a> Waits<'a> {
    fn among(waiting: &'a AtomicUsize) -> Result<Self, Refusal> {
        let before = waiting.fetch_add(1, Ordering::Relaxed);
        let waits = Self(waiting);
        if before >= QUEUE {
            return Err(busy());
        }
        Ok(waits)
    }
}

impl Drop for Waits<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

fn busy() -> Refusal {
    Refusal::new(
        Class::Unavailable,
        "uploads_busy",
        "Đang có nhiều tệp được tải lên cùng lúc; vui lòng thử lại sau ít giây",
    )
    .retry_after(5)
}
