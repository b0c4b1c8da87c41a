//! The projects of `benches/corpus.toml`, fetched with pip and unpacked below `.corpus`; nothing of them is run.

use crate::command::Command;
use crate::place;

use std::fs;
use std::path::PathBuf;
use toml::{Table, Value};

/// A project, pinned.
pub struct Project {
    /// Its name on PyPI.
    pub name: String,
    /// Its version.
    pub version: String,
    /// The sum of its archive.
    sha256: String,
    /// What kind of program it is.
    pub kind: String,
    /// Whether it only makes the measured tree larger.
    pub measured_only: bool,
}

/// The folder that everything fetched lies in.
pub fn folder() -> PathBuf {
    place::root().join(".corpus")
}

/// All projects of the list, in its order.
pub fn projects() -> Result<Vec<Project>, String> {
    const LIST: &str = "benches/corpus.toml";
    let text = fs::read_to_string(place::root().join(LIST)).map_err(|error| format!("cannot read {LIST}: {error}"))?;
    let table: Table = text.parse().map_err(|error| format!("{LIST}: {error}"))?;
    let entries = table.get("project").and_then(Value::as_array).cloned().unwrap_or_default();
    Ok(entries
        .iter()
        .map(|entry| {
            let said = |key: &str| entry.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
            Project {
                name: said("name"),
                version: said("version"),
                sha256: said("sha256"),
                kind: said("kind"),
                measured_only: entry.get("measured_only").and_then(Value::as_bool).unwrap_or(false),
            }
        })
        .collect())
}

impl Project {
    /// Where its source lies once it is fetched.
    pub fn source(&self) -> PathBuf {
        folder().join("source").join(format!("{}-{}", self.name, self.version))
    }

    /// Fetches and unpacks it, if that was not done before.
    pub fn fetch(&self) -> Result<(), String> {
        let source = self.source();
        if source.is_dir() {
            return Ok(());
        }
        println!("fetching {} {} ...", self.name, self.version);
        let archives = folder().join("archives").join(&self.name);
        fs::create_dir_all(&archives).map_err(|error| format!("cannot create {}: {error}", archives.display()))?;
        let pinned = archives.join("requirement.txt");
        fs::write(&pinned, format!("{}=={} --hash=sha256:{}\n", self.name, self.version, self.sha256))
            .map_err(|error| format!("cannot write {}: {error}", pinned.display()))?;
        Command::new("python3")
            .arguments(["-m", "pip", "--disable-pip-version-check", "download", "--quiet", "--no-deps"])
            // A wheel for any machine is read and never run, so the Python that fetches it does not matter.
            .arguments(["--only-binary=:all:", "--platform", "any", "--python-version", "3.12"])
            .arguments(["--require-hashes", "--dest"])
            .arguments([&archives])
            .arguments(["--requirement"])
            .arguments([&pinned])
            .run()?;
        let [wheel] = place::entries_ending_in(&archives, ".whl")
            .try_into()
            .map_err(|found: Vec<_>| format!("{} archives of {} in .corpus", found.len(), self.name))?;
        // Unpacked beside its place and moved into it, so that an interrupted run leaves no half of a project.
        let unpacked = source.with_extension("part");
        let _ = fs::remove_dir_all(&unpacked);
        Command::new("python3").arguments(["benches/unpack.py"]).arguments([&wheel, &unpacked]).run()?;
        fs::rename(&unpacked, &source).map_err(|error| format!("cannot move {}: {error}", unpacked.display()))
    }
}
