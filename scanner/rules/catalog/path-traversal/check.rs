//! Tells files from paths, and archives that are unpacked with a filter from others.

use crate::{Context, Draft, code, views};
use stopple_finding::{Confidence, Rule, Severity};
use stopple_flow::outcome::{Const, Fact, Hit};
use stopple_libraries::{Concepts, concept};
use stopple_program::ScopeRef;
use stopple_syntax::hir::{Argument, Expr};

/// Uploads that are saved, opened again by their path, and unpacked: no data leads from the one to the other, but the disk.
pub fn check(context: &Context, rule: &Rule) -> Vec<Draft> {
    let archive = Concepts::named("archive");
    let is_told =
        |fact: &Fact| context.analysis.hits.iter().any(|hit| Some(hit.concept) == archive && hit.call == fact.place);
    let unpacked = context.facts("archive-extract").filter(|fact| fact.path.starts_with("tarfile."));
    unpacked
        .filter(|fact| trusts_its_names(fact) && !is_told(fact) && opens_an_upload(context, fact.holder))
        .map(|fact| {
            let called = context.called(fact.place, &fact.path);
            let message =
                format!("an uploaded archive is unpacked by {called}, which writes wherever the names in it lead");
            let draft = context.draft(rule, fact.place, fact.holder, message).advises(UNPACK);
            draft.doubted(Confidence::Medium, "the archive is known by the path under which it was saved")
        })
        .collect()
}

/// Without a filter, or with the one that lets everything through.
fn trusts_its_names(fact: &Fact) -> bool {
    fact.argument("filter").is_none_or(|filter| {
        filter.view.path.as_deref().is_some_and(|path| path.ends_with("fully_trusted_filter"))
            || views::strings(&filter.view).iter().any(|name| &**name == "fully_trusted")
    })
}

/// Whether the function opens a tar archive under a path under which it, or who calls it, saved an upload.
fn opens_an_upload(context: &Context, holder: ScopeRef) -> bool {
    let file = code::file(context.program, holder.file);
    let calls = file.exprs().filter(|(id, _)| file.scope_at(file.span(*id)) == holder.scope);
    let opened = calls.filter_map(|(_, expr)| match expr {
        Expr::Call { callee, arguments } if file.dotted(callee).starts_with("tarfile.") => {
            file.argument(file.arguments(arguments), 0, "name").map(|path| file.text_at(file.span(path)))
        }
        _ => None,
    });
    opened.into_iter().any(|path| saves_under(context, holder, path) || is_given_one(context, holder, path))
}

fn saves_under(context: &Context, holder: ScopeRef, path: &str) -> bool {
    context.facts("upload-saved").any(|fact| {
        fact.holder == holder
            && fact.argument("dst").is_some_and(|dst| leads_to(context, holder, context.text(dst.place), path))
    })
}

/// `Path(file.name)`, `str(path)`: the path that is turned into another form of itself.
fn bare_path(text: &str) -> &str {
    let turned = ["Path(", "pathlib.Path(", "str(", "os.fspath("].iter().find_map(|call| text.strip_prefix(call));
    turned.and_then(|inside| inside.strip_suffix(')')).filter(|inside| !inside.contains([',', '('])).unwrap_or(text)
}

/// Whether what an upload was saved to is the path, or a file that was opened under it: `with open(path, "wb") as file`,
/// and `handle, path = mkstemp()` with `os.fdopen(handle, "wb") as file`.
fn leads_to(context: &Context, holder: ScopeRef, dst: &str, path: &str) -> bool {
    let (dst, path) = (bare_path(dst), bare_path(path));
    if dst == path {
        return true;
    }
    let text = code::file(context.program, holder.file).scope_text(holder.scope);
    let opened = text.lines().map(str::trim).find_map(|line| {
        let is_it = line.ends_with(&format!(" as {dst}:")) || line.starts_with(&format!("{dst} = "));
        let (_, given) = line.split_once("open(").filter(|_| is_it)?;
        given.split([',', ')']).next()
    });
    opened.is_some_and(|opened| {
        let pair = format!("{opened}, {path} = ");
        opened == path || text.lines().any(|line| line.trim().starts_with(&pair))
    })
}

/// Whether a caller hands the path over that it saved an upload under.
fn is_given_one(context: &Context, holder: ScopeRef, path: &str) -> bool {
    let file = code::file(context.program, holder.file);
    let Some(scope) = file.scope(holder.scope) else { return false };
    let Some(place) = scope.params.iter().position(|param| file.name(param.name) == path) else { return false };
    let is_method = scope.params.first().is_some_and(|first| matches!(file.name(first.name), "self" | "cls"));
    let place = place - usize::from(is_method && place > 0);
    let name = file.name(scope.name);
    context.facts("upload-saved").any(|fact| {
        let caller = code::file(context.program, fact.holder.file);
        let Some(dst) = fact.argument("dst").map(|dst| context.text(dst.place)) else { return false };
        caller.exprs().any(|(id, expr)| match expr {
            Expr::Call { callee, arguments }
                if caller.dotted(callee).rsplit('.').next() == Some(name)
                    && caller.scope_at(caller.span(id)) == fact.holder.scope =>
            {
                let given = caller.argument(caller.arguments(arguments), place, path);
                given.is_some_and(|given| leads_to(context, fact.holder, dst, caller.text_at(caller.span(given))))
            }
            _ => false,
        })
    })
}

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
    let is_inside = || names_inside(context, hit) && !is_own_name(context, hit);
    if !is_archive && concept::source_name(hit.source) == "http-file" && !is_inside() {
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
    // An entry of an archive has a `filename` as well.
    let is_entry = match concept::source_name(hit.source) {
        "http-file" => true,
        "http-file-name" => false,
        _ => names_of_archive(context.text(hit.read)),
    };
    if is_entry {
        draft.subject = format!("the name of an entry in an archive, `{}`,", context.short_text(hit.read));
        draft = draft.advises(ENTRY);
    }
    // One segment of an address is the folder above at worst, and that is no file.
    let is_segment = Concepts::named("slash").is_some_and(|slash| hit.cleared.holds(slash));
    let opens = |name: &str| FOLDERS.iter().all(|word| !name.contains(word));
    if is_segment && opens(hit.callee.rsplit('.').next().unwrap_or_default()) {
        draft.severity = Severity::Medium;
        draft = draft
            .doubted(Confidence::Medium, "one segment of an address holds no slash, so it can be `..` and no more");
    }
    Some(draft.tells(&format!("{what} {called}")))
}

/// Parts of the names of functions that do something to a whole folder.
const FOLDERS: &[&str] = &["tree", "dir", "walk", "glob", "archive", "move", "rename", "replace", "copy"];

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

/// Whether nothing but the name of the upload itself is read on the way, which is told as such.
fn is_own_name(context: &Context, hit: &Hit) -> bool {
    let reads = |word: &str| context.texts_on_way(hit).any(|text| text.contains(word));
    reads(".filename") && !["list(", "getnames(", "getmembers(", ".read", "decode"].iter().any(|word| reads(word))
}

/// Whether the way from the upload goes through names or text that are read from it.
fn names_inside(context: &Context, hit: &Hit) -> bool {
    const READS: &[&str] = &[".read", "namelist", "infolist", "getnames", "getmembers", ".filename", ".name", "decode"];
    context.texts_on_way(hit).any(|text| READS.iter().any(|word| text.contains(word)))
}
