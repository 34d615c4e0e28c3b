//! The SPA, embedded: hashed assets precompressed and cacheable for ever, the
//! document with a fresh nonce per response, unknown paths answered by it.

use super::addresses::{self, Addresses};
use super::headers::POLICY;
use actix_web::http::Method;
use actix_web::http::header::{
    ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_SECURITY_POLICY, VARY,
};
use actix_web::{HttpRequest, HttpResponse};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use rust_embed::{EmbeddedFile, RustEmbed};

#[derive(RustEmbed)]
#[folder = "../../frontend/dist"]
#[allow_missing = true]
struct Dist;

/// What the built document has in place of the nonce.
const NONCE_MARK: &str = "__CSP_NONCE__";

/// Answers whatever no route matched: an asset, the SPA's document, 404 or 405.
pub fn fallback(req: &HttpRequest, known: &Addresses) -> HttpResponse {
    let path = req.path();
    if is_service_path(path) {
        let methods = known.methods(path);
        if methods.is_empty() {
            return addresses::unknown();
        }
        return addresses::method_not_allowed(&methods);
    }
    if req.method() != Method::GET {
        return addresses::method_not_allowed(&["GET", "HEAD"]);
    }
    let name = path.trim_start_matches('/');
    let servable = name != "index.html" && !has_encoding_suffix(name);
    if let Some(response) = servable.then(|| asset(req, name)).flatten() {
        return response;
    }
    if name
        .rsplit('/')
        .next()
        .is_some_and(|last| last.contains('.'))
        && name != "index.html"
    {
        return addresses::unknown();
    }
    document()
}

fn is_service_path(path: &str) -> bool {
    ["/api", "/livez", "/readyz", "/openapi.json", "/docs"]
        .iter()
        .any(|p| {
            path == *p
                || path
                    .strip_prefix(p)
                    .is_some_and(|rest| rest.starts_with('/'))
        })
}

fn has_encoding_suffix(name: &str) -> bool {
    [".br", ".gz"].iter().any(|suffix| name.ends_with(suffix))
}

fn asset(req: &HttpRequest, name: &str) -> Option<HttpResponse> {
    let accepted = req
        .headers()
        .get(ACCEPT_ENCODING)
        .and_then(|v| v.to_str().ok())
        .unwrap_or_default();
    let packed = [("br", ".br"), ("gzip", ".gz")]
        .iter()
        .filter(|(encoding, _)| accepted.contains(encoding))
        .find_map(|(encoding, suffix)| Some((*encoding, Dist::get(&format!("{name}{suffix}"))?)));
    let plain = Dist::get(name)?;
    let mut response = HttpResponse::Ok();
    response
        .content_type(content_type(name))
        .insert_header((VARY, "Accept-Encoding"));
    let lasting = name.starts_with("assets/");
    let cache = if lasting {
        "public, max-age=31536000, immutable"
    } else {
        "no-cache"
    };
    response.insert_header((CACHE_CONTROL, cache));
    let file: EmbeddedFile = match packed {
        Some((encoding, file)) => {
            response.insert_header((CONTENT_ENCODING, encoding));
            file
        }
        None => plain,
    };
    Some(response.body(file.data.into_owned()))
}

fn document() -> HttpResponse {
    let Some(index) = Dist::get("index.html") else {
        return HttpResponse::NotFound()
            .content_type("text/plain; charset=utf-8")
            .body("Giao diện chưa được dựng: chạy `npm run build` trong thư mục frontend.\n");
    };
    let nonce = STANDARD.encode(rand::random::<[u8; 16]>());
    let page = String::from_utf8_lossy(&index.data).replace(NONCE_MARK, &nonce);
    let policy = POLICY.replace(
        "style-src 'self'",
        &format!("style-src 'self' 'nonce-{nonce}'"),
    );
    HttpResponse::Ok()
        .content_type("text/html; charset=utf-8")
        .insert_header((CACHE_CONTROL, "no-store"))
        .insert_header((CONTENT_SECURITY_POLICY, policy))
        .body(page)
}

fn content_type(name: &str) -> &'static str {
    match name.rsplit('.').next().unwrap_or_default() {
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "html" => "text/html; charset=utf-8",
        "json" | "map" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}
