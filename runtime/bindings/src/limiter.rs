//! Rate limits: several rates of one kind of request, counted in memory or in a store.

use crate::errors;
use crate::store::Store;
use pyo3::prelude::*;
use stopple_credentials::digest;
use stopple_policy::rate::{Answer, Rate};
use stopple_sessions::rates;

/// Whether the request may go on, and the headers that say what is left: those of the strictest rate
/// (draft-ietf-httpapi-ratelimit-headers, and `Retry-After` of RFC 9110).
type Told = (bool, Vec<(&'static str, String)>);

/// Rates that all have to hold.
#[pyclass(frozen, module = "flask_stopple._stopple")]
pub struct Limiter {
    rates: Vec<Rate>,
}

#[pymethods]
impl Limiter {
    /// Reads `10/minute`, or several separated by semicolons.
    #[new]
    fn new(text: &str) -> PyResult<Self> {
        let rates = text
            .split(';')
            .map(|part| Rate::parse(part.trim()))
            .collect::<Result<Vec<_>, _>>()
            .map_err(errors::value)?;
        Ok(Self { rates })
    }

    /// Counts one request for a key. `now` is in microseconds.
    fn take(&self, py: Python<'_>, store: &Store, key: &str, now: u64, cost: u32) -> PyResult<Told> {
        let mut told: Option<(Rate, Answer)> = None;
        for (number, rate) in self.rates.iter().enumerate() {
            let place = digest(format!("{rate}\0{number}\0{key}").as_bytes());
            let answer = store.ask(py, |store| {
                // Entries end a second late rather than early.
                rates::take(store, &place, now / MICROSECONDS, rate.seconds() + 1, |kept| {
                    let answer = rate.decide(kept, now, cost);
                    (answer, answer.allowed.then_some(answer.state))
                })
            })?;
            let is_stricter = told
                .as_ref()
                .is_none_or(|(_, before)| (answer.allowed, answer.remaining) < (before.allowed, before.remaining));
            if is_stricter {
                told = Some((*rate, answer));
            }
            if !answer.allowed {
                break;
            }
        }
        let Some((rate, answer)) = told else { return Err(errors::value("no rate")) };
        let seconds = |time: u64| time.div_ceil(MICROSECONDS);
        let mut headers = vec![
            ("RateLimit-Policy", format!("\"default\";q={};w={}", rate.count(), rate.seconds())),
            ("RateLimit", format!("\"default\";r={};t={}", answer.remaining, seconds(answer.reset))),
        ];
        if !answer.allowed {
            headers.push(("Retry-After", seconds(answer.retry).max(1).to_string()));
        }
        Ok((answer.allowed, headers))
    }

    fn __str__(&self) -> String {
        let rates: Vec<String> = self.rates.iter().map(ToString::to_string).collect();
        rates.join("; ")
    }
}

const MICROSECONDS: u64 = 1_000_000;
