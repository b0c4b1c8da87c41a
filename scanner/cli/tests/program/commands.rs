//! The commands beside `scan`.

use crate::place::{HOLE, Place};

#[test]
fn version_and_help() {
    let place = Place::new();
    assert_eq!(place.run(&["--version"]).ends_with(0).out, format!("stopple {}\n", env!("CARGO_PKG_VERSION")));
    for arguments in [&["--help"][..], &["scan", "--help"]] {
        let help = place.run(arguments).ends_with(0).out;
        assert!(help.contains("Exit codes:") && help.contains("130"), "{help}");
    }
    place.run(&[]).ends_with(2);
    place.run(&["sacn"]).ends_with(2);
}

#[test]
fn rules_are_listed_and_explained() {
    let place = Place::new();
    let rules = place.run(&["rules", "--format", "json"]).ends_with(0).json();
    let rules = rules["rules"].as_array().expect("a list").clone();
    assert!(!rules.is_empty());
    let text = place.run(&["rules"]).ends_with(0).out;
    for rule in &rules {
        let id = rule["id"].as_str().expect("an id");
        assert!(text.contains(id), "{id}");
        let page = place.run(&["explain", id]).ends_with(0).out;
        assert!(page.contains(rule["title"].as_str().expect("a title")) && !page.contains("```"), "{page}");
    }
    let ran = place.run(&["explain", "sql-injektion"]).ends_with(2);
    assert!(ran.err.contains("did you mean `sql-injection`?"), "{}", ran.err);
}

#[test]
fn completions_and_manual_pages_know_every_command() {
    let place = Place::new();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let text = place.run(&["completions", shell]).ends_with(0).out;
        assert!(text.contains("why-not") && text.contains("min-severity"), "{shell}");
    }
    let page = place.run(&["man"]).ends_with(0).out;
    assert!(page.contains(".TH stopple") && page.contains("why\\-not"), "{page}");
    assert!(place.run(&["man", "scan"]).ends_with(0).out.contains("write\\-baseline"));
    place.run(&["man", "nothing"]).ends_with(2);
}

#[test]
fn doctor_says_what_was_not_read() {
    let place = Place::with(&[
        ("app.py", HOLE),
        ("broken.py", "def f(:\n"),
        (".gitignore", "local.py\n"),
        ("local.py", "x = 1\n"),
        (".venv/lib/a.py", "x = 1\n"),
        ("mine/pyvenv.cfg", ""),
        ("mine/b.py", "x = 1\n"),
    ]);
    let text = place.run(&["doctor"]).ends_with(0).out;
    for part in [
        "2 Python files",
        "broken.py:1",
        "1 named by ignore files",
        "local.py",
        ".venv: skipped by default",
        "mine: a virtual environment",
        "calls of",
        "cut short",
    ] {
        assert!(text.contains(part), "{part:?} is not in {text}");
    }
}

#[test]
fn why_not_answers_for_every_line() {
    let place = Place::with(&[("app.py", HOLE), ("templates/a.html", "<p>\n")]);
    place.run(&["why-not", "templates/a.html:1"]).ends_with(0);
    let ran = place.run(&["why-not", "app.py:4"]).ends_with(0);
    assert!(ran.out.starts_with("app.py:4\n    app = Flask(__name__)\n"), "{}", ran.out);
    let ran = place.run(&["why-not", "app.py:99"]).ends_with(0);
    assert!(ran.out.contains("The file has no such line."), "{}", ran.out);
    assert!(place.run(&["why-not", "app.py"]).ends_with(2).err.contains("app/views.py:42"));
    assert!(place.run(&["why-not", "other.py:1"]).ends_with(2).err.contains("not among the files"));
}

#[test]
fn routes_are_listed() {
    let place = Place::with(&[("app.py", HOLE)]);
    let routes = place.run(&["routes", "--format", "json"]).ends_with(0).json();
    assert_eq!(routes["routes"][0]["rule"], "/user");
    assert_eq!(routes["routes"][0]["methods"], serde_json::json!(["GET"]));
    assert_eq!(routes["routes"][0]["line"], 7);
    let text = place.run(&["routes"]).ends_with(0).out;
    assert!(text.contains("app.py:7") && text.contains("request.args['name']"), "{text}");
}

#[test]
fn a_function_under_many_addresses_is_run_once_and_listed_under_each() {
    let place = Place::with(&[(
        "app.py",
        "from flask import Flask, request\n\napp = Flask(__name__)\n\n\ndef books(order):\n    return request.args['q'] + order\n\n\n\
         for kind in ['new', 'old', 'hot', 'read']:\n    app.add_url_rule(f'/{kind}/<order>', view_func=books, defaults={'kind': kind})\n    \
         app.add_url_rule(f'/{kind}/<int:order>', view_func=books)\n",
    )]);
    let routes = place.run(&["routes", "--format", "json"]).ends_with(0).json();
    let routes = routes["routes"].as_array().expect("a list");
    assert_eq!(routes.len(), 8, "{routes:?}");
    assert!(routes.iter().any(|route| route["rule"] == "/hot/<int:order>"), "{routes:?}");
    for route in routes {
        assert_eq!(route["inputs"][0]["read"], "request.args['q']", "{route}");
    }
    let doctor = place.run(&["doctor"]).ends_with(0).out;
    assert!(doctor.contains("views and other handlers: 2 run"), "{doctor}");
    // What only one of the addresses lets through is found.
    let findings = place.run(&["scan", "--select", "cross-site-scripting"]).ends_with(1).out;
    assert!(findings.contains("order"), "{findings}");
}

#[test]
fn cases_are_run() {
    let marked = HOLE.replace("+ name)", "+ name)  # flaw: sql-injection");
    let place = Place::with(&[("cases/hole.py", &format!("\"\"\"A hole.\"\"\"\n{marked}"))]);
    assert!(place.run(&["test", "cases"]).ends_with(0).out.contains("1 case with 1 flaw, 0 disagreements"));
    place.write("cases/hole.py", format!("\"\"\"A hole.\"\"\"\n{HOLE}"));
    assert!(place.run(&["test", "."]).ends_with(1).out.contains("hole.py:10"));
    place.run(&["test", "nowhere"]).ends_with(2);
}

#[test]
fn stubs_of_the_users_own_are_known() {
    let place = Place::with(&[
        (
            "app.py",
            "import shouter\nfrom flask import Flask, request\n\napp = Flask(__name__)\n\n@app.get('/')\ndef index():\n    \
             shouter.run_statement(request.args['q'])\n    return 'done'\n",
        ),
        (
            "stubs/shouter.pyi",
            "from typing import Annotated\nfrom stopple import Sink\n\ndef run_statement(text: Annotated[str, Sink(\"sql\")]) -> None: ...\n",
        ),
    ]);
    assert_eq!(place.run(&["scan"]).code, Some(0));
    let ran = place.run(&["scan", "--stubs", "stubs"]).ends_with(1);
    assert!(ran.out.contains("sql-injection") && ran.out.contains("app.py:8"), "{}", ran.out);
    place.write("stubs/shouter.pyi", "def broken(:\n");
    let ran = place.run(&["scan", "--stubs", "stubs"]).ends_with(2);
    assert!(ran.err.contains("shouter.pyi:1\n"), "{}", ran.err);
    let ran = place.run(&["scan", "--stubs", "none"]).ends_with(2);
    assert!(ran.err.contains("the stubs cannot be read"), "{}", ran.err);
}
