//! Tells uploads that land where they are served from others.

use crate::{Context, Draft, naming};
use stopple_flow::outcome::Hit;
use stopple_libraries::{Concepts, concept};

/// A second look at a stored upload.
pub fn refine(context: &Context, hit: &Hit, draft: Draft) -> Option<Draft> {
    let written = context.text(hit.sink);
    // What the folder was seen to be counts more than what is written beside its name.
    let is_known = is_apart(&hit.prefix);
    let folders = if is_known { Vec::new() } else { folders(context, hit, written) };
    if is_served(&hit.prefix) || folders.iter().any(|text| is_served(text)) {
        return Some(draft);
    }
    // A client that names a type chooses among known extensions, which matters where they are served by it.
    if concept::source_name(hit.source) == "http-header" {
        return Some(draft.quiet());
    }
    // A name that may still climb out of its folder was not looked at in any way.
    let climbs = Concepts::named("path-write");
    let is_raw = |other: &Hit| other.sink == hit.sink && Some(other.concept) == climbs && other.source == hit.source;
    if context.analysis.hits.iter().any(is_raw) {
        return Some(draft);
    }
    if is_known || folders.iter().any(|text| is_apart(text)) {
        return Some(draft.quiet().note("the folder is not known to be served"));
    }
    Some(draft.note("whether the folder is served is not seen: then the extension decides what opens the file"))
}

/// Whether a path, or the code that makes one, names a folder that is served.
fn is_served(text: &str) -> bool {
    let mut parts = text.split(['/', '"', '\'']);
    parts.any(|part| matches!(part, "static" | "public" | "htdocs" | "www" | "templates"))
        || text.contains("static_folder")
}

/// Whether a path, or the code that makes one, names a folder outside of the application's own, which nobody serves by chance.
fn is_apart(text: &str) -> bool {
    let path = text.split_once(['"', '\'']).map_or(text, |(_, rest)| rest);
    path.starts_with('/')
        || ["private", "instance_path", "mkdtemp", "TemporaryDirectory"].iter().any(|word| text.contains(word))
        || naming::has_any(text, &["tmp", "temp", "temporary"])
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
        for name in names {
            let is_setting = name.chars().all(|letter| letter.is_ascii_uppercase() || letter == '_');
            for (file, text) in context.assigned(name) {
                if (is_setting || *file == hit.sink.file) && !texts.contains(text) {
                    texts.push(text);
                }
            }
        }
    }
    texts
}

/// Names in code that makes paths, which name no folder.
const COMMON: &[&str] =
    &["path", "join", "app", "current_app", "config", "self", "str", "Path", "filename", "secure_filename"];
