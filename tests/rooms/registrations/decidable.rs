use super::*;
use diesel::prelude::*;
use lamtheo_db::{Db, schema};
use lamtheo_tests::records::{RegistrationSeed, Subject};
use lamtheo_tests::{TestApp, both_databases, time};
use std::collections::BTreeSet;

const UNITS: [&str; 13] = [
    "P", "D", "D2", "C", "C2", "B", "B2", "B3", "H", "M", "X", "X2", "F",
];

/// A record of every person and every collective in the open and the closed
/// year, typed in by different people.
fn everyone(conn: &mut Db, status: &'static str, pledge_status: &'static str) {
    let persons = UNITS
        .iter()
        .flat_map(|unit| [format!("{unit}.1"), format!("{unit}.2")])
        .chain(world::ACCOUNTS.map(|(role, unit)| format!("{role}@{unit}")))
        .map(Subject::Person);
    let units = UNITS.iter().map(|unit| Subject::Unit((*unit).to_owned()));
    let writers = ["branch_secretary@B", "unit_leader@C", "unit_staff@M"];
    for (index, subject) in persons.chain(units).enumerate() {
        for year in [2021, 2022] {
            let visibility = ["internal", "party_wide"][index % 2];
            RegistrationSeed::new(subject.clone(), status, writers[index % writers.len()])
                .pledge_status(pledge_status)
                .visibility(visibility)
                .year(year)
                .insert(conn);
        }
    }
}

/// `member@B` acts for the secretary of B.
fn delegate(conn: &mut Db) {
    use schema::delegations as rows;
    diesel::insert_into(rows::table)
        .values((
            rows::id.eq(world::id("delegation", "1")),
            rows::unit_id.eq(world::unit("B")),
            rows::from_person_id.eq(world::person("branch_secretary@B")),
            rows::to_person_id.eq(world::person("member@B")),
            rows::valid_from.eq(time::day("2022-05-01")),
            rows::valid_to.eq(time::day("2022-06-01")),
            rows::version.eq(1),
            rows::created_at.eq(time::start().naive_utc()),
            rows::updated_at.eq(time::start().naive_utc()),
        ))
        .execute(conn)
        .expect("a delegation");
}

/// Ids of every page of a list, with the total that every page tells.
async fn ids(actor: &Actor, path: &str, keep: impl Fn(&Value) -> bool) -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    let (mut page, mut read) = (1, 0);
    loop {
        let list = actor
            .get(&format!("{path}per_page=60&page={page}"))
            .await
            .ok(200);
        let items = list["items"].as_array().unwrap();
        read += items.len();
        let kept = items.iter().filter(|record| keep(record));
        all.extend(kept.map(|record| record["id"].as_str().unwrap().to_owned()));
        if items.is_empty() {
            assert_eq!(list["total"], read, "{path}");
            return all;
        }
        page += 1;
    }
}

fn offers(record: &Value, action: &str) -> bool {
    record["allowed_actions"]
        .as_array()
        .unwrap()
        .iter()
        .any(|offered| offered == action)
}

/// For every account: what the filter gives is what the records offer.
async fn filter_gives_what_is_offered(app: &TestApp, list: &str, action: &str) -> usize {
    let mut found = 0;
    for (role, unit) in world::ACCOUNTS.iter().filter(|(r, _)| *r != "system_admin") {
        let actor = app.user(&format!("{role}@{unit}"));
        let offered = ids(&actor, &format!("{list}?"), |r| offers(r, action)).await;
        let filtered = ids(&actor, &format!("{list}?decidable=true&"), |_| true).await;
        assert_eq!(filtered, offered, "{role}@{unit}");
        found += filtered.len();
    }
    found
}

async fn waiting(app: &TestApp, account: &str, list: &str) -> u64 {
    let path = format!("{list}?decidable=true&per_page=1");
    app.user(account).get(&path).await.ok(200)["total"]
        .as_u64()
        .unwrap()
}

