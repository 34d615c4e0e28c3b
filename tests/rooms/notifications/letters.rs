//! Letters to a real SMTP server.

use crate::registrations::{form_of, handed_in};
use chrono::Duration;
use diesel::prelude::*;
use lamtheo_api::MailSettings;
use lamtheo_api::rooms::notifications::post;
use lamtheo_api::worker::Worker;
use lamtheo_db::schema::emails;
use lamtheo_tests::smtp::{SmtpServer, free_port};
use lamtheo_tests::{TestApp, both_databases};
use serde_json::json;
use std::net::TcpListener;

fn posting(app: &TestApp, port: u16) -> Worker {
    app.worker_with(|settings| {
        settings.mail = Some(MailSettings {
            smtp_url: format!("smtp://127.0.0.1:{port}"),
            from: "Làm theo <lamtheo@tinh.example.vn>".to_owned(),
        });
    })
}

async fn wants_letters(app: &TestApp, key: &str, email: &str) {
    let body = json!({"email": email, "kinds": [{"kind": "decision_wanted", "email": true}]});
    app.user(key)
        .patch("/notifications/settings")
        .if_match(1)
        .json(body)
        .await
        .ok(200);
}

both_databases! {
    async fn a_letter_arrives_in_vietnamese(app: TestApp) {
        let port = free_port();
        let server = SmtpServer::start(port);
        wants_letters(&app, "branch_secretary@B", "bithu@tinh.example.vn").await;
        handed_in(&app.user("member@B"), form_of("member@B")).await;
        let worker = posting(&app, port);
        worker.work_off().await.unwrap();
        assert_eq!(worker.post().await.unwrap(), 1);
        assert_eq!(worker.post().await.unwrap(), 0);
        let letters = server.letters();
        assert_eq!(letters.len(), 1);
        assert_eq!(letters[0].to, "bithu@tinh.example.vn");
        assert_eq!(letters[0].subject, "Bản đăng ký chờ cho ý kiến");
        assert!(letters[0].body.contains("(Chi bộ thôn Đông), năm 2022"), "{letters:?}");
        assert!(letters[0].body.contains("http://lamtheo.test/notifications"), "{letters:?}");
    }

    async fn a_server_that_is_down_delays_and_loses_nothing(app: TestApp) {
        let port = free_port();
        wants_letters(&app, "branch_secretary@B", "bithu@tinh.example.vn").await;
        handed_in(&app.user("member@B"), form_of("member@B")).await;
        handed_in(&app.user("unit_staff@B"), form_of("unit_staff@B")).await;
        let worker = posting(&app, port);
        worker.work_off().await.unwrap();
        for _ in 0..8 {
            assert_eq!(worker.post().await.unwrap(), 0);
            app.clock().advance(Duration::minutes(61));
        }
        let server = SmtpServer::start(port);
        app.clock().advance(Duration::minutes(61));
        assert_eq!(worker.post().await.unwrap(), 2);
        let letters = server.letters();
        assert_eq!(letters.len(), 2);
        assert_ne!(letters[0].id, letters[1].id);
    }

    async fn a_server_that_does_not_answer_blocks_no_request(app: TestApp) {
        let port = free_port();
        let silent = TcpListener::bind(("127.0.0.1", port)).unwrap();
        wants_letters(&app, "branch_secretary@B", "bithu@tinh.example.vn").await;
        handed_in(&app.user("member@B"), form_of("member@B")).await;
        let worker = posting(&app, port);
        worker.work_off().await.unwrap();
        let mut sending = Box::pin(worker.post());
        let (member, secretary) = (app.user("unit_staff@B"), app.user("branch_secretary@B"));
        let requests = async {
            for _ in 0..20 {
                secretary.get("/notifications/unread").await.ok(200);
            }
            handed_in(&member, form_of("unit_staff@B")).await
        };
        tokio::select! {
            biased;
            sent = &mut sending => panic!("the server is silent: {sent:?}"),
            entered = requests => assert_eq!(entered["status"], "submitted"),
        }
        drop(silent);
        assert_eq!(sending.await.unwrap(), 0);
        let queued: i64 = emails::table.filter(emails::status.eq("queued")).count().get_result(&mut app.connect()).unwrap();
        assert_eq!(queued, 1, "and the letter waits");
    }

    async fn a_refused_sign_in_delays_and_loses_nothing(app: TestApp) {
        wants_letters(&app, "branch_secretary@B", "bithu@tinh.example.vn").await;
        handed_in(&app.user("member@B"), form_of("member@B")).await;
        let port = free_port();
        let server = SmtpServer::with_password(port, "dung-mat-khau");
        let signed_in = |password: &str| app.worker_with(|settings| {
            settings.mail = Some(MailSettings {
                smtp_url: format!("smtp://lamtheo:{password}@127.0.0.1:{port}"),
                from: "Làm theo <lamtheo@tinh.example.vn>".to_owned(),
            });
        });
        let wrong = signed_in("sai-mat-khau");
        wrong.work_off().await.unwrap();
        for _ in 0..8 {
            assert_eq!(wrong.post().await.unwrap(), 0);
            app.clock().advance(Duration::minutes(61));
        }
        let state: (String, i32, Option<String>) = emails::table
            .select((emails::status, emails::attempts, emails::last_error))
            .first(&mut app.connect())
            .unwrap();
        assert_eq!(state, ("queued".to_owned(), 8, Some("SMTP 535".to_owned())), "never given up");
        assert_eq!(signed_in("dung-mat-khau").post().await.unwrap(), 1);
        assert_eq!(server.letters().len(), 1);
    }

    async fn a_worker_that_lost_its_letter_does_not_send_it(app: TestApp) {
        wants_letters(&app, "branch_secretary@B", "bithu@tinh.example.vn").await;
        handed_in(&app.user("member@B"), form_of("member@B")).await;
        posting(&app, free_port()).work_off().await.unwrap();
        let db = app.state().db.clone();
        let claim = |holder: &'static str| db.upkeep(move |conn, at| post::claim(conn, at.now, holder));
        let first = claim("one").await.unwrap().unwrap();
        assert!(claim("two").await.unwrap().is_none());
        app.clock().advance(Duration::seconds(121));
        let second = claim("two").await.unwrap().unwrap();
        let holds = |letter: &post::Queued| {
            let letter = letter.clone();
            db.upkeep(move |conn, at| post::renew(conn, at.now, &letter))
        };
        assert!(!holds(&first).await.unwrap(), "it stood still too long");
        assert!(holds(&second).await.unwrap());
        // Nor does it note anything about what is no longer its own.
        let lost = first.clone();
        db.upkeep(move |conn, at| post::sent(conn, at.now, &lost)).await.unwrap();
        let status = |app: &TestApp| -> String { emails::table.select(emails::status).first(&mut app.connect()).unwrap() };
        assert_eq!(status(&app), "queued");
        db.upkeep(move |conn, at| post::sent(conn, at.now, &second)).await.unwrap();
        assert_eq!(status(&app), "sent");
    }

    async fn no_letter_is_kept_for_a_server_that_is_not_there(app: TestApp) {
        wants_letters(&app, "branch_secretary@B", "bithu@tinh.example.vn").await;
        handed_in(&app.user("member@B"), form_of("member@B")).await;
        app.worker().work_off().await.unwrap();
        let port = free_port();
        let server = SmtpServer::start(port);
        assert_eq!(posting(&app, port).post().await.unwrap(), 0);
        assert!(server.letters().is_empty());
    }
}
