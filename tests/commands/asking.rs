//! The figures of the demonstration as the province reads them over HTTP.

use diesel::prelude::*;
use lamtheo_db::schema::pledges;
use lamtheo_tests::{Actor, TestApp};
use serde_json::{Value, json};

/// What the demonstration must print.
pub struct Published {
    /// Collectives and individuals with a plan in 2021 or 2022.
    pub subjects: [i64; 2],
    /// Their pledges.
    pub pledges: [i64; 2],
    /// Verified completion of 2021 in percent: collectives, Party members.
    pub completion: [f64; 2],
    /// Its numerators and denominators.
    pub bases: [(i64, i64); 2],
    /// Issues of the district level and from below: registered in both years;
    /// of 2021 registered, confirmed, declared resolved.
    pub issues: [(i64, i64, i64, i64); 2],
    /// Their completion of 2021 in percent: confirmed, declared.
    pub issue_rates: [(f64, f64); 2],
}

/// The account `name` of the demonstration, signed in with its password.
pub async fn sign_in(app: &TestApp, name: &str) -> Actor {
    let who = json!({ "username": name, "password": crate::loading::PASSWORD });
    let answer = app.anonymous().post("/auth/login").json(who).await.ok(200);
    app.bearer(answer["access_token"].as_str().expect("a token"))
}

/// The row of `question` whose `dimension` is `word`.
async fn row(actor: &Actor, question: &str, dimension: &str, word: &str) -> Value {
    let path = format!("/statistics?{question}&by={dimension}");
    let answer = actor.get(&path).await.ok(200);
    let rows = answer["rows"].as_array().expect("rows");
    // A year is a number, every other dimension a word.
    let number = word.parse::<i64>().ok();
    let is = |value: &Value| value == word || (number.is_some() && value.as_i64() == number);
    let found = rows.iter().find(|row| is(&row[dimension]));
    found
        .cloned()
        .unwrap_or_else(|| panic!("no {word} in {answer}"))
}

/// As `tinh`: the published figures; then one more pledge is verified by
/// `chibo`, and exactly the figure of its year changes.
pub async fn figures_of_the_province(app: TestApp, published: Published) {
    let province = sign_in(&app, "tinh").await;
    let totals = "measure=registrations.subjects,pledges.registered&year=2021..2022";
    let rate = "measure=pledges.completion_rate_verified&year=2021";
    for (index, kind) in ["collective", "individual"].into_iter().enumerate() {
        let row = row(&province, totals, "subject_kind", kind).await;
        assert_eq!(
            row["registrations.subjects"], published.subjects[index],
            "{kind}"
        );
        assert_eq!(
            row["pledges.registered"], published.pledges[index],
            "{kind}"
        );
    }
    let groups = [
        ("subject_kind", "collective"),
        ("membership", "party_member"),
    ];
    for (index, (dimension, word)) in groups.into_iter().enumerate() {
        let row = row(&province, rate, dimension, word).await;
        let (numerator, denominator) = published.bases[index];
        let expected = json!({
            "value": published.completion[index], "numerator": numerator, "denominator": denominator,
        });
        assert_eq!(row["pledges.completion_rate_verified"], expected, "{word}");
    }
    issues_of_the_province(&province, &published).await;
    one_more_is_verified(&app, &province).await;
}

/// By level and year, in one question.
async fn issues_of_the_province(province: &Actor, published: &Published) {
    let question = "/statistics?measure=issues.registered,issues.completion_rate,\
        issues.completion_rate_declared,issues.on_time_rate,issues.overdue\
        &by=registering_level&by=year&year=2021..2022";
    let answer = province.get(question).await.ok(200);
    let rows = answer["rows"].as_array().expect("rows");
    let row = |level: &str, year: i64| {
        let is = |row: &&Value| row["registering_level"] == level && row["year"] == year;
        rows.iter().find(is).unwrap_or_else(|| panic!("{answer}"))
    };
    for (index, level) in ["district", "grassroots"].into_iter().enumerate() {
        let (both, registered, confirmed, declared) = published.issues[index];
        let (last, this) = (row(level, 2021), row(level, 2022));
        assert_eq!(last["issues.registered"], registered, "{level}");
        assert_eq!(this["issues.registered"], both - registered, "{level}");
        let (verified, reported) = published.issue_rates[index];
        for (measure, value, numerator) in [
            ("issues.completion_rate", verified, confirmed),
            ("issues.completion_rate_declared", reported, declared),
        ] {
            assert_eq!(last[measure]["value"].as_f64(), Some(value), "{level}");
            assert_eq!(last[measure]["numerator"], numerator, "{level}");
            assert_eq!(last[measure]["denominator"], registered, "{level}");
        }
        let on_time = last["issues.on_time_rate"]["value"]
            .as_f64()
            .expect("a rate");
        assert!((80.0..100.0).contains(&on_time), "{level} {on_time}");
        assert!(this["issues.overdue"].as_i64() > Some(0), "{level}");
    }
    let all = "/statistics?measure=issues.registered&by=registering_level&year=2021..2022";
    let answer = province.get(all).await.ok(200);
    for (index, level) in ["district", "grassroots"].into_iter().enumerate() {
        let rows = answer["rows"].as_array().expect("rows");
        let found = rows.iter().find(|row| row["registering_level"] == level);
        let count = found.map(|row| &row["issues.registered"]);
        assert_eq!(count, Some(&json!(published.issues[index].0)), "{level}");
    }
}

async fn one_more_is_verified(app: &TestApp, province: &Actor) {
    let question = "measure=pledges.completed_verified&year=2021..2022";
    let by_year = |word: &'static str| row(province, question, "year", word);
    let count = |row: &Value| row["pledges.completed_verified"].as_i64().expect("a count");
    let (last, this) = (by_year("2021").await, by_year("2022").await);
    assert_eq!(count(&this), verified_in_2022(app));
    let secretary = sign_in(app, "chibo").await;
    let waiting = secretary
        .get("/pledges?decidable=true&year=2022")
        .await
        .ok(200);
    let pledge = &waiting["items"][0];
    let body = json!({
        "result": "completed",
        "decision": { "body": "Chi bộ", "document_no": "05-NQ/CB", "decided_on": "2022-05-18" },
    });
    let path = format!(
        "/pledges/{}/verify",
        pledge["id"].as_str().expect("a report that waits")
    );
    let version = pledge["version"].as_i64().expect("a version");
    secretary
        .post(&path)
        .if_match(version)
        .json(body)
        .await
        .ok(200);
    assert_eq!(by_year("2021").await, last);
    assert_eq!(count(&by_year("2022").await), count(&this) + 1);
    assert_eq!(verified_in_2022(app), count(&this) + 1);
}

/// By plain SQL over the records.
fn verified_in_2022(app: &TestApp) -> i64 {
    pledges::table
        .filter(pledges::year.eq(2022))
        .filter(pledges::counted.eq(true))
        .filter(pledges::status.eq("verified"))
        .filter(pledges::verified_result.eq("completed"))
        .count()
        .get_result(&mut app.connect())
        .expect("a count")
}
