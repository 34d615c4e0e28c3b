use super::{COOKIE, audited, refresh, sign_in};
use chrono::Duration;
use lamtheo_tests::{SMALL_WORLD, TestApp, both_databases, world};

both_databases! {
    async fn old_sign_ins_are_forgotten(app: TestApp) {
        use diesel::prelude::*;
        use lamtheo_db::schema::{rate_limits, refresh_tokens, sessions};
        let limited = TestApp::over(app.backend(), &SMALL_WORLD, |s| s.rate_limits = true).await;
        sign_in(&limited, "member@B").await;
        let mut conn = limited.connect();
        let begun = limited.clock().now();
        let mut left = |days| {
            lamtheo_api::rooms::auth::forget_old(&mut conn, begun + Duration::days(days)).unwrap();
            let mine = sessions::table.filter(sessions::user_agent.ne("test"));
            (
                mine.count().get_result::<i64>(&mut conn).unwrap(),
                refresh_tokens::table.count().get_result::<i64>(&mut conn).unwrap(),
                rate_limits::table.count().get_result::<i64>(&mut conn).unwrap(),
            )
        };
        assert_eq!(left(1), (1, 1, 2));
        assert_eq!(left(2), (1, 1, 0));
        assert_eq!(left(31), (1, 0, 0));
        assert_eq!(left(367), (0, 0, 0));
    }

    async fn a_user_sees_and_ends_the_own_sessions(app: TestApp) {
        let phone = sign_in(&app, "member@B").await;
        app.clock().advance(Duration::seconds(1));
        let desk = sign_in(&app, "member@B").await;
        let list = desk.actor.get("/auth/sessions").await.ok(200);
        // The account's session of the small world is the third.
        assert_eq!(list["total"], 3);
        assert_eq!(list["items"][0]["current"], true);
        assert_eq!(list["items"][1]["current"], false);
        assert_eq!(list["items"][0]["user_agent"], "Trinh duyet thu nghiem/1.0");
        phone.actor.get("/auth/me").await.ok(200);

        let other = list["items"][1]["id"].as_str().unwrap();
        desk.actor.delete(&format!("/auth/sessions/{other}")).await.ok(204);
        phone.actor.get("/auth/me").await.refused(401, "unauthenticated");
        refresh(&app, &phone.cookie).await.refused(401, "refresh_token_invalid");
        desk.actor.delete(&format!("/auth/sessions/{other}")).await.refused(404, "not_found");
        assert_eq!(audited(&app, "session.ended").len(), 1);
        desk.actor.get("/auth/me").await.ok(200);
    }

    async fn nobody_sees_or_ends_a_session_of_another(app: TestApp) {
        let session = world::session("member@B2");
        let path = format!("/auth/sessions/{session}");
        app.user("member@B").delete(&path).await.refused(404, "not_found");
        app.user("system_admin@P").delete(&path).await.refused(404, "not_found");
        app.user("member@B").delete("/auth/sessions/nonsense").await.refused(404, "not_found");
        app.anonymous().delete(&path).await.refused(401, "unauthenticated");
        app.user("member@B2").get("/auth/me").await.ok(200);
    }

    async fn the_eleventh_sign_in_ends_the_oldest_session(app: TestApp) {
        app.user("member@B").delete(&format!("/auth/sessions/{}", world::session("member@B"))).await.ok(204);
        let mut all = Vec::new();
        for _ in 0..11 {
            app.clock().advance(Duration::seconds(1));
            all.push(sign_in(&app, "member@B").await);
        }
        app.forget_callers();
        all[0].actor.get("/auth/me").await.refused(401, "unauthenticated");
        all[1].actor.get("/auth/me").await.ok(200);
        let list = all[10].actor.get("/auth/sessions").await.ok(200);
        assert_eq!(list["total"], 10);
    }

    async fn signing_out_ends_the_session_and_removes_the_cookie(app: TestApp) {
        let signed_in = sign_in(&app, "member@B").await;
        let reply = signed_in.actor.post("/auth/logout").await;
        reply.ok(204);
        let cookie = reply.header("set-cookie").unwrap();
        assert!(cookie.starts_with("lamtheo_refresh=;") && cookie.contains("Max-Age=0"), "{cookie}");
        signed_in.actor.get("/auth/me").await.refused(401, "unauthenticated");
        refresh(&app, &signed_in.cookie).await.refused(401, "refresh_token_invalid");
        signed_in.actor.post("/auth/logout").await.ok(204);
        assert_eq!(audited(&app, "session.ended").len(), 1);
    }

    async fn the_cookie_alone_signs_out_too(app: TestApp) {
        let signed_in = sign_in(&app, "member@B").await;
        app.anonymous()
            .post("/auth/logout")
            .header("cookie", &format!("{COOKIE}={}", signed_in.cookie))
            .await
            .ok(204);
        signed_in.actor.get("/auth/me").await.refused(401, "unauthenticated");
        app.anonymous().post("/auth/logout").await.refused(401, "unauthenticated");
    }

    async fn a_token_of_a_session_that_ended_elsewhere_stops_within_seconds(app: TestApp) {
        let signed_in = sign_in(&app, "member@B").await;
        signed_in.actor.get("/auth/me").await.ok(200);
        let cookie = format!("{COOKIE}={}", signed_in.cookie);
        app.anonymous().post("/auth/logout").header("cookie", &cookie).await.ok(204);
        app.clock().advance(Duration::seconds(30));
        signed_in.actor.get("/auth/me").await.refused(401, "unauthenticated");
    }
}
