//! A month of a scripted calendar around Tết 2022 (days off from Saturday 29/01
//! to Sunday 06/02), written out by hand: who is told what on which day. Two
//! workers, each looking before and after half past seven.

use super::calendar::live;
use super::{from_day, go_to};
use diesel::prelude::*;
use lamtheo_db::Db;
use lamtheo_db::schema::{
    issue_extensions, issues, notifications, reminder_items, reminders, users,
};
use lamtheo_domain::kernel::ids::IssueId;
use lamtheo_tests::open_issues::open_issue;
use lamtheo_tests::{TestApp, both_databases, time, world};
use std::collections::{BTreeMap, BTreeSet};

/// Day, reader, what is said: rule and issue.
type Told = (
    &'static str,
    &'static str,
    &'static [(&'static str, &'static str)],
);

#[rustfmt::skip]
const EXPECTED: &[Told] = &[
    // Monday 17/01: seven working days before the 26th.
    ("2022-01-17", "branch_secretary@B", &[("issue_before_7", "mương")]),
    // Thursday 20/01: seven before 07/02, the days off left out.
    ("2022-01-20", "member@C", &[("issue_before_7", "đường")]),
    ("2022-01-21", "branch_secretary@B", &[("issue_before_3", "mương")]),
    ("2022-01-25", "branch_secretary@B", &[("issue_before_1", "mương")]),
    // The 26th: due; more time was asked for, so who decides on that is reminded too.
    ("2022-01-26", "branch_secretary@B", &[("issue_due", "mương")]),
    ("2022-01-26", "member@C", &[("issue_before_3", "đường")]),
    ("2022-01-26", "unit_leader@C", &[("issue_due_approver", "mương")]),
    ("2022-01-26", "unit_staff@C", &[("issue_due_approver", "mương")]),
    ("2022-01-27", "member@C", &[("issue_before_7", "cống")]),
    ("2022-01-28", "member@C", &[("issue_before_1", "đường")]),
    // Nothing during Tết; on the first working day after it what is due on it.
    ("2022-02-07", "member@C", &[("issue_due", "đường")]),
    ("2022-02-09", "branch_secretary@B", &[("issue_late", "mương")]),
    ("2022-02-09", "member@C", &[("issue_before_3", "cống")]),
    ("2022-02-09", "unit_leader@C", &[("issue_late_approver", "mương")]),
    ("2022-02-09", "unit_leader@D", &[("issue_due_approver", "chợ")]),
    ("2022-02-09", "unit_staff@C", &[("issue_late_approver", "mương")]),
    ("2022-02-09", "unit_staff@D", &[("issue_due_approver", "chợ")]),
    ("2022-02-11", "member@C", &[("issue_before_1", "cống")]),
    // Two things, one digest.
    ("2022-02-14", "member@C", &[("issue_due", "cống"), ("issue_late", "đường")]),
    // Ten working days late: the unit above.
    ("2022-02-16", "branch_secretary@B", &[("issue_late", "mương")]),
    ("2022-02-16", "unit_leader@C", &[("issue_late_above", "mương"), ("issue_late_approver", "mương")]),
    ("2022-02-16", "unit_leader@D", &[("issue_late_approver", "chợ")]),
    ("2022-02-16", "unit_staff@C", &[("issue_late_above", "mương"), ("issue_late_approver", "mương")]),
    ("2022-02-16", "unit_staff@D", &[("issue_late_approver", "chợ")]),
    ("2022-02-21", "member@C", &[("issue_late", "cống"), ("issue_late", "đường")]),
    ("2022-02-21", "unit_leader@D", &[("issue_late_above", "đường")]),
    ("2022-02-21", "unit_staff@D", &[("issue_late_above", "đường")]),
    ("2022-02-23", "branch_secretary@B", &[("issue_late", "mương")]),
    ("2022-02-23", "unit_leader@C", &[("issue_late_approver", "mương")]),
    ("2022-02-23", "unit_leader@D", &[("issue_late_above", "chợ"), ("issue_late_approver", "chợ")]),
    ("2022-02-23", "unit_staff@C", &[("issue_late_approver", "mương")]),
    ("2022-02-23", "unit_staff@D", &[("issue_late_above", "chợ"), ("issue_late_approver", "chợ")]),
    ("2022-02-28", "member@C", &[("issue_late", "cống"), ("issue_late", "đường")]),
    ("2022-02-28", "unit_leader@D", &[("issue_late_above", "cống")]),
    ("2022-02-28", "unit_staff@D", &[("issue_late_above", "cống")]),
    // Twenty working days late: the unit above that one.
    ("2022-03-02", "branch_secretary@B", &[("issue_late", "mương")]),
    ("2022-03-02", "unit_leader@C", &[("issue_late_approver", "mương")]),
    ("2022-03-02", "unit_leader@D", &[("issue_late_above_twice", "mương"), ("issue_late_approver", "chợ")]),
    ("2022-03-02", "unit_staff@C", &[("issue_late_approver", "mương")]),
    ("2022-03-02", "unit_staff@D", &[("issue_late_above_twice", "mương"), ("issue_late_approver", "chợ")]),
];

