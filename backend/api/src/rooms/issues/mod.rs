//! Pressing issues (vấn đề bức xúc, nổi cộm): a unit names what is wrong, who
//! answers for it and by when; the level above registers it, grants more time or
//! not, and confirms that it is resolved. The public door for other rooms is
//! [`calendar`]: the working days, [`may_read`] and [`readable_now`]: what
//! somebody may read, and [`unanswered`]: issues that have lost who answers for
//! them.

pub mod calendar;
mod calendar_http;
mod commands;
mod evidence;
mod evidence_http;
mod export;
mod facts;
pub mod http;
mod late;
mod lists;
mod names;
pub mod parts_http;
mod queries;
mod ranked;
mod reading;
mod requests;
mod scope;
mod store;
pub mod unanswered;
mod updates;
pub mod verbs_http;
mod views;

pub use evidence::may_read;
pub use reading::readable_now;

use utoipa_actix_web::service_config::ServiceConfig;

/// The room's operations.
pub fn routes(api: &mut ServiceConfig<'_>) {
    api.service(http::list)
        .service(http::create)
        .service(http::board)
        .service(http::deadlines)
        .service(http::late_and_where)
        .service(http::decide)
        .service(http::get)
        .service(http::edit)
        .service(http::remove)
        .service(verbs_http::submit)
        .service(verbs_http::register)
        .service(verbs_http::send_to_owner)
        .service(verbs_http::start)
        .service(verbs_http::report_resolved)
        .service(verbs_http::confirm)
        .service(verbs_http::send_back)
        .service(verbs_http::extend)
        .service(verbs_http::grant_extension)
        .service(verbs_http::refuse_extension)
        .service(verbs_http::reopen)
        .service(verbs_http::withdraw)
        .service(verbs_http::carry_over)
        .service(parts_http::timeline)
        .service(parts_http::list_updates)
        .service(parts_http::post_update)
        .service(evidence_http::list)
        .service(evidence_http::attach)
        .service(evidence_http::take_away)
        .service(parts_http::list_milestones)
        .service(parts_http::add_milestone)
        .service(parts_http::edit_milestone)
        .service(parts_http::reach_milestone)
        .service(parts_http::remove_milestone)
        .service(calendar_http::get)
        .service(calendar_http::put);
}
