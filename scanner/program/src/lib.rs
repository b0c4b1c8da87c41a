//! The user's code understood: modules, names and imports.
