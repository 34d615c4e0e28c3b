use lamtheo_tests::{both_databases, world};

/// Asker, unit, whether the unit's counts are in reach.
const REACH: [(&str, &str, bool); 16] = [
    ("member@B", "B", true),
    ("member@B", "H", true),
    ("member@B", "C", false),
    ("member@B", "B2", false),
    ("branch_secretary@B", "B", true),
    ("branch_secretary@B", "C", false),
    ("unit_staff@C", "B2", true),
    ("unit_staff@C", "C2", false),
    ("unit_leader@D", "B3", true),
    ("unit_leader@D", "D2", false),
    ("inspector@D", "C", true),
    ("inspector@D", "P", false),
    ("province_staff@P", "B3", true),
    ("province_staff@P", "F", false),
    ("province_staff@P", "X2", false),
    ("member@B", "X", true),
];

both_databases! {
    async fn counts_are_read_over_the_own_subtree_only(app: TestApp) {
        for (asker, unit, reached) in REACH {
            let path = format!("/statistics?measure=pledges.registered&year=2022&unit={}", world::unit(unit));
            let reply = app.user(asker).get(&path).await;
            if reached {
                reply.ok(200);
            } else {
                reply.refused(404, "not_found");
            }
        }
    }

    async fn without_a_unit_it_is_the_highest_of_the_caller(app: TestApp) {
        for (asker, unit) in [("member@B", "B"), ("unit_staff@C", "C"), ("unit_leader@P", "P")] {
            let answer = app.user(asker).get("/statistics?measure=pledges.registered").await.ok(200);
            assert_eq!(answer["unit"]["id"], world::unit(unit).as_str());
            assert_eq!(answer["year"], "2022");
            assert_eq!(answer["as_of"], "2022-05-19");
        }
    }

    async fn administrators_and_strangers_read_no_counts(app: TestApp) {
        let path = "/statistics?measure=pledges.registered";
        app.user("system_admin@P").get(path).await.refused(403, "role_not_allowed");
        app.anonymous().get(path).await.refused(401, "unauthenticated");
        app.anonymous().get("/statistics/catalogue").await.refused(401, "unauthenticated");
    }

    async fn a_unit_that_is_not_there_is_not_found(app: TestApp) {
        let path = format!("/statistics?measure=pledges.registered&unit={}", world::id("unit", "nowhere"));
        app.user("province_staff@P").get(&path).await.refused(404, "not_found");
    }
}
