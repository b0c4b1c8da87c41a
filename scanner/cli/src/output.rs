//! Where reports go: standard output and files, whole or not at all.

use crate::failure::Failure;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// The file that is being written and not yet whole.
static UNFINISHED: Mutex<Option<PathBuf>> = Mutex::new(None);

/// What a shell expects of a program that was interrupted.
const INTERRUPTED: i32 = 130;

/// Removes what is half written when the user interrupts the program.
pub(crate) fn end_cleanly_when_interrupted() {
    // Without a handler the program ends all the same, only less cleanly.
    let _ = ctrlc::set_handler(|| {
        if let Some(path) = UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner).take() {
            let _ = fs::remove_file(path);
        }
        std::process::exit(INTERRUPTED);
    });
}

/// Prints a text on standard output. A reader that has seen enough is no error.
pub(crate) fn print(text: &str) -> Result<(), Failure> {
    let mut stream = io::stdout().lock();
    match stream.write_all(text.as_bytes()).and_then(|()| stream.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(Failure::new(
            format!("the output cannot be written: {error}"),
            "make room, or send the output elsewhere",
        )),
        _ => Ok(()),
    }
}

/// Writes a file: the old content stays until the new one is whole.
pub(crate) fn write_file(path: &Path, text: &str) -> Result<(), Failure> {
    let failed = |error: io::Error| {
        let what = format!("`{}` cannot be written: {error}", path.display());
        let advice = match error.kind() {
            io::ErrorKind::NotFound => "its folder does not exist: make it first",
            io::ErrorKind::PermissionDenied => "choose a folder that you may write to",
            io::ErrorKind::IsADirectory => "this is a folder: name a file in it",
            _ => "make room, or write it elsewhere",
        };
        Failure::new(what, advice)
    };
    // The file behind a link is written, not the link.
    let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    match fs::metadata(&path) {
        Ok(data) if data.is_dir() => return Err(failed(io::ErrorKind::IsADirectory.into())),
        // A pipe or a device cannot be replaced.
        Ok(data) if !data.is_file() => {
            let mut stream = OpenOptions::new().write(true).open(&path).map_err(failed)?;
            return stream.write_all(text.as_bytes()).map_err(failed);
        }
        _ => {}
    }
    let Some(name) = path.file_name() else { return Err(failed(io::ErrorKind::IsADirectory.into())) };
    let mut unfinished = std::ffi::OsString::from(".");
    unfinished.push(name);
    unfinished.push(format!(".{}.part", std::process::id()));
    let unfinished = path.with_file_name(unfinished);
    *UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner) = Some(unfinished.clone());
    let written = write_whole(&unfinished, &path, text);
    if written.is_err() {
        let _ = fs::remove_file(&unfinished);
    }
    *UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner) = None;
    written.map_err(failed)
}

fn write_whole(unfinished: &Path, path: &Path, text: &str) -> io::Result<()> {
    // Never through something that lies there already.
    let mut file = File::create_new(unfinished)?;
    file.write_all(text.as_bytes())?;
    // Some disks tell only now that they are full.
    file.sync_all()?;
    drop(file);
    fs::rename(unfinished, path)
}
