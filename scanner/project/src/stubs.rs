//! The user's own stubs: what his libraries do with data, laid over the compiled catalog.

use crate::ScanError;
use crate::paths;
use std::path::Path;
use stopple_libraries::{Catalog, load_stubs};

/// The catalog with the stubs of a folder, if there is one. A stub with a mistake is refused: knowledge that is
/// silently missing looks like safety.
pub(crate) fn catalog(folder: Option<&Path>) -> Result<Catalog, ScanError> {
    let base = stopple_libraries::catalog();
    let Some(folder) = folder else { return Ok(base) };
    let files = read(folder)?;
    if files.is_empty() {
        let advice = "stubs are files that end with `.pyi`, named after their module: `mailer/client.pyi`";
        return Err(ScanError::new("there are no stubs in this folder").at(folder).advise(advice));
    }
    let (catalog, problems) = load_stubs(base, &files);
    let Some(first) = problems.first() else { return Ok(catalog) };
    let more = match problems.len() {
        1 => String::new(),
        count => format!(" (and {} more mistakes in these stubs)", count - 1),
    };
    Err(ScanError {
        what: format!("{}{more}", first.message),
        place: format!("{}:{}", folder.join(&first.path).display(), first.line),
        advice: "docs/stubs.md says how stubs are written; without this one a scan would miss what it knows".to_owned(),
    })
}

/// All stubs below a folder, in order of path.
fn read(folder: &Path) -> Result<Vec<(String, String)>, ScanError> {
    let mut files = Vec::new();
    let mut walk = ignore::WalkBuilder::new(folder);
    // The folder was named for its stubs: no ignore file takes one away.
    for entry in walk.standard_filters(false).sort_by_file_name(std::ffi::OsStr::cmp).build() {
        let entry = entry.map_err(|error| {
            ScanError::new(format!("the stubs cannot be read: {error}"))
                .at(folder)
                .advise("name a folder of stubs with `stubs` in the settings or with `--stubs`")
        })?;
        let path = entry.path();
        if path.extension().is_none_or(|extension| extension != "pyi") || path.is_dir() {
            continue;
        }
        let text = std::fs::read_to_string(path)
            .map_err(|error| ScanError::new(format!("this stub cannot be read: {error}")).at(path))?;
        files.push((paths::shown(path.strip_prefix(folder).unwrap_or(path)), text));
    }
    files.sort();
    Ok(files)
}
