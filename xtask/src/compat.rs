//! The published test suites of the extensions that `compat` stands for, run with the names of their modules exchanged.
//!
//! The archives are fetched for the run and lie below the build folder; none is committed. What has to fail stands in a
//! table with its reason, and what is not in the table must pass: a test that begins to pass is told too.

use crate::guard;
use crate::place;
use crate::python::Environment;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use toml::{Table, Value};

/// Suites, and the tests that have to fail.
const LIST: &str = "runtime/flask_stopple/tests/published.toml";

/// What the suites need besides the wheel.
const NEEDS: &str =
    "flask[async]==3.1.3\npytest==9.2.0\nflask-wtf==1.3.0\nsemantic-version==2.10.0\nsetuptools\nhatchling\n";

/// Fetches, exchanges names, runs, and holds the outcome against the table.
pub fn run() -> Result<(), String> {
    let text = fs::read_to_string(place::root().join(LIST)).map_err(|error| format!("cannot read {LIST}: {error}"))?;
    let table: Table = text.parse().map_err(|error| format!("{LIST}: {error}"))?;
    let wheel = guard::build()?;
    let environment = Environment::with("guard-published", NEEDS)?;
    environment.pip(["install", "--quiet", "--force-reinstall", "--no-deps"]).arguments([&wheel]).run()?;
    let mut surprises = Vec::new();
    for suite in table.get("suite").and_then(Value::as_array).into_iter().flatten() {
        surprises.extend(run_suite(&environment, suite)?);
    }
    if surprises.is_empty() { Ok(()) } else { Err(format!("not as {LIST} says:\n{}", surprises.join("\n"))) }
}

fn run_suite(environment: &Environment, suite: &Value) -> Result<Vec<String>, String> {
    let said = |key: &str| suite.get(key).and_then(Value::as_str).unwrap_or_default();
    let expected: BTreeMap<&str, &str> = suite
        .get("fails")
        .and_then(Value::as_table)
        .into_iter()
        .flatten()
        .filter_map(|(name, reason)| Some((name.as_str(), reason.as_str()?)))
        .collect();
    let package = said("package");
    let folder = place::target().join("published").join(package);
    let source = unpacked(environment, package, said("sha256"), &folder)?;
    let place = folder.join("run");
    fs::create_dir_all(&place).map_err(|error| format!("cannot make {}: {error}", place.display()))?;
    for test in suite.get("tests").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str) {
        let from = source.join(test);
        let name = Path::new(test).file_name().and_then(|name| name.to_str()).unwrap_or_default();
        // pytest looks for files of this name.
        let name = if name.starts_with("test_") { name.to_owned() } else { format!("test_{name}") };
        fs::copy(&from, place.join(name)).map_err(|error| format!("cannot copy {}: {error}", from.display()))?;
    }
    let fixtures = match said("fixtures") {
        "" => String::new(),
        path => fs::read_to_string(source.join(path))
            .map_err(|error| format!("cannot read {path} of {package}: {error}"))?,
    };
    write(&place.join("conftest.py"), &format!("{}\n{fixtures}", said("exchange")))?;
    write(&place.join("pytest.ini"), "[pytest]\n")?;
    let printed = environment
        .python([
            "-m",
            "pytest",
            "-q",
            "-rA",
            "--tb=no",
            "--show-capture=no",
            "-p",
            "no:cacheprovider",
            "--disable-warnings",
        ])
        .variable("PYTHONDONTWRITEBYTECODE", "1")
        .folder(&place)
        .output_whatever_the_exit()?;
    Ok(judge(package, &printed, &expected))
}

/// Prints the counts and the reason of each failure, and gives what is not as the table says.
fn judge(package: &str, printed: &str, expected: &BTreeMap<&str, &str>) -> Vec<String> {
    let named = |word: &str| -> Vec<String> {
        printed
            .lines()
            .filter_map(|line| {
                line.strip_prefix(word)?.split_whitespace().next()?.rsplit("::").next().map(str::to_owned)
            })
            .collect()
    };
    let passed = named("PASSED ");
    let failed: Vec<String> = [named("FAILED "), named("ERROR ")].concat();
    println!("{package}: {} of {} pass", passed.len(), passed.len() + failed.len());
    let mut surprises = Vec::new();
    for name in &failed {
        match expected.get(name.as_str()) {
            Some(reason) => println!("  {name}: {reason}"),
            None => surprises.push(format!("{package}: {name} fails")),
        }
    }
    surprises.extend(
        expected
            .keys()
            .filter(|name| !failed.iter().any(|it| it == *name))
            .map(|name| format!("{package}: {name} does not fail")),
    );
    if passed.is_empty() {
        surprises.push(format!("{package}: no test ran"));
    }
    surprises
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