both_databases! {
    async fn registrations_that_await_the_caller_are_those_that_offer_approval(app: TestApp) {
        everyone(&mut app.connect(), "submitted", "draft");
        delegate(&mut app.connect());
        assert!(filter_gives_what_is_offered(&app, "/registrations", "approve").await > 60);
        // B.1, B.2, the member, the staff and the leader of B; nobody's own.
        assert_eq!(waiting(&app, "branch_secretary@B", "/registrations").await, 5);
        // The deputy: those, with the secretary's, without the own.
        assert_eq!(waiting(&app, "member@B", "/registrations").await, 5);
        // Staff decide only with a document; it awaits them all the same, without the own.
        assert!(waiting(&app, "unit_staff@B", "/registrations").await > 0);
        assert_eq!(waiting(&app, "member@B2", "/registrations").await, 0);
        assert_eq!(waiting(&app, "inspector@P", "/registrations").await, 0);
        let below = format!("/registrations?decidable=true&unit={}", world::unit("B"));
        assert_eq!(app.user("branch_secretary@B2").get(&below).await.ok(200)["total"], 0);
        app.user("system_admin@P").get("/registrations?decidable=true").await.refused(403, "role_not_allowed");
        app.user("member@B").get("/registrations?decidable=maybe").await.refused(422, "validation_failed");
    }

    async fn reports_that_await_the_caller_are_those_that_offer_confirmation(app: TestApp) {
        everyone(&mut app.connect(), "approved", "reported");
        delegate(&mut app.connect());
        assert!(filter_gives_what_is_offered(&app, "/pledges", "verify").await > 60);
        assert_eq!(waiting(&app, "branch_secretary@B", "/pledges").await, 5);
        assert_eq!(waiting(&app, "branch_secretary@B", "/registrations").await, 0, "nothing is handed in");
    }

    async fn what_is_decided_or_not_handed_in_awaits_nobody(app: TestApp) {
        let secretary = app.user("branch_secretary@B");
        let member = app.user("member@B");
        let draft = drafted(&member, form_of("member@B")).await;
        assert_eq!(waiting(&app, "branch_secretary@B", "/registrations").await, 0);
        let submitted = act(&member, &draft, "submit", json!({})).await.ok(200);
        assert_eq!(waiting(&app, "branch_secretary@B", "/registrations").await, 1);
        let approved = act(&secretary, &submitted, "approve", json!({})).await.ok(200);
        assert_eq!(waiting(&app, "branch_secretary@B", "/registrations").await, 0);
        assert_eq!(waiting(&app, "branch_secretary@B", "/pledges").await, 0);
        let reported = act_on_pledge(&member, &approved["pledges"][0], "report", report()).await.ok(200);
        assert_eq!(waiting(&app, "branch_secretary@B", "/pledges").await, 1);
        act_on_pledge(&secretary, &reported, "verify", json!({ "result": "completed" })).await.ok(200);
        assert_eq!(waiting(&app, "branch_secretary@B", "/pledges").await, 0);
    }

    async fn a_body_that_begins_later_hides_nothing_of_the_queue(app: TestApp) {
        let mut conn = app.connect();
        RegistrationSeed::new(Subject::Unit("C".to_owned()), "submitted", "unit_staff@C").insert(&mut conn);
        let (body, later) = (world::unit("M"), time::day("2023-01-01"));
        diesel::update(schema::unit_names::table.filter(schema::unit_names::unit_id.eq(&body)))
            .set(schema::unit_names::valid_from.eq(later))
            .execute(&mut conn)
            .unwrap();
        diesel::update(schema::unit_closure::table.filter(schema::unit_closure::descendant_id.eq(&body)))
            .set(schema::unit_closure::valid_from.eq(later))
            .execute(&mut conn)
            .unwrap();
        let queue = app.user("unit_leader@D").get("/registrations?decidable=true").await.ok(200);
        assert_eq!(queue["total"], 1, "{queue}");
    }

    async fn a_pledge_names_its_person_and_unit(app: TestApp) {
        let record = handed_in(&app.user("member@B"), form_of("member@B")).await;
        let pledge = record["pledges"][0]["id"].as_str().unwrap();
        let secretary = app.user("branch_secretary@B");
        let one = secretary.get(&format!("/pledges/{pledge}")).await.ok(200);
        let listed = secretary.get("/pledges").await.ok(200)["items"][0].clone();
        for shown in [&record["pledges"][0], &one, &listed] {
            assert_eq!(shown["person_name"], record["person_name"]);
            assert_eq!(shown["unit_name"], "Chi bộ thôn Đông");
        }
        let collective = handed_in(&secretary, form_of_unit("B")).await;
        assert!(collective["pledges"][0]["person_name"].is_null());
    }
}
