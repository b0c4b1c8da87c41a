//! A hole from the scan to its silence: exit codes, suppressions, baseline, filters.

use crate::place::{HOLE, Place};

/// The ids and lines of what is reported.
fn found(place: &Place, arguments: &[&str], code: i32) -> Vec<String> {
    let report = place.run(&[&["scan", "--format", "json"], arguments].concat()).ends_with(code).json();
    let findings = report["findings"].as_array().expect("a list").clone();
    findings.iter().map(|finding| finding["rule"].as_str().unwrap_or("?").to_owned()).collect()
}

/// The application with a comment behind the hole.
fn with_comment(comment: &str) -> Place {
    Place::with(&[("app.py", &HOLE.replace("+ name)", &format!("+ name)  # {comment}")))])
}

#[test]
fn a_hole_is_found() {
    let place = Place::with(&[("app.py", HOLE)]);
    assert_eq!(found(&place, &[], 1), ["sql-injection"]);
    assert_eq!(found(&place, &["--exit-zero"], 0), ["sql-injection"]);
    assert_eq!(found(&place, &["--ignore", "sql"], 0), [""; 0]);
    assert_eq!(found(&place, &["--select", "path-traversal"], 0), [""; 0]);
    let text = place.run(&["scan"]).ends_with(1).out;
    assert!(text.contains("app.py:9") && text.contains("sql-injection"), "{text}");
}

#[test]
fn a_hole_is_found_in_standard_input() {
    let place = Place::new();
    let ran = place.run_with_input(&["scan", "-", "--stdin-filename", "web/app.py"], HOLE.as_bytes()).ends_with(1);
    assert!(ran.out.contains("web/app.py:9"), "{}", ran.out);
}

#[test]
fn a_comment_silences_with_its_reason() {
    let place = with_comment("stopple: ignore[sql-injection] read by nobody");
    let report = place.run(&["scan", "--format", "json"]).ends_with(0).json();
    assert_eq!(report["sums"]["suppressed"], 1);
    assert_eq!(report["problems"].as_array().map(Vec::len), Some(0));
    let expired = with_comment("stopple: ignore[sql-injection] soon until=2001-01-01");
    let ran = expired.run(&["scan"]).ends_with(1);
    assert!(ran.out.contains("expired"), "{}", ran.out);
    let unused = with_comment("stopple: ignore[sql-injection, path-traversal] both");
    let ran = unused.run(&["scan"]).ends_with(0);
    assert!(ran.out.contains("`path-traversal` finds nothing"), "{}", ran.out);
    let unknown = with_comment("stopple: ignore[sql-injektion] slip");
    let ran = unknown.run(&["scan"]).ends_with(1);
    assert!(ran.out.contains("did you mean `sql-injection`?"), "{}", ran.out);
}

#[test]
fn a_baseline_leaves_what_is_new() {
    let place = Place::with(&[("app.py", HOLE)]);
    let ran = place.run(&["baseline", "write"]).ends_with(0);
    assert_eq!(ran.out, "1 finding is known to stopple-baseline.json from now on\n");
    assert_eq!(found(&place, &["--baseline", "stopple-baseline.json"], 0), [""; 0]);
    // Moved lines are no new finding; another hole is.
    place.write("app.py", format!("# moved\n\n{HOLE}"));
    place.write("other.py", HOLE.replace("'name'", "'other'").replace("/user", "/other"));
    assert_eq!(found(&place, &["--baseline", "stopple-baseline.json"], 1), ["sql-injection"]);
    place.run(&["scan", "--write-baseline", "all.json"]).ends_with(0);
    assert_eq!(found(&place, &["--baseline", "all.json"], 0), [""; 0]);
    std::fs::remove_file(place.path("other.py")).expect("removed");
    let ran = place.run(&["scan", "--baseline", "all.json"]).ends_with(0);
    assert!(ran.err.contains("1 finding of the baseline no longer there"), "{}", ran.err);
}

#[test]
fn settings_decide_over_a_rule() {
    let place = Place::with(&[("app.py", HOLE), ("stopple.toml", "[rules.sql-injection]\nseverity = 'low'\n")]);
    assert_eq!(found(&place, &[], 1), ["sql-injection"]);
    assert_eq!(found(&place, &["--min-severity", "medium"], 0), [""; 0]);
    place.write("stopple.toml", "[rules.sql-injection]\nenabled = false\n");
    assert_eq!(found(&place, &[], 0), [""; 0]);
    place.write("stopple.toml", "[per-path-ignores]\n'/app.py' = ['sql-injection']\n");
    assert_eq!(found(&place, &[], 0), [""; 0]);
}

/// Two views with a guard of the project's own, which it asks in a way that no analysis sees, and one without.
const GUARDED: &str = "\
import os
from flask import Flask, request
from flask_login import login_required
from company import clocked_in

app = Flask(__name__)

@app.get('/a')
@login_required
def first():
    return {}

@app.get('/b')
@login_required
def second():
    return {}

@app.post('/c')
@clocked_in(level=2)
def delete_all():
    os.remove('x' + str(int(request.form['n'])))
    return 'done'
";

#[test]
fn options_tell_a_rule_what_only_the_project_knows() {
    let place = Place::with(&[("app.py", GUARDED)]);
    let only = ["--select", "missing-authentication"];
    assert_eq!(found(&place, &only, 1), ["missing-authentication"]);
    for (option, count) in [
        ("guards = ['clocked_in']", 0),
        ("guards = ['company.clocked_in']", 1),
        ("open = ['delete_all']", 0),
        ("open = ['delete*']", 0),
        ("open = ['delete']", 1),
    ] {
        place.write("stopple.toml", format!("[rules.missing-authentication]\n{option}\n"));
        assert_eq!(
            found(&place, &only, count).iter().filter(|id| !id.is_empty()).count(),
            usize::from(count > 0),
            "{option}"
        );
    }
}

#[test]
fn a_finding_is_shown_in_full_by_its_fingerprint() {
    let place = Place::with(&[("app.py", HOLE)]);
    let report = place.run(&["scan", "--format", "json"]).ends_with(1).json();
    let fingerprint = report["findings"][0]["fingerprint"].as_str().expect("a fingerprint").to_owned();
    let text = place.run(&["explain", &fingerprint[..12]]).ends_with(0).out;
    assert!(text.contains(&fingerprint) && text.contains("app.py:9"), "{text}");
    let ran = place.run(&["explain", "0123456789abcdef"]).ends_with(2);
    assert!(ran.err.contains("no finding has a fingerprint"), "{}", ran.err);
}

#[test]
fn why_not_names_the_finding() {
    let place = Place::with(&[("app.py", HOLE)]);
    let text = place.run(&["why-not", "app.py:9"]).ends_with(0).out;
    assert!(text.contains("reported: ") && text.contains("sql-injection"), "{text}");
}

#[test]
fn why_not_follows_data_into_a_template() {
    let view = "from flask import Flask, render_template, request\n\napp = Flask(__name__)\n\n\n@app.route(\"/\")\ndef page():\n    return render_template(\"page.html\", text=request.args[\"text\"])\n";
    let place = Place::with(&[("app.py", view), ("templates/page.html", "<p>{{ text|safe }}</p>\n")]);
    let text = place.run(&["why-not", "app.py:8"]).ends_with(0).out;
    assert!(text.contains("templates/page.html:1"), "{text}");
}
