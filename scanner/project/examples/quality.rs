//! Writes the quality table to standard output; `cargo xtask generate` keeps `docs/quality.md` by it.

#![allow(clippy::print_stdout, reason = "that is what it is for")]

use std::path::Path;

fn main() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    print!("{}", stopple_project::cases::quality_table(&root));
}
