//! Runs other programs in the root of the project; what goes wrong is said in one sentence.

use std::ffi::{OsStr, OsString};
use std::path::Path;
use std::process::{self, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};

/// Whether what is built is optimised across crates too, as it is released. That takes minutes and tells no test anything.
static AS_RELEASED: AtomicBool = AtomicBool::new(false);

/// From here on everything is built exactly as it is released: for what is measured.
pub fn build_as_released() {
    AS_RELEASED.store(true, Ordering::Relaxed);
}

/// A program that is about to run.
pub struct Command {
    inner: process::Command,
    shown: String,
}

impl Command {
    /// A program, found as a shell finds it.
    pub fn new(program: impl AsRef<OsStr>) -> Self {
        let shown = crate::place::shown(Path::new(program.as_ref()));
        let mut inner = process::Command::new(program);
        inner.current_dir(crate::place::root()).stdin(Stdio::null());
        if !AS_RELEASED.load(Ordering::Relaxed) {
            inner.env("CARGO_PROFILE_RELEASE_LTO", "off");
        }
        Self { inner, shown }
    }

    /// The cargo that runs this very program.
    pub fn cargo() -> Self {
        let mut command = Self::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        "cargo".clone_into(&mut command.shown);
        command
    }

    /// Arguments, in order.
    pub fn arguments<T: AsRef<OsStr>>(mut self, arguments: impl IntoIterator<Item = T>) -> Self {
        for argument in arguments {
            self.shown.push(' ');
            self.shown.push_str(&argument.as_ref().to_string_lossy());
            self.inner.arg(argument);
        }
        self
    }

    /// One variable of the environment.
    pub fn variable(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.inner.env(name, value);
        self
    }

    /// Another folder than the root.
    pub fn folder(mut self, folder: &Path) -> Self {
        self.inner.current_dir(folder);
        self
    }

    /// The program and its arguments, for another program that runs it.
    pub fn words(&self) -> Vec<OsString> {
        std::iter::once(self.inner.get_program()).chain(self.inner.get_args()).map(OsStr::to_owned).collect()
    }

    /// Keeps what it prints off the terminal.
    pub fn silent(mut self) -> Self {
        self.inner.stdout(Stdio::null());
        self
    }

    /// Runs it with its output on the terminal; anything but success is trouble.
    pub fn run(self) -> Result<(), String> {
        let shown = self.shown.clone();
        match self.exit_code()? {
            0 => Ok(()),
            code => Err(format!("`{shown}` ended with {code}")),
        }
    }

    /// Runs it with its output on the terminal and gives its exit code.
    pub fn exit_code(mut self) -> Result<i32, String> {
        let status = self.inner.status().map_err(|error| cannot_start(&self.shown, &error))?;
        status.code().ok_or_else(|| format!("`{}` was ended by a signal", self.shown))
    }

    /// Runs it and gives what it printed; its complaints stay on the terminal. Anything but success is trouble.
    pub fn output(self) -> Result<String, String> {
        let shown = self.shown.clone();
        match self.printed()? {
            (status, text) if status.success() => Ok(text),
            (status, _) => Err(format!("`{shown}` ended with {status}")),
        }
    }

    /// Runs it and gives what it printed, whatever it ended with.
    pub fn output_whatever_the_exit(self) -> Result<String, String> {
        self.printed().map(|(_, text)| text)
    }

    /// Runs it and gives whether it succeeded, and what it printed.
    pub fn told(self) -> Result<(bool, String), String> {
        self.printed().map(|(status, text)| (status.success(), text))
    }

    fn printed(mut self) -> Result<(process::ExitStatus, String), String> {
        let output = self.inner.stderr(Stdio::inherit()).output().map_err(|error| cannot_start(&self.shown, &error))?;
        Ok((output.status, String::from_utf8_lossy(&output.stdout).into_owned()))
    }

    /// Runs it in silence and says whether it could be started and succeeded.
    pub fn answers(mut self) -> bool {
        self.inner.stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok_and(|status| status.success())
    }
}

fn cannot_start(shown: &str, error: &std::io::Error) -> String {
    format!("cannot start `{shown}`: {error}")
}
