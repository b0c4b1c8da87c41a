//! The files of a case, and what the scanner says about them.

use std::path::Path;
use std::sync::{Arc, OnceLock};
use stopple_finding::Finding;
use stopple_libraries::Catalog;
use stopple_program::{Description, Program};
use stopple_source::SourceFile;

/// A text of a case under the path by which the case knows it.
#[derive(Debug, Clone)]
pub(crate) struct Text {
    pub(crate) path: String,
    pub(crate) text: String,
}

impl Text {
    /// Whether it may be the description of an interface.
    pub(crate) fn is_description(&self) -> bool {
        DESCRIPTIONS.iter().any(|ending| self.path.ends_with(ending))
    }

    /// Whether it is Python; else it is a template or a description.
    pub(crate) fn is_python(&self) -> bool {
        self.path.ends_with(".py")
    }
}

/// Endings of the files that belong to an application.
const TEMPLATES: &[&str] = &[".html", ".htm", ".jinja", ".jinja2", ".j2", ".xml", ".xhtml", ".svg", ".txt"];
const DESCRIPTIONS: &[&str] = &[".yaml", ".yml", ".json"];
/// Folders that hold no part of the application that is judged.
const SKIPPED: &[&str] = &["__pycache__", "tests", "attacks", "node_modules"];

/// Reads a file, or all files of a folder, in order of path.
pub(crate) fn read(at: &Path) -> std::io::Result<Vec<Text>> {
    let mut texts = Vec::new();
    if at.is_dir() {
        collect(at, "", &mut texts)?;
    } else {
        let path = at.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        texts.push(Text { path, text: std::fs::read_to_string(at)? });
    }
    texts.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(texts)
}

fn collect(folder: &Path, prefix: &str, texts: &mut Vec<Text>) -> std::io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = format!("{prefix}{name}");
        if entry.file_type()?.is_dir() {
            if !SKIPPED.contains(&name.as_str()) && !name.starts_with('.') {
                collect(&entry.path(), &format!("{path}/"), texts)?;
            }
        } else if name.ends_with(".py")
            || is_template(&path)
            || DESCRIPTIONS.iter().any(|ending| name.ends_with(ending))
        {
            texts.push(Text { path, text: std::fs::read_to_string(entry.path())? });
        }
    }
    Ok(())
}

fn is_template(path: &str) -> bool {
    path.split('/').any(|part| part == "templates") && TEMPLATES.iter().any(|ending| path.ends_with(ending))
}

/// What the scanner says about these texts: findings, and `path:line: problem` for what it could not read.
pub(crate) fn scan(texts: &[Text]) -> (Vec<Finding>, Vec<String>) {
    static CATALOG: OnceLock<Catalog> = OnceLock::new();
    let catalog = CATALOG.get_or_init(stopple_libraries::catalog);
    let mut python = Vec::new();
    let mut templates = Vec::new();
    let mut problems = Vec::new();
    let mut descriptions = Vec::new();
    for text in texts {
        let source = Arc::new(SourceFile::new(text.path.as_str(), text.text.as_str()));
        if text.is_python() {
            let reading = stopple_syntax::read(&source.text);
            for problem in &reading.problems {
                let line = source.position(problem.span.start).line;
                problems.push(format!("{}:{line}: {}", source.path, problem.message));
            }
            python.push((source, reading));
        } else if text.is_description() {
            match Description::read(Arc::clone(&source)) {
                Some(Ok(description)) => descriptions.push(description),
                Some(Err(broken)) => problems.push(format!("{}:{}: {}", source.path, broken.line, broken.message)),
                None => {}
            }
        } else {
            templates.push(source);
        }
    }
    let program = Program::new(python, templates).with_descriptions(descriptions);
    let analysis = stopple_flow::analyse(&program, catalog);
    (stopple_rules::judge(&program, &analysis, &stopple_rules::Options::new()), problems)
}
