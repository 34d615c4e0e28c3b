//! `lamtheo import`: units, persons, registrations and issues from .xlsx and .csv.

use crate::cli::{Ended, ImportArgs, Stop};
use crate::config::Config;
use crate::database::{self, Opened};
use crate::import::{self, ImportOptions, Imported};
use std::io::IsTerminal;
use std::process::ExitCode;

/// Errors shown on the screen; all of them go to the file of errors.
const SHOWN: usize = 50;

pub(crate) fn run(config: &Config, args: ImportArgs) -> Ended {
    let Some(file) = args.file else {
        return Err(Stop(
            "name the file to import, or ask for --template".to_owned(),
        ));
    };
    let options = ImportOptions {
        kind: args.kind,
        file,
        source: args.source,
        dry_run: args.dry_run,
        errors: args.errors,
        progress: std::io::stderr().is_terminal(),
    };
    let (dry_run, errors) = (options.dry_run, options.errors.clone());
    let imported = database::block_on(async {
        let Opened { db, .. } = database::open(config, false).await?;
        import::run(&db, options)
            .await
            .map_err(Stop::at("nothing more was imported"))
    })?;
    database::flush(config);
    if imported.errors.is_empty() {
        println!("{}", told(&imported, dry_run));
        return Ok(ExitCode::SUCCESS);
    }
    for error in imported.errors.iter().take(SHOWN) {
        eprintln!("{error}");
    }
    eprintln!(
        "{} lỗi trong {} dòng; chưa ghi dòng nào.",
        imported.errors.len(),
        imported.rows
    );
    if let Some(errors) = errors {
        eprintln!("Bảng kèm cột lỗi: {}", errors.display());
    }
    Ok(ExitCode::FAILURE)
}

fn told(imported: &Imported, dry_run: bool) -> String {
    let Imported {
        rows,
        present,
        created,
        ..
    } = imported;
    if dry_run {
        format!(
            "Đã kiểm tra {rows} dòng, không có lỗi; {present} dòng đã có từ trước. Chưa ghi gì."
        )
    } else {
        format!("Đã ghi {created} bản ghi từ {rows} dòng; {present} dòng đã có từ trước.")
    }
}
