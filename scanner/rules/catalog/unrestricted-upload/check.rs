//! Tells uploads that land where they are served from others.

use crate::{Context, Draft, code};
use stopple_flow::outcome::Hit;
use stopple_libraries::Concepts;
use stopple_syntax::hir::Stmt;

/// A second look at a stored upload.
pub fn refine(context: &Context, hit: &Hit, draft: Draft) -> Option<Draft> {
    let written = context.text(hit.sink);
    if is_served(&hit.prefix) || is_served(written) || folders(context, hit, written).iter().any(|text| is_served(text))
    {
        return Some(draft);
    }
    // A name that may still climb out of its folder was not looked at in any way.
    let climbs = Concepts::named("path-write");
    let is_raw = |other: &Hit| other.sink == hit.sink && Some(other.concept) == climbs && other.source == hit.source;
    if context.analysis.hits.iter().any(is_raw) {
        return Some(draft);
    }
    Some(draft.quiet().note("the folder is not known to be served"))
}

/// Whether a path, or the code that makes one, names a folder that is served.
fn is_served(text: &str) -> bool {
    let mut parts = text.split(['/', '"', '\'']);
    parts.any(|part| matches!(part, "static" | "public" | "htdocs" | "www" | "templates"))
        || text.contains("static_folder")
}

/// What is assigned to the names by which the code calls the folder: a constant, a setting, an attribute, a variable of
/// the same file; and to the names in that.
fn folders<'c>(context: &'c Context, hit: &Hit, written: &'c str) -> Vec<&'c str> {
    let mut texts: Vec<&str> = vec![written];
    let mut at = 0;
    while at < texts.len() && texts.len() < 16 {
        let first = texts[at].split(',').next().unwrap_or_default();
        at += 1;
        let names: Vec<&str> = first
            .split(|letter: char| !letter.is_alphanumeric() && letter != '_')
            .filter(|name| name.len() > 2 && !COMMON.contains(name))
            .collect();
        for file in code::files(context.program) {
            for (_, stmt) in file.stmts() {
                let Stmt::Assign { targets, value } = stmt else { continue };
                for target in file.list(targets) {
                    let Some(label) = file.label(*target) else { continue };
                    let is_setting = label.chars().all(|letter| letter.is_ascii_uppercase() || letter == '_');
                    let text = file.text_at(file.span(value));
                    if names.contains(&label) && (is_setting || file.id == hit.sink.file) && !texts.contains(&text) {
                        texts.push(text);
                    }
                }
            }
        }
    }
    texts
}

/// Names in code that makes paths, which name no folder.
const COMMON: &[&str] =
    &["path", "join", "app", "current_app", "config", "self", "str", "Path", "filename", "secure_filename"];