fn ask_for_more_time(conn: &mut Db, issue: &IssueId) {
    diesel::insert_into(issue_extensions::table)
        .values((
            issue_extensions::id.eq(world::id("extension", issue.as_str())),
            issue_extensions::issue_id.eq(issue),
            issue_extensions::due_on.eq(time::day("2022-04-15")),
            issue_extensions::reason.eq("Chờ phân bổ kinh phí"),
            issue_extensions::asked_by.eq(world::user("branch_secretary@B")),
            issue_extensions::asked_at.eq(time::start().naive_utc()),
        ))
        .execute(conn)
        .unwrap();
}

/// The same as the ledger has it.
type Spoken = (String, String, Vec<(String, String)>);

fn expected() -> Vec<Spoken> {
    let own = |(rule, key): &(&str, &str)| ((*rule).to_owned(), format!("Vấn đề {key}"));
    EXPECTED
        .iter()
        .map(|(day, user, lines)| {
            (
                (*day).to_owned(),
                (*user).to_owned(),
                lines.iter().map(own).collect(),
            )
        })
        .collect()
}

/// What the ledger says, by day and reader.
fn said(app: &TestApp) -> Vec<Spoken> {
    let rows: Vec<(chrono::NaiveDate, String, Option<String>, String)> = reminders::table
        .inner_join(reminder_items::table.on(reminder_items::reminder_id.eq(reminders::id)))
        .inner_join(users::table.on(reminders::user_id.eq(users::id.nullable())))
        .inner_join(issues::table.on(issues::id.eq(reminder_items::object_id)))
        .select((
            reminders::on_day,
            users::username,
            reminder_items::rule_code,
            issues::title,
        ))
        .load(&mut app.connect())
        .unwrap();
    let mut told: BTreeMap<(String, String), Vec<(String, String)>> = BTreeMap::new();
    for (day, user, rule, title) in rows {
        told.entry((day.to_string(), user))
            .or_default()
            .push((rule.unwrap(), title));
    }
    told.into_iter()
        .map(|((day, user), mut lines)| {
            lines.sort();
            (day, user, lines)
        })
        .collect()
}

/// Day and reader of every digest, with its text.
fn digests(app: &TestApp) -> Vec<(String, String, String)> {
    let mut rows: Vec<(String, String, String)> = notifications::table
        .inner_join(users::table.on(users::id.eq(notifications::user_id)))
        .filter(notifications::kind.eq("digest"))
        .select((
            notifications::event_key,
            users::username,
            notifications::body,
        ))
        .load::<(String, String, String)>(&mut app.connect())
        .unwrap()
        .into_iter()
        .map(|(key, user, body)| (key.trim_start_matches("digest:").to_owned(), user, body))
        .collect();
    rows.sort();
    rows
}

