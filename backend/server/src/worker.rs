//! `lamtheo worker`: the work beside the requests in a process of its own.

use crate::cli::{Ended, Stop};
use crate::config::Config;
use crate::database::{self, Opened};
use crate::logs;
use crate::serve::shutdown::Signals;
use lamtheo_api::worker::{self, Worker};
use std::process::ExitCode;
use tokio::sync::watch;

pub(crate) fn run(config: &Config) -> Ended {
    logs::start(&config.log_level);
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .map_err(Stop::at("the program cannot start"))?
        .block_on(work(config))?;
    database::flush(config);
    tracing::info!("stopped");
    Ok(ExitCode::SUCCESS)
}

async fn work(config: &Config) -> Result<(), Stop> {
    let Opened { db, found } = database::open(config, false).await?;
    let settings = config.settings(found.business_date, found.banner);
    let worker = Worker::new(db.clone(), &settings).map_err(Stop)?;
    let mut signals = Signals::listen()?;
    let (stop, stopping) = watch::channel(false);
    let keeping = tokio::spawn(worker::keep(db, stopping.clone()));
    let working = tokio::spawn(worker.run(stopping));
    tracing::info!("working");
    println!("lamtheo works");
    signals.next().await;
    tracing::info!("stopping");
    let _ = stop.send(true);
    let ended = async {
        let _ = working.await;
        let _ = keeping.await;
    };
    tokio::select! {
        () = ended => Ok(()),
        () = signals.next() => Err(Stop("ended at once".to_owned())),
    }
}
