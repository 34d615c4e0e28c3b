//! The dated tree of units: names, kinds, levels, parents, codes. Its public
//! door for other rooms is [`place`], [`direct_below`] and [`name_of`].

mod place;

pub use place::{direct_below, name_of, place, subtree};
