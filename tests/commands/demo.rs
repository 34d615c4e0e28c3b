//! The demonstration in the database, on both of them.

use crate::asking::{Published, figures_of_the_province};
use crate::loading::{demo as load, number};
use diesel::prelude::*;
use lamtheo::demo::{SIGN_INS, Scale};
use lamtheo_db::{Db, Failure, schema::*};
use lamtheo_tests::{FreshDatabase, NOTHING, both_backends, tell_over};

/// The published totals, by plain SQL over the records.
fn totals(conn: &mut Db) -> [i64; 4] {
    let subjects = |kind: &str| {
        format!(
            "SELECT COUNT(DISTINCT subject_key) AS n FROM registrations \
             WHERE status IN ('approved', 'closed') AND year IN (2021, 2022) AND subject_kind = '{kind}'"
        )
    };
    let pledges = |kind: &str| {
        format!(
            "SELECT COUNT(*) AS n FROM pledges p JOIN registrations r ON r.id = p.registration_id \
             WHERE p.counted AND r.status IN ('approved', 'closed') AND r.subject_kind = '{kind}'"
        )
    };
    [
        subjects("collective"),
        subjects("individual"),
        pledges("collective"),
        pledges("individual"),
    ]
    .map(|sql| number(conn, &sql))
}

/// Verified completed and counted pledges of 2021.
fn completion(conn: &mut Db, filter: &str) -> (i64, i64) {
    let counted =
        format!("SELECT COUNT(*) AS n FROM pledges WHERE year = 2021 AND counted AND {filter}");
    let completed = format!("{counted} AND status = 'verified' AND verified_result = 'completed'");
    (number(conn, &completed), number(conn, &counted))
}

/// Registered, confirmed and declared resolved of a level and year, by plain SQL.
fn issues_of(conn: &mut Db, level: &str, year: i32) -> [i64; 3] {
    let counted = format!(
        "SELECT COUNT(*) AS n FROM issues WHERE counted AND year = {year} \
         AND registering_level = '{level}' AND kind NOT IN ('breakthrough', 'focus')"
    );
    let confirmed = format!("{counted} AND status = 'confirmed'");
    let declared = format!("{counted} AND status IN ('confirmed', 'reported_resolved')");
    [counted, confirmed, declared].map(|sql| number(conn, &sql))
}

