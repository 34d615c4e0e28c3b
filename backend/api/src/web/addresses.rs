//! What an address answers to: HEAD goes where GET goes, any other method is
//! told which ones there are, and nothing is refused without a problem.

use super::problem::Fault;
use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{ALLOW, CONTENT_TYPE, HeaderValue};
use actix_web::http::{Method, StatusCode};
use actix_web::middleware::Next;
use actix_web::{Error, HttpResponse, ResponseError};
use lamtheo_domain::kernel::{Class, Refusal};
use utoipa::openapi::OpenApi;
use utoipa::openapi::path::PathItem;

/// What `Allow` names, in its order.
const METHODS: [&str; 6] = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"];
/// Addresses that are read and stand outside the contract.
const PLAIN: [&str; 5] = ["/livez", "/readyz", "/openapi.json", "/docs", "/docs/"];

/// The addresses of the service with the methods they know.
#[derive(Debug)]
pub struct Addresses(Vec<(String, Vec<&'static str>)>);

impl Addresses {
    /// Those of the contract and the few beside it.
    pub fn of(contract: &OpenApi) -> Self {
        let named = contract.paths.paths.iter();
        let mut all: Vec<_> = named
            .map(|(path, item)| (path.clone(), methods_of(item)))
            .collect();
        all.extend(PLAIN.map(|path| (path.to_owned(), vec!["GET", "HEAD"])));
        Self(all)
    }

    /// The methods that `path` knows; none when there is no such address.
    pub fn methods(&self, path: &str) -> Vec<&'static str> {
        let fitting: Vec<_> = self
            .0
            .iter()
            .filter(|(known, _)| fits(known, path))
            .collect();
        METHODS
            .into_iter()
            .filter(|method| fitting.iter().any(|(_, methods)| methods.contains(method)))
            .collect()
    }
}

fn methods_of(item: &PathItem) -> Vec<&'static str> {
    let there = [
        &item.get,
        &item.get,
        &item.post,
        &item.put,
        &item.patch,
        &item.delete,
    ];
    METHODS
        .into_iter()
        .zip(there)
        .filter_map(|(method, operation)| operation.as_ref().map(|_| method))
        .collect()
}

/// Whether `path` has the shape of `template`, where `{…}` stands for one part.
fn fits(template: &str, path: &str) -> bool {
    let (mut wanted, mut given) = (template.split('/'), path.split('/'));
    loop {
        match (wanted.next(), given.next()) {
            (None, None) => return true,
            (Some(part), Some(word))
                if part == word || (part.starts_with('{') && !word.is_empty()) => {}
            _ => return false,
        }
    }
}

/// Sends HEAD where GET goes (the connection leaves the body out) and gives a
/// bare 404, as of a page that the documentation lacks, its problem.
pub async fn layer(
    mut req: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    if req.method() == Method::HEAD {
        req.head_mut().method = Method::GET;
    }
    let response = next.call(req).await?;
    let bare = response.status() == StatusCode::NOT_FOUND
        && !response.headers().contains_key(CONTENT_TYPE);
    if !bare {
        return Ok(response.map_into_left_body());
    }
    let (request, _) = response.into_parts();
    Ok(ServiceResponse::new(request, unknown()).map_into_right_body())
}

/// 404 for an address that nothing answers to.
pub fn unknown() -> HttpResponse {
    let refusal = Refusal::new(Class::NotFound, "unknown_route", "Không có địa chỉ này");
    Fault::from(refusal).error_response()
}

/// 405 for a known address asked with another method than `allowed`.
pub fn method_not_allowed(allowed: &[&str]) -> HttpResponse {
    let refusal = Refusal::new(
        Class::Invalid,
        "method_not_allowed",
        "Phương thức này không dùng được cho địa chỉ đã gọi",
    );
    let fault = Fault::with_status(StatusCode::METHOD_NOT_ALLOWED, refusal);
    let mut response = fault.error_response();
    if let Ok(allow) = HeaderValue::from_str(&allowed.join(", ")) {
        response.headers_mut().insert(ALLOW, allow);
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_in_braces_stands_for_one_word() {
        assert!(fits("/api/v1/units/{id}/tree", "/api/v1/units/x/tree"));
        for path in [
            "/api/v1/units//tree",
            "/api/v1/units/x",
            "/api/v1/units/x/tree/",
            "/api/v1/units/x/y/tree",
        ] {
            assert!(!fits("/api/v1/units/{id}/tree", path), "{path}");
        }
    }
}
