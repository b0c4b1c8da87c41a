//! Virtual environments below the build folder, each made once for what is installed in it.

use crate::command::Command;
use crate::place;
use std::fs;
use std::path::PathBuf;

/// A virtual environment.
pub struct Environment {
    folder: PathBuf,
}

impl Environment {
    /// An environment with nothing in it, whatever was there before.
    pub fn fresh(name: &str) -> Result<Self, String> {
        let folder = place::target().join("environments").join(name);
        if folder.exists() {
            fs::remove_dir_all(&folder).map_err(|error| format!("cannot remove {}: {error}", folder.display()))?;
        }
        Command::new("python3").arguments(["-m", "venv"]).arguments([&folder]).run().map_err(|trouble| {
            format!("{trouble}\nPython 3 with its venv module is needed (on Debian: the package python3-venv)")
        })?;
        Ok(Self { folder })
    }

    /// An environment with these requirements; the one of the last run is kept as long as they are the same.
    pub fn with(name: &str, requirements: &str) -> Result<Self, String> {
        let folder = place::target().join("environments").join(name);
        let mark = folder.join("requirements.txt");
        if fs::read_to_string(&mark).is_ok_and(|had| had == requirements) {
            return Ok(Self { folder });
        }
        let made = Self::fresh(name)?;
        let wanted = folder.join("wanted.txt");
        fs::write(&wanted, requirements).map_err(|error| format!("cannot write {}: {error}", wanted.display()))?;
        made.pip(["install", "--quiet", "--requirement"]).arguments([&wanted]).run()?;
        fs::rename(&wanted, &mark).map_err(|error| format!("cannot write {}: {error}", mark.display()))?;
        Ok(made)
    }

    /// A program of the environment.
    pub fn program(&self, name: &str) -> PathBuf {
        if cfg!(windows) {
            self.folder.join("Scripts").join(format!("{name}.exe"))
        } else {
            self.folder.join("bin").join(name)
        }
    }

    /// The environment's Python with these arguments.
    pub fn python<'a>(&self, arguments: impl IntoIterator<Item = &'a str>) -> Command {
        Command::new(self.program("python")).arguments(arguments)
    }

    /// The environment's pip with these arguments.
    pub fn pip<'a>(&self, arguments: impl IntoIterator<Item = &'a str>) -> Command {
        self.python(["-m", "pip", "--disable-pip-version-check"]).arguments(arguments)
    }
}
