//! What goes out: records with their ETag, lists, kept replies.

use actix_web::body::BoxBody;
use actix_web::http::StatusCode;
use actix_web::http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, HeaderName, LOCATION};
use actix_web::{HttpRequest, HttpResponse, Responder};
use lamtheo_db::idempotency::StoredReply;
use lamtheo_db::{Answer, Failure, Outcome, Recorded};
use serde::Serialize;

/// Tells a client that it got the reply of its first request.
pub const REPLAYED: HeaderName = HeaderName::from_static("idempotency-replayed");

/// A view with a version: its ETag.
pub trait Entity: Serialize {
    /// The record's version.
    fn version(&self) -> i32;
}

/// The ETag of a version.
pub fn etag(version: i32) -> String {
    format!("\"{version}\"")
}

/// A finished answer.
#[derive(Debug)]
pub struct Reply {
    reply: StoredReply,
    replayed: bool,
}

impl Reply {
    /// 200 with a record and its ETag.
    pub fn entity<T: Entity>(view: &T) -> Outcome<Self> {
        Ok(Self {
            reply: stored_entity(StatusCode::OK, None, view)?,
            replayed: false,
        })
    }

    /// 200 with anything else, e.g. a list.
    pub fn json<T: Serialize>(view: &T) -> Outcome<Self> {
        Ok(Self {
            reply: stored_json(StatusCode::OK, view)?,
            replayed: false,
        })
    }
}

impl Reply {
    /// The reply with its JSON object changed on the way out: for what may be
    /// shown, also to a repeat, but must not be kept.
    pub fn edited(
        mut self,
        edit: impl FnOnce(&mut serde_json::Map<String, serde_json::Value>) -> Outcome<()>,
    ) -> Outcome<Self> {
        let defect = |e: serde_json::Error| Failure::defect(e.to_string());
        let mut object = serde_json::from_str(&self.reply.body).map_err(defect)?;
        edit(&mut object)?;
        self.reply.body = serde_json::to_string(&object).map_err(defect)?;
        Ok(self)
    }
}

impl From<Answer> for Reply {
    fn from(answer: Answer) -> Self {
        Self {
            reply: answer.reply,
            replayed: answer.replayed,
        }
    }
}

/// 201 with Location, ETag and the record.
pub fn created<T: Entity>(location: String, view: &T) -> Outcome<StoredReply> {
    stored_entity(StatusCode::CREATED, Some(location), view)
}

/// 200 with the record and its ETag.
pub fn changed<T: Entity>(view: &T) -> Outcome<StoredReply> {
    stored_entity(StatusCode::OK, None, view)
}

/// A recorded change answered with the record as it is now.
pub fn as_changed<T: Entity>(recorded: Recorded<()>, view: &T) -> Outcome<Recorded<StoredReply>> {
    let reply = changed(view)?;
    Ok(recorded.map(|()| reply))
}

/// 200 with a body that is no single record.
pub fn done<T: Serialize>(view: &T) -> Outcome<StoredReply> {
    stored_json(StatusCode::OK, view)
}

/// 204.
pub fn gone() -> StoredReply {
    StoredReply {
        status: 204,
        location: None,
        etag: None,
        body: String::new(),
    }
}

fn stored_entity<T: Entity>(
    status: StatusCode,
    location: Option<String>,
    view: &T,
) -> Outcome<StoredReply> {
    let mut reply = stored_json(status, view)?;
    reply.location = location;
    reply.etag = Some(etag(view.version()));
    Ok(reply)
}

fn stored_json<T: Serialize>(status: StatusCode, view: &T) -> Outcome<StoredReply> {
    let body = serde_json::to_string(view).map_err(|e| Failure::defect(e.to_string()))?;
    Ok(StoredReply {
        status: i32::from(status.as_u16()),
        location: None,
        etag: None,
        body,
    })
}

impl Responder for Reply {
    type Body = BoxBody;

    fn respond_to(self, _: &HttpRequest) -> HttpResponse {
        let code = u16::try_from(self.reply.status)
            .ok()
            .and_then(|s| StatusCode::from_u16(s).ok());
        let mut response = HttpResponse::build(code.unwrap_or(StatusCode::OK));
        response.insert_header((CACHE_CONTROL, "no-store"));
        if let Some(location) = self.reply.location {
            response.insert_header((LOCATION, location));
        }
        if let Some(etag) = self.reply.etag {
            response.insert_header((ETAG, etag));
        }
        if self.replayed {
            response.insert_header((REPLAYED, "true"));
        }
        if self.reply.body.is_empty() {
            return response.finish();
        }
        response.insert_header((CONTENT_TYPE, "application/json"));
        response.body(self.reply.body)
    }
}
