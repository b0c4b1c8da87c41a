//! Results of calls, kept for calls with the same arguments.

/// Nothing is kept yet.
#[derive(Debug, Default)]
pub(crate) struct Memo;
