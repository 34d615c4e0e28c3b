//! Letters to a real SMTP server.

use crate::registrations::{form_of, handed_in};
use chrono::Duration;
use lamtheo_api::MailSettings;
use lamtheo_api::worker::Worker;
use lamtheo_tests::smtp::{SmtpServer, free_port};
use lamtheo_tests::{TestApp, both_databases};
use serde_json::json;

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
