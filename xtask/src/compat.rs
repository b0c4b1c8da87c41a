//! The published test suites of the extensions that `compat` stands for, run with the names of their modules exchanged.
//!
//! The archives are fetched for the run and lie below the build folder; none is committed. What has to fail stands in a
//! table with its reason, and what is not in the table must pass: a test that begins to pass is told too.

use crate::guard;
use crate::place;
use crate::python::Environment;
use std::fs;
use std::path::{Path, PathBuf};
use toml::{Table, Value};

/// Suites, and the tests that have to fail.
const LIST: &str = "runtime/flask_stopple/tests/published.toml";

/// What the suites need besides the wheel.
const NEEDS: &str =
    "flask[async]==3.1.3\npytest==9.2.0\nflask-wtf==1.3.0\nsemantic-version==2.10.0\nsetuptools\nhatchling\n";

/// Writes what became of each test into a file: names may hold blanks, which printed lines cannot be split at.
const LISTENER: &str = r#"

def pytest_runtest_logreport(report):
    if report.when == "call" or report.outcome != "passed":
        word = {"passed": "PASSED", "failed": "FAILED", "skipped": "SKIPPED"}[report.outcome]
        with open("outcome.txt", "a") as outcome:
            outcome.write(f"{word} {report.nodeid}\n")


def pytest_collectreport(report):
    if report.failed:
        with open("outcome.txt", "a") as outcome:
            outcome.write(f"FAILED {report.nodeid}\n")
"#;

/// Fetches, exchanges names, runs, and holds the outcome against the table.
pub fn run() -> Result<(), String> {
    let text = fs::read_to_string(place::root().join(LIST)).map_err(|error| format!("cannot read {LIST}: {error}"))?;
    let table: Table = text.parse().map_err(|error| format!("{LIST}: {error}"))?;
    let wheel = guard::build()?;
    let mut surprises = Vec::new();
    for suite in table.get("suite").and_then(Value::as_array).into_iter().flatten() {
        let needs: String = texts(suite, "needs").map(|line| format!("{line}\n")).collect();
        let name = if needs.is_empty() {
            "guard-published".to_owned()
        } else {
            format!("guard-published-{}", said(suite, "name"))
        };
        let environment = Environment::with(&name, &format!("{NEEDS}{needs}"))?;
        environment.pip(["install", "--quiet", "--force-reinstall", "--no-deps"]).arguments([&wheel]).run()?;
        surprises.extend(run_suite(&environment, suite)?);
    }
    if surprises.is_empty() { Ok(()) } else { Err(format!("not as {LIST} says:\n{}", surprises.join("\n"))) }
}

fn said<'a>(table: &'a Value, key: &str) -> &'a str {
    table.get(key).and_then(Value::as_str).unwrap_or_default()
}

fn texts<'a>(table: &'a Value, key: &str) -> impl Iterator<Item = &'a str> {
    table.get(key).and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str)
}

/// Why tests fail that have to: those that a pattern names, and how many these are.
struct Group<'a> {
    patterns: Vec<&'a str>,
    count: usize,
    reason: &'a str,
}

/// The groups of a suite; a single test in `fails` is a group of its own.
fn groups(suite: &Value) -> Vec<Group<'_>> {
    let single = suite.get("fails").and_then(Value::as_table).into_iter().flatten();
    let several = suite.get("group").and_then(Value::as_array).into_iter().flatten();
    single
        .filter_map(|(name, reason)| Some(Group { patterns: vec![name], count: 1, reason: reason.as_str()? }))
        .chain(several.map(|group| Group {
            patterns: texts(group, "tests").collect(),
            count: group.get("count").and_then(Value::as_integer).and_then(|it| it.try_into().ok()).unwrap_or(0),
            reason: said(group, "reason"),
        }))
        .collect()
}

