//! Ids in paths. A malformed one is "not found", and only after the caller is
//! known, so the extractor itself never fails.

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};
use lamtheo_db::Outcome;
use lamtheo_domain::kernel::Refusal;
use std::future::{Ready, ready};
use std::marker::PhantomData;
use std::str::FromStr;

/// The `{id}` of a path.
#[derive(Debug)]
pub struct PathId<T> {
    text: String,
    kind: PhantomData<fn() -> T>,
}

impl<T: FromStr> PathId<T> {
    /// The id, or 404.
    pub fn get(&self) -> Outcome<T> {
        self.text.parse().map_err(|_| Refusal::not_found().into())
    }
}

impl<T> FromRequest for PathId<T> {
    type Error = actix_web::Error;
    type Future = Ready<Result<Self, Self::Error>>;

    fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
        let text = req
            .match_info()
            .iter()
            .next()
            .map(|(_, v)| v.to_owned())
            .unwrap_or_default();
        ready(Ok(Self {
            text,
            kind: PhantomData,
        }))
    }
}

/// The two ids of a path: of a record and of a part of it.
#[derive(Debug)]
pub struct PathIds<A, B> {
    texts: (String, String),
    kind: PhantomData<fn() -> (A, B)>,
}

impl<A: FromStr, B: FromStr> PathIds<A, B> {
    /// Both ids, or 404.
    pub fn get(&self) -> Outcome<(A, B)> {
        let first = self.texts.0.parse();
        let second = self.texts.1.parse();
        match (first, second) {
            (Ok(first), Ok(second)) => Ok((first, second)),
            _ => Err(Refusal::not_found().into()),
        }
    }
}

impl<A, B> FromRequest for PathIds<A, B> {
    type Error = actix_web::Error;
    type Future = Ready<Result<Self, Self::Error>>;

    fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
        let mut values = req.match_info().iter().map(|(_, value)| value.to_owned());
        let mut next = || values.next().unwrap_or_default();
        ready(Ok(Self {
            texts: (next(), next()),
            kind: PhantomData,
        }))
    }
}
