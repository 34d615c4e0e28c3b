//! `lamtheo serve`: opens the database, listens, and ends in good order.

mod in_flight;
pub(crate) mod shutdown;

use crate::cli::{Ended, ServeArgs, Stop};
use crate::config::Config;
use crate::database::{self, Opened};
use crate::logs;
use actix_web::HttpServer;
use actix_web::middleware::from_fn;
use in_flight::InFlight;
use lamtheo_api::rooms::auth::{Auth, AuthSettings};
use lamtheo_api::worker::{self, Worker};
use lamtheo_api::{AppState, create_app};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;

/// A request's head arrives within this time.
const HEAD_TIME: Duration = Duration::from_secs(5);
/// An idle connection is kept this long.
const KEEP_ALIVE: Duration = Duration::from_secs(30);
/// A connection that is closing gets this long.
const DISCONNECT_TIME: Duration = Duration::from_secs(2);
/// Connections waiting to be accepted.
const BACKLOG: u32 = 4_096;
/// Threads of a worker that wait for the database.
const BLOCKING_THREADS: usize = 48;
/// After the drain, connections get this long to take their last bytes.
const LAST_BYTES_SECONDS: u64 = 1;
/// The worker finishes, and the keeper seals once more, within this time.
const WORKER_TIME: Duration = Duration::from_secs(5);

pub(crate) fn run(config: Config, args: &ServeArgs) -> Ended {
    logs::start(&config.log_level);
    actix_web::rt::System::new().block_on(serve(&config, args.migrate))?;
    database::flush(&config);
    tracing::info!("stopped");
    Ok(ExitCode::SUCCESS)
}

async fn serve(config: &Config, migrate: bool) -> Result<(), Stop> {
    let state = state(config, migrate).await?;
    let in_flight = InFlight::default();
    let factory = {
        let (state, in_flight) = (state.clone(), in_flight.clone());
        move || {
            let (ready, in_flight) = (Arc::clone(&state.ready), in_flight.clone());
            create_app(state.clone()).wrap(from_fn(move |req, next| {
                in_flight::layer(Arc::clone(&ready), in_flight.clone(), req, next)
            }))
        }
    };
    let server = HttpServer::new(factory)
        .workers(config.workers)
        .worker_max_blocking_threads(BLOCKING_THREADS)
        .backlog(BACKLOG)
        .keep_alive(KEEP_ALIVE)
        .client_request_timeout(HEAD_TIME)
        .client_disconnect_timeout(DISCONNECT_TIME)
        .disable_signals()
        .shutdown_timeout(LAST_BYTES_SECONDS)
        .bind(config.listen.as_str())
        .map_err(|error| Stop(format!("cannot listen on {}: {error}", config.listen)))?;
    let addresses = server.addrs();
    let server = server.run();
    let handle = server.handle();
    let signals = shutdown::Signals::listen()?;
    for address in addresses {
        tracing::info!(%address, "listening");
        println!("lamtheo listens on http://{address}");
    }
    let (stop_worker, stopping) = watch::channel(false);
    let keeping = actix_web::rt::spawn(worker::keep(state.db.clone(), stopping.clone()));
    let working =
        worker_of(config, &state)?.map(|worker| actix_web::rt::spawn(worker.run(stopping)));
    let ending = actix_web::rt::spawn(shutdown::on_signal(
        signals,
        handle,
        Arc::clone(&state.ready),
        in_flight,
        (config.shutdown_wait, config.shutdown_drain),
    ));
    server.await.map_err(Stop::at("the server failed"))?;
    ending.abort();
    let _ = stop_worker.send(true);
    if let Some(working) = working
        && tokio::time::timeout(WORKER_TIME, working).await.is_err()
    {
        tracing::warn!("the worker did not come to an end; its work is taken up again");
    }
    if tokio::time::timeout(WORKER_TIME, keeping).await.is_err() {
        tracing::warn!("the audit log was not sealed at the end");
    }
    Ok(())
}

/// The worker of this process, unless it is left to `lamtheo worker`.
fn worker_of(config: &Config, state: &AppState) -> Result<Option<Worker>, Stop> {
    if !config.worker {
        return Ok(None);
    }
    let worker = Worker::new(state.db.clone(), &state.settings);
    worker.map(Some).map_err(Stop)
}

/// Everything the requests share.
async fn state(config: &Config, migrate: bool) -> Result<AppState, Stop> {
    let key = config.signing_key()?;
    let Opened { db, found } = database::open(config, migrate).await?;
    let settings = config.settings(found.business_date, found.banner);
    let auth = Arc::new(Auth::new(AuthSettings::of(&settings), &key));
    Ok(AppState::new(db, settings, auth))
}
