//! What a handler asks of a request besides who sends it: query parameters, a
//! JSON body, both or nothing. Anything not asked for is refused.

use super::json::{self, JsonFault, TextRule};
use super::payload::Arrived;
use super::problem::Fault;
use actix_multipart::Multipart;
use actix_web::http::StatusCode;
use actix_web::http::header::CONTENT_TYPE;
use actix_web::{HttpMessage, HttpRequest};
use lamtheo_domain::kernel::{FieldError, Refusal};
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;

/// Parsed from a request after its sender is known.
pub trait Input: Sized {
    /// Parses, or says which field is wrong.
    fn parse(req: &HttpRequest) -> Result<Self, Fault>;
}

/// Neither query parameters nor a body (an empty object passes).
#[derive(Debug)]
pub struct NoInput;

/// Query parameters.
#[derive(Debug)]
pub struct Query<T>(pub T);

/// A JSON body.
#[derive(Debug)]
pub struct Body<T>(pub T);

/// A JSON body that carries a password: its text may come in any normal form.
#[derive(Debug)]
pub struct SecretBody<T>(pub T);

/// Both.
#[derive(Debug)]
pub struct QueryAndBody<Q, B>(pub Q, pub B);

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Empty {}

impl Input for NoInput {
    fn parse(req: &HttpRequest) -> Result<Self, Fault> {
        query::<Empty>(req)?;
        if !bytes(req)?.is_empty() {
            body::<Empty>(req, TextRule::Strict)?;
        }
        Ok(Self)
    }
}

/// A multipart form that is read part by part as it arrives.
pub struct Form(pub Multipart);

impl Input for Form {
    fn parse(req: &HttpRequest) -> Result<Self, Fault> {
        query::<Empty>(req)?;
        bytes(req)?;
        match req.extensions().get::<Arrived>() {
            Some(Arrived::Arriving(body)) => Ok(Self(Multipart::new(req.headers(), body.clone()))),
            _ => Err(Fault::with_status(
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                Refusal::invalid(
                    "multipart_expected",
                    "Nội dung gửi lên phải là biểu mẫu có tệp (multipart/form-data)",
                ),
            )),
        }
    }
}

impl<T: DeserializeOwned> Input for Query<T> {
    fn parse(req: &HttpRequest) -> Result<Self, Fault> {
        query(req).map(Self)
    }
}

impl<T: DeserializeOwned> Input for Body<T> {
    fn parse(req: &HttpRequest) -> Result<Self, Fault> {
        query::<Empty>(req)?;
        body(req, TextRule::Strict).map(Self)
    }
}

impl<T: DeserializeOwned> Input for SecretBody<T> {
    fn parse(req: &HttpRequest) -> Result<Self, Fault> {
        query::<Empty>(req)?;
        body(req, TextRule::AnyNormalForm).map(Self)
    }
}

impl<Q: DeserializeOwned, B: DeserializeOwned> Input for QueryAndBody<Q, B> {
    fn parse(req: &HttpRequest) -> Result<Self, Fault> {
        Ok(Self(query(req)?, body(req, TextRule::Strict)?))
    }
}

/// The bytes of the body, for the fingerprint of a repeatable request.
pub fn bytes(req: &HttpRequest) -> Result<actix_web::web::Bytes, Fault> {
    match req.extensions().get::<Arrived>() {
        Some(Arrived::Whole(bytes)) => Ok(bytes.clone()),
        // Its handler adds what it read to the fingerprint.
        Some(Arrived::Arriving(_)) => Ok(actix_web::web::Bytes::new()),
        Some(Arrived::TooLarge) => Err(Fault::with_status(
            StatusCode::PAYLOAD_TOO_LARGE,
            Refusal::invalid(
                "body_too_large",
                "Nội dung gửi lên quá lớn (tối đa 256 KiB)",
            ),
        )),
        Some(Arrived::Broken) | None => Err(Fault::with_status(
            StatusCode::BAD_REQUEST,
            Refusal::invalid("body_unreadable", "Không đọc được nội dung gửi lên"),
        )),
    }
}

fn body<T: DeserializeOwned>(req: &HttpRequest, rule: TextRule) -> Result<T, Fault> {
    let bytes = bytes(req)?;
    let kind = req
        .headers()
        .get(CONTENT_TYPE)
        .and_then(|v| v.to_str().ok())
        .unwrap_or_default();
    let essence = kind.split(';').next().unwrap_or_default().trim();
    if !essence.is_empty() && !essence.eq_ignore_ascii_case("application/json") {
        return Err(Fault::with_status(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Refusal::invalid(
                "json_expected",
                "Nội dung gửi lên phải là JSON (application/json)",
            ),
        ));
    }
    let bytes: &[u8] = if bytes.is_empty() { b"{}" } else { &bytes };
    json::parse(bytes, rule).map_err(|fault| match fault {
        JsonFault::Syntax(refusal) => Fault::with_status(StatusCode::BAD_REQUEST, refusal),
        JsonFault::Content(refusal) => refusal.into(),
    })
}

/// Query parameters; one given several times means OR, as with commas.
fn query<T: DeserializeOwned>(req: &HttpRequest) -> Result<T, Fault> {
    let broken = || {
        Fault::with_status(
            StatusCode::BAD_REQUEST,
            Refusal::invalid("query_syntax", "Tham số trên địa chỉ không đọc được"),
        )
    };
    let pairs: Vec<(String, String)> =
        serde_urlencoded::from_str(req.query_string()).map_err(|_| broken())?;
    let mut folded: BTreeMap<String, String> = BTreeMap::new();
    for (name, value) in pairs {
        if let Some((code, message)) = json::text_fault(&value, TextRule::Strict) {
            return Err(Refusal::fields(vec![FieldError::new(name, code, message)]).into());
        }
        folded
            .entry(name)
            .and_modify(|all| {
                all.push(',');
                all.push_str(&value);
            })
            .or_insert(value);
    }
    let text = serde_urlencoded::to_string(&folded).map_err(|_| broken())?;
    let source = serde_urlencoded::Deserializer::new(form_urlencoded::parse(text.as_bytes()));
    serde_path_to_error::deserialize(source).map_err(|error| {
        let name = format!("/{}", error.path());
        let mut field = json::explain(name, &error.inner().to_string());
        field.pointer = field.pointer.replace(['.', '/'], "");
        if field.code == "unknown_field" {
            field.code = "unknown_parameter";
            field.message = format!("Không có tham số “{}”", field.pointer);
        }
        Refusal::fields(vec![field]).into()
    })
}