fn seed(conn: &mut Db) -> IssueId {
    let road = open_issue(
        conn,
        "đường",
        "C",
        Some("member@C"),
        ("in_progress", "2022-02-07"),
    );
    open_issue(
        conn,
        "cống",
        "C",
        Some("member@C"),
        ("in_progress", "2022-02-14"),
    );
    open_issue(
        conn,
        "chợ",
        "C",
        Some("unit_leader@C"),
        ("reported_resolved", "2022-02-09"),
    );
    let canal = open_issue(
        conn,
        "mương",
        "B",
        Some("branch_secretary@B"),
        ("in_progress", "2022-01-26"),
    );
    ask_for_more_time(conn, &canal);
    road
}

both_databases! {
    async fn a_month_is_told_as_written_by_hand(app: TestApp) {
        let app = from_day(&app, "2022-01-17").await;
        seed(&mut app.connect());
        live(&app, "2022-01-17", "2022-03-02").await;
        let (said, expected) = (said(&app), expected());
        for (told, wanted) in said.iter().zip(&expected) {
            assert_eq!(told, wanted);
        }
        assert_eq!(said.len(), expected.len());
        let digests = digests(&app);
        let days: Vec<(&str, &str)> = digests.iter().map(|(day, user, _)| (day.as_str(), user.as_str())).collect();
        let wanted: Vec<(&str, &str)> = EXPECTED.iter().map(|(day, user, _)| (*day, *user)).collect();
        assert_eq!(days, wanted, "one digest a day and reader");
        for ((_, _, body), (_, _, lines)) in digests.iter().zip(EXPECTED) {
            for (_, key) in *lines {
                assert!(body.contains(&format!("Vấn đề {key}")), "{key}: {body}");
            }
        }
        let (_, _, asked) = &digests[6];
        assert_eq!(
            asked,
            "Vấn đề chờ đồng chí cho ý kiến, xác nhận:\n\
             - Đề nghị gia hạn: Vấn đề mương (Chi bộ thôn Đông); hạn 26/01/2022, đến hạn hôm nay"
        );
    }

    async fn what_is_due_after_tet_is_not_late_during_it(app: TestApp) {
        let app = from_day(&app, "2022-01-28").await;
        let issue = seed(&mut app.connect());
        let mut late = BTreeSet::new();
        for day in time::day("2022-01-28").iter_days().take(13) {
            go_to(&app, day, "00:31");
            let seen = app.user("unit_leader@C").get(&format!("/issues/{issue}")).await.ok(200);
            if seen["overdue"] == true {
                late.insert(day.to_string());
            }
            if day <= time::day("2022-02-06") {
                assert_eq!(seen["working_days_left"], 1, "{day}: {seen}");
            }
        }
        assert_eq!(late.into_iter().next().as_deref(), Some("2022-02-08"));
    }

    async fn days_of_downtime_make_one_digest(app: TestApp) {
        let app = from_day(&app, "2022-01-17").await;
        seed(&mut app.connect());
        live(&app, "2022-01-17", "2022-01-21").await;
        // Nothing runs until the middle of February.
        go_to(&app, time::day("2022-02-15"), "02:00");
        for _ in 0..3 {
            app.worker().work_off().await.unwrap();
        }
        let after: Vec<_> = said(&app).into_iter().filter(|(day, _, _)| day.as_str() > "2022-01-21").collect();
        let own = |lines: &[(&str, &str)]| -> Vec<(String, String)> {
            lines.iter().map(|(rule, key)| ((*rule).to_owned(), format!("Vấn đề {key}"))).collect()
        };
        let told = |user: &str, lines| ("2022-02-15".to_owned(), user.to_owned(), own(lines));
        // The newest thing to say of each, once.
        assert_eq!(after, [
            told("branch_secretary@B", &[("issue_late", "mương")]),
            told("member@C", &[("issue_due", "cống"), ("issue_late", "đường")]),
            told("unit_leader@C", &[("issue_late_approver", "mương")]),
            told("unit_leader@D", &[("issue_due_approver", "chợ")]),
            told("unit_staff@C", &[("issue_late_approver", "mương")]),
            told("unit_staff@D", &[("issue_due_approver", "chợ")]),
        ]);
        let days: BTreeSet<String> = digests(&app).into_iter().map(|(day, _, _)| day).collect();
        assert_eq!(days.into_iter().next_back().as_deref(), Some("2022-02-15"));
    }
}
