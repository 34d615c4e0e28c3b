//! The OpenAPI document: its frame, and what every operation has in common.

use super::problem::{PROBLEM_JSON, Problem, ProblemField};
use super::request::LONGEST_KEY;
use utoipa::openapi::path::{Operation, Parameter, ParameterBuilder, ParameterIn, PathItem};
use utoipa::openapi::schema::{ObjectBuilder, Type};
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::openapi::{ContentBuilder, OpenApi as Document, Ref, RefOr, Required, ResponseBuilder};
use utoipa::{IntoParams, Modify, OpenApi};

/// The frame of the document; paths and schemas are collected from the routes.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "lamtheo",
        description = "Sổ đăng ký và dịch vụ số liệu việc học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh của các tổ chức đảng trong tỉnh.",
        license(name = "Apache-2.0", identifier = "Apache-2.0")
    ),
    components(schemas(Problem, ProblemField)),
    security(("bearer" = [])),
    modifiers(&Shared)
)]
pub struct ApiDoc;

struct Shared;

impl Modify for Shared {
    fn modify(&self, document: &mut Document) {
        let bearer = HttpBuilder::new()
            .scheme(HttpAuthScheme::Bearer)
            .bearer_format("JWT")
            .build();
        document
            .components
            .get_or_insert_with(Default::default)
            .add_security_scheme("bearer", SecurityScheme::Http(bearer));
    }
}

/// The version of the record that was read: what every change of a record needs.
#[derive(IntoParams)]
#[into_params(parameter_in = Header)]
#[allow(dead_code, reason = "describes the header; `Allowed::change` reads it")]
pub struct IfMatch {
    /// The record's `ETag`, or its `version`; 428 without, 412 when it is stale.
    #[param(rename = "If-Match", value_type = String)]
    if_match: String,
}

/// Gives every operation what any of them has: the problem response, and the key
/// under which a creation or a change can be repeated.
pub fn finish(document: &mut Document) {
    for (path, item) in &mut document.paths.paths {
        let repeatable = !path.starts_with("/api/v1/auth/");
        let changing = [
            &mut item.post,
            &mut item.put,
            &mut item.patch,
            &mut item.delete,
        ];
        for operation in changing.into_iter().flatten().filter(|_| repeatable) {
            let parameters = operation.parameters.get_or_insert_with(Vec::new);
            parameters.push(RefOr::T(idempotency_key()));
        }
        for operation in operations(item) {
            let content = ContentBuilder::new()
                .schema(Some(RefOr::Ref(Ref::from_schema_name("Problem"))))
                .build();
            let problem = ResponseBuilder::new()
                .description("Refusal or error, RFC 9457, Vietnamese, with a stable code")
                .content(PROBLEM_JSON, content)
                .build();
            operation
                .responses
                .responses
                .insert("default".to_owned(), RefOr::T(problem));
            name(path, operation);
        }
    }
}

fn idempotency_key() -> Parameter {
    let text = ObjectBuilder::new()
        .schema_type(Type::String)
        .max_length(Some(LONGEST_KEY));
    ParameterBuilder::new()
        .name("Idempotency-Key")
        .parameter_in(ParameterIn::Header)
        .required(Required::False)
        .description(Some(
            "Any text of the client's; a repeat within 24 hours gets the first reply.",
        ))
        .schema(Some(text))
        .build()
}

/// Handlers of different resources share short names; the resource makes them unique.
fn name(path: &str, operation: &mut Operation) {
    let resource = path.split('/').nth(3).map(|word| word.replace('-', "_"));
    if let (Some(resource), Some(short)) = (resource, operation.operation_id.as_mut()) {
        *short = format!("{resource}_{short}");
    }
}

fn operations(item: &mut PathItem) -> impl Iterator<Item = &mut Operation> {
    [
        &mut item.get,
        &mut item.post,
        &mut item.put,
        &mut item.patch,
        &mut item.delete,
    ]
    .into_iter()
    .filter_map(Option::as_mut)
}
