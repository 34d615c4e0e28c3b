//! The statements that a request runs, taken from the service's own code in
//! this process, and run again in a loop with nothing around them.

use crate::client::Measured;
use crate::service::{BASE_URL, SECRET};
use actix_web::test::{TestRequest, call_service, init_service};
use diesel::RunQueryDsl;
use diesel::connection::{InstrumentationEvent, SimpleConnection, set_default_instrumentation};
use diesel::deserialize::QueryableByName;
use diesel::row::NamedRow;
use lamtheo_api::rooms::auth::{Auth, AuthSettings, SigningKey};
use lamtheo_api::{AppState, Settings, create_app};
use lamtheo_db::{Database, DatabaseUrl, Multi, Options, migrate};
use lamtheo_domain::kernel::Clock;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

static SEEN: Mutex<Vec<String>> = Mutex::new(Vec::new());

/// A row that is stepped over.
struct Stepped;

impl QueryableByName<Multi> for Stepped {
    fn build<'a>(_: &impl NamedRow<'a, Multi>) -> diesel::deserialize::Result<Self> {
        Ok(Self)
    }
}

/// The SELECTs behind GET `path`, with their values written in.
pub fn statements_of(url: &DatabaseUrl, path: &str, token: &str) -> Vec<String> {
    set_default_instrumentation(|| {
        Some(Box::new(|event: InstrumentationEvent<'_>| {
            if let InstrumentationEvent::StartQuery { query, .. } = event {
                SEEN.lock().expect("the list").push(query.to_string());
            }
        }))
    })
    .expect("instrumentation");
    actix_web::rt::System::new().block_on(request(url, path, token));
    set_default_instrumentation(|| None).expect("no instrumentation");
    let seen = std::mem::take(&mut *SEEN.lock().expect("the list"));
    seen.iter()
        .filter(|q| q.starts_with("SELECT"))
        .map(|q| written_in(q))
        .collect()
}

// The tokens are the running service's: real time decides about them.
#[allow(clippy::disallowed_methods)]
async fn request(url: &DatabaseUrl, path: &str, token: &str) {
    let clock = Clock::new(
        chrono::Utc::now,
        chrono::NaiveDate::from_ymd_opt(2022, 5, 19),
    );
    let db = Database::open(
        url.clone(),
        clock,
        Options {
            readers: 1,
            writers: 1,
        },
    )
    .expect("the database");
    let key = SigningKey::from_secret(SECRET).expect("the key");
    let settings = Settings::demo(BASE_URL);
    let auth = Auth::new(AuthSettings::of(&settings), &key);
    let app = init_service(create_app(AppState::new(db, settings, Arc::new(auth)))).await;
    let bearer = format!("Bearer {token}");
    // Twice: the second runs without reading the caller.
    for _ in 0..2 {
        SEEN.lock().expect("the list").clear();
        let request = TestRequest::get()
            .uri(path)
            .insert_header(("authorization", bearer.as_str()));
        let reply = call_service(&app, request.to_request()).await;
        assert!(reply.status().is_success(), "{}", reply.status());
    }
}

/// Runs the statements over and over from `clients` connections.
pub fn tight_loop(
    url: &DatabaseUrl,
    statements: &[String],
    clients: usize,
    time: Duration,
) -> Measured {
    let began = Instant::now();
    let times = std::thread::scope(|scope| {
        let running: Vec<_> = (0..clients)
            .map(|_| scope.spawn(|| turns(url, statements, began, time)))
            .collect();
        running
            .into_iter()
            .flat_map(|thread| thread.join().expect("a loop"))
            .collect()
    });
    Measured::of(times, began.elapsed())
}

fn turns(url: &DatabaseUrl, statements: &[String], began: Instant, time: Duration) -> Vec<f64> {
    let mut conn = migrate::open(url).expect("a connection");
    let mut times = Vec::new();
    while began.elapsed() < time {
        let turn = Instant::now();
        conn.batch_execute("BEGIN").expect("begin");
        for statement in statements {
            let rows: Vec<Stepped> = diesel::sql_query(statement.as_str())
                .load(&mut conn)
                .expect("rows");
            drop(rows);
        }
        conn.batch_execute("COMMIT").expect("commit");
        times.push(turn.elapsed().as_secs_f64());
    }
    times
}

/// A statement as diesel shows it, `… ? … -- binds: [a, b]`, with its values in place.
fn written_in(shown: &str) -> String {
    let (sql, binds) = shown.split_once(" -- binds: [").unwrap_or((shown, "]"));
    let values = values_of(binds.strip_suffix(']').unwrap_or(binds));
    let mut values = values.iter();
    let mut text = String::new();
    let mut rest = sql.chars().peekable();
    while let Some(c) = rest.next() {
        let numbered = c == '$' && rest.peek().is_some_and(char::is_ascii_digit);
        if c != '?' && !numbered {
            text.push(c);
            continue;
        }
        while rest.peek().is_some_and(char::is_ascii_digit) {
            rest.next();
        }
        text.push_str(values.next().map_or("NULL", String::as_str));
    }
    text
}

/// Splits `UnitId("x"), Submitted, 2022, [UnitId("y"), UnitId("z")]` into SQL values.
fn values_of(binds: &str) -> Vec<String> {
    split(binds).iter().map(|v| sql_value(v)).collect()
}

/// Splits at the commas outside of quotes and brackets.
fn split(binds: &str) -> Vec<String> {
    let (mut values, mut current, mut quoted, mut depth) =
        (Vec::new(), String::new(), false, 0_usize);
    for c in binds.chars() {
        match c {
            '"' => quoted = !quoted,
            '[' if !quoted => depth += 1,
            ']' if !quoted => depth = depth.saturating_sub(1),
            ',' if !quoted && depth == 0 => {
                values.push(std::mem::take(&mut current));
                continue;
            }
            _ => {}
        }
        if quoted || c != ' ' {
            current.push(c);
        }
    }
    values.push(current);
    values.retain(|v| !v.is_empty());
    values
}

fn sql_value(shown: &str) -> String {
    if let Some(list) = shown.strip_prefix('[').and_then(|s| s.strip_suffix(']')) {
        // An array of PostgreSQL; SQLite has its values one by one.
        let values: Vec<String> = split(list).iter().map(|v| sql_value(v)).collect();
        let numbers = !values.is_empty() && values.iter().all(|v| v.parse::<f64>().is_ok());
        let kind = if numbers { "int" } else { "text" };
        return format!("ARRAY[{}]::{kind}[]", values.join(", "));
    }
    if let Some((_, rest)) = shown.split_once('"') {
        let inside = rest.rsplit_once('"').map_or(rest, |(inside, _)| inside);
        return format!("'{}'", inside.replace('\'', "''"));
    }
    if shown.parse::<f64>().is_ok() || matches!(shown, "true" | "false") {
        return shown.to_owned();
    }
    // A code of a text enum, shown by its Rust name; or a date.
    let mut word = String::new();
    for (index, c) in shown.char_indices() {
        if c.is_ascii_uppercase() && index > 0 {
            word.push('_');
        }
        word.push(c.to_ascii_lowercase());
    }
    format!("'{word}'")
}
