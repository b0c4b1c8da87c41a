//! What third-party code does with data: the compiled stub catalog.

pub mod concept;
pub mod model;

pub use concept::Concepts;
pub use model::{Catalog, ItemId};

/// The catalog that is compiled into the program.
pub fn catalog() -> Catalog {
    Catalog::default()
}
