//! Every case of the catalogs, of the engine and of the proofs: the scanner says what the marks say.

use std::path::Path;

#[test]
fn the_scanner_says_what_the_marks_say() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let report = stopple_project::cases::check_repository(&root);
    let mut words = format!("{} disagreements in {} cases\n", report.failures.len(), report.cases);
    for failure in &report.failures {
        words.push_str(failure);
        words.push('\n');
    }
    assert!(report.failures.is_empty(), "{words}");
    assert!(report.cases > 0, "no case was found");
}
