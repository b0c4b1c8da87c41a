//! Files to readings, many at a time; one bad file never takes down a scan.

use crate::at_hand;
use crate::discovery::{Found, unreadable};
use crate::paths::Content;
use crate::request::{Progress, Silent};
use rayon::prelude::*;
use std::fs::File;
use std::io::Read;
use std::sync::Arc;
use stopple_finding::{Location, Problem, ProblemKind};
use stopple_program::{Description, may_be_description};
use stopple_source::{SourceFile, Span};
use stopple_syntax::Reading;

/// Nobody writes a larger file by hand.
pub const LARGEST_FILE: u64 = 5 * 1024 * 1024;

/// All that was read, in order of path.
#[derive(Debug, Default)]
pub(crate) struct Texts {
    pub(crate) python: Vec<(Arc<SourceFile>, Reading)>,
    pub(crate) templates: Vec<Arc<SourceFile>>,
    pub(crate) descriptions: Vec<Description>,
    pub(crate) problems: Vec<Problem>,
}

/// What became of one file.
#[expect(clippy::large_enum_variant, reason = "nearly all are Python, and a box for each is no gain")]
enum Text {
    Python(Arc<SourceFile>, Reading),
    Template(Arc<SourceFile>),
    Description(Description),
    /// It is no business of a scan.
    Nothing,
    Failed(Problem),
}

/// Reads the files on the threads of the current pool.
pub(crate) fn read_files(found: &[Found], progress: &dyn Progress) -> Texts {
    let texts: Vec<Text> = found
        .par_iter()
        .map(|file| {
            let text = match load(file) {
                Ok(bytes) => understand(&file.shown, file.content, bytes),
                Err(problem) => Text::Failed(problem),
            };
            progress.advance();
            text
        })
        .collect();
    gather(texts)
}

impl Texts {
    /// Reads the descriptions of interfaces among these files, if the program mentions one of the names by which they
    /// are asked for.
    pub(crate) fn read_descriptions<'n>(&mut self, found: &[Found], mut names: impl Iterator<Item = &'n str>) {
        let mentions =
            |name: &str| self.python.iter().any(|(_, reading)| reading.file.names.iter().any(|own| **own == *name));
        if found.is_empty() || !names.any(mentions) {
            return;
        }
        let more = read_files(found, &Silent);
        self.descriptions = more.descriptions;
        // Of a file that cannot be read only the name tells that it would have mattered.
        let says = |path: &str| ["api", "swagger"].iter().any(|word| path.to_ascii_lowercase().contains(word));
        self.problems.extend(more.problems.into_iter().filter(|one| one.location.is_some() || says(&one.path)));
    }
}

/// Reads one text that is not on the disk.
pub(crate) fn read_text(shown: &str, content: Content, bytes: Vec<u8>) -> Texts {
    let text = match check(shown, &bytes) {
        Ok(()) => understand(shown, content, bytes),
        Err(problem) => Text::Failed(problem),
    };
    gather(vec![text])
}

fn gather(texts: Vec<Text>) -> Texts {
    let mut gathered = Texts::default();
    for text in texts {
        match text {
            Text::Python(source, reading) => {
                gathered.problems.extend(syntax_problem(&source, &reading));
                gathered.python.push((source, reading));
            }
            Text::Template(source) => gathered.templates.push(source),
            Text::Description(description) => gathered.descriptions.push(description),
            Text::Nothing => {}
            Text::Failed(problem) => gathered.problems.push(problem),
        }
    }
    gathered
}

fn load(file: &Found) -> Result<Vec<u8>, Problem> {
    let failed = |error: std::io::Error| {
        unreadable(
            file.shown.clone(),
            format!("cannot be read: {error}"),
            "make it readable, or exclude it in the settings",
        )
    };
    let opened = File::open(&file.path).map_err(failed)?;
    let size = opened.metadata().map_err(failed)?.len();
    if size > LARGEST_FILE {
        return Err(too_large(&file.shown, size));
    }
    let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or(0));
    // Some files of the system say that they are empty and never end.
    opened.take(LARGEST_FILE + 1).read_to_end(&mut bytes).map_err(failed)?;
    check(&file.shown, &bytes).map(|()| bytes)
}

fn check(shown: &str, bytes: &[u8]) -> Result<(), Problem> {
    let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    if size > LARGEST_FILE {
        return Err(too_large(shown, size));
    }
    // Python itself refuses a source text with a zero byte.
    if bytes.contains(&0) {
        let advice = "rename it, or exclude it in the settings";
        return Err(unreadable(shown.to_owned(), "holds binary data, not text", advice));
    }
    Ok(())
}

fn too_large(shown: &str, size: u64) -> Problem {
    let message = format!("is larger than {} MiB ({} MiB)", LARGEST_FILE / 1_048_576, size.div_ceil(1_048_576));
    unreadable(shown.to_owned(), message, "exclude it in the settings, or split it up")
}

fn understand(shown: &str, content: Content, bytes: Vec<u8>) -> Text {
    let attempt = at_hand::guarded(shown, || match content {
        Content::Template => Text::Template(Arc::new(SourceFile::new(shown, lossy(bytes)))),
        Content::Description => describe(Arc::new(SourceFile::new(shown, lossy(bytes)))),
        Content::Python => {
            let decoded = stopple_syntax::decode(&bytes);
            drop(bytes);
            let source = Arc::new(SourceFile::new(shown, decoded.text));
            let mut reading = stopple_syntax::read(&source.text);
            reading.problems.splice(0..0, decoded.problems);
            Text::Python(source, reading)
        }
    });
    attempt.unwrap_or_else(|why| {
        let message = format!("made Stopple itself fail: {why}");
        Text::Failed(unreadable(shown.to_owned(), message, "please report this, with the file if you may"))
    })
}

fn describe(source: Arc<SourceFile>) -> Text {
    if !may_be_description(&source.text) {
        return Text::Nothing;
    }
    match Description::read(Arc::clone(&source)) {
        Some(Ok(description)) => Text::Description(description),
        Some(Err(broken)) => {
            let start = source.lines().start(broken.line).unwrap_or(0);
            Text::Failed(Problem {
                kind: ProblemKind::Syntax,
                path: source.path.clone(),
                location: Some(Location { span: Span::new(start, start), file: source }),
                message: format!("cannot be read as a description of an interface: {}", broken.message),
                advice: "the handlers that it names are not known as such; mend it, or exclude it in the settings"
                    .to_owned(),
            })
        }
        None => Text::Nothing,
    }
}

fn lossy(bytes: Vec<u8>) -> String {
    let text = String::from_utf8(bytes).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned());
    match text.strip_prefix('\u{feff}') {
        Some(rest) => rest.to_owned(),
        None => text,
    }
}

/// The first error of a text stands for all: the others often follow from it.
fn syntax_problem(source: &Arc<SourceFile>, reading: &Reading) -> Option<Problem> {
    let first = reading.problems.first()?;
    let more = match reading.problems.len() {
        1 => String::new(),
        2 => " (and one more error in this file)".to_owned(),
        count => format!(" (and {} more errors in this file)", count - 1),
    };
    Some(Problem {
        kind: ProblemKind::Syntax,
        path: source.path.clone(),
        location: Some(Location { file: Arc::clone(source), span: first.span }),
        message: format!("{}{more}", first.message),
        advice: "the file was analysed as far as it reads".to_owned(),
    })
}
