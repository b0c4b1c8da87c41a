//! The shop of the proofs in its two forms: what is reported of the open one and no longer of the guarded one, by name.

use crate::place::Place;
use std::collections::BTreeSet;
use std::path::Path;

/// The shop as one of its two programs serves it, with nothing else of the proofs.
fn shop(wsgi: &str) -> Place {
    let proofs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../proofs");
    let read =
        |path: &Path| std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let mut files = vec![("wsgi.py".to_owned(), read(&proofs.join(wsgi)))];
    for folder in ["store", "store/templates"] {
        for entry in std::fs::read_dir(proofs.join("shop").join(folder)).expect("the shop") {
            let entry = entry.expect("an entry");
            if entry.file_type().expect("a type").is_file() {
                files.push((format!("{folder}/{}", entry.file_name().to_string_lossy()), read(&entry.path())));
            }
        }
    }
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    Place::with(&files)
}

/// What is reported, as rule and place.
fn found(place: &Place, arguments: &[&str]) -> BTreeSet<String> {
    let report = place.run(&[&["scan", "--format", "json"], arguments].concat()).ends_with(1).json();
    let findings = report["findings"].as_array().expect("a list").clone();
    let text = |value: &serde_json::Value| value.as_str().unwrap_or("?").to_owned();
    let place_of = |finding: &serde_json::Value| {
        let file = text(&finding["location"]["path"]);
        let line = &finding["location"]["line"];
        format!("{} {file}:{line}", text(&finding["rule"]))
    };
    findings.iter().map(place_of).collect()
}

#[test]
fn what_the_guard_shuts_is_reported_of_the_open_form_alone() {
    let (open, guarded) = (shop("shop/wsgi.py"), shop("guarded/wsgi.py"));
    let (open, guarded) = (found(&open, &["--pedantic"]), found(&guarded, &[]));
    panic!("{open:#?}\n{guarded:#?}");
}
