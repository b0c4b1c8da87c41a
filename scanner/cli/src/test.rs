//! `stopple test`: cases of the user's own rules and stubs.

use crate::End;
use crate::arguments::TestOptions;
use crate::failure::Failure;
use crate::output::print;
use crate::table::count;
use crate::terminal::neutral;

/// Runs the command.
pub(crate) fn run(options: &TestOptions) -> Result<End, Failure> {
    let folder = &options.folder;
    if !folder.exists() {
        let what = format!("there is no folder `{}`", folder.display());
        return Err(Failure::new(what, "name the folder that holds the cases"));
    }
    let report = stopple_project::cases::check(folder);
    if report.cases == 0 && report.failures.is_empty() {
        let what = format!("there is no case in `{}`", folder.display());
        return Err(Failure::new(
            what,
            "a case is a Python file with marks such as `# flaw: sql-injection` on its lines",
        ));
    }
    let mut text: String = report.failures.iter().map(|failure| format!("{}\n", neutral(failure))).collect();
    text.push_str(&format!(
        "{} with {}, {}\n",
        count(report.cases, "case"),
        count(report.flaws, "flaw"),
        count(report.failures.len(), "disagreement")
    ));
    print(&text)?;
    Ok(if report.failures.is_empty() { End::Clean } else { End::Findings })
}
