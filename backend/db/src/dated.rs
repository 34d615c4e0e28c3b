//! Dated rows: `valid_from <= day < valid_to`, open-ended without `valid_to`.

/// The condition that a dated row of `$table` is valid on `$day`.
#[macro_export]
macro_rules! valid_on {
    ($table:ident, $day:expr) => {
        $table::valid_from
            .le($day)
            .and($table::valid_to.is_null().or($table::valid_to.gt($day)))
    };
}
