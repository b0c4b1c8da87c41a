//! Steps that run one after another, each with a heading and its time; the first that fails ends the run.

use std::time::{Duration, Instant};

/// How a step ended that did not fail.
pub enum Ended {
    /// It did its work.
    Done,
    /// It was left out, for this reason.
    LeftOut(String),
}

/// One step: what it is called and what it does.
pub type Step = (&'static str, fn() -> Result<Ended, String>);

/// Runs the steps in order and prints how long each took.
pub fn run(steps: &[Step]) -> Result<(), String> {
    let start = Instant::now();
    let mut done: Vec<(&str, Duration, Option<String>)> = Vec::new();
    for (number, (name, action)) in steps.iter().enumerate() {
        println!("\n== {}/{}  {name}", number + 1, steps.len());
        let begun = Instant::now();
        match action() {
            Ok(Ended::Done) => done.push((name, begun.elapsed(), None)),
            Ok(Ended::LeftOut(reason)) => {
                println!("left out: {reason}");
                done.push((name, begun.elapsed(), Some(reason)));
            }
            Err(trouble) => return Err(format!("\nFAILED at \"{name}\": {trouble}")),
        }
    }
    println!("\nEverything passed in {:.0} s:", start.elapsed().as_secs_f64());
    for (name, time, reason) in done {
        let remark = reason.map(|reason| format!("  (left out: {reason})")).unwrap_or_default();
        println!("{:>7.1} s  {name}{remark}", time.as_secs_f64());
    }
    Ok(())
}
