//! Holds the service against the matrix.

use crate::ask::Ask;
use crate::counts::Counter;
use crate::matrix::{self, Expectations, Expected, RELATIONS, ROLES};
use crate::requests;
use crate::setting::{Setting, unit_in};
use lamtheo_tests::{Backend, Reply, TestApp, both_backends};
use std::collections::{BTreeMap, BTreeSet};

/// The operations of the contract: `METHOD path`.
fn operations() -> BTreeSet<String> {
    let document = serde_json::to_value(lamtheo_api::openapi()).expect("the contract");
    let paths = document["paths"].as_object().expect("paths");
    paths
        .iter()
        .flat_map(|(path, item)| {
            let methods = item.as_object().expect("operations");
            methods
                .keys()
                .filter(|key| ["get", "post", "put", "patch", "delete"].contains(&key.as_str()))
                .map(move |method| format!("{} {path}", method.to_uppercase()))
        })
        .filter(|operation| operation.contains(" /api/"))
        .collect()
}

/// Whether the contract says that the operation needs `If-Match`.
fn needs_version(operation: &str) -> bool {
    let document = serde_json::to_value(lamtheo_api::openapi()).expect("the contract");
    let (method, path) = operation.split_once(' ').expect("METHOD path");
    let parameters = document["paths"][path][method.to_lowercase()]["parameters"].as_array();
    parameters.is_some_and(|all| all.iter().any(|one| one["name"] == "If-Match"))
}

#[test]
fn every_operation_has_a_row_and_every_row_an_operation() {
    let rows: BTreeSet<String> = matrix::read().into_keys().map(|face| face.0).collect();
    let operations = operations();
    let without_row: Vec<_> = operations.difference(&rows).collect();
    let without_operation: Vec<_> = rows.difference(&operations).collect();
    assert!(
        without_row.is_empty() && without_operation.is_empty(),
        "operations without a row: {without_row:#?}\nrows without an operation: {without_operation:#?}"
    );
}

#[test]
fn every_row_speaks_of_every_role() {
    for (face, expectations) in matrix::read() {
        for role in ROLES {
            assert!(expectations.contains_key(role), "{face:?}: {role}");
        }
    }
}

both_backends! {
    fn auth(backend: Backend) { hold(backend, &["/api/v1/auth", "/api/v1/system"]); }
    fn admin(backend: Backend) { hold(backend, &["/api/v1/users", "/api/v1/role-assignments"]); }
    fn org_units(backend: Backend) { hold(backend, &["/api/v1/units"]); }
    fn people(backend: Backend) { hold(backend, &["/api/v1/people", "/api/v1/memberships"]); }
    fn delegations(backend: Backend) { hold(backend, &["/api/v1/delegations"]); }
    fn meetings(backend: Backend) { hold(backend, &["/api/v1/branch-meetings"]); }
    fn programmes(backend: Backend) {
        hold(backend, &["/api/v1/policy-documents", "/api/v1/programme-years", "/api/v1/code-lists"]);
    }
    fn registrations(backend: Backend) { hold(backend, &["/api/v1/registrations"]); }
    fn pledges(backend: Backend) { hold(backend, &["/api/v1/pledges"]); }
    fn issues(backend: Backend) { hold(backend, &["/api/v1/issues"]); }
    fn files(backend: Backend) { hold(backend, &["/api/v1/files"]); }
    fn settings(backend: Backend) { hold(backend, &["/api/v1/settings/working-days"]); }
    fn saved_views(backend: Backend) { hold(backend, &["/api/v1/saved-views"]); }
    fn statistics(backend: Backend) { hold(backend, &["/api/v1/statistics"]); }
    fn figures(backend: Backend) { hold(backend, &["/api/v1/figures"]); }
    fn notifications(backend: Backend) { hold(backend, &["/api/v1/notifications", "/api/v1/jobs"]); }
    fn reminders(backend: Backend) { hold(backend, &["/api/v1/reminders", "/api/v1/settings/reminder-rules"]); }
    fn audit(backend: Backend) { hold(backend, &["/api/v1/audit-log"]); }
}

/// The prefixes of all groups above; a new resource needs its line there.
const GROUPS: [&str; 25] = [
    "/api/v1/auth",
    "/api/v1/system",
    "/api/v1/users",
    "/api/v1/role-assignments",
    "/api/v1/units",
    "/api/v1/people",
    "/api/v1/memberships",
    "/api/v1/delegations",
    "/api/v1/branch-meetings",
    "/api/v1/policy-documents",
    "/api/v1/programme-years",
    "/api/v1/code-lists",
    "/api/v1/registrations",
    "/api/v1/pledges",
    "/api/v1/issues",
    "/api/v1/files",
    "/api/v1/settings/working-days",
    "/api/v1/saved-views",
    "/api/v1/statistics",
    "/api/v1/figures",
    "/api/v1/notifications",
    "/api/v1/jobs",
    "/api/v1/reminders",
    "/api/v1/settings/reminder-rules",
    "/api/v1/audit-log",
];

#[test]
fn every_row_is_in_a_group() {
    for (operation, _) in matrix::read().into_keys() {
        assert!(
            GROUPS.iter().any(|prefix| belongs(&operation, prefix)),
            "{operation}"
        );
    }
}

