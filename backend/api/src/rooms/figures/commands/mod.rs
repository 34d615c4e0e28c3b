//! What can be done with reported figures.

pub mod create_figure;
