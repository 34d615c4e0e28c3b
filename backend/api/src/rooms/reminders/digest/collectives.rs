//! Lines about collectives that have not registered: to the unit itself, then
//! upward. A collective is no person: every level may read which one it is.

use super::super::counts;
use super::gather::Day;
use super::registrations::{Year, say_to_superior};
use chrono::NaiveDate;
use lamtheo_db::{Db, Outcome};
use lamtheo_domain::access::Role;
use lamtheo_domain::kernel::ids::*;
use lamtheo_domain::reminder::text::Section;
use lamtheo_domain::reminder::{About, Due, Measure};

const MISSING: &str = "Tập thể chưa gửi bản đăng ký %";

/// Units whose collective has not registered, in a fixed order.
pub(super) struct Missing(Vec<UnitId>);

impl Missing {
    /// Reads them.
    pub fn load(conn: &mut Db, today: NaiveDate, year: i32) -> Outcome<Self> {
        let found = counts::counts(conn, today, year, Measure::OwnCollective, None)?;
        let mut units: Vec<UnitId> = found.into_keys().collect();
        units.sort();
        Ok(Self(units))
    }

    /// Who writes for the collective: of a chi bộ its secretary.
    pub fn say_own(&self, day: &mut Day, year: &Year, due: &Due<'_>) {
        for unit in &self.0 {
            let users = if day.tree.is_branch(unit) {
                day.accounts.on(unit, &[Role::BranchSecretary])
            } else {
                let roles = [Role::UnitStaff, Role::UnitLeader, Role::ProvinceStaff];
                day.accounts.on(unit, &roles)
            };
            tell(day, year, due, (unit, Section::UnitRegistration), users);
        }
    }

    /// The unit above.
    pub fn say_above(&self, day: &mut Day, year: &Year, due: &Due<'_>) {
        for unit in &self.0 {
            if let Some(above) = day.tree.above(unit) {
                let users = day.accounts.committee(above);
                tell(day, year, due, (unit, Section::RegistrationBelow), users);
            }
        }
    }

    /// Counts, by the unit below the reader's.
    pub fn say_above_twice(
        &self,
        conn: &mut Db,
        day: &mut Day,
        year: &Year,
        due: &Due<'_>,
    ) -> Outcome<()> {
        let between = day.between(self.0.iter());
        let today = day.window.until;
        let counts = counts::counts(conn, today, year.year, Measure::Collectives, Some(&between))?;
        for unit in between {
            let n = counts.get(&unit).copied().unwrap_or_default();
            say_to_superior(day, year, due, MISSING, (&unit, (Measure::Collectives, n)));
        }
        Ok(())
    }
}

fn tell(
    day: &mut Day,
    year: &Year,
    due: &Due<'_>,
    (unit, section): (&UnitId, Section),
    users: Vec<UserId>,
) {
    let line = year.line(section, MISSING, day.tree.name(unit), None, Vec::new());
    let one = Some((Measure::OwnCollective, 1));
    let item = year.item(due, ("unit", unit.to_string()), unit, one);
    day.tell(users, (About::Registrations, &line, &item), None);
}
