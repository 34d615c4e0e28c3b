//! Puts the rooms, the documentation and the SPA behind one configuration.

use crate::web::openapi::{ApiDoc, finish};
use crate::web::{addresses, bounds, cors, headers, health, payload_layer, spa, trace};
use crate::{AppState, routes};
use actix_web::body::MessageBody;
use actix_web::dev::{ServiceFactory, ServiceRequest, ServiceResponse};
use actix_web::middleware::from_fn;
use actix_web::web::{self, Data};
use actix_web::{App, Error, HttpRequest, HttpResponse};
use std::sync::OnceLock;
use utoipa::OpenApi;
use utoipa_actix_web::AppExt;
use utoipa_swagger_ui::SwaggerUi;

/// The contract, derived from the code.
pub fn openapi() -> utoipa::openapi::OpenApi {
    let (_, mut document) = App::new()
        .into_utoipa_app()
        .openapi(ApiDoc::openapi())
        .configure(routes::routes)
        .split_for_parts();
    finish(&mut document);
    document
}

fn openapi_text() -> &'static str {
    static TEXT: OnceLock<String> = OnceLock::new();
    TEXT.get_or_init(|| openapi().to_pretty_json().unwrap_or_default())
}

async fn openapi_json() -> HttpResponse {
    HttpResponse::Ok()
        .content_type("application/json")
        .body(openapi_text())
}

/// Whatever no route matched.
async fn unmatched(req: HttpRequest) -> HttpResponse {
    static KNOWN: OnceLock<addresses::Addresses> = OnceLock::new();
    spa::fallback(
        &req,
        KNOWN.get_or_init(|| addresses::Addresses::of(&openapi())),
    )
}

/// The application over `state`, for a server or for tests.
pub fn create_app(
    state: AppState,
) -> App<
    impl ServiceFactory<
        ServiceRequest,
        Config = (),
        Response = ServiceResponse<impl MessageBody>,
        Error = Error,
        InitError = (),
    >,
> {
    App::new()
        .app_data(Data::new(state))
        .into_utoipa_app()
        .configure(routes::routes)
        .into_app()
        .service(health::livez)
        .service(health::readyz)
        .route("/openapi.json", web::get().to(openapi_json))
        .route(
            "/docs",
            web::get().to(|| async { web::Redirect::to("/docs/") }),
        )
        .service(
            SwaggerUi::new("/docs/{_:.*}")
                .config(utoipa_swagger_ui::Config::new(["/openapi.json"])),
        )
        .default_service(web::to(unmatched))
        .wrap(from_fn(addresses::layer))
        .wrap(from_fn(bounds::layer))
        .wrap(from_fn(payload_layer))
        .wrap(from_fn(cors::layer))
        .wrap(from_fn(headers::layer))
        .wrap(actix_web::middleware::Compress::default())
        .wrap(from_fn(trace::layer))
}
