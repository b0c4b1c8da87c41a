//! What the guard decides: facts of a request in, a decision out.
//!
//! No clock, no randomness, no environment, no Python: they are arguments. A decision is therefore a plain function that a
//! test can ask a million times.
//!
//! | module | the question |
//! |---|---|
//! | [`hosts`] | may a request name this host? |
//! | [`transport`] | answer, redirect to HTTPS, or refuse? |
//! | [`forgery`] | was this request started by a page of another site? |
//! | [`shield`] | which headers does the answer get? |
//! | [`cookies`] | how does a cookie leave? |
//! | [`target`] | may a visitor be sent to this address? |
//! | [`rate`] | one more request, or too many? |

pub mod cookies;
pub mod forgery;
pub mod hosts;
pub mod rate;
pub mod shield;
pub mod target;
pub mod transport;
