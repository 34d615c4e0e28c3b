//! What the database says of the installation before it serves.

use crate::cli::Stop;
use chrono::NaiveDate;
use diesel::prelude::*;
use lamtheo_db::schema::settings;
use lamtheo_db::{Database, migrate};
use std::collections::HashMap;

/// What a demonstration leaves in the settings.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Found {
    /// Its fixed business date.
    pub business_date: Option<NaiveDate>,
    /// Its banner, Vietnamese.
    pub banner: Option<String>,
}

/// Refuses a schema that is not this program's.
pub(crate) async fn require_current(db: &Database) -> Result<(), Stop> {
    let steps = migrate::steps(db.url());
    let state = db
        .read(move |tx| migrate::state_of(tx.conn, steps))
        .await
        .map_err(Stop::because("the database cannot be read"))?;
    match state {
        migrate::State::Current => Ok(()),
        migrate::State::Behind(missing) => Err(Stop(format!(
            "the database is not migrated ({} steps missing): run `lamtheo migrate`",
            missing.len()
        ))),
        migrate::State::Foreign(text) => {
            Err(Stop(format!("the database is not this program's: {text}")))
        }
    }
}

/// Reads the settings that a demonstration leaves behind.
pub(crate) async fn read(db: &Database) -> Result<Found, Stop> {
    let rows = db
        .read(|tx| {
            Ok(settings::table
                .filter(settings::key.eq_any(["business_date", "banner"]))
                .select((settings::key, settings::value))
                .load::<(String, String)>(tx.conn)?)
        })
        .await
        .map_err(Stop::because("the settings cannot be read"))?;
    understand(rows.into_iter().collect())
}

fn understand(rows: HashMap<String, String>) -> Result<Found, Stop> {
    let text = |key: &str| -> Result<Option<String>, Stop> {
        rows.get(key)
            .map(|value| serde_json::from_str(value))
            .transpose()
            .map(Option::flatten)
            .map_err(|error| Stop(format!("the setting {key} is not a text: {error}")))
    };
    let business_date = text("business_date")?
        .map(|day| day.parse())
        .transpose()
        .map_err(Stop::at("the setting business_date is not a day"))?;
    Ok(Found {
        business_date,
        banner: text("banner")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(pairs: &[(&str, &str)]) -> HashMap<String, String> {
        pairs
            .iter()
            .map(|(key, value)| ((*key).to_owned(), (*value).to_owned()))
            .collect()
    }

    #[test]
    fn settings_are_json_texts() {
        let found = understand(rows(&[
            ("business_date", r#""2022-05-19""#),
            ("banner", "null"),
        ]));
        let found = found.unwrap();
        assert_eq!(found.business_date, "2022-05-19".parse().ok());
        assert_eq!(found.banner, None);
        assert_eq!(understand(rows(&[])).unwrap(), Found::default());
        assert!(understand(rows(&[("business_date", "19/05")])).is_err());
    }
}
