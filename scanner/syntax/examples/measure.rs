//! Measures reading against parsing alone: `measure FOLDER` prints lines per second and the ratio;
//! `measure FILE.py` shows the lowered form of one file.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a program for the terminal")]

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

fn main() {
    let Some(root) = std::env::args_os().nth(1).map(PathBuf::from) else {
        eprintln!("usage: measure FOLDER | FILE.py");
        return;
    };
    if root.is_file() {
        show(&root);
        return;
    }
    let mut texts = Vec::new();
    collect(&root, &mut texts);
    let mut parsing = Vec::new();
    let mut reading = Vec::new();
    let mut sums = (0_u64, 0, 0);
    for _ in 0..5 {
        let start = Instant::now();
        let statements: usize = texts.iter().map(|text| stopple_syntax::parse_only(text)).sum();
        parsing.push(start.elapsed());
        let start = Instant::now();
        sums = (0, 0, statements);
        for text in &texts {
            let reading = stopple_syntax::read(text);
            sums.0 += u64::from(reading.file.lines);
            sums.1 += reading.file.exprs.len();
        }
        reading.push(start.elapsed());
    }
    let (parsing, reading) = (median(parsing), median(reading));
    println!("{} files, {} lines, {} expressions, {} statements at the top", texts.len(), sums.0, sums.1, sums.2);
    println!("parsing {parsing:?}, {:.0} lines/s", rate(sums.0, parsing));
    println!("reading {reading:?}, {:.0} lines/s", rate(sums.0, reading));
    println!("ratio   {:.2}", reading.as_secs_f64() / parsing.as_secs_f64());
}

fn show(path: &Path) {
    let Ok(bytes) = std::fs::read(path) else { return };
    let text = String::from_utf8_lossy(&bytes);
    let reading = stopple_syntax::read(&text);
    println!("{}", stopple_syntax::dump(&reading.file));
    for problem in &reading.problems {
        println!("{}..{}: {}", problem.span.start, problem.span.end, problem.message);
    }
}

fn collect(folder: &Path, texts: &mut Vec<String>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let path = entry.path();
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            collect(&path, texts);
        } else if path.extension().is_some_and(|extension| extension == "py")
            && let Ok(text) = std::fs::read_to_string(&path)
        {
            texts.push(text);
        }
    }
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times.get(times.len() / 2).copied().unwrap_or_default()
}

fn rate(lines: u64, time: Duration) -> f64 {
    lines as f64 / time.as_secs_f64()
}
