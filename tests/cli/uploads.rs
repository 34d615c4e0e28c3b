//! Uploaded files of a service that is killed, backed up and restored.

use crate::program::{Installation, Service, agent};
use chrono::{DateTime, Duration, Utc};
use diesel::prelude::*;
use lamtheo_api::FileSettings;
use lamtheo_api::rooms::files::{Swept, sweep};
use lamtheo_db::schema::{evidence, files, issues};
use lamtheo_db::{Database, Options};
use lamtheo_domain::kernel::Clock;
use lamtheo_tests::files::{form, form_type, hung, pdf};
use lamtheo_tests::issues::IssueSeed;
use lamtheo_tests::{Backend, FreshDatabase, SMALL_WORLD, accounts};
use serde_json::{Value, json};
use std::io::Write;
use std::net::TcpStream;
use std::path::Path;
use std::time::{Duration as Time, Instant};

fn installation(database: &FreshDatabase) -> Installation {
    Installation::demo()
        .with("LAMTHEO_DATABASE_URL", &database.url_text())
        .with("LAMTHEO_RATE_LIMITS", "off")
}

fn token(service: &Service) -> String {
    let body = json!({ "username": "member@B", "password": accounts::PASSWORD });
    let (status, answer) = service.post("/api/v1/auth/login", &body.to_string());
    assert_eq!(status, 200, "{answer}");
    let answer: Value = serde_json::from_str(&answer).unwrap();
    answer["access_token"].as_str().unwrap().to_owned()
}

fn upload(service: &Service, token: &str, text: &str) -> Value {
    let mut answer = agent()
        .post(format!("http://{}/api/v1/files", service.address()))
        .header("authorization", format!("Bearer {token}"))
        .content_type(form_type())
        .send(form("bien-ban.pdf", &pdf(text), &[]))
        .unwrap();
    let body = answer.body_mut().read_to_string().unwrap();
    assert_eq!(answer.status(), 201, "{body}");
    serde_json::from_str(&body).unwrap()
}

fn content(service: &Service, token: &str, file: &Value) -> (u16, Vec<u8>) {
    let id = file["id"].as_str().unwrap();
    let mut answer = agent()
        .get(format!(
            "http://{}/api/v1/files/{id}/content",
            service.address()
        ))
        .header("authorization", format!("Bearer {token}"))
        .call()
        .unwrap();
    let body = answer.body_mut().read_to_vec().unwrap();
    (answer.status().as_u16(), body)
}

/// An upload of which half arrives; the connection stays open.
fn half(service: &Service, token: &str) -> TcpStream {
    let body = form("lon.pdf", &vec![b' '; 4 << 20], &[]);
    let head = format!(
        "POST /api/v1/files HTTP/1.1\r\nhost: {}\r\nauthorization: Bearer {token}\r\ncontent-type: {}\r\ncontent-length: {}\r\n\r\n",
        service.address(),
        form_type(),
        body.len()
    );
    let mut stream = TcpStream::connect(service.address()).unwrap();
    stream.write_all(head.as_bytes()).unwrap();
    stream.write_all(&body[..body.len() / 2]).unwrap();
    stream.flush().unwrap();
    stream
}

fn lying_in(folder: &Path) -> usize {
    std::fs::read_dir(folder).map_or(0, Iterator::count)
}

fn wait_for_a_temporary_file(folder: &Path) {
    let began = Instant::now();
    while lying_in(folder) == 0 {
        assert!(began.elapsed() < Time::from_secs(20), "nothing arrived");
        std::thread::park_timeout(Time::from_millis(20));
    }
}

/// What a sweep of the installation clears away at `now`.
fn swept(database: &FreshDatabase, folder: &Path, now: DateTime<Utc>) -> Swept {
    let clock = Clock::new(move || now, None);
    let (url, settings) = (database.url().clone(), FileSettings::over(folder));
    actix_web::rt::System::new().block_on(async move {
        let db = Database::open(
            url,
            clock,
            Options {
                readers: 1,
                writers: 1,
            },
        )
        .unwrap();
        sweep(&db, &settings).await.unwrap()
    })
}

