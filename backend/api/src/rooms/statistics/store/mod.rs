//! The statements of the statistics.

mod counts;
mod issues;
mod reported;
mod roll;
mod units;

pub use counts::{LeafCount, pledge_counts, subject_counts, subject_rows};
pub use issues::{IssueCount, issue_counts};
pub use reported::{FigureRow, figures_below};
pub use roll::{collective_coverage, individual_coverage};
pub use units::{Listed, aggregate_only, children, ended, level_units, lines_to, programme_years};

use chrono::NaiveDate;
use lamtheo_domain::kernel::ids::UnitId;
use lamtheo_domain::statistics::Attribute;

/// Which records are counted: a unit's subtree on a day, in one year, perhaps
/// restricted to some codes: words of the code lists, safe in a statement.
#[derive(Debug, Clone, Copy)]
pub struct Range<'a> {
    /// The top of the subtree.
    pub unit: &'a UnitId,
    /// The day of the tree.
    pub tree_day: NaiveDate,
    /// The programme year.
    pub year: i32,
    /// Attributes restricted to some of their codes.
    pub only: &'a [(Attribute, Vec<String>)],
}

/// The attributes of a record, in the order of [`Attribute::ALL`]; `None` also
/// where the question does not split by it.
pub type Codes = [Option<String>; 8];

/// `alias` is in force on the day bound as `day`.
fn in_force(alias: &str, day: &str) -> String {
    format!(
        "{alias}.valid_from <= {day} AND ({alias}.valid_to IS NULL OR {alias}.valid_to > {day})"
    )
}

/// The ids of the subtree of the unit bound as `unit` on the day bound as `day`.
/// SQLite numbers parameters by their first use in the text.
fn subtree(unit: &str, day: &str) -> String {
    format!(
        "SELECT s.descendant_id FROM unit_closure s WHERE s.ancestor_id = {unit} AND {}",
        in_force("s", day)
    )
}

/// The value of an attribute of `alias`. The month is taken out of the day, which
/// both databases write as `YYYY-MM-DD`.
fn value_of(alias: &str, attribute: Attribute) -> String {
    match attribute {
        Attribute::Month => format!("substr(CAST({alias}.registered_on AS TEXT), 6, 2)"),
        other => format!("{alias}.{other}"),
    }
}

/// The selected attributes of `alias`, `NULL` for the others.
fn selected(alias: &str, split: &[Attribute]) -> String {
    let columns = Attribute::ALL.iter().map(|attribute| {
        let column = attribute.as_str();
        if split.contains(attribute) {
            format!("{} AS {column}", value_of(alias, *attribute))
        } else {
            format!("CAST(NULL AS TEXT) AS {column}")
        }
    });
    columns.collect::<Vec<_>>().join(", ")
}

/// `, alias.column` for every attribute that is split by.
fn grouped(alias: &str, split: &[Attribute]) -> String {
    split.iter().fold(String::new(), |sql, attribute| {
        sql + ", " + &value_of(alias, *attribute)
    })
}

/// ` AND alias.column IN (…)` for every restricted attribute.
fn restricted(alias: &str, only: &[(Attribute, Vec<String>)]) -> String {
    only.iter().fold(String::new(), |sql, (attribute, codes)| {
        let codes: Vec<String> = codes.iter().map(|code| format!("'{code}'")).collect();
        let value = value_of(alias, *attribute);
        format!("{sql} AND {value} IN ({})", codes.join(", "))
    })
}
