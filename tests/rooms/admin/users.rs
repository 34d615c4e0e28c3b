use super::{admin, create, path};
use crate::auth::{SignedIn, attempt, audited, kept_texts, refresh, sign_in};
use chrono::Duration;
use lamtheo_tests::accounts::PASSWORD;
use lamtheo_tests::{SMALL_WORLD, TestApp, both_databases, world};
use serde_json::{Value, json};

const NEW: &str = "ba nhịp cầu bắc qua sông";

both_databases! {
    async fn an_account_begins_with_a_code_that_is_shown_once(app: TestApp) {
        let person = world::person("B.1");
        let body = json!({"username": "mo.le", "display_name": "Đồng chí Lê Thị Mơ", "person_id": person});
        let reply = admin(&app).post("/users").json(body).await;
        let user = reply.ok(201);
        let location = format!("/api/v1/users/{}", user["id"].as_str().unwrap());
        assert_eq!(reply.header("location"), Some(location.as_str()));
        assert_eq!(reply.header("etag"), Some("\"1\""));
        assert_eq!(user["status"], "active");
        assert_eq!(user["must_change_password"], true);
        assert!(user["person_name"].as_str().unwrap().starts_with("Nguyễn Văn "));
        assert_eq!(user["allowed_actions"], json!(["update", "reset-code", "disable"]));
        let code = user["one_time_code"].as_str().unwrap().to_owned();
        assert!(user["expires_at"].is_string());

        let shown = admin(&app).get(&location).await.ok(200);
        assert!(shown.get("one_time_code").is_none());
        attempt(&app, "MO.LE", &code).await.refused(403, "password_change_required");
        let first = app.anonymous().post("/auth/password")
            .json(json!({"username": "mo.le", "one_time_code": code, "new_password": NEW})).await;
        let signed_in = SignedIn::of(&app, &first);
        assert_eq!(signed_in.body["user"]["person_id"], person.as_str());
        signed_in.actor.get("/auth/me").await.ok(200);
        signed_in.actor.get("/users").await.refused(403, "role_not_allowed");
        let kept = kept_texts(&app);
        assert!(!kept.contains(&code) && !kept.contains(NEW));
        assert_eq!(audited(&app, "user.created").len(), 1);
    }

    async fn the_same_key_gives_the_same_account_and_code(app: TestApp) {
        let body = json!({"username": "mo.le", "display_name": "Lê Thị Mơ"});
        let first = admin(&app).post("/users").key("k1").json(body.clone()).await;
        let again = admin(&app).post("/users").key("k1").json(body.clone()).await;
        assert_eq!(first.ok(201), again.ok(201));
        assert_eq!(again.header("idempotency-replayed"), Some("true"));
        assert_eq!(again.header("location"), first.header("location"));
        let code = first.json()["one_time_code"].as_str().unwrap().to_owned();
        assert!(!kept_texts(&app).contains(&code));
        let other = json!({"username": "mo.le2", "display_name": "Lê Thị Mơ"});
        admin(&app).post("/users").key("k1").json(other).await.refused(422, "idempotency_key_reused");
        admin(&app).post("/users").json(body).await.refused(409, "username_taken");
        assert_eq!(audited(&app, "user.created").len(), 1);
    }

    async fn a_wrong_account_is_not_created(app: TestApp) {
        let post = |body: Value| admin(&app).post("/users").json(body);
        post(json!({"username": "Member@b", "display_name": "x"})).await.refused(409, "username_taken");
        let problem = post(json!({"username": "đảng viên", "display_name": " "})).await
            .refused(422, "validation_failed");
        assert_eq!(problem["fields"][0]["pointer"], "/username");
        assert_eq!(problem["fields"][1]["pointer"], "/display_name");
        post(json!({"username": "mo.le", "display_name": "x", "person_id": world::person("member@B")})).await
            .refused(409, "person_has_account");
        post(json!({"username": "mo.le", "display_name": "x", "person_id": world::unit("B")})).await
            .refused(404, "not_found");
        post(json!({"username": "mo.le", "display_name": "x", "password": NEW})).await
            .refused(422, "validation_failed");
        assert!(audited(&app, "user.created").is_empty());
    }

    async fn only_an_administrator_sees_or_makes_accounts(app: TestApp) {
        let body = json!({"username": "mo.le", "display_name": "Lê Thị Mơ"});
        for key in ["member@B", "unit_leader@P", "province_staff@P", "inspector@P"] {
            let actor = app.user(key);
            actor.get("/users").await.refused(403, "role_not_allowed");
            actor.get(&path("member@B")).await.refused(403, "role_not_allowed");
            actor.post("/users").json(body.clone()).await.refused(403, "role_not_allowed");
            actor.post(&format!("{}/disable", path("member@B"))).if_match(1).await
                .refused(403, "role_not_allowed");
        }
        app.anonymous().get("/users").await.refused(401, "unauthenticated");
        admin(&app).get(&format!("/users/{}", world::unit("B"))).await.refused(404, "not_found");
    }

    async fn names_change_under_the_version_that_was_read(app: TestApp) {
        let path = path("member@B");
        let changes = json!({"display_name": "Đồng chí Trần Thị Lụa"});
        admin(&app).patch(&path).json(changes.clone()).await.refused(428, "if_match_required");
        admin(&app).patch(&path).if_match(7).json(changes.clone()).await.refused(412, "version_stale");
        let session = sign_in(&app, "member@B").await;
        let changed = admin(&app).patch(&path).if_match(1).json(changes).await;
        let user = changed.ok(200);
        assert_eq!(user["display_name"], "Đồng chí Trần Thị Lụa");
        assert_eq!(changed.header("etag"), Some("\"2\""));
        session.actor.get("/auth/me").await.ok(200);
        let found = admin(&app).get("/users?q=tran%20thi%20lua").await.ok(200);
        assert_eq!(found["total"], 1);
        assert_eq!(audited(&app, "user.updated").len(), 1);
    }

    async fn another_person_ends_the_sessions_of_an_account(app: TestApp) {
        let session = sign_in(&app, "member@B").await;
        let patch = |version, body: Value| admin(&app).patch(&path("member@B")).if_match(version).json(body);
        patch(1, json!({"person_id": world::person("member@C")})).await.refused(409, "person_has_account");
        let user = patch(1, json!({"person_id": null})).await.ok(200);
        assert_eq!(user["person_id"], Value::Null);
        session.actor.get("/auth/me").await.refused(401, "unauthenticated");
        let user = patch(2, json!({"person_id": world::person("B.2")})).await.ok(200);
        assert_eq!(user["person_id"], world::person("B.2").as_str());
    }

    async fn a_reset_takes_the_password_and_the_sessions_away(app: TestApp) {
        let session = sign_in(&app, "member@B").await;
        let reset = format!("{}/reset-code", path("member@B"));
        admin(&app).post(&reset).await.refused(428, "if_match_required");
        let reply = admin(&app).post(&reset).if_match(1).key("r1").await;
        let user = reply.ok(200);
        let code = user["one_time_code"].as_str().unwrap();
        session.actor.get("/auth/me").await.refused(401, "unauthenticated");
        refresh(&app, &session.cookie).await.refused(401, "refresh_token_invalid");
        attempt(&app, "member@b", PASSWORD).await.refused(401, "invalid_credentials");
        attempt(&app, "member@b", code).await.refused(403, "password_change_required");
        let again = admin(&app).post(&reset).if_match(1).key("r1").await;
        assert_eq!(again.ok(200), user);

        let newer = admin(&app).post(&reset).if_match(2).await.ok(200);
        assert_ne!(newer["one_time_code"], user["one_time_code"]);
        attempt(&app, "member@b", code).await.refused(401, "invalid_credentials");
        let first = json!({"username": "member@b", "one_time_code": newer["one_time_code"], "new_password": NEW});
        app.anonymous().post("/auth/password").json(first).await.ok(200);
        attempt(&app, "member@b", NEW).await.ok(200);
        assert!(!kept_texts(&app).contains(newer["one_time_code"].as_str().unwrap()));
        assert_eq!(audited(&app, "user.code_issued").len(), 2);
    }

    async fn a_code_is_given_twice_an_hour_at_most(app: TestApp) {
        let app = TestApp::over(app.backend(), &SMALL_WORLD, |s| s.rate_limits = true).await;
        let reset = format!("{}/reset-code", path("member@B"));
        admin(&app).post(&reset).if_match(1).await.ok(200);
        admin(&app).post(&reset).if_match(2).await.ok(200);
        let refused = admin(&app).post(&reset).if_match(3).await;
        refused.refused(429, "too_many_attempts");
        assert_eq!(refused.header("retry-after"), Some("1800"));
        app.clock().advance(Duration::minutes(31));
        admin(&app).post(&reset).if_match(3).await.ok(200);
    }

    async fn a_disabled_account_stops_at_once(app: TestApp) {
        let session = sign_in(&app, "member@B").await;
        session.actor.get("/auth/me").await.ok(200);
        let verb = |verb: &str, version| admin(&app).post(&format!("{}/{verb}", path("member@B"))).if_match(version);
        verb("enable", 1).await.refused(409, "illegal_transition");
        let user = verb("disable", 1).await.ok(200);
        assert_eq!(user["status"], "disabled");
        assert_eq!(user["allowed_actions"], json!(["update", "enable"]));
        session.actor.get("/auth/me").await.refused(401, "unauthenticated");
        refresh(&app, &session.cookie).await.refused(401, "refresh_token_invalid");
        attempt(&app, "member@b", PASSWORD).await.refused(401, "account_disabled");
        let problem = verb("disable", 2).await.refused(409, "illegal_transition");
        assert!(problem["detail"].as_str().unwrap().contains("disabled"));
        verb("reset-code", 2).await.refused(409, "illegal_transition");

        verb("enable", 2).await.ok(200);
        session.actor.get("/auth/me").await.refused(401, "unauthenticated");
        attempt(&app, "member@b", PASSWORD).await.ok(200);
        assert_eq!(audited(&app, "user.disabled").len(), 1);
        assert_eq!(audited(&app, "user.enabled").len(), 1);
    }

    async fn nobody_disables_or_resets_the_own_account(app: TestApp) {
        for verb in ["disable", "enable", "reset-code"] {
            let own = format!("{}/{verb}", path("system_admin@P"));
            admin(&app).post(&own).if_match(1).await.refused(403, "own_account");
        }
        admin(&app).get("/auth/me").await.ok(200);
    }

    async fn of_many_who_disable_an_account_one_does(app: TestApp) {
        let tries: Vec<_> = (0..20)
            .map(|_| {
                let app = app.clone();
                actix_web::rt::spawn(async move {
                    admin(&app).post(&format!("{}/disable", path("member@B"))).if_match(1).await
                })
            })
            .collect();
        let mut done = 0;
        for tried in tries {
            let status = tried.await.unwrap().status.as_u16();
            done += i32::from(status == 200);
            assert!([200, 409, 412].contains(&status), "{status}");
        }
        assert_eq!(done, 1);
        assert_eq!(audited(&app, "user.disabled").len(), 1);
    }

    async fn a_new_account_has_no_rights_until_it_gets_a_role(app: TestApp) {
        let user = create(&app, "mo.le").await;
        assert_eq!(user["roles"], json!([]));
        let first = json!({"username": "mo.le", "one_time_code": user["one_time_code"], "new_password": NEW});
        let signed_in = SignedIn::of(&app, &app.anonymous().post("/auth/password").json(first).await);
        signed_in.actor.get("/auth/me").await.ok(200);
        signed_in.actor.get("/auth/sessions").await.ok(200);
        signed_in.actor.get("/registrations").await.refused(403, "role_not_allowed");
    }
}
