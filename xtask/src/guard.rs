//! The guard's wheel: built, installed where nothing else is, its stub held against it, and its tests run against what was installed.

use crate::command::Command;
use crate::place;
use crate::python::Environment;
use crate::steps::Ended;
use crate::wheel;
use std::fs;
use std::path::PathBuf;

/// The extension's folder, from the root.
const HOME: &str = "runtime/flask_stopple";

/// Pages that a browser attacks, open and guarded.
const WINDOW: &str = "proofs/window";

/// The oldest Flask that the wheel is for, and the Werkzeug of its time.
const OLDEST: &str = "flask[async]==2.3.3\nwerkzeug==2.3.8\n";

/// The extensions that the guard replaces, pinned, so that figures of two days can be compared.
const PEERS: &str = "flask==3.1.3\nflask-talisman==1.1.0\nflask-seasurf==2.0.0\nflask-wtf==1.3.0\nflask-login==0.6.3\nflask-limiter==4.1.1\n";

/// Builds the wheel, installs it freshly and runs the Python tests.
pub fn check() -> Result<Ended, String> {
    let wheel = build()?;
    let requirements = read(&format!("{HOME}/tests/requirements.txt"))?;
    let place = Environment::with("guard", &requirements)?;
    place.pip(["install", "--quiet", "--force-reinstall", "--no-deps"]).arguments([&wheel]).run()?;
    let missing = missing()?;
    place.python(["-m", "mypy.stubtest", "flask_stopple._stopple"]).silent().folder(&place::target()).run()?;
    test(&place)?;
    println!("a browser attacks the shop's window:");
    pytest(&place, WINDOW)?;
    println!("the same on the oldest Flask that is supported:");
    let oldest = Environment::with("guard-oldest", &format!("{}{OLDEST}", without_flask(&requirements)))?;
    oldest.pip(["install", "--quiet", "--force-reinstall", "--no-deps"]).arguments([&wheel]).run()?;
    test(&oldest)?;
    Ok(if missing.is_empty() { Ended::Done } else { Ended::LeftOut(missing.join("; ")) })
}

fn test(place: &Environment) -> Result<(), String> {
    pytest(place, HOME)
}

fn pytest(place: &Environment, folder: &str) -> Result<(), String> {
    place
        .python(["-m", "pytest", "-q", "-p", "no:cacheprovider"])
        .variable("PYTHONDONTWRITEBYTECODE", "1")
        .folder(&place::root().join(folder))
        .run()
}

fn without_flask(requirements: &str) -> String {
    requirements.lines().filter(|line| !line.starts_with("flask")).flat_map(|line| [line, "\n"]).collect()
}

/// Measures what the guard adds to a request, its peers in turn with it.
pub fn bench() -> Result<(), String> {
    let wheel = build()?;
    let place = Environment::with("guard-peers", PEERS)?;
    place.pip(["install", "--quiet", "--force-reinstall", "--no-deps"]).arguments([&wheel]).run()?;
    place.python(["benches/guard.py"]).run()
}

/// The wheel, built as it is released.
pub fn build() -> Result<PathBuf, String> {
    let tools = wheel::tools()?;
    let wheels = place::target().join("wheels-guard");
    if wheels.exists() {
        fs::remove_dir_all(&wheels).map_err(|error| format!("cannot remove {}: {error}", wheels.display()))?;
    }
    Command::new(tools.program("maturin"))
        .arguments(["build", "--quiet", "--release", "--out"])
        .arguments([&wheels])
        // Found by its `pyproject.toml`: with a path to the manifest maturin would not read that.
        .folder(&place::root().join(HOME))
        .run()?;
    let [wheel] = place::entries_ending_in(&wheels, ".whl")
        .try_into()
        .map_err(|found: Vec<_>| format!("maturin left {} wheels in {}", found.len(), wheels.display()))?;
    Ok(wheel)
}

/// What is not on this machine, and how to get it: tests that need it are left out. In CI that is a failure.
fn missing() -> Result<Vec<String>, String> {
    let needed: [(&[&str], &str, &str); 2] = [
        (&["redis-server"], "tests against Redis", "apt-get install redis-server"),
        (&["chromium", "chromium-browser", "google-chrome"], "attacks by a browser", "apt-get install chromium"),
    ];
    let missing: Vec<String> = needed
        .iter()
        .filter(|(programs, _, _)| {
            !programs.iter().any(|program| Command::new(program).arguments(["--version"]).answers())
        })
        .map(|(programs, what, how)| format!("{what}: there is no `{}` (on Debian: {how})", programs[0]))
        .collect();
    if !missing.is_empty() && std::env::var("CI").is_ok_and(|ci| ci == "true") {
        return Err(missing.join("; "));
    }
    Ok(missing)
}

fn read(path: &str) -> Result<String, String> {
    let path = place::root().join(path);
    fs::read_to_string(&path).map_err(|error| format!("cannot read {}: {error}", path.display()))
}
