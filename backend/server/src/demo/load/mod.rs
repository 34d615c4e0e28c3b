//! Writes the plan into the database, table by table, in one transaction.

mod issue_acts;
mod issues;
mod people;
mod programme;
mod register;
mod reports;
mod units;

use super::plan::{Plan, SEED};
use super::seed::{Ids, Rng};
use lamtheo_db::bulk::{self, BulkRow};
use lamtheo_db::{Db, DbError};

/// Rows of one statement.
const CHUNK: usize = 1_000;

/// What the writers of the tables share.
pub struct Loader<'a> {
    /// The connection, inside the transaction.
    pub conn: &'a mut Db,
    /// The plan.
    pub plan: &'a Plan,
    /// The real instant of the load, for created_at and updated_at.
    pub stamp: String,
    /// Told how many more rows are in.
    pub progress: &'a dyn Fn(usize),
    ids: Ids,
    rng: Rng,
    unit_ids: Vec<String>,
    person_ids: Vec<String>,
    account_ids: Vec<String>,
    meeting_ids: Vec<String>,
}

impl<'a> Loader<'a> {
    /// A loader with an id for everything that is referred to.
    pub fn new(
        conn: &'a mut Db,
        plan: &'a Plan,
        stamp: String,
        progress: &'a dyn Fn(usize),
    ) -> Self {
        let mut ids = Ids::new(SEED);
        let mut many = |n: usize| (0..n).map(|_| ids.next()).collect::<Vec<_>>();
        let unit_ids = many(plan.tree.units.len());
        let person_ids = many(plan.roll.people.len());
        let account_ids = many(plan.accounts.list.len());
        let meeting_ids = many(plan.meetings.len());
        Self {
            conn,
            plan,
            stamp,
            progress,
            ids,
            rng: Rng::new(SEED, 10),
            unit_ids,
            person_ids,
            account_ids,
            meeting_ids,
        }
    }

    /// Writes everything; `password_hash` is the one of the named accounts.
    pub fn run(&mut self, password_hash: &str) -> Result<(), DbError> {
        self.units()?;
        self.people()?;
        self.accounts(password_hash)?;
        self.programme()?;
        self.meetings()?;
        self.register()?;
        self.issues()?;
        self.figures()?;
        self.settings()
    }

    /// The province's id.
    pub fn province_id(&self) -> &str {
        &self.unit_ids[self.plan.tree.chain.province]
    }

    fn insert<R: BulkRow>(&mut self, rows: &[R]) -> Result<(), DbError> {
        for part in rows.chunks(CHUNK) {
            bulk::insert(self.conn, part, CHUNK)?;
            (self.progress)(part.len());
        }
        Ok(())
    }
}

/// How many rows the plan makes, roughly: for the progress bar.
pub fn expected_rows(plan: &Plan) -> usize {
    let pledges: usize = plan.registrations.iter().map(|r| r.pledges.len()).sum();
    let closed: usize = plan
        .registrations
        .iter()
        .filter(|r| r.year == 2021)
        .map(|r| r.pledges.len())
        .sum();
    plan.tree.units.len() * 7
        + plan.roll.people.len() * 2
        + plan.accounts.list.len() * 5 / 2
        + plan.meetings.len()
        + plan.registrations.len()
        + pledges
        + closed * 21 / 20
        + plan.issues.len() * 9
}
