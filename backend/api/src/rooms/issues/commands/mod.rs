//! What can be done with an issue, one file a verb.

pub(super) mod assign;
pub(super) mod carry_over;
pub(super) mod confirm;
pub(super) mod create;
pub(super) mod decide;
pub(super) mod delete;
pub(super) mod edit;
pub(super) mod evidence;
pub(super) mod extend;
mod load;
pub(super) mod milestones;
pub(super) mod post_update;
pub(super) mod register;
pub(super) mod reopen;
pub(super) mod report_resolved;
pub(super) mod settle_extension;
pub(super) mod start;
mod step;
pub(super) mod submit;
pub(super) mod withdraw;

pub(super) use load::{
    Record, load, load_for_decision, load_for_deletion, load_for_update, load_for_withdrawal,
    load_for_writing,
};
pub(super) use step::{Said, answer, cited, step};
