//! The OpenAPI document: its frame, and what every operation has in common.

use super::problem::{PROBLEM_JSON, Problem, ProblemField};
use utoipa::openapi::path::{Operation, PathItem};
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::openapi::{ContentBuilder, OpenApi as Document, Ref, RefOr, ResponseBuilder};
use utoipa::{Modify, OpenApi};

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

/// Gives every operation the problem response that any of them can answer.
pub fn finish(document: &mut Document) {
    for (path, item) in &mut document.paths.paths {
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
