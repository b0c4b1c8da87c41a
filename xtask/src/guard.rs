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
    let redis = redis()?;
    place.python(["-m", "mypy.stubtest", "flask_stopple._stopple"]).silent().folder(&place::target()).run()?;
    test(&place)?;
    println!("the same on the oldest Flask that is supported:");
    let oldest = Environment::with("guard-oldest", &format!("{}{OLDEST}", without_flask(&requirements)))?;
    oldest.pip(["install", "--quiet", "--force-reinstall", "--no-deps"]).arguments([&wheel]).run()?;
    test(&oldest)?;
    Ok(redis.map_or(Ended::Done, Ended::LeftOut))
}

fn test(place: &Environment) -> Result<(), String> {
    place
        .python(["-m", "pytest", "-q", "-p", "no:cacheprovider"])
        .variable("PYTHONDONTWRITEBYTECODE", "1")
        .folder(&place::root().join(HOME))
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

/// Why the tests that need a Redis are left out, if they are. In CI that is a failure.
fn redis() -> Result<Option<String>, String> {
    if Command::new("redis-server").arguments(["--version"]).answers() {
        return Ok(None);
    }
    let reason = "tests against Redis: there is no `redis-server` (on Debian: apt-get install redis-server)".to_owned();
    if std::env::var("CI").is_ok_and(|ci| ci == "true") { Err(reason) } else { Ok(Some(reason)) }
}

fn read(path: &str) -> Result<String, String> {
    let path = place::root().join(path);
    fs::read_to_string(&path).map_err(|error| format!("cannot read {}: {error}", path.display()))
}
