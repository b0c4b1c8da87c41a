//! The compiled catalog as the other floors see it.

use std::collections::BTreeMap;
use stopple_libraries::model::{Catalog, ItemKind, Note, Type, Typed};
use stopple_libraries::{catalog, concept};

/// Each type with its notes, and what it belongs to.
fn typed(catalog: &Catalog) -> Vec<(String, &Typed)> {
    let mut all = Vec::new();
    for item in &catalog.items {
        match &item.kind {
            ItemKind::Function(function) => {
                all.extend(
                    function.params.iter().map(|param| (format!("{}({})", item.path, param.name), &param.typed)),
                );
                all.push((item.path.to_string(), &function.returns));
            }
            ItemKind::Value(value) => all.push((item.path.to_string(), value)),
            _ => {}
        }
    }
    all
}

#[test]
fn the_catalog_decodes_and_holds_what_everything_stands_on() {
    let catalog = catalog();
    for path in [
        "builtins.str.join",
        "builtins.dict.get",
        "flask.Flask.route",
        "flask.request",
        "flask.Request.args",
        "flask.Request.get_json",
        "flask.Blueprint.before_request",
        "flask.session",
        "os.system",
        "os.path.join",
        "subprocess.run",
        "sqlite3.Cursor.execute",
        "markupsafe.Markup",
    ] {
        assert!(catalog.find(path).is_some(), "{path} is missing");
    }
}

#[test]
fn decoding_is_fast() {
    let mut best = std::time::Duration::MAX;
    for _ in 0..5 {
        let start = std::time::Instant::now();
        let catalog = catalog();
        best = best.min(start.elapsed());
        assert!(!catalog.items.is_empty());
    }
    // A debug build on a busy machine; with optimisation it is a few milliseconds.
    assert!(best.as_millis() < 500, "decoding takes {best:?}");
}

#[test]
fn counts() {
    let catalog = catalog();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for item in &catalog.items {
        let kind = match item.kind {
            ItemKind::Module(_) => "modules",
            ItemKind::Class(_) => "classes",
            ItemKind::Function(_) => "functions",
            ItemKind::Value(_) => "values",
            ItemKind::Alias(_) => "aliases",
        };
        *counts.entry(kind).or_default() += 1;
    }
    for (_, typed) in typed(&catalog) {
        for note in &typed.notes {
            let kind = match note {
                Note::Source(_) => "sources",
                Note::Sink(_) => "sinks",
                Note::Carries(_) => "carriers",
                Note::Clears(_) => "sanitizers",
                Note::Guards(..) => "guards",
                Note::Fact(_) => "facts",
                Note::Registers(_) => "registrations",
                _ => "other notes",
            };
            *counts.entry(kind).or_default() += 1;
        }
    }
    assert!(counts["functions"] > 500, "{counts:?}");
    assert!(counts["sinks"] > 100, "{counts:?}");
    assert!(counts["sources"] > 50, "{counts:?}");
}

#[test]
fn every_index_leads_somewhere() {
    let catalog = catalog();
    let end = catalog.items.len();
    for item in &catalog.items {
        match &item.kind {
            ItemKind::Module(members) => {
                assert!(members.iter().all(|(_, id)| (id.0 as usize) < end), "{}", item.path);
                assert!(members.windows(2).all(|pair| pair[0].0 < pair[1].0), "{} is sorted", item.path);
            }
            ItemKind::Class(class) => {
                assert!(class.bases.iter().all(|id| (id.0 as usize) < end), "{}", item.path);
                assert!(class.members.windows(2).all(|pair| pair[0].0 < pair[1].0), "{} is sorted", item.path);
            }
            _ => {}
        }
    }
    assert!(catalog.modules.windows(2).all(|pair| pair[0].0 < pair[1].0));
}

/// The page for users starts with an example; it must load as it stands.
#[test]
fn the_example_of_the_page_loads() {
    let page = include_str!("../../../docs/stubs.md");
    let example = page.split("```python\n").nth(1).and_then(|rest| rest.split("```").next()).expect("an example");
    let files = [("acme_db/__init__.pyi".to_owned(), example.to_owned())];
    let (catalog, problems) = stopple_libraries::load_stubs(catalog(), &files);
    assert_eq!(problems, []);
    assert!(catalog.find("acme_db.Connection.run").is_some());
}

/// A sink or source that nothing carries to is of no use: what a request gives must be a source, whatever its type.
#[test]
fn what_a_request_gives_is_a_source() {
    let catalog = catalog();
    for name in
        ["args", "form", "values", "files", "data", "json", "headers", "cookies", "path", "url", "host", "referrer"]
    {
        let id = catalog.find(&format!("flask.Request.{name}")).expect(name);
        let ItemKind::Value(typed) = &catalog.item(id).kind else { panic!("{name} is a value") };
        assert!(typed.notes.iter().any(|note| matches!(note, Note::Source(_))), "{name} is a source");
        assert!(typed.kind != Type::None);
    }
    assert!(concept::source_named("http-query").is_some());
}
