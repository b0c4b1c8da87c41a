//! The guard's wheel: built, installed where nothing else is, its stub held against it, and its tests run against what was installed.

use crate::bench::RESULTS;
use crate::command::Command;
use crate::python::Environment;
use crate::steps::Ended;
use crate::{place, proofs, section, wheel};
use std::fs;
use std::net::{Ipv4Addr, SocketAddrV4, TcpStream};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// The extension's folder, from the root.
const HOME: &str = "runtime/flask_stopple";

/// Attacks by a browser, on the shop in two forms and on templates.
const BROWSER: &str = "proofs/in_browser";

/// A club in which a browser goes through the whole life of an account.
const MEMBERS: &str = "proofs/members";

/// Where tests look for a PostgreSQL.
const POSTGRESQL: SocketAddrV4 = SocketAddrV4::new(Ipv4Addr::LOCALHOST, 5432);

/// The oldest Flask that the wheel is for, and the Werkzeug of its time.
const OLDEST: &str = "flask[async]==2.3.3\nwerkzeug==2.3.8\n";

/// The extensions that the guard replaces, pinned, so that figures of two days can be compared.
const PEERS: &str = "flask==3.1.3\nflask-talisman==1.1.0\nflask-seasurf==2.0.0\nflask-wtf==1.3.0\nflask-login==0.6.3\nflask-limiter==4.1.1\n";

/// What accounts are measured beside.
const ACCOUNTS_PEERS: &str =
    "flask==3.1.3\nflask-security==5.9.2\nsqlalchemy==2.1.9\nflask-sqlalchemy==3.1.1\nargon2-cffi==25.1.0\n";

/// What serves while the guard's throughput is measured.
const SERVERS: &str = "granian==2.8.7\ngunicorn==27.0.1\n";

/// Builds the wheel, installs it freshly and runs the Python tests.
pub fn check() -> Result<Ended, String> {
    let wheel = build()?;
    let requirements = read(&format!("{HOME}/tests/requirements.txt"))?;
    // What the shop needs besides.
    let place = Environment::with("guard", &format!("{requirements}{}", proofs::requirements()?))?;
    place.pip(["install", "--quiet", "--force-reinstall", "--no-deps"]).arguments([&wheel]).run()?;
    let missing = missing()?;
    place.python(["-m", "mypy.stubtest", "flask_stopple._stopple"]).silent().folder(&place::target()).run()?;
    // The whole extension, as strictly as its `pyproject.toml` says.
    let cache = place::target().join("mypy");
    place.python(["-m", "mypy", "--cache-dir"]).arguments([&cache]).silent().folder(&place::root().join(HOME)).run()?;
    // One test waits where the other works: side by side they take little more than one alone.
    std::thread::scope(|scope| {
        let oldest = scope.spawn(|| on_the_oldest(&wheel, &requirements));
        pytest(&place, HOME).run()?;
        println!("a browser attacks the shop, open and guarded:");
        pytest(&place, BROWSER).run()?;
        println!("a browser goes through the life of an account:");
        pytest(&place, MEMBERS).run()?;
        println!("the same tests on the oldest Flask that is supported:");
        let (passed, printed) = oldest.join().map_err(|_| "the tests on the oldest Flask broke off".to_owned())??;
        println!("{printed}");
        if passed { Ok(()) } else { Err("on the oldest Flask tests failed (above)".to_owned()) }
    })?;
    Ok(if missing.is_empty() { Ended::Done } else { Ended::LeftOut(missing.join("; ")) })
}

/// Whether the tests pass on the oldest Flask that is supported, and what they print.
fn on_the_oldest(wheel: &Path, requirements: &str) -> Result<(bool, String), String> {
    let oldest = Environment::with("guard-oldest", &format!("{}{OLDEST}", for_the_oldest(requirements)))?;
    oldest.pip(["install", "--quiet", "--force-reinstall", "--no-deps"]).arguments([wheel]).run()?;
    pytest(&oldest, HOME).told()
}

fn pytest(place: &Environment, folder: &str) -> Command {
    place
        .python(["-m", "pytest", "-q", "-p", "no:cacheprovider"])
        .variable("PYTHONDONTWRITEBYTECODE", "1")
        .folder(&place::root().join(folder))
}

