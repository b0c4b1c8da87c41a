//! Values and taint through the whole program; knows concepts, no rules.
//!
//! The program is run abstractly: first the bodies of modules, then every function that a framework calls, each from
//! the same frozen base, then what is left of the functions that matter. [`analyse`] gives plain data for the rules.

mod applications;
mod engine;
mod entry;
mod guards;
mod heap;
mod interest;
mod interp;
mod known;
mod memo;
pub mod outcome;
mod registered;
mod registration;
mod routes;
mod standalone;
mod steps;
mod store;
mod taint;
mod trace;
mod updates;
mod value;

pub use engine::analyse;