fn killed_during_an_upload(backend: Backend) {
    let database = FreshDatabase::filled(backend, &SMALL_WORLD);
    let installation = installation(&database);
    let folder = installation.path("data/files");
    let service = installation.serve();
    let access = token(&service);
    let kept = upload(&service, &access, "giữ lại");
    let connection = half(&service, &access);
    wait_for_a_temporary_file(&folder.join("tmp"));
    service.kill();
    drop(connection);
    assert_eq!(lying_in(&folder.join("tmp")), 1);

    let service = installation.serve();
    let access = token(&service);
    assert_eq!(content(&service, &access, &kept), (200, pdf("giữ lại")));
    service.stop();
    let uploaded: DateTime<Utc> = kept["created_at"].as_str().unwrap().parse().unwrap();
    let later = |hours| uploaded + Duration::hours(hours);
    assert_eq!(swept(&database, &folder, later(1)), Swept::default());
    let cleared = swept(&database, &folder, later(26));
    assert_eq!(
        cleared,
        Swept {
            temporary: 1,
            ..Swept::default()
        }
    );
    assert_eq!(lying_in(&folder.join("tmp")), 0);
    let rows: i64 = files::table
        .count()
        .get_result(&mut database.connect())
        .unwrap();
    assert_eq!(rows, 1);
    let service = installation.serve();
    let access = token(&service);
    assert_eq!(content(&service, &access, &kept).0, 200);
    service.stop();
}

mod an_upload_that_is_killed_leaves_nothing_that_is_not_cleared_away {
    use super::*;

    #[test]
    fn on_sqlite() {
        killed_during_an_upload(Backend::Sqlite);
    }

    #[test]
    fn on_postgres() {
        killed_during_an_upload(Backend::Postgres);
    }
}

#[test]
fn a_restored_backup_has_the_same_evidence() {
    let database = FreshDatabase::filled(Backend::Sqlite, &SMALL_WORLD);
    let installation = installation(&database).with("LAMTHEO_WORKER", "off");
    let service = installation.serve();
    let access = token(&service);
    let (file, twin) = (
        upload(&service, &access, "một"),
        upload(&service, &access, "một"),
    );
    let second = upload(&service, &access, "hai");
    let mut conn = database.connect();
    let issue = IssueSeed::new("B", "in_progress").insert(&mut conn);
    let id = file["id"].as_str().unwrap().parse().unwrap();
    hung(&mut conn, &id, ("issue", issue.as_str()), "member@B");
    let said = installation.must(&["backup", "copy.db"]);
    assert!(said.contains("files: 2\n"), "{said}");
    installation.must_fail(&["backup", "copy.db"]);
    service.stop();

    let other = Installation::demo();
    let copy = installation.path("copy.db").display().to_string();
    let said = other.must(&["restore", &copy]);
    assert!(said.contains("files: 2\n"), "{said}");
    let mut restored = other.connect();
    let pieces = |conn: &mut lamtheo_db::Db| -> Vec<(String, String)> {
        let hanging =
            evidence::table.inner_join(issues::table.on(issues::id.eq(evidence::object_id)));
        let hanging = hanging.inner_join(files::table.on(files::id.eq(evidence::file_id)));
        hanging
            .select((evidence::id, files::sha256))
            .load(conn)
            .unwrap()
    };
    assert_eq!(pieces(&mut restored), pieces(&mut conn));
    assert_eq!(pieces(&mut restored).len(), 1);
    let service = other.serve();
    let access = token(&service);
    for (file, text) in [(&file, "một"), (&twin, "một"), (&second, "hai")] {
        assert_eq!(content(&service, &access, file), (200, pdf(text)));
    }
    service.stop();

    let blob = second["sha256"].as_str().unwrap();
    let place = format!("copy.db.files/{}/{blob}", &blob[..2]);
    std::fs::write(installation.path(&place), "damaged").unwrap();
    let third = Installation::demo();
    let said = third.must_fail(&["restore", &copy]);
    assert!(
        said.contains(blob) && said.contains("1 uploaded files"),
        "{said}"
    );
}
