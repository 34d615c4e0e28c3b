use super::{SignedIn, attempt, audited, cookie_of, kept_texts, refresh, sign_in};
use chrono::Duration;
use diesel::prelude::*;
use lamtheo_db::schema::users;
use lamtheo_tests::accounts::PASSWORD;
use lamtheo_tests::{SMALL_WORLD, TestApp, both_databases, world};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

const NEW: &str = "ba nhịp cầu bắc qua sông";
const CODE: &str = "7K3MA-9QXD2-4TNB8-WZ5HP-C6RVE";

/// Puts an account into the state before its first sign-in.
fn give_code(app: &TestApp, key: &str) {
    let until = app.clock().now() + Duration::hours(1);
    diesel::update(users::table.find(world::user(key).as_str()))
        .set((
            users::password_hash.eq(None::<String>),
            users::must_change_password.eq(true),
            users::code_hash.eq(hex::encode(Sha256::digest(CODE.replace('-', "")))),
            users::code_expires_at.eq(until.naive_utc()),
        ))
        .execute(&mut app.connect())
        .unwrap();
}

both_databases! {
    async fn a_new_password_ends_every_other_session(app: TestApp) {
        let phone = sign_in(&app, "member@B").await;
        let desk = sign_in(&app, "member@B").await;
        phone.actor.get("/auth/me").await.ok(200);
        let reply = desk.actor.post("/auth/password")
            .json(json!({"current_password": PASSWORD, "new_password": NEW})).await;
        let body = reply.ok(200);
        assert_eq!(cookie_of(&reply), None);
        app.bearer(body["access_token"].as_str().unwrap()).get("/auth/me").await.ok(200);
        desk.actor.get("/auth/me").await.ok(200);
        refresh(&app, &desk.cookie).await.ok(200);

        phone.actor.get("/auth/me").await.refused(401, "unauthenticated");
        refresh(&app, &phone.cookie).await.refused(401, "refresh_token_invalid");
        attempt(&app, "member@b", PASSWORD).await.refused(401, "invalid_credentials");
        attempt(&app, "member@b", NEW).await.ok(200);
        let changed = audited(&app, "user.password_changed");
        assert_eq!(changed.len(), 1);
        let kept = kept_texts(&app);
        assert!(!kept.contains(NEW) && !kept.contains(PASSWORD));
    }

    async fn the_rules_hold_for_a_new_password(app: TestApp) {
        let member = app.user("member@B");
        let to = |new: &str| member.post("/auth/password")
            .json(json!({"current_password": PASSWORD, "new_password": new}));
        to("ngắn lắm").await.refused(422, "password_too_short");
        to(&"dài lắm ".repeat(20)).await.refused(422, "password_too_long");
        to("HoChiMinh@1890").await.refused(422, "password_too_common");
        to("matkhau123456").await.refused(422, "password_too_common");
        to("Thôn Đông 2022").await.refused(422, "password_too_common");
        to("Member@B 2022").await.refused(422, "password_too_common");
        let problem = to(PASSWORD).await.refused(422, "password_unchanged");
        assert_eq!(problem["fields"][0]["pointer"], "/new_password");
        attempt(&app, "member@b", PASSWORD).await.ok(200);
        assert!(audited(&app, "user.password_changed").is_empty());
    }

    async fn without_the_current_password_nothing_changes(app: TestApp) {
        let member = app.user("member@B");
        let change = |body: Value| member.post("/auth/password").json(body);
        change(json!({"current_password": "khong phai mat khau nay", "new_password": NEW})).await
            .refused(422, "current_password_wrong");
        change(json!({"new_password": NEW})).await.refused(422, "validation_failed");
        change(json!({"current_password": PASSWORD, "one_time_code": CODE, "new_password": NEW})).await
            .refused(422, "validation_failed");
        change(json!({"username": "member@b2", "current_password": PASSWORD, "new_password": NEW})).await
            .refused(422, "validation_failed");
        app.anonymous().post("/auth/password")
            .json(json!({"current_password": PASSWORD, "new_password": NEW})).await
            .refused(422, "validation_failed");
        app.bearer("x").post("/auth/password")
            .json(json!({"username": "member@b", "current_password": PASSWORD, "new_password": NEW})).await
            .refused(401, "unauthenticated");
        attempt(&app, "member@b", PASSWORD).await.ok(200);
    }

    async fn composed_and_decomposed_letters_are_one_password(app: TestApp) {
        // "nhịp cầu" with the tone marks apart from their letters.
        let decomposed = "ba nhi\u{323}p ca\u{302}\u{300}u ba\u{306}\u{301}c qua so\u{302}ng";
        app.user("member@B").post("/auth/password")
            .json(json!({"current_password": PASSWORD, "new_password": decomposed})).await.ok(200);
        attempt(&app, "member@b", NEW).await.ok(200);
        attempt(&app, "member@b", "ba nhip cau bac qua song").await.refused(401, "invalid_credentials");
    }

    async fn the_first_password_is_set_with_the_one_time_code(app: TestApp) {
        give_code(&app, "member@B");
        attempt(&app, "member@b", CODE).await.refused(403, "password_change_required");
        attempt(&app, "member@b", PASSWORD).await.refused(401, "invalid_credentials");
        app.forget_callers();
        app.user("member@B").get("/auth/me").await.refused(401, "unauthenticated");

        let set = |code: &str, new: &str| app.anonymous().post("/auth/password")
            .json(json!({"username": "Member@B", "one_time_code": code, "new_password": new}));
        set("AAAAA-AAAAA-AAAAA-AAAAA-AAAAA", NEW).await.refused(401, "invalid_credentials");
        set(CODE, "ngắn lắm").await.refused(422, "password_too_short");
        let typed = CODE.to_lowercase().replace('-', " ");
        let signed_in = SignedIn::of(&app, &set(&typed, NEW).await);
        signed_in.actor.get("/auth/me").await.ok(200);
        refresh(&app, &signed_in.cookie).await.ok(200);
        set(CODE, "một mật khẩu khác hẳn").await.refused(401, "invalid_credentials");
        attempt(&app, "member@b", CODE).await.refused(401, "invalid_credentials");
        attempt(&app, "member@b", NEW).await.ok(200);
        assert_eq!(audited(&app, "user.password_changed").len(), 1);
    }

    async fn a_code_is_good_for_one_password_also_in_parallel(app: TestApp) {
        give_code(&app, "member@B");
        let tries: Vec<_> = (0..5)
            .map(|number| {
                let app = app.clone();
                actix_web::rt::spawn(async move {
                    let new = format!("thuyền trôi dưới cầu số {number}");
                    app.anonymous().post("/auth/password")
                        .json(json!({"username": "member@b", "one_time_code": CODE, "new_password": new}))
                        .await
                })
            })
            .collect();
        let mut set = 0;
        for tried in tries {
            let reply = tried.await.unwrap();
            match reply.status.as_u16() {
                200 => set += 1,
                _ => drop(reply.refused(401, "invalid_credentials")),
            }
        }
        assert_eq!(set, 1);
        assert_eq!(audited(&app, "user.password_changed").len(), 1);
    }

    async fn a_code_runs_out(app: TestApp) {
        give_code(&app, "member@B");
        app.clock().advance(Duration::hours(1));
        attempt(&app, "member@b", CODE).await.refused(401, "one_time_code_expired");
        app.anonymous().post("/auth/password")
            .json(json!({"username": "member@b", "one_time_code": CODE, "new_password": NEW})).await
            .refused(401, "one_time_code_expired");
    }

    async fn a_password_that_must_be_changed_is_changed_first(app: TestApp) {
        diesel::update(users::table.find(world::user("member@B").as_str()))
            .set(users::must_change_password.eq(true))
            .execute(&mut app.connect())
            .unwrap();
        attempt(&app, "member@b", PASSWORD).await.refused(403, "password_change_required");
        let reply = app.anonymous().post("/auth/password")
            .json(json!({"username": "member@b", "current_password": PASSWORD, "new_password": NEW})).await;
        SignedIn::of(&app, &reply).actor.get("/auth/me").await.ok(200);
        attempt(&app, "member@b", NEW).await.ok(200);
    }

    async fn guessing_a_code_is_limited_like_a_sign_in(app: TestApp) {
        let app = TestApp::over(app.backend(), &SMALL_WORLD, |s| s.rate_limits = true).await;
        give_code(&app, "member@B");
        let set = |code: &str| app.anonymous().post("/auth/password")
            .json(json!({"username": "member@b", "one_time_code": code, "new_password": NEW}));
        for _ in 0..10 {
            set("AAAAA-AAAAA-AAAAA-AAAAA-AAAAA").await.refused(401, "invalid_credentials");
        }
        set(CODE).await.refused(429, "too_many_attempts");
    }
}
