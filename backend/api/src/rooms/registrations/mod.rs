//! Registrations (bản đăng ký) with their pledges (việc làm theo): drafted by
//! the subject or on behalf, handed in, passed by the chi bộ or the committee
//! above, reported, confirmed by someone else. The public door for other rooms
//! is [`acts`]: what a branch meeting passes in one act, [`concerned`]: whom an
//! event concerns, and [`pledge_seen`]: whether somebody may read a pledge.

pub mod acts;
mod commands;
mod concerned;
mod coverage;
mod decidable;
mod evidence;
mod evidence_http;
mod facts;
pub mod http;
mod names;
mod pledge_queries;
pub mod pledges_http;
mod queries;
mod requests;
mod scope;
mod store;
mod views;

pub use concerned::{Concerned, concerned, concerned_by_pledge};
pub use evidence::pledge_seen;

use utoipa_actix_web::service_config::ServiceConfig;

/// The room's operations.
pub fn routes(api: &mut ServiceConfig<'_>) {
    api.service(http::list)
        .service(http::coverage)
        .service(http::create)
        .service(http::get)
        .service(http::edit)
        .service(http::withdraw)
        .service(http::submit)
        .service(http::approve)
        .service(http::send_back)
        .service(http::close)
        .service(http::pledges)
        .service(pledges_http::list)
        .service(pledges_http::get)
        .service(pledges_http::edit)
        .service(pledges_http::report)
        .service(pledges_http::verify)
        .service(pledges_http::send_back)
        .service(pledges_http::cancel)
        .service(evidence_http::list)
        .service(evidence_http::attach)
        .service(evidence_http::take_away);
}
