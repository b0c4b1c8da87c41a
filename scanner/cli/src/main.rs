//! The `stopple` program: flags, exit codes, progress; nothing else.

fn main() {}
