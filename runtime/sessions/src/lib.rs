//! Sessions: sealed into a cookie, or kept on the server; and the stores for what a server has to remember.
//!
//! [`seal`] encrypts and authenticates; [`value`] is what a session holds; [`life`] says how long one lives;
//! [`store`] is the one interface of memory, SQLite and Redis; on it stand [`server`] (sessions), [`revocation`],
//! [`remember`], [`rates`] and [`spend`]. Time is an argument everywhere, in seconds since 1970.

pub mod life;
pub mod memory;
pub mod rates;
pub mod redis;
pub mod remember;
pub mod revocation;
pub mod seal;
pub mod server;
pub mod spend;
pub mod sqlite;
pub mod store;
pub mod value;
