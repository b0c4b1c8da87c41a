//! Tells files from paths, and archives that are unpacked with a filter from others.

use crate::{Context, Draft, code};
use stopple_flow::outcome::{Const, Hit};
use stopple_libraries::{Concepts, concept};
use stopple_syntax::hir::{Argument, Expr};

/// A second look at a path or an archive.
pub fn refine(context: &Context, hit: &Hit, mut draft: Draft) -> Option<Draft> {
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
    if is_archive {
        return Some(draft.advises(UNPACK));
    }
    let called = context.called(hit.call, &hit.callee);
    let writes = Concepts::named("path-write") == Some(hit.concept) || is_opened_to_write(context, hit);
    let what =
        if writes { "chooses the file that is written or removed by" } else { "chooses the file that is read by" };
    let is_entry = names_of_archive(context.text(hit.read)) || concept::source_name(hit.source) == "http-file";
    if is_entry {
        draft.subject = format!("the name of an entry in an archive, `{}`,", context.short_text(hit.read));
        draft = draft.advises(ENTRY);
    }
    Some(draft.tells(&format!("{what} {called}")))
}

const UNPACK: &str = "Unpack tar archives with `filter=\"data\"`, which refuses what leaves the folder. Of other archives \
                      resolve the path of each entry, and check with `is_relative_to` that it is still inside the folder.";
const ENTRY: &str = "Join the name to the folder, resolve the path, and check with `is_relative_to` that it is still inside \
                     the folder; or let `extractall(..., filter=\"data\")` of `tarfile` do it.";

/// Whether a call opens the file to write, by the mode that stands in it.
fn is_opened_to_write(context: &Context, hit: &Hit) -> bool {
    let file = code::file(context.program, hit.call.file);
    let call = file.exprs().find_map(|(id, expr)| match expr {
        Expr::Call { arguments, .. } if file.span(id) == hit.call.span => Some(file.arguments(arguments)),
        _ => None,
    });
    let is_open = hit.callee.rsplit('.').next().is_some_and(|name| name.ends_with("open"));
    let modes = call.filter(|_| is_open).unwrap_or_default().iter().filter_map(|argument| match argument {
        Argument::Keyword(name, value) if file.name(*name) == "mode" => file.string(*value),
        Argument::Positional(value) => file.string(*value),
        _ => None,
    });
    // A mode is a few letters; a path that is one of them is as good as none.
    let mut modes =
        modes.filter(|mode| (1..=3).contains(&mode.len()) && mode.chars().all(|letter| "rwaxbt+".contains(letter)));
    modes.any(|mode| mode.contains(['w', 'a', 'x', '+']))
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
