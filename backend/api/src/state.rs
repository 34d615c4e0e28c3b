//! What every request can reach.

use crate::rooms::auth::Auth;
use crate::rooms::files::Files;
use crate::settings::Settings;
use crate::web::caller::{CallerCache, VerifyToken};
use crate::web::limits::RequestLimits;
use lamtheo_db::Database;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

/// Shared by all workers of the process; cheap to clone.
#[derive(Clone)]
pub struct AppState {
    /// The database with the injected clock.
    pub db: Database,
    /// Settings of the process.
    pub settings: Arc<Settings>,
    /// Passwords, tokens and cookies of the sign-in.
    pub auth: Arc<Auth>,
    /// Verifies access tokens.
    pub tokens: Arc<dyn VerifyToken>,
    /// Callers read from the database, kept for a few seconds.
    pub callers: Arc<CallerCache>,
    /// Request buckets of this process.
    pub limits: Arc<RequestLimits>,
    /// Uploaded files on the disk.
    pub files: Arc<Files>,
    /// Off while the process shuts down.
    pub ready: Arc<AtomicBool>,
}

impl AppState {
    /// State over an open database.
    pub fn new(db: Database, settings: Settings, auth: Arc<Auth>) -> Self {
        let limits = Arc::new(RequestLimits::new(settings.rate_limits));
        let files = Arc::new(Files::new(&settings.files));
        Self {
            db,
            files,
            settings: Arc::new(settings),
            tokens: Arc::clone(&auth) as Arc<dyn VerifyToken>,
            auth,
            callers: Arc::new(CallerCache::default()),
            limits,
            ready: Arc::new(AtomicBool::new(true)),
        }
    }
}