fn run_suite(environment: &Environment, suite: &Value) -> Result<Vec<String>, String> {
    let package = said(suite, "package");
    let folder = place::target().join("published").join(package);
    let source = unpacked(environment, package, said(suite, "sha256"), &folder)?;
    let place = folder.join("run");
    if place.exists() {
        fs::remove_dir_all(&place).map_err(|error| format!("cannot remove {}: {error}", place.display()))?;
    }
    fs::create_dir_all(&place).map_err(|error| format!("cannot make {}: {error}", place.display()))?;
    for test in texts(suite, "tests") {
        let from = source.join(test);
        let name = Path::new(test).file_name().and_then(|name| name.to_str()).unwrap_or_default();
        if from.is_dir() {
            // A whole folder stays what it is, its fixtures included.
            copy_folder(&from, &place.join(name))?;
            continue;
        }
        // pytest looks for files of this name.
        let name = if name.starts_with("test_") { name.to_owned() } else { format!("test_{name}") };
        fs::copy(&from, place.join(name)).map_err(|error| format!("cannot copy {}: {error}", from.display()))?;
    }
    let fixtures = match said(suite, "fixtures") {
        "" => String::new(),
        path => fs::read_to_string(source.join(path))
            .map_err(|error| format!("cannot read {path} of {package}: {error}"))?,
    };
    write(&place.join("conftest.py"), &format!("{}\n{fixtures}{LISTENER}", said(suite, "exchange")))?;
    let markers: String = texts(suite, "markers").map(|marker| format!("    {marker}\n")).collect();
    write(&place.join("pytest.ini"), &format!("[pytest]\nmarkers =\n{markers}"))?;
    environment
        .python([
            "-m",
            "pytest",
            "-q",
            "--tb=no",
            "--show-capture=no",
            "-p",
            "no:cacheprovider",
            "--disable-warnings",
            "--continue-on-collection-errors",
        ])
        .variable("PYTHONDONTWRITEBYTECODE", "1")
        .folder(&place)
        .output_whatever_the_exit()?;
    let outcome = fs::read_to_string(place.join("outcome.txt")).unwrap_or_default();
    Ok(judge(package, &outcome, &groups(suite)))
}

fn copy_folder(from: &Path, to: &Path) -> Result<(), String> {
    let trouble = |error| format!("cannot copy {}: {error}", from.display());
    fs::create_dir_all(to).map_err(trouble)?;
    for entry in fs::read_dir(from).map_err(trouble)?.flatten() {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy_folder(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target).map_err(trouble)?;
        }
    }
    Ok(())
}

