//! Where settings come from, and how each is read so that one start tells
//! every mistake. Texts of problems name the setting, never its value: a value
//! may be a secret.

use super::NAMES;
use lamtheo_api::web::network::Network;
use std::collections::BTreeMap;
use std::fmt::Display;
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};
use std::str::FromStr;

const PREFIX: &str = "LAMTHEO_";
/// Variables of this program that are no settings: the file's own place.
const FILE_VARIABLE: &str = "LAMTHEO_CONFIG";
/// Variables of the tests and of features that other versions have.
const IGNORED: [&str; 2] = ["LAMTHEO_TEST_", "LAMTHEO_METRICS_"];

/// The file and the environment as they are.
#[derive(Debug, Default)]
pub struct Sources {
    file_path: Option<PathBuf>,
    file: BTreeMap<String, String>,
    variables: BTreeMap<String, String>,
    problems: Vec<String>,
}

impl Sources {
    /// The process's environment over the file at `file`.
    pub fn of_process(file: Option<&Path>) -> Self {
        let variables = std::env::vars_os().filter_map(|(name, value)| {
            Some((name.into_string().ok()?, value.into_string().ok()?))
        });
        Self::new(file, variables)
    }

    /// These variables over the file at `file`.
    pub fn new(file: Option<&Path>, variables: impl IntoIterator<Item = (String, String)>) -> Self {
        let mut sources = Self {
            file_path: file.map(Path::to_owned),
            variables: variables
                .into_iter()
                .filter(|(name, _)| name.starts_with(PREFIX))
                .collect(),
            ..Self::default()
        };
        if let Some(path) = file {
            sources.read_file(path);
        }
        sources
    }

    fn read_file(&mut self, path: &Path) {
        let place = path.display();
        let text = match std::fs::read_to_string(path) {
            Ok(text) => text,
            Err(error) => return self.problems.push(format!("{place}: {error}")),
        };
        let table: toml::Table = match text.parse() {
            Ok(table) => table,
            Err(error) => {
                // The library's own text would quote the line, which may be a secret.
                let line = error
                    .span()
                    .map_or(0, |s| text[..s.start.min(text.len())].lines().count());
                return self
                    .problems
                    .push(format!("{place}: not TOML near line {}", line.max(1)));
            }
        };
        for (name, value) in table {
            match flat(&value) {
                _ if !NAMES.contains(&name.as_str()) => self
                    .problems
                    .push(format!("{place}: {name} is not a setting")),
                None => self.problems.push(format!(
                    "{place}: {name} must be a text, a number or a list"
                )),
                Some(text) => {
                    self.file.insert(name, text);
                }
            }
        }
    }

    /// Whether `name` is given in the file itself.
    pub(super) fn file_has(&self, name: &str) -> bool {
        self.file.contains_key(name)
    }

    /// Where the file is.
    pub(super) fn file_path(&self) -> Option<&Path> {
        self.file_path.as_deref()
    }

    /// Variables that look like settings and are none: mostly slips of the pen.
    pub fn unknown_variables(&self) -> Vec<&str> {
        let known = |name: &str| {
            name == FILE_VARIABLE
                || IGNORED.iter().any(|prefix| name.starts_with(prefix))
                || NAMES.iter().any(|n| variable(n) == name)
        };
        self.variables
            .keys()
            .map(String::as_str)
            .filter(|name| !known(name))
            .collect()
    }

    fn text(&self, name: &str) -> Option<&str> {
        self.variables
            .get(&variable(name))
            .or_else(|| self.file.get(name))
            .map(|text| text.trim())
            .filter(|text| !text.is_empty())
    }

    /// Reads settings one by one; problems go to `problems`.
    pub(super) fn reader<'a>(&'a self, problems: &'a mut Vec<String>) -> Reader<'a> {
        problems.extend(self.problems.iter().cloned());
        Reader {
            sources: self,
            problems,
        }
    }
}

fn variable(name: &str) -> String {
    format!("{PREFIX}{}", name.to_uppercase())
}

