//! Files that fit in one look, no drawers, twins that are twins.

use crate::source::{below, none, root};
use std::collections::BTreeSet;

const LONGEST: usize = 400;

fn is_generated(path: &str) -> bool {
    path.ends_with("schema.rs") || path.contains(".gen.") || path.contains("/generated/")
}

#[test]
fn files_fit_in_one_look() {
    let complaints: Vec<_> = ["backend", "frontend/src", "tests"]
        .iter()
        .flat_map(|folder| below(folder, &[".rs", ".ts", ".tsx"]))
        .filter(|file| !is_generated(&file.path) && file.text.lines().count() > LONGEST)
        .map(|file| {
            let lines = file.text.lines().count();
            format!("{}: {lines} lines, at most {LONGEST}", file.path)
        })
        .collect();
    none(&complaints);
}

#[test]
fn there_are_no_drawers() {
    let drawers = ["util", "utils", "helper", "helpers", "common", "misc"];
    let complaints: Vec<_> = ["backend", "frontend/src", "tests"]
        .iter()
        .flat_map(|folder| below(folder, &[".rs", ".ts", ".tsx"]))
        .filter(|file| {
            file.path
                .split(['/', '.'])
                .any(|part| drawers.contains(&part))
        })
        .map(|file| format!("{}: name the file after what it holds", file.path))
        .collect();
    none(&complaints);
}

#[test]
fn rows_are_never_replies() {
    let complaints: Vec<_> = below("backend", &[".rs"])
        .iter()
        .flat_map(|file| {
            file.code_lines()
                .filter(|(_, line)| {
                    line.contains("derive(")
                        && line.contains("Serialize")
                        && (line.contains("Queryable") || line.contains("Selectable"))
                })
                .map(|(number, _)| format!("{}:{number}: a row implements Serialize", file.path))
                .collect::<Vec<_>>()
        })
        .collect();
    none(&complaints);
}

#[test]
fn migrations_are_twins() {
    let names = |database: &str| -> BTreeSet<String> {
        let folder = root().join("backend/db/migrations").join(database);
        std::fs::read_dir(folder)
            .expect("a migrations folder")
            .map(|entry| entry.expect("an entry").file_name())
            .map(|name| name.to_string_lossy().into_owned())
            .collect()
    };
    assert_eq!(names("sqlite"), names("postgres"));
    for database in ["sqlite", "postgres"] {
        for name in names(database) {
            for half in ["up.sql", "down.sql"] {
                let path = root().join(format!("backend/db/migrations/{database}/{name}/{half}"));
                assert!(path.is_file(), "{} is missing", path.display());
            }
        }
    }
}

/// Two types of one name would silently share one schema of the contract.
#[test]
fn schemas_have_names_of_their_own() {
    let mut seen = BTreeSet::new();
    let mut complaints = Vec::new();
    for file in below("backend", &[".rs"]) {
        let lines: Vec<_> = file.code_lines().collect();
        let schemas = lines
            .iter()
            .enumerate()
            .filter(|(_, (_, line))| line.contains("#[derive(") && line.contains("ToSchema"));
        for (at, (number, _)) in schemas {
            let name = lines[at..].iter().find_map(|(_, line)| schema_name(line));
            if let Some(name) = name.filter(|name| !seen.insert(name.clone())) {
                complaints.push(format!("{}:{number}: {name} is taken", file.path));
            }
        }
    }
    none(&complaints);
}

fn schema_name(line: &str) -> Option<String> {
    let rest = ["#[schema(as = ", "pub struct ", "pub enum "]
        .iter()
        .find_map(|start| line.trim().strip_prefix(start))?;
    let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_');
    Some(rest[..end.unwrap_or(rest.len())].to_owned())
}

/// The codes that a file records as events: those named at `Event::new`, and
/// those of a table of verbs beside it.
fn events_of(text: &str) -> Vec<String> {
    let literal = |rest: &str| {
        let rest = rest.trim_start().strip_prefix('"')?;
        Some(rest.split('"').next()?.to_owned())
    };
    let mut codes: Vec<String> = text
        .split("Event::new(")
        .skip(1)
        .filter_map(literal)
        .collect();
    if text.contains("Event::new(event_of") {
        codes.extend(text.split("=> ").skip(1).filter_map(literal));
    }
    codes
}

#[test]
fn every_event_of_the_audit_log_has_its_words() {
    let files = below("backend", &[".rs"]);
    let mut seen = 0;
    let mut complaints = Vec::new();
    for file in &files {
        for code in events_of(&file.text)
            .into_iter()
            .filter(|c| c.contains('.'))
        {
            seen += 1;
            if !lamtheo_domain::labels::has("audit.action", &code) {
                complaints.push(format!("{}: {code} is not in audit.action", file.path));
            }
        }
    }
    assert!(seen > 70, "only {seen} events found: the search is broken");
    none(&complaints);
}
