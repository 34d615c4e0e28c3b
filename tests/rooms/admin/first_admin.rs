use crate::auth::{SignedIn, attempt, audited};
use chrono::Duration;
use lamtheo_api::rooms::admin::{FirstAdmin, NewAdmin, create_admin};
use lamtheo_db::Outcome;
use lamtheo_tests::accounts::PASSWORD;
use lamtheo_tests::{NOTHING, TestApp, both_databases};
use serde_json::json;

const NEW: &str = "ba nhịp cầu bắc qua sông";

async fn make(app: &TestApp, username: &str, root: Option<&str>, force: bool) -> Outcome<NewAdmin> {
    let wanted = FirstAdmin {
        username: username.to_owned(),
        display_name: "Quản trị hệ thống".to_owned(),
        root_unit_name: root.map(str::to_owned),
        force,
    };
    create_admin(&app.state().db, wanted).await
}

/// The code of the refusal.
fn refused(made: Outcome<NewAdmin>) -> &'static str {
    made.err()
        .and_then(|failure| failure.code())
        .expect("a refusal")
}

both_databases! {
    async fn an_empty_register_gets_its_first_administrator(app: TestApp) {
        let app = TestApp::over(app.backend(), &NOTHING, |_| {}).await;
        assert_eq!(refused(make(&app, "quantri", None, false).await), "root_unit_needed");
        let made = make(&app, "quantri", Some("Đảng bộ tỉnh Bình Lâm"), false).await.unwrap();
        assert_eq!(made.expires_at, app.clock().now() + Duration::hours(1));
        assert_eq!(refused(make(&app, "other", None, false).await), "administrator_exists");

        let first = json!({"username": "quantri", "one_time_code": made.one_time_code.reveal(), "new_password": NEW});
        let admin = SignedIn::of(&app, &app.anonymous().post("/auth/password").json(first).await);
        assert_eq!(admin.body["user"]["roles"][0]["role"], "system_admin");
        assert_eq!(admin.body["user"]["roles"][0]["unit_name"], "Đảng bộ tỉnh Bình Lâm");
        admin.actor.get("/users").await.ok(200);
        let created = audited(&app, "user.administrator_created");
        assert_eq!(created.len(), 1);
        assert!(!created[0].2.as_deref().unwrap().contains(made.one_time_code.reveal()));
    }

    async fn an_administrator_who_never_came_is_made_again(app: TestApp) {
        let app = TestApp::over(app.backend(), &NOTHING, |_| {}).await;
        let late = make(&app, "quantri", Some("Đảng bộ tỉnh Bình Lâm"), false).await.unwrap();
        app.clock().advance(Duration::hours(1));
        attempt(&app, "quantri", late.one_time_code.reveal()).await.refused(401, "one_time_code_expired");
        let again = make(&app, "quantri", None, false).await.unwrap();
        assert_eq!(again.user_id, late.user_id);
        attempt(&app, "quantri", again.one_time_code.reveal()).await.refused(403, "password_change_required");
    }

    async fn by_force_the_account_is_opened_again(app: TestApp) {
        assert_eq!(refused(make(&app, "system_admin@P", None, false).await), "administrator_exists");
        let made = make(&app, "system_admin@P", None, true).await.unwrap();
        attempt(&app, "system_admin@P", PASSWORD).await.refused(401, "invalid_credentials");
        attempt(&app, "system_admin@P", made.one_time_code.reveal()).await.refused(403, "password_change_required");
        let fresh = make(&app, "cuu.ho", None, true).await.unwrap();
        attempt(&app, "cuu.ho", fresh.one_time_code.reveal()).await.refused(403, "password_change_required");
        assert_eq!(refused(make(&app, "không hợp lệ", None, true).await), "validation_failed");
    }
}
