//! The dated tree of units: names, kinds, levels, parents, codes. Nothing is
//! ever deleted: a change closes the period that was and opens the next one.
//! Everyone signed in reads the tree; the province's staff write it, each over
//! the own subtree.
//!
//! The public door for other rooms is [`place`], [`standing`], [`standings`],
//! [`last_standings`], [`direct_below`], [`attached_to`], [`name_of`],
//! [`names_of`] and [`subtree`].

mod closure;
mod commands;
mod http;
mod place;
mod queries;
mod store;
mod views;

pub use http::routes;
pub use place::{
    Standing, attached_to, committee_name_of, direct_below, last_standings, name_of, names_of,
    place, standing, standings, subtree,
};
pub use views::UnitName;
