use super::{COOKIE, SignedIn, attempt, audited, refresh, sign_in};
use chrono::Duration;
use diesel::prelude::*;
use lamtheo_db::schema::{refresh_tokens, role_assignments, users};
use lamtheo_tests::accounts::PASSWORD;
use lamtheo_tests::{SMALL_WORLD, TestApp, both_databases, world};

both_databases! {
    async fn a_refresh_brings_the_next_token(app: TestApp) {
        let first = sign_in(&app, "member@B").await;
        app.clock().advance(Duration::minutes(9));
        let second = SignedIn::of(&app, &refresh(&app, &first.cookie).await);
        assert_ne!(first.cookie, second.cookie);
        assert_eq!(second.body["user"], first.body["user"]);
        second.actor.get("/auth/me").await.ok(200);
        let third = SignedIn::of(&app, &refresh(&app, &second.cookie).await);
        third.actor.get("/auth/me").await.ok(200);
        let sessions = third.actor.get("/auth/sessions").await.ok(200);
        let current: Vec<_> = sessions["items"].as_array().unwrap().iter()
            .filter(|s| s["current"] == true).collect();
        assert_eq!(current.len(), 1);
        assert_eq!(audited(&app, "session.refreshed").len(), 2);
        let stored: Vec<String> = refresh_tokens::table
            .select(refresh_tokens::token_hash).load(&mut app.connect()).unwrap();
        assert!(stored.iter().all(|hash| hash.len() == 64 && *hash != third.cookie));
    }

    async fn a_token_used_twice_ends_the_session(app: TestApp) {
        let first = sign_in(&app, "member@B").await;
        let other = sign_in(&app, "member@B").await;
        let second = SignedIn::of(&app, &refresh(&app, &first.cookie).await);
        second.actor.get("/auth/me").await.ok(200);

        refresh(&app, &first.cookie).await.refused(401, "refresh_token_reused");
        second.actor.get("/auth/me").await.refused(401, "unauthenticated");
        refresh(&app, &second.cookie).await.refused(401, "refresh_token_invalid");
        refresh(&app, &first.cookie).await.refused(401, "refresh_token_reused");
        let ended = audited(&app, "session.ended");
        assert_eq!(ended.len(), 1);
        assert!(ended[0].2.as_deref().unwrap().contains("token_reused"));
        other.actor.get("/auth/me").await.ok(200);
        refresh(&app, &other.cookie).await.ok(200);
    }

    async fn of_fifty_parallel_refreshes_one_wins(app: TestApp) {
        let signed_in = sign_in(&app, "member@B").await;
        let tries: Vec<_> = (0..50)
            .map(|_| {
                let (app, cookie) = (app.clone(), signed_in.cookie.clone());
                actix_web::rt::spawn(async move { refresh(&app, &cookie).await })
            })
            .collect();
        let mut winners = Vec::new();
        for tried in tries {
            let reply = tried.await.unwrap();
            match reply.status.as_u16() {
                200 => winners.push(SignedIn::of(&app, &reply)),
                _ => drop(reply.refused(401, "refresh_token_reused")),
            }
        }
        assert_eq!(winners.len(), 1);
        assert_eq!(audited(&app, "session.refreshed").len(), 1);
        assert_eq!(audited(&app, "session.ended").len(), 1);
        refresh(&app, &winners[0].cookie).await.refused(401, "refresh_token_invalid");
        winners[0].actor.get("/auth/me").await.refused(401, "unauthenticated");
    }

    async fn a_member_may_be_idle_for_twelve_hours(app: TestApp) {
        let signed_in = sign_in(&app, "member@B").await;
        app.clock().advance(Duration::minutes(12 * 60 - 1));
        let next = SignedIn::of(&app, &refresh(&app, &signed_in.cookie).await);
        app.clock().advance(Duration::hours(12));
        refresh(&app, &next.cookie).await.refused(401, "refresh_token_invalid");
    }

    async fn a_member_signs_in_anew_after_seven_days(app: TestApp) {
        let mut signed_in = sign_in(&app, "member@B").await;
        for _ in 0..15 {
            app.clock().advance(Duration::hours(11));
            signed_in = SignedIn::of(&app, &refresh(&app, &signed_in.cookie).await);
        }
        app.clock().advance(Duration::hours(3));
        refresh(&app, &signed_in.cookie).await.refused(401, "refresh_token_invalid");
    }

    async fn staff_may_be_idle_for_half_an_hour_and_work_for_ten(app: TestApp) {
        for key in ["unit_staff@C", "unit_leader@C", "inspector@D", "province_staff@P", "system_admin@P"] {
            let signed_in = sign_in(&app, key).await;
            app.clock().advance(Duration::minutes(30));
            refresh(&app, &signed_in.cookie).await.refused(401, "refresh_token_invalid");
        }
        let mut signed_in = sign_in(&app, "unit_staff@C").await;
        for _ in 0..20 {
            app.clock().advance(Duration::minutes(29));
            signed_in = SignedIn::of(&app, &refresh(&app, &signed_in.cookie).await);
        }
        app.clock().advance(Duration::minutes(20));
        refresh(&app, &signed_in.cookie).await.refused(401, "refresh_token_invalid");
    }

    async fn a_new_staff_role_shortens_a_session_that_is_open(app: TestApp) {
        let signed_in = sign_in(&app, "member@B").await;
        lamtheo_tests::accounts::assign(&mut app.connect(), "member@B", "unit_staff", "B", "2022-01-01", None).unwrap();
        app.clock().advance(Duration::minutes(31));
        refresh(&app, &signed_in.cookie).await.refused(401, "refresh_token_invalid");
    }

    async fn a_revoked_role_is_gone_from_the_next_reply(app: TestApp) {
        let signed_in = sign_in(&app, "unit_staff@C").await;
        diesel::update(role_assignments::table.filter(role_assignments::user_id.eq(world::user("unit_staff@C").as_str())))
            .set(role_assignments::valid_to.eq(lamtheo_tests::time::business_day()))
            .execute(&mut app.connect())
            .unwrap();
        let reply = refresh(&app, &signed_in.cookie).await.ok(200);
        assert_eq!(reply["user"]["roles"], serde_json::json!([]));
    }

    async fn without_a_valid_cookie_nobody_refreshes(app: TestApp) {
        app.anonymous().post("/auth/refresh").await.refused(401, "refresh_token_invalid");
        for value in ["", "x", &"A".repeat(43), &"'".repeat(43)] {
            refresh(&app, value).await.refused(401, "refresh_token_invalid");
        }
        let signed_in = sign_in(&app, "member@B").await;
        diesel::update(users::table.find(world::user("member@B").as_str()))
            .set(users::status.eq("disabled"))
            .execute(&mut app.connect())
            .unwrap();
        refresh(&app, &signed_in.cookie).await.refused(401, "refresh_token_invalid");
        let secure = format!("__Host-{COOKIE}={}", signed_in.cookie);
        app.anonymous().post("/auth/refresh").header("cookie", &secure).await
            .refused(401, "refresh_token_invalid");
    }

    async fn over_https_the_cookie_is_host_bound_and_secure(app: TestApp) {
        let app = TestApp::over(app.backend(), &SMALL_WORLD, |s| {
            s.base_url = "https://lamtheo.test".to_owned();
        }).await;
        let reply = attempt(&app, "member@b", PASSWORD).await;
        let cookie = reply.header("set-cookie").unwrap();
        assert!(cookie.starts_with("__Host-lamtheo_refresh="), "{cookie}");
        assert!(cookie.contains("Secure") && cookie.contains("HttpOnly"), "{cookie}");
    }
}