both_backends! {
    fn small_loads_and_adds_up(backend: Backend) {
        let fresh = FreshDatabase::filled(backend, &NOTHING);
        let loaded = load(&fresh, Scale::Small).expect("the demonstration");
        assert_eq!(loaded.units, 50);
        let mut conn = fresh.connect();
        assert_eq!(totals(&mut conn), [43, 762, 135, 2_594]);
        assert_eq!(completion(&mut conn, "subject_kind = 'collective'"), (57, 59));
        assert_eq!(completion(&mut conn, "membership = 'party_member'"), (1_272, 1_294));
        assert_eq!(issues_of(&mut conn, "district", 2021), [17, 16, 17]);
        assert_eq!(issues_of(&mut conn, "grassroots", 2021), [118, 116, 117]);
        let named = users::table.filter(users::username.eq_any(SIGN_INS)).filter(users::password_hash.is_not_null());
        assert_eq!(named.count().get_result(&mut conn), Ok(10));
        assert_eq!(figures::table.count().get_result(&mut conn), Ok(59));
        let day = settings::table.find("business_date").select(settings::value).first::<String>(&mut conn);
        assert_eq!(day.as_deref(), Ok("\"2022-05-19\""));
        let events = audit_log::table.select(audit_log::action).load::<String>(&mut conn);
        assert_eq!(events, Ok(vec!["demo.loaded".to_owned()]));
        drop(conn);
        let published = Published {
            subjects: [43, 762],
            pledges: [135, 2_594],
            completion: [96.61, 98.3],
            bases: [(57, 59), (1_272, 1_294)],
            issues: [(34, 17, 16, 17), (171, 118, 116, 117)],
            issue_rates: [(94.12, 100.0), (98.31, 99.15)],
        };
        tell_over(fresh, backend, |app| figures_of_the_province(app, published));
    }

    fn a_database_with_anything_in_it_is_refused(backend: Backend) {
        let fresh = FreshDatabase::filled(backend, &NOTHING);
        load(&fresh, Scale::Small).expect("the demonstration");
        match load(&fresh, Scale::Small) {
            Err(Failure::Refusal(refusal)) => assert_eq!(refusal.code, "database_not_empty"),
            other => panic!("{other:?}"),
        }
    }

    fn the_records_keep_the_rules(backend: Backend) {
        let fresh = FreshDatabase::filled(backend, &NOTHING);
        load(&fresh, Scale::Small).expect("the demonstration");
        let mut conn = fresh.connect();
        let mut none = |sql: &str| assert_eq!(number(&mut conn, sql), 0, "{sql}");
        // Nobody decides on the own record.
        none("SELECT COUNT(*) AS n FROM registrations r JOIN users u ON u.id = r.approved_by WHERE u.person_id = r.person_id");
        // Who entered for another cites a meeting or a document.
        none("SELECT COUNT(*) AS n FROM registrations WHERE approved_by = entered_by \
              AND decision_meeting_id IS NULL AND decision_document_no IS NULL");
        none("SELECT COUNT(*) AS n FROM pledge_reports WHERE decided_by = reported_by \
              AND decision_meeting_id IS NULL AND decision_document_no IS NULL");
        // Everything in its order.
        none("SELECT COUNT(*) AS n FROM registrations WHERE approved_at < submitted_at");
        none("SELECT COUNT(*) AS n FROM pledge_reports WHERE decided_at < reported_at");
        none("SELECT COUNT(*) AS n FROM pledge_reports WHERE done_on > '2022-05-19' OR decision_on > '2022-05-19'");
        none("SELECT COUNT(*) AS n FROM registrations WHERE decision_on > '2022-05-19'");
        // Pledges of registrations that are not approved are drafts outside the figures.
        none("SELECT COUNT(*) AS n FROM pledges p JOIN registrations r ON r.id = p.registration_id \
              WHERE (r.status IN ('draft', 'submitted', 'returned')) <> (p.status = 'draft')");
        none("SELECT COUNT(*) AS n FROM pledges WHERE status = 'draft' AND counted");
        // The latest report agrees with its pledge.
        none("SELECT COUNT(*) AS n FROM pledges p WHERE p.status = 'verified' AND NOT EXISTS \
              (SELECT 1 FROM pledge_reports r WHERE r.pledge_id = p.id AND r.outcome = 'verified' \
               AND r.result = p.declared_result AND r.verified_result = p.verified_result)");
        issues_keep_the_rules(&mut none);
        // The closure is what the dated parents say.
        none("SELECT COUNT(*) AS n FROM unit_parents p WHERE NOT EXISTS (SELECT 1 FROM unit_closure c \
              WHERE c.ancestor_id = p.parent_id AND c.descendant_id = p.unit_id AND c.depth = 1 \
              AND c.valid_from = p.valid_from)");
    }
}

