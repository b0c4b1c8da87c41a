//! Tells files from paths, and archives that are unpacked with a filter from others.

use crate::{Context, Draft};
use stopple_flow::outcome::{Const, Hit};
use stopple_libraries::{Concepts, concept};

/// A second look at a path or an archive.
pub fn refine(context: &Context, hit: &Hit, draft: Draft) -> Option<Draft> {
    let is_archive = Concepts::named("archive") == Some(hit.concept);
    if is_archive && is_filtered(context, hit) {
        return None;
    }
    // What is in a file of the server is the server's, but the names in an archive are whoever's packed it.
    if concept::source_name(hit.source) == "file" && !names_of_archive(context.text(hit.read)) {
        return None;
    }
    if !is_archive && concept::source_name(hit.source) == "http-file" && !names_inside(context, hit) {
        // Functions that take a path also take an open file, and an upload is one.
        return None;
    }
    if !is_archive && is_open_file(context, hit) {
        return None;
    }
    Some(draft)
}

/// Whether what is passed was written to or wound back before: a buffer, not a path.
fn is_open_file(context: &Context, hit: &Hit) -> bool {
    let text = &context.source(hit.sink).text;
    let above = text.get(..hit.sink.span.start as usize).unwrap_or_default();
    let in_function = above.rfind("def ").and_then(|start| above.get(start..)).unwrap_or(above);
    let name = context.text(hit.sink);
    ["write", "seek"].iter().any(|method| in_function.contains(&format!(" {name}.{method}(")))
}

/// `extractall(..., filter="data")`: the standard library refuses what leaves the folder.
fn is_filtered(context: &Context, hit: &Hit) -> bool {
    let mut facts = context.analysis.facts.iter();
    let call = facts.find(|fact| fact.name == "archive-extract" && fact.place == hit.call);
    let Some(filter) = call.and_then(|fact| fact.argument("filter")) else { return false };
    if filter.view.path.as_deref().is_some_and(|path| path.ends_with("data_filter") || path.ends_with("tar_filter")) {
        return true;
    }
    let mut constants = filter.view.constants.iter().flatten().peekable();
    let refuses = |constant: &Const| matches!(constant, Const::Str(text) if matches!(&**text, "data" | "tar"));
    constants.peek().is_some() && constants.all(refuses)
}

fn names_of_archive(read: &str) -> bool {
    ["namelist(", "infolist(", "getnames(", "getmembers(", ".filename"].iter().any(|word| read.contains(word))
}

/// Whether the way from the upload goes through names or text that are read from it.
fn names_inside(context: &Context, hit: &Hit) -> bool {
    const READS: &[&str] = &[".read", "namelist", "infolist", "getnames", "getmembers", ".filename", ".name", "decode"];
    let places = hit.steps.iter().map(|step| step.place).chain([hit.sink]);
    places.map(|place| context.text(place)).any(|text| READS.iter().any(|word| text.contains(word)))
}
