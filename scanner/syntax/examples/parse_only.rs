//! Parses every Python file below a folder on all cores and does nothing else: what `cargo xtask bench` holds a scan against.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a program for the terminal")]

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

fn main() {
    let Some(root) = std::env::args_os().nth(1).map(PathBuf::from) else {
        eprintln!("usage: parse_only FOLDER");
        return;
    };
    let mut files = Vec::new();
    collect(&root, &mut files);
    let next = AtomicUsize::new(0);
    let parse = || {
        let mut statements = 0;
        while let Some(file) = files.get(next.fetch_add(1, Ordering::Relaxed)) {
            let Ok(bytes) = std::fs::read(file) else { continue };
            statements += stopple_syntax::parse_only(&String::from_utf8_lossy(&bytes));
        }
        statements
    };
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let statements: usize = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..threads).map(|_| scope.spawn(parse)).collect();
        workers.into_iter().filter_map(|worker| worker.join().ok()).sum()
    });
    println!("{} files, {statements} statements at the top", files.len());
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let path = entry.path();
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            collect(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "py") {
            files.push(path);
        }
    }
}
