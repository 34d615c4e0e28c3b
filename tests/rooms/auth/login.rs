use super::{attempt, audited, cookie_of, kept_texts, sign_in};
use chrono::Duration;
use diesel::prelude::*;
use lamtheo_db::schema::users;
use lamtheo_tests::accounts::PASSWORD;
use lamtheo_tests::{SMALL_WORLD, TestApp, both_databases, world};
use serde_json::{Value, json};

/// [`PASSWORD`] hashed with less than today's parameters.
const WEAK_HASH: &str =
    "$argon2id$v=19$m=8,t=1,p=1$imN1ifVO1EGdd1tmxCE6ow$jHv2NSDvX1Ae4GcBLapFKGDObEuXVEwfqH2FLfuilZE";

both_databases! {
    async fn the_right_password_opens_a_session(app: TestApp) {
        let reply = attempt(&app, "MEMBER@B", PASSWORD).await;
        let body = reply.ok(200);
        assert_eq!(body["token_type"], "Bearer");
        assert_eq!(body["expires_in"], 600);
        assert_eq!(body["user"]["username"], "member@B");
        assert_eq!(body["user"]["person_id"], world::person("member@B").as_str());
        assert_eq!(body["user"]["must_change_password"], false);
        assert_eq!(body["user"]["roles"].as_array().unwrap().len(), 1);
        assert_eq!(body["user"]["roles"][0]["role"], "member");
        assert_eq!(body["user"]["roles"][0]["unit_id"], world::unit("B").as_str());
        assert_eq!(body["user"]["roles"][0]["unit_name"], "Chi bộ thôn Đông");
        let cookie = reply.header("set-cookie").unwrap();
        for part in ["lamtheo_refresh=", "HttpOnly", "SameSite=Strict", "Path=/", "Max-Age=43200"] {
            assert!(cookie.contains(part), "{part} in {cookie}");
        }
        assert_eq!(reply.header("cache-control"), Some("no-store"));

        let me = app.bearer(body["access_token"].as_str().unwrap()).get("/auth/me").await.ok(200);
        assert_eq!(me["username"], "member@B");
        assert_eq!(me["person"]["id"], world::person("member@B").as_str());
        assert!(me["last_login_at"].is_string());
        let opened = audited(&app, "session.opened");
        assert_eq!(opened.len(), 1);
        assert_eq!(opened[0].0.as_deref(), Some(world::user("member@B").as_str()));
        let kept = kept_texts(&app);
        assert!(!kept.contains(PASSWORD) && !kept.contains(&cookie_of(&reply).unwrap()));
    }

    async fn a_wrong_password_and_an_unknown_name_look_alike(app: TestApp) {
        let strip = |mut problem: Value| {
            problem["trace_id"] = Value::Null;
            problem
        };
        let wrong = attempt(&app, "member@b", "khong phai mat khau nay").await;
        let unknown = attempt(&app, "khong.co.ai", PASSWORD).await;
        assert_eq!(
            strip(wrong.refused(401, "invalid_credentials")),
            strip(unknown.refused(401, "invalid_credentials")),
        );
        assert_eq!(wrong.header("set-cookie"), None);
        assert!(audited(&app, "session.opened").is_empty());
    }

    async fn a_disabled_account_stays_outside(app: TestApp) {
        diesel::update(users::table.find(world::user("member@B").as_str()))
            .set(users::status.eq("disabled"))
            .execute(&mut app.connect())
            .unwrap();
        attempt(&app, "member@b", PASSWORD).await.refused(401, "account_disabled");
        attempt(&app, "member@b", "khong phai mat khau nay").await.refused(401, "invalid_credentials");
    }

    async fn after_ten_failures_in_five_minutes_even_the_right_password_waits(app: TestApp) {
        let app = TestApp::over(app.backend(), &SMALL_WORLD, |s| s.rate_limits = true).await;
        for _ in 0..10 {
            attempt(&app, "member@b", "khong phai mat khau nay").await.refused(401, "invalid_credentials");
        }
        let refused = attempt(&app, "member@b", PASSWORD).await;
        refused.refused(429, "too_many_attempts");
        assert_eq!(refused.header("retry-after"), Some("30"));
        attempt(&app, "member@b2", PASSWORD).await.ok(200);

        app.clock().advance(Duration::seconds(31));
        attempt(&app, "member@b", PASSWORD).await.ok(200);
    }

    async fn one_account_is_tried_at_most_twenty_five_times_an_hour(app: TestApp) {
        let app = TestApp::over(app.backend(), &SMALL_WORLD, |s| s.rate_limits = true).await;
        let mut tried = 0;
        for _ in 0..40 {
            let reply = attempt(&app, "khong.co.ai", "khong phai mat khau nay").await;
            tried += i32::from(reply.status == 401);
            app.clock().advance(Duration::seconds(31));
        }
        // 25 at once and one more every 144 seconds of the 20 minutes.
        assert!((25..=34).contains(&tried), "{tried}");
    }

    async fn successes_do_not_count(app: TestApp) {
        let app = TestApp::over(app.backend(), &SMALL_WORLD, |s| s.rate_limits = true).await;
        for _ in 0..12 {
            attempt(&app, "member@b", PASSWORD).await.ok(200);
        }
    }

    async fn a_weaker_hash_is_replaced_at_sign_in(app: TestApp) {
        let account = || users::table.find(world::user("member@B").to_string());
        let mut conn = app.connect();
        diesel::update(account()).set(users::password_hash.eq(WEAK_HASH)).execute(&mut conn).unwrap();
        sign_in(&app, "member@B").await;
        let stored: Option<String> = account().select(users::password_hash).first(&mut conn).unwrap();
        assert!(stored.unwrap().starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
        sign_in(&app, "member@B").await;
    }

    async fn what_is_sent_is_checked(app: TestApp) {
        let login = |body: Value| app.anonymous().post("/auth/login").json(body);
        login(json!({"username": "member@b"})).await.refused(422, "validation_failed");
        login(json!({"username": "member@b", "password": PASSWORD, "remember": true})).await
            .refused(422, "validation_failed");
        login(json!({"username": "member\u{0}@b", "password": PASSWORD})).await
            .refused(422, "validation_failed");
        login(json!({"username": "member@b", "password": PASSWORD, "totp_code": "123456"})).await.ok(200);
    }

    async fn a_token_is_only_good_while_it_lives(app: TestApp) {
        let signed_in = sign_in(&app, "member@B").await;
        app.clock().advance(Duration::seconds(599));
        signed_in.actor.get("/auth/me").await.ok(200);
        app.clock().advance(Duration::seconds(1));
        let expired = signed_in.actor.get("/auth/me").await;
        expired.refused(401, "unauthenticated");
        for token in ["", "x", "a.b.c", "eyJ0eXAiOiJKV1QiLCJhbGciOiJub25lIn0.e30."] {
            let problem = app.bearer(token).get("/auth/me").await.refused(401, "unauthenticated");
            let text = problem.to_string();
            assert!(!text.contains("HS256") && !text.contains("InvalidToken"), "{text}");
        }
    }
}