fn flat(value: &toml::Value) -> Option<String> {
    match value {
        toml::Value::String(text) => Some(text.clone()),
        toml::Value::Integer(number) => Some(number.to_string()),
        toml::Value::Boolean(yes) => Some(yes.to_string()),
        toml::Value::Array(items) => {
            let texts: Option<Vec<String>> = items.iter().map(flat).collect();
            texts.map(|texts| texts.join(","))
        }
        _ => None,
    }
}

/// Reads settings and collects what is wrong with them.
pub(super) struct Reader<'a> {
    sources: &'a Sources,
    problems: &'a mut Vec<String>,
}

impl Reader<'_> {
    /// The setting as `read` understands it, or `default`.
    pub fn parsed<T>(
        &mut self,
        name: &str,
        read: impl Fn(&str) -> Result<T, String>,
        default: T,
    ) -> T {
        match self.sources.text(name).map(read) {
            None => default,
            Some(Ok(value)) => value,
            Some(Err(what)) => {
                self.problems.push(format!("{name}: {what}"));
                default
            }
        }
    }

    /// The setting, if there is one.
    pub fn optional<T>(&mut self, name: &str) -> Option<T>
    where
        T: FromStr,
        T::Err: Display,
    {
        self.parsed(name, |text| from_text(text).map(Some), None)
    }

    /// The setting or `default`.
    pub fn or<T>(&mut self, name: &str, default: T) -> T
    where
        T: FromStr,
        T::Err: Display,
    {
        self.parsed(name, from_text, default)
    }

    /// A whole number within `range`.
    pub fn within<T>(&mut self, name: &str, range: RangeInclusive<T>, default: T) -> T
    where
        T: FromStr + PartialOrd + Display + Copy,
    {
        let read = |text: &str| match text.parse::<T>() {
            Ok(number) if range.contains(&number) => Ok(number),
            _ => Err(format!(
                "must be a number from {} to {}",
                range.start(),
                range.end()
            )),
        };
        self.parsed(name, read, default)
    }

    /// A list: commas in the environment, a list in the file.
    pub fn list<T>(&mut self, name: &str, read: impl Fn(&str) -> Result<T, String>) -> Vec<T> {
        let all = |text: &str| {
            text.split(',')
                .map(str::trim)
                .filter(|item| !item.is_empty())
                .map(&read)
                .collect()
        };
        self.parsed(name, all, Vec::new())
    }
}

fn from_text<T>(text: &str) -> Result<T, String>
where
    T: FromStr,
    T::Err: Display,
{
    text.parse().map_err(|e: T::Err| e.to_string())
}

/// `host:port` as sockets take it.
pub(super) fn address(text: &str) -> Result<String, String> {
    match text.rsplit_once(':') {
        Some((host, port)) if !host.is_empty() && port.parse::<u16>().is_ok() => {
            Ok(text.to_owned())
        }
        _ => Err("must be ADDRESS:PORT, e.g. 127.0.0.1:8080".to_owned()),
    }
}

/// `https://host[:port]`, without a path.
pub(super) fn base_url(text: &str) -> Result<String, String> {
    let text = text.strip_suffix('/').unwrap_or(text);
    let host = ["https://", "http://"]
        .iter()
        .find_map(|scheme| text.strip_prefix(scheme));
    match host {
        Some(host) if is_host(host) => Ok(text.to_owned()),
        _ => {
            Err("must be https://HOST or http://HOST, with an optional port and no path".to_owned())
        }
    }
}

fn is_host(text: &str) -> bool {
    !text.is_empty() && !text.contains(['/', '?', '#', '@', ' ', '*'])
}

/// An origin that may call from a browser; never all of them.
pub(super) fn origin(text: &str) -> Result<String, String> {
    if text.contains('*') {
        return Err("names every origin (*); list the origins one by one".to_owned());
    }
    base_url(text)
}

/// A network, or one address.
pub(super) fn network(text: &str) -> Result<Network, String> {
    from_text(text)
}