fn belongs(operation: &str, prefix: &str) -> bool {
    let path = operation.split_once(' ').expect("METHOD path").1;
    path.strip_prefix(prefix)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Holds every row whose path begins with one of `prefixes`.
fn hold(backend: Backend, prefixes: &[&str]) {
    let operations = operations();
    actix_web::rt::System::new().block_on(async {
        let mut complaints = Vec::new();
        for ((operation, variant), expectations) in matrix::read() {
            if operations.contains(&operation) && prefixes.iter().any(|p| belongs(&operation, p)) {
                hold_face(
                    backend,
                    &operation,
                    &variant,
                    &expectations,
                    &mut complaints,
                )
                .await;
            }
        }
        assert!(complaints.is_empty(), "\n{}\n", complaints.join("\n"));
    });
}

/// Roles that are refused everything share one application; every other role has its own.
async fn hold_face(
    backend: Backend,
    operation: &str,
    variant: &str,
    expectations: &Expectations,
    complaints: &mut Vec<String>,
) {
    let versioned = needs_version(operation);
    let refused_all = |cells: &[Expected; 7]| *cells == [Expected::Status(403); 7];
    let (shared, alone): (Vec<&str>, Vec<&str>) = ROLES
        .into_iter()
        .partition(|role| refused_all(&expectations[role]));
    let mut groups = vec![shared];
    groups.extend(alone.into_iter().map(|role| vec![role]));
    for roles in groups.into_iter().filter(|roles| !roles.is_empty()) {
        let app = TestApp::start(backend).await;
        let asks = prepare(&app, operation, variant, &roles);
        let mut counter = Counter::new(app.connect());
        let mut before = counter.rows();
        for (setting, ask) in &asks {
            let expected = expectations[setting.role][setting.relation as usize];
            let place = format!(
                "{operation} [{variant}] {} {:?}",
                setting.role, setting.relation
            );
            if versioned && expected.is_success() {
                let without = ask.send(&setting.caller(), operation, None).await;
                let complaint = differs(Expected::Status(428), ask, &without);
                complaints
                    .extend(complaint.map(|text| format!("{place} without If-Match: {text}")));
            }
            let version = versioned.then_some(1);
            let reply = ask.send(&setting.caller(), operation, version).await;
            let after = counter.rows();
            complaints
                .extend(differs(expected, ask, &reply).map(|text| format!("{place}: {text}")));
            if !reply.status.is_success() {
                complaints.extend(grown(&before, &after).map(|text| format!("{place}: {text}")));
            }
            before = after;
        }
    }
}

/// Puts every target into the database before anything is asked.
fn prepare<'a>(
    app: &'a TestApp,
    operation: &str,
    variant: &str,
    roles: &[&'static str],
) -> Vec<(Setting<'a>, Ask)> {
    let mut conn = app.connect();
    let mut all = Vec::new();
    for role in roles {
        let mut asks = Vec::new();
        // The own record last: some changes of it end what the caller may do.
        for relation in RELATIONS.into_iter().rev() {
            if unit_in(role, relation).is_some() {
                let setting = Setting {
                    app,
                    role,
                    relation,
                };
                setting.sign_in(&mut conn);
                let ask = requests::prepare(&mut conn, &setting, operation, variant);
                // For records of units "own" and "same unit" are one request.
                if !asks.iter().any(|(_, asked)| asked == &ask) {
                    asks.push((setting, ask));
                }
            }
        }
        all.append(&mut asks);
    }
    all
}

fn differs(expected: Expected, ask: &Ask, reply: &Reply) -> Option<String> {
    let status = reply.status.as_u16();
    let body = || {
        String::from_utf8_lossy(&reply.body)
            .chars()
            .take(300)
            .collect::<String>()
    };
    let wanted = match expected {
        Expected::Nothing => return None,
        Expected::Status(wanted) => wanted,
        Expected::Sees | Expected::Blind => 200,
    };
    if status != wanted {
        return Some(format!("{status} instead of {wanted}: {}", body()));
    }
    if expected == Expected::Sees || expected == Expected::Blind {
        let id = ask.listed.as_deref().expect("the record to look for");
        let shown = items(reply).iter().any(|item| item == id);
        if shown != (expected == Expected::Sees) {
            return Some(format!("listed: {shown}"));
        }
    }
    None
}

/// The ids in a list reply.
fn items(reply: &Reply) -> Vec<String> {
    let json = reply.json();
    let listed = json["items"].as_array().cloned().unwrap_or_default();
    listed
        .iter()
        .filter_map(|item| item["id"].as_str().map(str::to_owned))
        .collect()
}

fn grown(before: &BTreeMap<String, i64>, after: &BTreeMap<String, i64>) -> Option<String> {
    let changed: Vec<_> = after
        .iter()
        .filter(|(table, rows)| before.get(*table) != Some(rows))
        .map(|(table, rows)| format!("{table} {:?} → {rows}", before.get(table)))
        .collect();
    (!changed.is_empty()).then(|| format!("a refusal changed rows: {}", changed.join(", ")))
}