/// What must hold of every issue.
fn issues_keep_the_rules(none: &mut impl FnMut(&str)) {
    // Who, what and when before it leaves draft; who answers stands in the history.
    none(
        "SELECT COUNT(*) AS n FROM issues WHERE title = '' OR content = '' OR due_on IS NULL \
          OR responsible_person_id IS NULL OR responsible_position = ''",
    );
    none(
        "SELECT COUNT(*) AS n FROM issues i WHERE NOT EXISTS (SELECT 1 FROM issue_responsibles r \
          WHERE r.issue_id = i.id AND r.to_on IS NULL AND r.person_id = i.responsible_person_id)",
    );
    none(
        "SELECT COUNT(*) AS n FROM issue_responsibles r WHERE NOT EXISTS (SELECT 1 FROM memberships m \
          WHERE m.person_id = r.person_id AND m.unit_id = r.unit_id AND m.valid_from <= r.from_on \
          AND (m.valid_to IS NULL OR m.valid_to > r.from_on))",
    );
    // Nobody decides on the own report, nor on what they answer for.
    none("SELECT COUNT(*) AS n FROM issue_reports WHERE decided_by = reported_by");
    none("SELECT COUNT(*) AS n FROM issue_extensions WHERE decided_by = asked_by");
    none(
        "SELECT COUNT(*) AS n FROM issue_acts a JOIN issues i ON i.id = a.issue_id \
          JOIN users u ON u.id = a.user_id WHERE u.person_id = i.responsible_person_id \
          AND a.verb IN ('register', 'return', 'confirm', 'send-back', 'reopen', 'grant-extension')",
    );
    // Everything in its order, nothing after the day.
    none(
        "SELECT COUNT(*) AS n FROM issue_reports WHERE decided_at <= reported_at OR done_on > '2022-05-19'",
    );
    none("SELECT COUNT(*) AS n FROM issue_acts WHERE day > '2022-05-19'");
    none("SELECT COUNT(*) AS n FROM issue_updates WHERE posted_at > '2022-05-20'");
    none(
        "SELECT COUNT(*) AS n FROM issues WHERE due_effective_on < due_on OR due_effective_on <= registered_on",
    );
    // The history ends where the issue stands.
    none(
        "SELECT COUNT(*) AS n FROM issues i WHERE i.status <> 'draft' AND NOT EXISTS (SELECT 1 FROM issue_acts a \
          WHERE a.issue_id = i.id AND a.status = i.status AND a.day >= i.state_since)",
    );
    none(
        "SELECT COUNT(*) AS n FROM issues i WHERE (i.status = 'confirmed') <> EXISTS (SELECT 1 \
          FROM issue_reports r WHERE r.issue_id = i.id AND r.outcome = 'confirmed')",
    );
    // What was carried over goes on, once, and is counted in its first year only.
    none(
        "SELECT COUNT(*) AS n FROM issues i WHERE (i.status = 'carried_over') <> EXISTS (SELECT 1 \
          FROM issues n WHERE n.carried_from_id = i.id AND n.year = i.year + 1 AND NOT n.counted)",
    );
    // Units that report totals only have none.
    none(
        "SELECT COUNT(*) AS n FROM issues i JOIN unit_names n ON n.unit_id = i.owning_unit_id \
          WHERE n.reporting_mode = 'aggregate_only'",
    );
}

both_backends! {
    fn full_gives_the_published_totals(backend: Backend) {
        let fresh = FreshDatabase::filled(backend, &NOTHING);
        load(&fresh, Scale::Full).expect("the demonstration");
        let mut conn = fresh.connect();
        assert_eq!(totals(&mut conn), [4_334, 76_165, 13_469, 259_409]);
        assert_eq!(completion(&mut conn, "subject_kind = 'collective'"), (6_762, 7_000));
        assert_eq!(completion(&mut conn, "membership = 'party_member'"), (121_892, 124_000));
        assert_eq!(issues_of(&mut conn, "district", 2021), [200, 188, 191]);
        assert_eq!(issues_of(&mut conn, "grassroots", 2021), [9_000, 8_847, 8_892]);
        assert_eq!(issues_of(&mut conn, "district", 2022)[0], 184);
        assert_eq!(issues_of(&mut conn, "grassroots", 2022)[0], 8_103);
        drop(conn);
        let published = Published {
            subjects: [4_334, 76_165],
            pledges: [13_469, 259_409],
            completion: [96.6, 98.3],
            bases: [(6_762, 7_000), (121_892, 124_000)],
            issues: [(384, 200, 188, 191), (17_103, 9_000, 8_847, 8_892)],
            issue_rates: [(94.0, 95.5), (98.3, 98.8)],
        };
        tell_over(fresh, backend, |app| figures_of_the_province(app, published));
    }
}
