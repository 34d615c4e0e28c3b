//! Files: taken in, refused, read, cleared away.

mod evidence;
mod refuse;
mod sweep;
mod upload;

use lamtheo_tests::{TestApp, world};
use serde_json::json;

/// Everything that lies in the folder of uploads.
pub fn on_disk(app: &TestApp) -> Vec<String> {
    fn walk(folder: &std::path::Path, found: &mut Vec<String>) {
        for entry in std::fs::read_dir(folder).into_iter().flatten() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, found);
            } else {
                found.push(path.file_name().unwrap().to_string_lossy().into_owned());
            }
        }
    }
    let mut found = Vec::new();
    walk(app.state().files.blobs.folder(), &mut found);
    found.sort();
    found
}
