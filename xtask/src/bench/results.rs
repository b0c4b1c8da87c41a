//! What was measured of scans, held against what is promised, as a section of the page `benches/RESULTS.md`.

use super::Measured;
use crate::section;
use std::fmt::Write;
use std::fs;

/// The page of all figures.
pub const PAGE: &str = "benches/RESULTS.md";

/// One tree.
pub struct Point {
    /// Its lines of Python.
    pub lines: usize,
    /// Parsing alone.
    pub parse: Measured,
    /// The whole scan.
    pub scan: Measured,
}

/// Everything that was measured in one run.
pub struct Figures {
    /// How often each figure was taken.
    pub runs: usize,
    /// How many projects the largest tree is made of.
    pub projects: usize,
    /// From the smallest tree to the largest.
    pub points: Vec<Point>,
    /// Copies of the smallest tree: lines, and the whole scan.
    pub growth: Vec<(usize, Measured)>,
    /// A file of fifty lines.
    pub small: Measured,
    /// On the largest tree.
    pub bandit: Option<Measured>,
    /// On the largest tree.
    pub semgrep: Option<Measured>,
}

impl Figures {
    /// The page.
    pub fn render(&self) -> String {
        let mut page = String::from("# How fast a scan is\n\n");
        let _ = writeln!(
            page,
            "Medians of {} runs, one after another on one machine ({}). The trees are made of \
             whole projects of `benches/corpus.toml`; the largest holds {} of them. Times are wall times of whole processes, \
             reading the files included.\n",
            self.runs,
            machine(),
            self.projects
        );
        self.promises(&mut page);
        let _ = writeln!(
            page,
            "\n## By size\n\n| lines | parsing alone | whole scan | ratio | peak memory |\n|--:|--:|--:|--:|--:|"
        );
        for point in &self.points {
            let _ = writeln!(
                page,
                "| {} | {:.3} s | {:.3} s | {:.1} | {} MiB |",
                point.lines,
                point.parse.seconds,
                point.scan.seconds,
                point.scan.seconds / point.parse.seconds,
                point.scan.mebibytes
            );
        }
        page.push_str(
            "\n## Growth\n\nCopies of the smallest tree, because projects differ in how much there is to follow in a line: the table above \
             shows that, this one shows what more of the same code costs.\n\n| lines | whole scan | microseconds a line |\n|--:|--:|--:|\n",
        );
        for (lines, scan) in &self.growth {
            let _ = writeln!(page, "| {lines} | {:.3} s | {:.2} |", scan.seconds, scan.seconds * 1e6 / *lines as f64);
        }
        if let (Some(bandit), Some(semgrep), Some(largest)) = (self.bandit, self.semgrep, self.points.last()) {
            let _ = writeln!(
                page,
                "\n## Side by side, {} lines\n\n| | time | lines a second | peak memory |\n|---|--:|--:|--:|",
                largest.lines
            );
            for (name, measured) in [("Stopple", largest.scan), ("Bandit 1.9.4", bandit), ("Semgrep 1.185.0", semgrep)]
            {
                let _ = writeln!(
                    page,
                    "| {name} | {:.2} s | {:.0} | {} MiB |",
                    measured.seconds,
                    largest.lines as f64 / measured.seconds,
                    measured.mebibytes
                );
            }
            page.push_str(
                "\nThe three do not do the same work. Stopple follows data through the whole program with all its rules; Bandit \
                 judges one statement at a time with all its own; Semgrep runs eight taint rules of ours (`benches/semgrep`) \
                 inside one function at a time. Memory is that of the largest process; Semgrep runs several.\n",
            );
        }
        page
    }

    fn promises(&self, page: &mut String) {
        let Some(largest) = self.points.last() else { return };
        page.push_str("| figure | promised | measured | |\n|---|--:|--:|---|\n");
        let mut row = |name: &str, promised: String, measured: String, kept: bool| {
            let _ =
                writeln!(page, "| {name} | {promised} | {measured} | {} |", if kept { "kept" } else { "**not kept**" });
        };
        let ratio = largest.scan.seconds / largest.parse.seconds;
        row("whole scan against parsing alone", "at most 10 times".into(), format!("{ratio:.1} times"), ratio <= 10.0);
        let memory = largest.scan.mebibytes;
        row("peak memory", "at most 1536 MiB".into(), format!("{memory} MiB"), memory <= 1536);
        let exponent = self.exponent();
        row("growth with the lines (exponent)", "at most 1.1".into(), format!("{exponent:.2}"), exponent <= 1.1);
        let small = self.small.seconds * 1e3;
        row("a file of fifty lines", "at most 30 ms".into(), format!("{small:.1} ms"), small <= 30.0);
        for (name, rival, promised) in [("Bandit", self.bandit, 20.0), ("Semgrep", self.semgrep, 100.0)] {
            if let Some(rival) = rival {
                let times = rival.seconds / largest.scan.seconds;
                row(
                    &format!("faster than {name}"),
                    format!("at least {promised} times"),
                    format!("{times:.0} times"),
                    times >= promised,
                );
            }
        }
    }

    /// The slope of time over lines where both are logarithms, by least squares.
    fn exponent(&self) -> f64 {
        let points: Vec<(f64, f64)> =
            self.growth.iter().map(|(lines, scan)| ((*lines as f64).ln(), scan.seconds.ln())).collect();
        slope(&points)
    }

    /// Writes the section of the page.
    pub fn write(&self) -> Result<(), String> {
        section::write(PAGE, "scan", "bench scan", &self.render())?;
        println!("written: {PAGE}");
        Ok(())
    }
}

fn slope(points: &[(f64, f64)]) -> f64 {
    let count = points.len() as f64;
    let (x, y) = points.iter().fold((0.0, 0.0), |sum, point| (sum.0 + point.0 / count, sum.1 + point.1 / count));
    let along: f64 = points.iter().map(|point| (point.0 - x) * (point.1 - y)).sum();
    let across: f64 = points.iter().map(|point| (point.0 - x).powi(2)).sum();
    along / across
}

/// The processor and how many of it, as far as the system tells.
fn machine() -> String {
    let facts = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let name =
        facts.lines().find_map(|line| line.strip_prefix("model name")?.split_once(": ")).map(|(_, name)| name.trim());
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    format!("{cores} cores, {}", name.unwrap_or(std::env::consts::ARCH))
}

#[test]
fn a_slope() {
    let quadratic: Vec<(f64, f64)> = (1..6).map(|n| (f64::from(n).ln(), f64::from(n * n).ln())).collect();
    assert!((slope(&quadratic) - 2.0).abs() < 1e-9);
}
