//! Settings: where they are found, and what a mistake in them says.

use crate::place::{HOLE, Place, Ran};

/// What a mistake in `stopple.toml` says.
fn mistake(settings: &str) -> String {
    let place = Place::with(&[("stopple.toml", settings), ("app.py", "x = 1\n")]);
    let ran = place.run(&["scan"]).ends_with(2);
    assert_eq!(ran.out, "");
    ran.err
}

#[track_caller]
fn says(error: &str, parts: &[&str]) {
    for part in parts {
        assert!(error.contains(part), "{part:?} is not in {error}");
    }
}

#[test]
fn a_mistake_names_file_line_key_and_what_was_meant() {
    says(&mistake("select = ['all']\nexlude = []\n"), &["stopple.toml:2:1", "`exlude`", "did you mean `exclude`?"]);
    says(&mistake("colour = 1\n"), &["stopple.toml:1:1", "`colour` does not exist", "the keys are `select`"]);
    says(&mistake("select = ['sql-injektion']\n"), &["stopple.toml:1:11", "`select`", "did you mean `sql-injection`?"]);
    says(&mistake("pedantic = 'yes'\n"), &["stopple.toml:1:12", "`pedantic` must be `true` or `false`", "string"]);
    says(&mistake("min-severity = 'hihg'\n"), &["stopple.toml:1:16", "`min-severity`", "`hihg`", "`critical`"]);
    says(&mistake("[rules.sql-injektion]\n"), &["stopple.toml:1:8", "did you mean `sql-injection`?"]);
    says(&mistake("[rules.sql-injection]\nsevrity = 'low'\n"), &["stopple.toml:2:1", "did you mean `severity`?"]);
    says(&mistake("[rules.sql-injection]\nguards = ['a']\n"), &["stopple.toml:2:1", "`guards` does not exist"]);
    says(
        &mistake("[rules.missing-authentication]\nguards = 'a'\n"),
        &["stopple.toml:2:10", "`rules.missing-authentication.guards`"],
    );
    says(&mistake("[rules.missing-authentication]\ngaurds = ['a']\n"), &["stopple.toml:2:1", "did you mean `guards`?"]);
    says(&mistake("exclude = ['a[']\n"), &["stopple.toml:1:12", "`a[`"]);
    says(&mistake("[per-path-ignores]\n'tests/' = ['nothing']\n"), &["stopple.toml:2:", "`nothing`"]);
    says(&mistake("select = [\n"), &["stopple.toml:", "this is not TOML"]);
}

#[test]
fn flags_are_checked_too() {
    let place = Place::with(&[("app.py", "x = 1\n")]);
    says(&place.run(&["scan", "--select", "sql-injektion"]).ends_with(2).err, &["did you mean `sql-injection`?"]);
    says(&place.run(&["scan", "--min-severity", "huge"]).ends_with(2).err, &["low, medium, high, critical"]);
    says(&place.run(&["scan", "--output", "report.html"]).ends_with(2).err, &["sarif=report.sarif"]);
    says(&place.run(&["scan", "--output", "pdf=report.pdf"]).ends_with(2).err, &["the formats are text, json"]);
    says(&place.run(&["scan", "--config", "none.toml"]).ends_with(2).err, &["none.toml"]);
    says(&place.run(&["scan", "--exclude", "a["]).ends_with(2).err, &["`a[`"]);
    says(&place.run(&["scan", "--baseline", "none.json"]).ends_with(2).err, &["none.json", "baseline write"]);
    place.write("old.json", "{\"version\": 9, \"findings\": []}");
    says(&place.run(&["scan", "--baseline", "old.json"]).ends_with(2).err, &["version 9"]);
    place.write("old.json", "{\"version\": 1,\n}");
    says(&place.run(&["scan", "--baseline", "old.json"]).ends_with(2).err, &["old.json:2:"]);
}

#[test]
fn settings_are_found_above_what_is_scanned() {
    let place = Place::with(&[
        ("pyproject.toml", "[project]\nname = 'x'\n[tool.stopple]\nexclude = ['/app/old/']\n"),
        ("app/new.py", "x = 1\n"),
        ("app/old/a.py", "x = 1\n"),
    ]);
    let ran = place.run(&["doctor", "app"]).ends_with(0);
    says(&ran.out, &["pyproject.toml", "1 Python files", "app/new.py", "app/old: excluded by the settings"]);
    let ran = place.run(&["doctor", "app", "--no-config"]).ends_with(0);
    says(&ran.out, &["the defaults", "2 Python files"]);
}

#[test]
fn a_project_file_without_settings_is_none_of_our_business() {
    let place = Place::with(&[("pyproject.toml", "this is [not toml\n"), ("app.py", "x = 1\n")]);
    place.run(&["scan"]).ends_with(0);
}

#[test]
fn what_lies_above_a_repository_does_not_count() {
    let place = Place::with(&[
        ("stopple.toml", "nonsense = 1\n"),
        ("repository/.git/HEAD", "ref: refs/heads/main\n"),
        ("repository/app.py", "x = 1\n"),
    ]);
    place.run(&["scan", "repository"]).ends_with(0);
}

#[test]
fn paths_are_the_same_wherever_the_program_is_run() {
    let place = Place::with(&[
        (".git/HEAD", "ref: refs/heads/main\n"),
        ("web/stopple.toml", "exclude = ['/old/']\n[per-path-ignores]\n'/quiet/' = ['all']\n"),
        ("web/app.py", HOLE),
        ("web/old/app.py", HOLE),
        ("web/quiet/app.py", HOLE),
        ("web/old.py", "x = 1\n"),
    ]);
    let whole = place.run(&["scan", "web", "--format", "json"]).ends_with(1);
    let report = whole.json();
    assert_eq!(report["findings"].as_array().map(Vec::len), Some(1), "{}", whole.out);
    assert_eq!(report["findings"][0]["location"]["path"], "web/app.py");
    assert_eq!(report["sums"]["files"], 3);
    let mut inside = place.command(&["scan", "--format", "json"]);
    let inside = Ran::of(inside.current_dir(place.path("web")).output().expect("run")).ends_with(1);
    assert_eq!(inside.out, whole.out);
}
