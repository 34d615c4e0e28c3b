//! Who of the roll has not registered, by name. How many is said by `counts`.

use super::counts::LACKING;
use chrono::NaiveDate;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Date, Integer, Nullable, Text};
use lamtheo_db::schema::programme_years;
use lamtheo_db::{Db, Outcome};
use lamtheo_domain::kernel::ids::*;
use lamtheo_domain::programme::ProgrammeStatus;

/// A person who has not registered.
#[derive(Debug, Clone, QueryableByName)]
pub(super) struct Lacking {
    #[diesel(sql_type = Text)]
    pub unit_id: UnitId,
    #[diesel(sql_type = Text)]
    pub person_id: PersonId,
    #[diesel(sql_type = Text)]
    pub full_name: String,
    #[diesel(sql_type = Nullable<Text>)]
    pub user_id: Option<UserId>,
}

#[derive(QueryableByName)]
struct Counted {
    #[diesel(sql_type = BigInt)]
    n: i64,
}

/// Open programme years with the last day of registration.
pub(super) fn open_years(conn: &mut Db) -> Outcome<Vec<(i32, NaiveDate)>> {
    Ok(programme_years::table
        .filter(programme_years::status.eq(ProgrammeStatus::Open))
        .order(programme_years::year)
        .select((
            programme_years::year,
            programme_years::registration_closes_on,
        ))
        .load(conn)?)
}

/// Everyone who has not registered for `year`, by given name.
pub(super) fn lacking(conn: &mut Db, today: NaiveDate, year: i32) -> Outcome<Vec<Lacking>> {
    let from = LACKING.replace("{over}", "");
    let sql = format!(
        "SELECT m.unit_id, m.person_id, p.full_name, u.id AS user_id FROM (SELECT m.unit_id, m.person_id {from}) m \
         JOIN people p ON p.id = m.person_id \
         LEFT JOIN users u ON u.person_id = m.person_id AND u.status = 'active' ORDER BY p.sort_key, p.id"
    );
    Ok(diesel::sql_query(sql)
        .bind::<Date, _>(today)
        .bind::<Integer, _>(year)
        .load(conn)?)
}

/// Whether the person has not registered for `year`, though obliged.
pub(super) fn is_lacking(
    conn: &mut Db,
    person: &PersonId,
    today: NaiveDate,
    year: i32,
) -> Outcome<bool> {
    let from = LACKING.replace("{over}", "");
    let sql = format!("SELECT count(*) AS n {from} AND m.person_id = $3");
    let counted: Counted = diesel::sql_query(sql)
        .bind::<Date, _>(today)
        .bind::<Integer, _>(year)
        .bind::<Text, _>(person)
        .get_result(conn)?;
    Ok(counted.n > 0)
}
