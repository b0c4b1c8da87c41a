//! The shop of the proofs in its two forms: what is reported of the open one and no longer of the guarded one, by name.

use crate::place::Place;
use std::collections::BTreeMap;
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

/// What is reported, as rule and file, each with how often.
fn found(place: &Place, arguments: &[&str]) -> BTreeMap<String, usize> {
    let report = place.run(&[&["scan", "--format", "json"], arguments].concat()).ends_with(1).json();
    let mut found = BTreeMap::new();
    for finding in report["findings"].as_array().expect("a list") {
        let text = |value: &serde_json::Value| value.as_str().expect("a text").to_owned();
        let path = text(&finding["location"]["path"]);
        *found.entry(format!("{} in {path}", text(&finding["rule"]))).or_insert(0) += 1;
    }
    found
}

/// What is in the first and not in the second.
fn without(one: &BTreeMap<String, usize>, other: &BTreeMap<String, usize>) -> Vec<String> {
    let left = |(name, count): (&String, &usize)| match count - other.get(name).copied().unwrap_or(0) {
        0 => None,
        1 => Some(name.clone()),
        more => Some(format!("{more} times {name}")),
    };
    one.iter().filter_map(left).collect()
}

#[test]
fn what_the_guard_shuts_is_reported_of_the_open_form_alone() {
    let (open, guarded) = (shop("shop/wsgi.py"), shop("guarded/wsgi.py"));
    let (open, guarded) = (found(&open, &[]), found(&guarded, &[]));
    assert_eq!(
        without(&open, &guarded),
        [
            "cross-site-scripting in store/catalogue.py",
            "4 times cross-site-scripting in store/templates/reviews.html",
            "3 times csrf-unprotected in store/accounts.py",
            // The twin is served by no development server.
            "debug-enabled in wsgi.py",
            "insecure-cookie in store/basket.py",
            "open-redirect in store/accounts.py",
            "session-not-renewed in store/accounts.py",
        ]
    );
    assert_eq!(without(&guarded, &open), [""; 0]);
    for stays in ["sql-injection in store/database.py", "weak-secret-key in store/settings.py"] {
        assert!(guarded.contains_key(stays), "no guard shuts {stays}: {guarded:#?}");
    }
}

#[test]
fn pedantic_readers_learn_what_is_left_of_what_the_guard_shuts() {
    let (open, guarded) = (shop("shop/wsgi.py"), shop("guarded/wsgi.py"));
    let (open, guarded) = (found(&open, &["--pedantic"]), found(&guarded, &["--pedantic"]));
    let gone = without(&open, &guarded);
    for rule in
        ["csrf-unprotected", "insecure-cookie", "missing-https", "missing-security-headers", "session-not-renewed"]
    {
        assert!(gone.iter().any(|name| name.contains(rule)), "{rule} is shut: {gone:#?}");
        assert!(!guarded.keys().any(|name| name.starts_with(rule)), "{rule} is shut everywhere: {guarded:#?}");
    }
    // Markup still gets in, and who reads the address before the guard turns it home still sees it.
    for rule in ["cross-site-scripting", "open-redirect"] {
        assert!(guarded.keys().any(|name| name.starts_with(rule)), "{rule} is told: {guarded:#?}");
    }
}
