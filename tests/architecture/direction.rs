//! `server → api → db → domain`; inside a room `http → commands | queries →
//! store → schema`; a room calls only rooms listed above it in `routes.rs`,
//! and only through their door.

use crate::source::{Source, below, none, root};

/// What a crate may name of the others.
const CRATES: [(&str, &[&str]); 4] = [
    ("backend/domain", &[]),
    ("backend/db", &["lamtheo_domain"]),
    ("backend/api", &["lamtheo_domain", "lamtheo_db"]),
    (
        "backend/server",
        &["lamtheo_domain", "lamtheo_db", "lamtheo_api", "lamtheo"],
    ),
];

const OWN_CRATES: [&str; 4] = ["lamtheo_domain", "lamtheo_db", "lamtheo_api", "lamtheo"];

/// What no line of a layer may name.
const LAYERS: [(&str, &[&str]); 5] = [
    ("http", &["store::", "schema::", "diesel::"]),
    ("views", &["schema::", "diesel::", "http::"]),
    ("commands", &["http::"]),
    ("queries", &["http::", "commands::"]),
    ("store", &["http::", "commands::", "queries::", "views::"]),
];

/// Rooms that read any table; they write only their own.
const READERS: [&str; 3] = ["statistics", "reports", "portal"];

const PRIVATE_PARTS: [&str; 5] = ["http", "views", "commands", "queries", "store"];

fn names(line: &str, word: &str) -> bool {
    line.match_indices(word).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        let after = line[at + word.len()..].chars().next();
        let inside = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
        !inside(before) && (word.ends_with(':') || !inside(after))
    })
}

#[test]
fn crates_look_downwards_only() {
    let mut complaints = Vec::new();
    for (folder, allowed) in CRATES {
        for file in below(folder, &[".rs"]) {
            for (number, line) in file.code_lines() {
                for name in OWN_CRATES {
                    let code = names(line, &format!("{name}::"));
                    if code && !allowed.contains(&name) && !own_name(folder, name) {
                        complaints.push(format!("{}:{number}: names {name}", file.path));
                    }
                }
            }
        }
    }
    none(&complaints);
}

fn own_name(folder: &str, name: &str) -> bool {
    folder
        .strip_prefix("backend/")
        .is_some_and(|part| name == format!("lamtheo_{part}"))
}

#[test]
fn the_domain_does_no_io() {
    let banned = [
        "std::fs",
        "std::net",
        "std::process",
        "std::env",
        "tokio::",
        "actix_web::",
    ];
    let complaints = lines_naming(&below("backend/domain/src", &[".rs"]), &banned);
    none(&complaints);
}

#[test]
fn layers_of_a_room_look_downwards_only() {
    let mut complaints = Vec::new();
    for room in rooms() {
        for file in below(&format!("backend/api/src/rooms/{room}"), &[".rs"]) {
            let layer = layer_of(&room, &file.path);
            let Some((_, banned)) = LAYERS.iter().find(|(name, _)| *name == layer) else {
                continue;
            };
            let banned: Vec<&str> = banned
                .iter()
                .copied()
                .filter(|word| !(READERS.contains(&room.as_str()) && *word == "schema::"))
                .collect();
            complaints.extend(lines_naming(std::slice::from_ref(&file), &banned));
        }
    }
    none(&complaints);
}

#[test]
fn a_room_calls_only_rooms_above_it_and_through_their_door() {
    let order = listed_rooms();
    let rank = |room: &str| order.iter().position(|name| name == room);
    let mut complaints = Vec::new();
    for room in rooms() {
        for file in below(&format!("backend/api/src/rooms/{room}"), &[".rs"]) {
            for (number, line) in file.product_lines() {
                for other in rooms().iter().filter(|other| **other != room) {
                    let Some(rest) = after_room(line, other) else {
                        continue;
                    };
                    let place = format!("{}:{number}", file.path);
                    if rank(other) > rank(&room) {
                        complaints.push(format!("{place}: {other} stands below {room}"));
                    }
                    if PRIVATE_PARTS
                        .iter()
                        .any(|part| names(rest, &format!("{part}::")))
                    {
                        complaints.push(format!("{place}: enters {other} past its mod.rs"));
                    }
                }
            }
        }
    }
    none(&complaints);
}

#[test]
fn every_room_has_a_door_that_says_what_it_is_for() {
    let mut complaints = Vec::new();
    for room in rooms() {
        let door = root().join(format!("backend/api/src/rooms/{room}/mod.rs"));
        let text = std::fs::read_to_string(&door).unwrap_or_default();
        if !text.starts_with("//!") {
            complaints.push(format!("{room}/mod.rs does not begin with its purpose"));
        }
        if !listed_rooms().contains(&room) {
            complaints.push(format!("{room} is not in routes.rs"));
        }
    }
    none(&complaints);
}

/// The folders below `rooms/`.
fn rooms() -> Vec<String> {
    let Ok(entries) = std::fs::read_dir(root().join("backend/api/src/rooms")) else {
        return Vec::new();
    };
    let mut names: Vec<String> = entries
        .map(|entry| entry.expect("an entry"))
        .filter(|entry| entry.path().is_dir())
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

/// The rooms in the order in which `routes.rs` first names each.
fn listed_rooms() -> Vec<String> {
    let text =
        std::fs::read_to_string(root().join("backend/api/src/routes.rs")).unwrap_or_default();
    let first = |room: &str| {
        text.lines()
            .filter(|line| !line.trim_start().starts_with("use "))
            .position(|line| names(line, &format!("{room}::")))
    };
    let mut listed: Vec<(usize, String)> = rooms()
        .into_iter()
        .filter_map(|room| first(&room).map(|line| (line, room)))
        .collect();
    listed.sort();
    listed.into_iter().map(|(_, room)| room).collect()
}

/// `http`, `commands`, … for a file of a room.
fn layer_of(room: &str, path: &str) -> String {
    let inside = path
        .split(&format!("/rooms/{room}/"))
        .nth(1)
        .unwrap_or_default();
    inside
        .split(['/', '.'])
        .next()
        .unwrap_or_default()
        .to_owned()
}

/// What follows `rooms::<room>` in a line that names that room.
fn after_room<'a>(line: &'a str, room: &str) -> Option<&'a str> {
    let path = format!("rooms::{room}");
    let at = line.find(&path)?;
    let rest = &line[at + path.len()..];
    let ends = rest
        .chars()
        .next()
        .is_none_or(|c| !c.is_alphanumeric() && c != '_');
    ends.then_some(rest)
}

fn lines_naming(files: &[Source], banned: &[&str]) -> Vec<String> {
    files
        .iter()
        .flat_map(|file| {
            file.product_lines().filter_map(|(number, line)| {
                let word = banned.iter().find(|word| names(line, word))?;
                Some(format!(
                    "{}:{number}: names {}",
                    file.path,
                    word.trim_end_matches(':')
                ))
            })
        })
        .collect()
}
