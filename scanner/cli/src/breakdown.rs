//! What is printed when the program itself fails: an apology and what to report, instead of a backtrace.

use std::io::Write;
use std::panic::{PanicHookInfo, set_hook, take_hook};

/// Installs the apology.
pub(crate) fn install() {
    let default = take_hook();
    set_hook(Box::new(move |info| {
        // Caught where the file is read, and reported as a problem of this file.
        if stopple_project::file_at_hand().is_some() {
            return;
        }
        apologise(info);
        if std::env::var_os("RUST_BACKTRACE").is_some_and(|value| value != "0") {
            default(info);
        }
    }));
}

fn apologise(info: &PanicHookInfo<'_>) {
    let payload = info.payload();
    let text = payload.downcast_ref::<&str>().copied();
    let text = text.or_else(|| payload.downcast_ref::<String>().map(String::as_str)).unwrap_or("no message");
    let place = info.location().map_or_else(String::new, |at| format!(" ({}:{})", at.file(), at.line()));
    // If nobody listens on standard error, there is nothing more to do.
    let _ = writeln!(
        std::io::stderr().lock(),
        "error: Stopple itself has failed. This is our mistake and not yours; we are sorry.\n  \
         {text}{place}\n  \
         = help: please report these lines with the version (stopple {version}, {os} {arch}) and, if you may, the \
         smallest file that does it; `--exclude` leaves a file out until then",
        version = env!("CARGO_PKG_VERSION"),
        os = std::env::consts::OS,
        arch = std::env::consts::ARCH,
    );
}
