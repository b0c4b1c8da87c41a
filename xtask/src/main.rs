//! Everything that is not a plain build: demo, test, ready, tidy, corpus, bench.

fn main() {}
