//! In which form a list is wanted: the `Accept` header.

use crate::web::problem::{Fault, Handled};
use actix_web::dev::Payload;
use actix_web::http::StatusCode;
use actix_web::http::header::ACCEPT;
use actix_web::{FromRequest, HttpRequest};
use lamtheo_domain::kernel::Refusal;
use std::convert::Infallible;
use std::future::{Ready, ready};

/// A form of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Pages for programs.
    Json,
    /// The whole as text.
    Csv,
    /// The whole as a workbook.
    Xlsx,
}

impl Form {
    const ALL: [Self; 3] = [Self::Json, Self::Csv, Self::Xlsx];

    /// Type and subtype.
    const fn media(self) -> (&'static str, &'static str) {
        match self {
            Self::Json => ("application", "json"),
            Self::Csv => ("text", "csv"),
            Self::Xlsx => (
                "application",
                "vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            ),
        }
    }

    /// What the response calls itself.
    pub const fn content_type(self) -> &'static str {
        match self {
            Self::Json => "application/json",
            Self::Csv => "text/csv; charset=utf-8; header=present",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        }
    }

    /// How its files end.
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
        }
    }
}

/// What the request says it takes, and its filters as they came.
#[derive(Debug, Clone)]
pub struct Accepted {
    header: Option<String>,
    /// The query string.
    pub query: String,
}

impl Accepted {
    /// The form that fits best; pages where the request does not care.
    ///
    /// # Errors
    /// 406 `not_acceptable`.
    pub fn form(&self) -> Handled<Form> {
        let Some(header) = self.header.as_deref().filter(|h| !h.trim().is_empty()) else {
            return Ok(Form::Json);
        };
        let mut best: Option<((f32, u8), Form)> = None;
        for form in Form::ALL {
            let (quality, exact) = wanted(header, form);
            if quality > 0.0 && best.is_none_or(|(known, _)| (quality, exact) > known) {
                best = Some(((quality, exact), form));
            }
        }
        best.map(|(_, form)| form).ok_or_else(|| {
            let refusal = Refusal::invalid(
                "not_acceptable",
                "Danh sách này có ở dạng application/json, text/csv và bảng tính .xlsx",
            );
            Fault::with_status(StatusCode::NOT_ACCEPTABLE, refusal)
        })
    }
}

/// Quality and exactness of the most exact range of the header that takes `form`.
fn wanted(header: &str, form: Form) -> (f32, u8) {
    let (kind, subtype) = form.media();
    let mut found = (0.0, 0);
    for range in header.split(',') {
        let mut parts = range.split(';').map(str::trim);
        let Some((of, sub)) = parts.next().and_then(|media| media.split_once('/')) else {
            continue;
        };
        let exact = match (of, sub) {
            (of, sub) if of.eq_ignore_ascii_case(kind) && sub.eq_ignore_ascii_case(subtype) => 3,
            (of, "*") if of.eq_ignore_ascii_case(kind) => 2,
            ("*", "*") => 1,
            _ => continue,
        };
        let quality = parts
            .find_map(|part| part.strip_prefix("q="))
            .map_or(1.0, |q| q.parse().unwrap_or(0.0));
        if exact > found.1 {
            found = (quality, exact);
        }
    }
    found
}

impl FromRequest for Accepted {
    type Error = Infallible;
    type Future = Ready<Result<Self, Infallible>>;

    fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
        let header = req.headers().get(ACCEPT);
        ready(Ok(Self {
            header: header.map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned()),
            query: req.query_string().to_owned(),
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(header: &str) -> Option<Form> {
        let accepted = Accepted {
            header: Some(header.to_owned()),
            query: String::new(),
        };
        accepted.form().ok()
    }

    #[test]
    fn the_best_form_is_chosen() {
        assert_eq!(form(""), Some(Form::Json));
        assert_eq!(form("*/*"), Some(Form::Json));
        assert_eq!(form("text/html, */*;q=0.8"), Some(Form::Json));
        assert_eq!(form("text/csv"), Some(Form::Csv));
        assert_eq!(form("TEXT/CSV; charset=utf-8"), Some(Form::Csv));
        assert_eq!(form("text/csv, */*"), Some(Form::Csv));
        assert_eq!(form("text/csv;q=0.5, application/json"), Some(Form::Json));
        let workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
        assert_eq!(form(workbook), Some(Form::Xlsx));
        assert_eq!(form("application/pdf"), None);
        assert_eq!(form("application/json;q=0"), None);
    }
}
