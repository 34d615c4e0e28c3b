use super::*;
use chrono::Duration;
use diesel::prelude::*;
use lamtheo_api::rooms::files::{Swept, sweep};
use lamtheo_db::schema::{audit_log, files, jobs};
use lamtheo_domain::kernel::ids::{FileId, RowId};
use lamtheo_tests::both_databases;
use lamtheo_tests::files::{hung, pdf};
use lamtheo_tests::issues::IssueSeed;
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::path::PathBuf;

fn file_id(file: &Value) -> FileId {
    file["id"].as_str().unwrap().parse().unwrap()
}

fn sha256(file: &Value) -> &str {
    file["sha256"].as_str().unwrap()
}

async fn swept(app: &TestApp) -> Swept {
    sweep(&app.state().db, &app.state().settings.files)
        .await
        .unwrap()
}

fn temporary(app: &TestApp, name: &str) -> PathBuf {
    app.state().files.blobs.folder().join("tmp").join(name)
}

/// A content without a row, as a process leaves it that is killed in between.
fn orphan(app: &TestApp) {
    let content = pdf("mồ côi");
    let place = app
        .state()
        .files
        .blobs
        .path_of(&hex::encode(Sha256::digest(&content)));
    std::fs::create_dir_all(place.parent().unwrap()).unwrap();
    std::fs::write(&place, content).unwrap();
    let file = std::fs::File::options().write(true).open(place).unwrap();
    file.set_modified(app.clock().now().into()).unwrap();
}

both_databases! {
    async fn rubbish_goes_after_a_day_and_loose_files_after_a_week(app: TestApp) {
        let (member, mut conn) = (app.user("member@B"), app.connect());
        let (kept, loose) = (member.uploaded("giữ lại").await, member.uploaded("để rời").await);
        let issue = IssueSeed::new("B", "in_progress").insert(&mut conn);
        hung(&mut conn, &file_id(&kept), ("issue", issue.as_str()), "member@B");
        std::fs::write(temporary(&app, RowId::new(app.clock().now()).as_str()), "dở dang").unwrap();
        orphan(&app);
        assert_eq!(swept(&app).await, Swept::default(), "everything is young");
        assert_eq!(on_disk(&app).len(), 4);
        app.clock().advance(Duration::hours(25));
        assert_eq!(swept(&app).await, Swept { expired: 0, temporary: 1, contents: 1 });
        let mut left = vec![sha256(&kept).to_owned(), sha256(&loose).to_owned()];
        left.sort();
        assert_eq!(on_disk(&app), left);
        app.clock().advance(Duration::days(7));
        assert_eq!(swept(&app).await, Swept { expired: 1, temporary: 0, contents: 1 });
        assert_eq!(on_disk(&app), [sha256(&kept)]);
        let rows: Vec<FileId> = files::table.select(files::id).load(&mut conn).unwrap();
        assert_eq!(rows, [file_id(&kept)]);
        let noted: i64 = audit_log::table.filter(audit_log::action.eq("file.expired")).count().get_result(&mut conn).unwrap();
        assert_eq!(noted, 1);
        assert_eq!(swept(&app).await, Swept::default());
    }

    async fn a_content_that_a_killed_sweep_put_aside_comes_back(app: TestApp) {
        let file = app.user("member@B").uploaded("giữ lại").await;
        let place = app.state().files.blobs.path_of(sha256(&file));
        std::fs::rename(&place, temporary(&app, &format!("{}.condemned", sha256(&file)))).unwrap();
        app.clock().advance(Duration::hours(30));
        assert_eq!(swept(&app).await, Swept::default());
        assert_eq!(on_disk(&app), [sha256(&file)]);
        assert!(place.exists());
    }

    async fn the_worker_sweeps_once_a_day(app: TestApp) {
        let mut conn = app.connect();
        let kept = app.user("member@B").uploaded("giữ lại").await;
        for _ in 0..2 {
            app.worker().work_off().await.unwrap();
        }
        orphan(&app);
        app.clock().advance(Duration::hours(25));
        app.worker().work_off().await.unwrap();
        let done: Vec<Option<String>> = jobs::table
            .filter(jobs::kind.eq("files_sweep"))
            .filter(jobs::status.eq("done"))
            .order(jobs::id)
            .select(jobs::result)
            .load(&mut conn)
            .unwrap();
        let result: Value = serde_json::from_str(done[1].as_deref().unwrap()).unwrap();
        assert_eq!((done.len(), &result["contents"]), (2, &json!(1)));
        assert_eq!(on_disk(&app), [sha256(&kept)]);
    }

    async fn nothing_is_cleared_away_for_a_database_that_knows_of_no_upload(app: TestApp) {
        orphan(&app);
        app.clock().advance(Duration::days(30));
        assert_eq!(swept(&app).await, Swept::default());
        assert_eq!(on_disk(&app).len(), 1, "the folder may belong to another database");
    }
}
