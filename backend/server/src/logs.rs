//! JSON lines on standard error: time at +07:00, level, fields. Fields are
//! chosen where they are logged; no text of a request gets here.

use chrono::{DateTime, FixedOffset, SecondsFormat, Utc};
use lamtheo_api::web::trace;
use serde_json::{Map, Value, json};
use std::fmt::{self, Debug, Write as _};
use tracing::field::{Field, Visit};
use tracing::{Event, Subscriber};
use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt::FmtContext;
use tracing_subscriber::fmt::format::{FormatEvent, FormatFields, Writer};
use tracing_subscriber::registry::LookupSpan;

const HO_CHI_MINH_SECONDS: i32 = 7 * 3600;

/// Starts logging at `level`; later calls change nothing.
pub(crate) fn start(level: &str) {
    let filter = EnvFilter::try_new(level).unwrap_or_else(|_| EnvFilter::new("info"));
    let started = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .event_format(JsonLine)
        .try_init();
    if started.is_ok() {
        log_panics();
    }
}

/// A panic is one line. Its text is shown only when it is a constant of the
/// program: a formatted one may carry data of a person.
fn log_panics() {
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string);
        let text = panic.payload().downcast_ref::<&'static str>();
        tracing::error!(
            place = place.as_deref().unwrap_or("-"),
            text = text.copied().unwrap_or("-"),
            thread = std::thread::current().name().unwrap_or("-"),
            "panic"
        );
    }));
}

struct JsonLine;

impl<S, N> FormatEvent<S, N> for JsonLine
where
    S: Subscriber + for<'a> LookupSpan<'a>,
    N: for<'a> FormatFields<'a> + 'static,
{
    fn format_event(
        &self,
        _: &FmtContext<'_, S, N>,
        mut writer: Writer<'_>,
        event: &Event<'_>,
    ) -> fmt::Result {
        #[expect(clippy::disallowed_methods, reason = "the log tells the real time")]
        let now = Utc::now();
        writeln!(writer, "{}", line(now, event))
    }
}

fn line(now: DateTime<Utc>, event: &Event<'_>) -> Value {
    let mut fields = Fields(Map::new());
    event.record(&mut fields);
    let Fields(mut line) = fields;
    if !line.contains_key("trace_id") {
        let trace_id = trace::current();
        if !trace_id.is_empty() {
            line.insert("trace_id".to_owned(), trace_id.into());
        }
    }
    line.insert("time".to_owned(), local_time(now).into());
    let level = event.metadata().level().as_str();
    line.insert("level".to_owned(), json!(level));
    line.insert("target".to_owned(), json!(event.metadata().target()));
    Value::Object(line)
}

fn local_time(now: DateTime<Utc>) -> String {
    match FixedOffset::east_opt(HO_CHI_MINH_SECONDS) {
        Some(zone) => now
            .with_timezone(&zone)
            .to_rfc3339_opts(SecondsFormat::Millis, false),
        None => now.to_rfc3339_opts(SecondsFormat::Millis, true),
    }
}

struct Fields(Map<String, Value>);

impl Fields {
    fn put(&mut self, field: &Field, value: impl Into<Value>) {
        self.0.insert(field.name().to_owned(), value.into());
    }
}

impl Visit for Fields {
    fn record_f64(&mut self, field: &Field, value: f64) {
        self.put(field, value);
    }

    fn record_i64(&mut self, field: &Field, value: i64) {
        self.put(field, value);
    }

    fn record_u64(&mut self, field: &Field, value: u64) {
        self.put(field, value);
    }

    fn record_bool(&mut self, field: &Field, value: bool) {
        self.put(field, value);
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        self.put(field, value);
    }

    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        let mut text = String::new();
        // Writing to a String does not fail.
        let _ = write!(text, "{value:?}");
        self.put(field, text);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_time_is_the_one_in_ho_chi_minh() {
        let now: DateTime<Utc> = "2026-11-22T18:04:05.678Z".parse().unwrap();
        assert_eq!(local_time(now), "2026-11-23T01:04:05.678+07:00");
    }
}
