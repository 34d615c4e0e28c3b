use super::{admin, create};
use crate::auth::{SignedIn, attempt, audited, refresh, sign_in};
use lamtheo_tests::{accounts, both_databases, world};
use serde_json::{Value, json};

/// Registrations can be listed by members and staff, not by administrators.
const NEEDS_A_ROLE: &str = "/registrations";

both_databases! {
    async fn a_day_outside_the_calendar_is_refused(app: TestApp) {
        for day in ["+99999-01-01", "-0001-01-01"] {
            let body = json!({"user_id": world::user("member@B"), "role": "unit_staff", "unit_id": world::unit("C"), "valid_to": day});
            let problem = admin(&app).post("/role-assignments").json(body).await.refused(422, "validation_failed");
            assert_eq!(problem["fields"][0], json!({"pointer": "/valid_to", "code": "invalid_date", "message": problem["detail"]}));
            let query = format!("/units?as_of={}", day.replace('+', "%2B"));
            admin(&app).get(&query).await.refused(422, "validation_failed");
        }
    }

    async fn a_role_begins_and_ends_for_the_next_request(app: TestApp) {
        let user = create(&app, "mo.le").await;
        let first = json!({"username": "mo.le", "one_time_code": user["one_time_code"], "new_password": "ba nhịp cầu bắc qua sông"});
        let before = SignedIn::of(&app, &app.anonymous().post("/auth/password").json(first).await);
        let body = json!({"user_id": user["id"], "role": "unit_staff", "unit_id": world::unit("C"), "valid_from": "2022-01-01"});
        let reply = admin(&app).post("/role-assignments").json(body).await;
        let role = reply.ok(201);
        assert_eq!(role["active"], true);
        assert_eq!(role["unit_name"], "Đảng bộ xã Tân Hòa");
        assert_eq!(role["granted_by"], world::user("system_admin@P").as_str());
        assert_eq!(role["allowed_actions"], json!(["end"]));
        assert_eq!(reply.header("etag"), Some("\"1\""));
        before.actor.get("/auth/me").await.refused(401, "unauthenticated");

        let sign_in_again = || attempt(&app, "mo.le", "ba nhịp cầu bắc qua sông");
        let with_role = SignedIn::of(&app, &sign_in_again().await);
        assert_eq!(with_role.body["user"]["roles"][0]["role"], "unit_staff");
        with_role.actor.get(NEEDS_A_ROLE).await.ok(200);

        let path = format!("/role-assignments/{}", role["id"].as_str().unwrap());
        let end = |version| admin(&app).post(&format!("{path}/end")).if_match(version);
        admin(&app).post(&format!("{path}/end")).await.refused(428, "if_match_required");
        let ended = end(1).json(json!({"valid_to": "2022-05-19"})).await.ok(200);
        assert_eq!(ended["active"], false);
        assert_eq!(ended["allowed_actions"], json!([]));
        with_role.actor.get(NEEDS_A_ROLE).await.refused(401, "unauthenticated");
        refresh(&app, &with_role.cookie).await.refused(401, "refresh_token_invalid");
        let without = SignedIn::of(&app, &sign_in_again().await);
        without.actor.get(NEEDS_A_ROLE).await.refused(403, "role_not_allowed");
        end(2).json(json!({})).await.refused(409, "illegal_transition");
        assert_eq!(admin(&app).get(&path).await.ok(200)["valid_to"], "2022-05-19");
        assert_eq!(audited(&app, "role.assigned").len(), 1);
        assert_eq!(audited(&app, "role.ended").len(), 1);
    }

    async fn a_wrong_role_is_not_given(app: TestApp) {
        let user = world::user("member@B");
        let post = |body: Value| admin(&app).post("/role-assignments").json(body);
        let with = |changes: Value| {
            let mut body = json!({"user_id": user, "role": "unit_staff", "unit_id": world::unit("B"), "valid_from": "2022-01-01"});
            for (name, value) in changes.as_object().unwrap() {
                body[name] = value.clone();
            }
            body
        };
        post(with(json!({"role": "integrator"}))).await.refused(422, "validation_failed");
        post(with(json!({"role": "province_staff"}))).await.refused(422, "validation_failed");
        post(with(json!({"role": "emperor"}))).await.refused(422, "validation_failed");
        post(with(json!({"valid_to": "2022-01-01"}))).await.refused(422, "validation_failed");
        post(with(json!({"user_id": world::unit("B")}))).await.refused(404, "not_found");
        post(with(json!({"unit_id": user}))).await.refused(404, "not_found");
        // The account is a member of B since 2019.
        post(with(json!({"role": "member"}))).await.refused(409, "role_already_assigned");
        assert!(audited(&app, "role.assigned").is_empty());
        post(with(json!({"valid_to": "2022-05-01"}))).await.ok(201);
        post(with(json!({"valid_from": "2022-05-01"}))).await.ok(201);
        post(with(json!({"valid_from": "2023-05-01"}))).await.refused(409, "role_already_assigned");
    }

    async fn a_role_ends_only_earlier(app: TestApp) {
        let body = json!({"user_id": world::user("member@B"), "role": "unit_staff", "unit_id": world::unit("B"),
            "valid_from": "2022-06-01", "valid_to": "2022-12-31"});
        let role = admin(&app).post("/role-assignments").json(body).await.ok(201);
        assert_eq!(role["active"], false);
        let end = |to: &str| admin(&app)
            .post(&format!("/role-assignments/{}/end", role["id"].as_str().unwrap()))
            .if_match(1)
            .json(json!({"valid_to": to}));
        end("2023-01-01").await.refused(422, "validation_failed");
        end("2022-05-31").await.refused(422, "validation_failed");
        end("2022-06-01").await.ok(200);
    }

    async fn an_administrator_keeps_the_own_session_when_taking_a_role(app: TestApp) {
        let here = sign_in(&app, "system_admin@P").await;
        let there = sign_in(&app, "system_admin@P").await;
        let body = json!({"user_id": world::user("system_admin@P"), "role": "province_staff", "unit_id": world::unit("P")});
        here.actor.post("/role-assignments").json(body).await.ok(201);
        here.actor.get("/auth/me").await.ok(200);
        there.actor.get("/auth/me").await.refused(401, "unauthenticated");
        let assigned = audited(&app, "role.assigned");
        assert_eq!(assigned[0].0.as_deref(), Some(world::user("system_admin@P").as_str()));
    }

    async fn the_last_administrator_stays(app: TestApp) {
        let listed = admin(&app).get("/role-assignments?role=system_admin&as_of=2022-05-19").await.ok(200);
        let roles: Vec<(String, String)> = listed["items"].as_array().unwrap().iter()
            .map(|r| (r["id"].as_str().unwrap().to_owned(), r["user_id"].as_str().unwrap().to_owned()))
            .collect();
        assert_eq!(roles.len(), 2);
        let own = world::user("system_admin@P");
        let end = |id: &str| admin(&app).post(&format!("/role-assignments/{id}/end")).if_match(1).json(json!({}));
        let (mine, others): (Vec<_>, Vec<_>) = roles.iter().partition(|(_, user)| user == own.as_str());
        end(&others[0].0).await.ok(200);
        end(&mine[0].0).await.refused(409, "last_administrator");
        admin(&app).get("/users").await.ok(200);
    }

    async fn two_administrators_who_end_each_other_leave_one(app: TestApp) {
        accounts::assign(&mut app.connect(), "unit_leader@P", "system_admin", "P", "2022-01-01", None).unwrap();
        let pair = ["system_admin@P", "unit_leader@P"];
        let mut tries = Vec::new();
        for (key, other) in [(pair[0], pair[1]), (pair[1], pair[0])] {
            let query = format!("/role-assignments?role=system_admin&as_of=2022-05-19&user_id={}", world::user(other));
            let role = admin(&app).get(&query).await.ok(200)["items"][0]["id"].as_str().unwrap().to_owned();
            let app = app.clone();
            tries.push(actix_web::rt::spawn(async move {
                let path = format!("/role-assignments/{role}/end");
                app.user(key).post(&path).if_match(1).json(json!({})).await
            }));
        }
        let mut done = 0;
        for tried in tries {
            done += i32::from(tried.await.unwrap().status == 200);
        }
        assert_eq!(done, 1);
        assert_eq!(audited(&app, "role.ended").len(), 1);
    }

    async fn an_administrator_reaches_the_own_subtree_only(app: TestApp) {
        let district = app.user("system_admin@D");
        let of = |key: &str| format!("/users/{}", world::user(key));
        district.get(&of("member@B")).await.ok(200);
        district.get(&of("unit_leader@D2")).await.refused(404, "not_found");
        district.get(&of("system_admin@P")).await.refused(404, "not_found");
        // Who also holds a role above cannot be reset from below.
        accounts::assign(&mut app.connect(), "unit_staff@C", "province_staff", "P", "2022-01-01", None).unwrap();
        district.post(&format!("{}/reset-code", of("unit_staff@C"))).if_match(1).await.refused(404, "not_found");
        admin(&app).post(&format!("{}/reset-code", of("unit_staff@C"))).if_match(1).await.ok(200);

        let role = |user: &str, unit: &str| json!({"user_id": world::user(user), "role": "unit_staff", "unit_id": world::unit(unit)});
        let post = |body: Value| district.post("/role-assignments").json(body);
        post(role("member@B", "B2")).await.ok(201);
        post(role("member@B", "P")).await.refused(404, "not_found");
        post(role("unit_leader@D2", "D")).await.refused(404, "not_found");
        let nobody = json!({"username": "mo.le", "display_name": "Lê Thị Mơ"});
        district.post("/users").json(nobody.clone()).await.refused(403, "person_required");
        let made = admin(&app).post("/users").json(nobody).await.ok(201);
        district.get(&format!("/users/{}", made["id"].as_str().unwrap())).await.refused(404, "not_found");
        let theirs = json!({"username": "mo.le2", "display_name": "Lê Thị Mơ", "person_id": world::person("D2.1")});
        district.post("/users").json(theirs).await.refused(404, "not_found");
        let listed = district.get("/users?per_page=200").await.ok(200);
        assert!(listed["items"].as_array().unwrap().iter().all(|u| u["username"] != "mo.le" && u["username"] != "unit_leader@D2"));
        assert!(listed["total"].as_i64().unwrap() > 5);
    }

    async fn the_same_key_assigns_once(app: TestApp) {
        let body = json!({"user_id": world::user("member@B"), "role": "unit_staff", "unit_id": world::unit("B")});
        let tries: Vec<_> = (0..10)
            .map(|_| {
                let (app, body) = (app.clone(), body.clone());
                actix_web::rt::spawn(async move {
                    admin(&app).post("/role-assignments").key("assign-1").json(body).await
                })
            })
            .collect();
        let mut bodies = Vec::new();
        for tried in tries {
            bodies.push(tried.await.unwrap().ok(201));
        }
        bodies.dedup();
        assert_eq!(bodies.len(), 1);
        assert_eq!(audited(&app, "role.assigned").len(), 1);
    }
}
