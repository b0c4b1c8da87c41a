//! What third-party code does with data: the compiled stub catalog.

pub mod concept;
mod loading;
pub mod model;
mod name;

pub use concept::Concepts;
pub use loading::{StubProblem, load_stubs, module_of};
pub use model::{Catalog, ItemId};
pub use name::Name;

/// The catalog that is compiled into the program.
pub fn catalog() -> Catalog {
    // The build wrote these bytes from the same types, so they decode; a test holds that.
    postcard::from_bytes(COMPILED).unwrap_or_default()
}

const COMPILED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/catalog.postcard"));