/// The requirements but for Flask itself, and for the extension that needs Flask 3.
fn for_the_oldest(requirements: &str) -> String {
    let is_newer = |line: &&str| line.starts_with("flask[") || line.starts_with("flask-sqlalchemy-lite==");
    requirements.lines().filter(|line| !is_newer(line)).flat_map(|line| [line, "\n"]).collect()
}

/// Measures what the guard adds to a request, its peers in turn with it, and how many requests servers answer with it.
pub fn bench(throughput_alone: bool) -> Result<(), String> {
    let wheel = build()?;
    let place = Environment::with("guard-peers", &format!("{PEERS}{SERVERS}"))?;
    place.pip(["install", "--quiet", "--force-reinstall", "--no-deps"]).arguments([&wheel]).run()?;
    if !throughput_alone {
        let page = place.python(["benches/guard.py"]).output()?;
        println!("{page}");
        section::write(RESULTS, "guard", "bench guard", &page)?;
    }
    println!("requests a second under Granian and gunicorn ...");
    let page = place.python(["benches/throughput.py"]).output()?;
    println!("{page}");
    section::write(RESULTS, "throughput", "bench guard", &page)
}

/// Measures what accounts cost, beside Flask-Security.
pub fn bench_accounts() -> Result<(), String> {
    let wheel = build()?;
    let place = Environment::with("accounts-peers", ACCOUNTS_PEERS)?;
    place.pip(["install", "--quiet", "--force-reinstall", "--no-deps"]).arguments([&wheel]).run()?;
    let page = place.python(["benches/accounts.py"]).output()?;
    println!("{page}");
    section::write(RESULTS, "accounts", "bench accounts", &page)
}

/// The wheel, built as it is released, optimised across crates only where it is measured.
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

/// A program that tests need: the names it goes by, what is tested with it, Debian's package of it.
type Needed = (&'static [&'static str], &'static str, &'static str);

const NEEDED: [Needed; 2] = [
    (&["redis-server"], "tests against Redis", "redis-server"),
    (&["chromium", "chromium-browser", "google-chrome"], "attacks by a browser", "chromium"),
];

/// What is not on this machine, and how to get it: tests that need it are left out. In CI it is installed, and a failure if
/// it cannot be; on a machine that people work at nothing is installed that they did not ask for.
fn missing() -> Result<Vec<String>, String> {
    let is_there = |(programs, _, _): &Needed| {
        programs.iter().any(|program| Command::new(program).arguments(["--version"]).answers())
    };
    let in_ci = std::env::var("CI").is_ok_and(|ci| ci == "true");
    let mut missing: Vec<&Needed> = NEEDED.iter().filter(|needed| !is_there(needed)).collect();
    if in_ci && !missing.is_empty() && Command::new("apt-get").arguments(["--version"]).answers() {
        let packages: Vec<&str> = missing.iter().map(|(_, _, package)| *package).collect();
        println!("installing {} ...", packages.join(", "));
        // A machine without package lists says so in the second command; the first may fail where there is no network.
        let _ = Command::new("apt-get").arguments(["update", "--quiet=2"]).run();
        Command::new("apt-get")
            .arguments(["install", "--yes", "--quiet=2", "--no-install-recommends"])
            .arguments(&packages)
            .run()?;
        missing.retain(|needed| !is_there(needed));
    }
    let mut said: Vec<String> = missing
        .iter()
        .map(|(programs, what, package)| {
            format!("{what}: there is no `{}` (on Debian: apt-get install {package})", programs[0])
        })
        .collect();
    if in_ci && !said.is_empty() {
        return Err(said.join("; "));
    }
    if !postgresql_answers() {
        said.push(format!(
            "tests against PostgreSQL: none answers at {POSTGRESQL}, and STOPPLE_TEST_POSTGRESQL names no other"
        ));
    }
    Ok(said)
}

/// Whether tests find a PostgreSQL: where they look, or where they are told to.
fn postgresql_answers() -> bool {
    std::env::var_os("STOPPLE_TEST_POSTGRESQL").is_some()
        || TcpStream::connect_timeout(&POSTGRESQL.into(), Duration::from_secs(2)).is_ok()
}

fn read(path: &str) -> Result<String, String> {
    let path = place::root().join(path);
    fs::read_to_string(&path).map_err(|error| format!("cannot read {}: {error}", path.display()))
}