/// Prints the counts and the reason of each failure, and gives what is not as the table says.
fn judge(package: &str, outcome: &str, groups: &[Group<'_>]) -> Vec<String> {
    let named = |word: &str| outcome.lines().filter_map(|line| line.strip_prefix(word)).collect::<Vec<_>>();
    let (passed, skipped) = (named("PASSED "), named("SKIPPED "));
    let mut failed = named("FAILED ");
    failed.sort_unstable();
    failed.dedup();
    let of = passed.len() + failed.len();
    let left_out = if skipped.is_empty() { String::new() } else { format!(", {} leave themselves out", skipped.len()) };
    println!("{package}: {} of {of} pass{left_out}", passed.len());
    let mut surprises = Vec::new();
    let mut counted = vec![0; groups.len()];
    for name in failed {
        match groups.iter().position(|group| group.patterns.iter().any(|pattern| fits(pattern, name))) {
            Some(place) => counted[place] += 1,
            None => surprises.push(format!("{package}: {name} fails")),
        }
    }
    for (group, found) in groups.iter().zip(counted) {
        let names = group.patterns.join(", ");
        println!("  {found} of {names}: {}", group.reason);
        if found != group.count {
            surprises.push(format!("{package}: {found} of {names} fail, not {}", group.count));
        }
    }
    if passed.is_empty() {
        surprises.push(format!("{package}: no test ran"));
    }
    surprises
}

/// Whether a pattern names a test: `*` stands for anything; a pattern without a file is the test's own name.
fn fits(pattern: &str, name: &str) -> bool {
    let own = name.rsplit_once("::").map_or(name, |(_, own)| own);
    // A slash behind the first colons belongs to a parameter.
    let folders = name.split_once("::").and_then(|(file, _)| file.rfind('/')).map_or(0, |place| place + 1);
    let name = if pattern.contains("::") { &name[folders..] } else { own };
    let mut parts = pattern.split('*');
    let Some(mut rest) = parts.next().and_then(|first| name.strip_prefix(first)) else { return false };
    let mut last = None;
    for part in parts {
        last = Some(part);
        match rest.find(part) {
            Some(place) => rest = &rest[place + part.len()..],
            None => return false,
        }
    }
    match last {
        // What stands behind the last star ends the name.
        Some(part) => part.is_empty() || name.ends_with(part),
        None => rest.is_empty(),
    }
}

/// The archive's folder, fetched where it is not there yet.
fn unpacked(environment: &Environment, package: &str, sum: &str, folder: &Path) -> Result<PathBuf, String> {
    let archives = folder.join("archive");
    if place::entries_ending_in(&archives, ".tar.gz").is_empty() {
        // pip builds enough of it to read its name; it is not installed.
        environment
            .pip(["download", "--quiet", "--no-deps", "--no-binary", ":all:", "--dest"])
            .arguments([&archives])
            .arguments([package])
            .run()?;
    }
    let [archive] = place::entries_ending_in(&archives, ".tar.gz")
        .try_into()
        .map_err(|found: Vec<_>| format!("{} archives of {package} were fetched", found.len()))?;
    let source = folder.join("source");
    if !source.exists() {
        environment.python(["-c", UNPACK, sum]).arguments([&archive, &source]).run()?;
    }
    let within = fs::read_dir(&source).map_err(|error| format!("cannot read {}: {error}", source.display()))?;
    within
        .flatten()
        .map(|entry| entry.path())
        .find(|path| path.is_dir())
        .ok_or_else(|| format!("the archive of {package} is empty"))
}

/// Refuses an archive whose sum is another one.
const UNPACK: &str = "
import hashlib, sys, tarfile
_, wanted, archive, folder = sys.argv
found = hashlib.sha256(open(archive, 'rb').read()).hexdigest()
if found != wanted:
    sys.exit(f'{archive}: the sum is {found}, not {wanted}')
tarfile.open(archive).extractall(folder, filter='data')
";

fn write(path: &Path, text: &str) -> Result<(), String> {
    fs::write(path, text).map_err(|error| format!("cannot write {}: {error}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::{Group, fits, judge};

    #[test]
    fn patterns_name_tests_by_their_own_name_or_with_their_file() {
        let name = "tests/test_basic.py::test_login[a b/c]";
        for pattern in ["test_login*", "test_basic.py::test_login*", "*login[a b/c]", "test_basic.py::*", "test_*in*"] {
            assert!(fits(pattern, name), "{pattern} does not fit");
        }
        for pattern in ["test_login", "test_csrf.py::*", "test_log*out", "login*"] {
            assert!(!fits(pattern, "tests/test_basic.py::test_login[a b]"), "{pattern} fits");
        }
    }

    #[test]
    fn what_is_not_in_the_table_and_what_begins_to_pass_is_told() {
        let group = |count| [Group { patterns: vec!["test_a*"], count, reason: "it differs" }];
        let outcome = "PASSED t.py::test_x\nFAILED t.py::test_a[1]\nFAILED t.py::test_a[1]\nSKIPPED t.py::test_y\n";
        assert!(judge("p", outcome, &group(1)).is_empty());
        assert_eq!(judge("p", outcome, &group(2)), ["p: 1 of test_a* fail, not 2"]);
        assert_eq!(judge("p", outcome, &[]), ["p: t.py::test_a[1] fails"]);
        assert_eq!(judge("p", "", &[]), ["p: no test ran"]);
    }
}
