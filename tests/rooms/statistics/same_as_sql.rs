use super::{collective, person, rows, whole};
use diesel::prelude::*;
use lamtheo_db::{Db, schema};
use lamtheo_tests::both_databases;
use std::collections::{BTreeMap, BTreeSet};

const PEOPLE: [&str; 9] = [
    "B.1", "B.2", "B2.1", "B2.2", "B3.1", "C.1", "D.1", "H.1", "M.1",
];
const STATES: [&str; 5] = [
    "in_progress",
    "reported",
    "verified",
    "sent_back",
    "cancelled",
];

/// Registrations of every kind in every state, in both years.
fn fill(conn: &mut Db) {
    for (index, key) in PEOPLE.iter().enumerate() {
        for year in [2021, 2022] {
            if !(index + year as usize).is_multiple_of(4) {
                let state = STATES[(index * 3 + year as usize) % STATES.len()];
                person(conn, key, year, 1 + (index as i32 % 3), state);
            }
        }
    }
    for (index, key) in ["C", "C2", "B", "D", "P", "M"].iter().enumerate() {
        collective(conn, key, 2021, 1 + index as i32, STATES[index % 3]);
    }
}

type Counted = BTreeMap<Option<String>, (i64, i64, i64)>;

#[derive(Queryable)]
struct Pledge {
    codes: [Option<String>; 5],
    counted: bool,
    declared: Option<String>,
    verified: Option<String>,
}

fn pledges(conn: &mut Db) -> Vec<Pledge> {
    use schema::pledges as rows;
    rows::table
        .select((
            (
                rows::subject_kind,
                rows::membership,
                rows::position_group,
                rows::field,
                rows::status,
            ),
            (rows::counted, rows::declared_result, rows::verified_result),
        ))
        .load::<(
            (String, Option<String>, String, String, String),
            (bool, Option<String>, Option<String>),
        )>(conn)
        .expect("pledges")
        .into_iter()
        .map(|(codes, (counted, declared, verified))| Pledge {
            codes: [
                Some(codes.0),
                codes.1,
                Some(codes.2),
                Some(codes.3),
                Some(codes.4),
            ],
            counted,
            declared,
            verified,
        })
        .collect()
}

both_databases! {
    async fn every_attribute_gives_what_plain_sql_gives(app: TestApp) {
        fill(&mut app.connect());
        let all = pledges(&mut app.connect());
        let province = app.user("province_staff@P");
        for (place, attribute) in ["subject_kind", "membership", "position_group", "field", "status"].iter().enumerate() {
            let mut expected = Counted::new();
            for pledge in all.iter().filter(|pledge| pledge.counted) {
                let status = pledge.codes[4].as_deref().unwrap_or_default();
                let completed = |result: &Option<String>| i64::from(result.as_deref() == Some("completed"));
                let cell = expected.entry(pledge.codes[place].clone()).or_default();
                cell.0 += 1;
                cell.1 += completed(&pledge.declared) * i64::from(matches!(status, "reported" | "verified"));
                cell.2 += completed(&pledge.verified) * i64::from(status == "verified");
            }
            let question = format!(
                "measure=pledges.registered,pledges.completed_declared,pledges.completed_verified&year=2021..2022&by={attribute}"
            );
            let counted: Counted = rows(&province, &question)
                .await
                .iter()
                .map(|row| {
                    let number = |name: &str| row[name].as_i64().expect("a count");
                    let numbers = (
                        number("pledges.registered"),
                        number("pledges.completed_declared"),
                        number("pledges.completed_verified"),
                    );
                    (row[attribute].as_str().map(str::to_owned), numbers)
                })
                .collect();
            assert_eq!(counted, expected, "{attribute}");
        }
    }

    async fn subjects_are_distinct_over_years(app: TestApp) {
        use schema::registrations;
        fill(&mut app.connect());
        let rows_of = registrations::table
            .filter(registrations::status.eq_any(["approved", "closed"]))
            .select((registrations::subject_key, registrations::year))
            .load::<(String, i32)>(&mut app.connect())
            .expect("registrations");
        let distinct: BTreeSet<&str> = rows_of.iter().map(|(key, _)| key.as_str()).collect();
        assert!(distinct.len() < rows_of.len());
        let province = app.user("province_staff@P");
        let range = whole(&province, "measure=registrations.subjects&year=2021..2022").await;
        assert_eq!(range["registrations.subjects"], distinct.len());
        let by_year = rows(&province, "measure=registrations.subjects&by=year&year=2021..2022").await;
        let sum: i64 = by_year.iter().filter_map(|row| row["registrations.subjects"].as_i64()).sum();
        assert_eq!(sum, rows_of.len() as i64);
    }

    async fn children_of_every_unit_add_up_to_it(app: TestApp) {
        fill(&mut app.connect());
        let province = app.user("province_staff@P");
        for unit in ["P", "D", "C", "B", "C2"] {
            let unit = lamtheo_tests::world::unit(unit);
            let question = format!("measure=pledges.registered&year=2021..2022&unit={unit}");
            let total = whole(&province, &question).await["pledges.registered"].as_i64();
            let children = rows(&province, &format!("{question}&by=unit:children")).await;
            let sum = children.iter().filter_map(|row| row["pledges.registered"].as_i64()).sum();
            assert_eq!(total, Some(sum), "{unit}");
        }
    }
}
