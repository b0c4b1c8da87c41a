//! Work that takes the processor for long, done by a thread that steps behind all others.
//!
//! A password takes some thirty milliseconds of a processor. Done by the thread of the request, that is thirty milliseconds in which the system lets it
//! run as if it were one that answers in one. A thread of its own can be told to wait for the others, and takes what they leave.

use std::panic::resume_unwind;
use std::thread;

/// How far it steps behind: at nice 10 a busy processor gives it about a tenth, so that logins go on under load, only slower.
#[cfg(target_os = "linux")]
const NICE: i32 = 10;

/// Does the work in a thread of low priority and waits for it; in this thread where there is no other to be had.
pub fn aside<T: Send>(work: impl Fn() -> T + Sync) -> T {
    let behind = || {
        step_behind();
        work()
    };
    thread::scope(|scope| {
        let thread = thread::Builder::new().name("password".to_owned()).spawn_scoped(scope, behind);
        thread.ok().map(|thread| thread.join().unwrap_or_else(|panic| resume_unwind(panic)))
    })
    .unwrap_or_else(&work)
}

/// Lowers the priority of this thread alone: Linux keeps one for each. Where it is not allowed, nothing is lost but the courtesy.
#[cfg(target_os = "linux")]
fn step_behind() {
    let _ = rustix::process::setpriority_process(Some(rustix::thread::gettid()), NICE);
}

/// Other systems have one priority for a process.
#[cfg(not(target_os = "linux"))]
fn step_behind() {}
