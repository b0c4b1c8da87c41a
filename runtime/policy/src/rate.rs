//! Rates: the generic cell rate algorithm (GCRA). One number a key, no windows that jump, no background work.

use std::fmt;

/// At most `count` in `period`, all of them at once if need be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rate {
    count: u32,
    /// Microseconds.
    period: u64,
}

/// What one request meets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Answer {
    /// Whether it may go on.
    pub allowed: bool,
    /// How many more may follow at once.
    pub remaining: u32,
    /// Microseconds until everything is free again.
    pub reset: u64,
    /// Microseconds until the next may go on; 0 where it may now.
    pub retry: u64,
    /// The number to keep: the time, in microseconds, at which everything is free again.
    pub state: u64,
}

/// Units and their seconds.
const UNITS: &[(&str, u64)] = &[("second", 1), ("minute", 60), ("hour", 3600), ("day", 86_400)];
const MICROSECONDS: u64 = 1_000_000;

impl Rate {
    /// A rate; `None` where one of the numbers is 0 or the period longer than a year.
    pub fn new(count: u32, seconds: u64) -> Option<Self> {
        (count > 0 && (1..=366 * 86_400).contains(&seconds)).then_some(Self { count, period: seconds * MICROSECONDS })
    }

    /// Reads `10/minute`, `10 per minute`, `100/15 minutes`.
    ///
    /// # Errors
    /// A sentence about what is not understood.
    pub fn parse(text: &str) -> Result<Self, String> {
        let fail = || format!("`{}` is not a rate such as `10/minute` or `100 per 15 minutes`", text.escape_debug());
        let (count, period) = text.split_once('/').or_else(|| text.split_once(" per ")).ok_or_else(fail)?;
        let period = period.trim();
        let digits = period.len() - period.trim_start_matches(|it: char| it.is_ascii_digit()).len();
        let times = if digits == 0 { 1 } else { period[..digits].parse::<u64>().map_err(|_| fail())? };
        let unit = period[digits..].trim();
        let unit = unit.strip_suffix('s').unwrap_or(unit).to_ascii_lowercase();
        let seconds = UNITS.iter().find(|(name, _)| *name == unit).map(|(_, seconds)| *seconds).ok_or_else(fail)?;
        let count = count.trim().parse().map_err(|_| fail())?;
        times.checked_mul(seconds).and_then(|seconds| Self::new(count, seconds)).ok_or_else(fail)
    }

    /// How many.
    pub fn count(&self) -> u32 {
        self.count
    }

    /// In how many seconds.
    pub fn seconds(&self) -> u64 {
        self.period / MICROSECONDS
    }

    /// Decides about a request that costs `cost`, at `now` (microseconds of any clock), with the number kept from before.
    ///
    /// A refused request costs nothing. A number further ahead than a period can only come from a clock that was set
    /// back, and is taken as a full period: nobody is locked out for longer.
    pub fn decide(&self, kept: Option<u64>, now: u64, cost: u32) -> Answer {
        let step = (self.period / u64::from(self.count)).max(1);
        let limit = step * u64::from(self.count);
        let ahead = kept.unwrap_or(now).saturating_sub(now).min(limit);
        let wanted = ahead.saturating_add(step.saturating_mul(u64::from(cost)));
        let allowed = wanted <= limit;
        let taken = if allowed { wanted } else { ahead };
        Answer {
            allowed,
            remaining: u32::try_from((limit - taken) / step).unwrap_or(u32::MAX),
            reset: taken,
            retry: if allowed { 0 } else { wanted - limit },
            state: now.saturating_add(taken),
        }
    }
}

impl fmt::Display for Rate {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let seconds = self.seconds();
        let unit = UNITS.iter().rev().find(|(_, unit)| seconds.is_multiple_of(*unit));
        match unit {
            Some((name, unit)) if *unit == seconds => write!(out, "{}/{name}", self.count),
            Some((name, unit)) => write!(out, "{}/{} {name}s", self.count, seconds / unit),
            None => write!(out, "{}/{seconds} seconds", self.count),
        }
    }
}
